"""`/moves` and buttons as people use them, over a real gateway connection to a stand-in Discord."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.cards import Action, Card, Picture, Tone
from bot.chat import Asker
from bot.on_discord.client import Discord
from bot.on_discord.completing import choices
from tests.stand_ins.discord import CHANNEL, PERSON, DiscordStandIn
from tests.stand_ins.discord_bot import Recording, connected
from tests.stand_ins.discord_faults import broken, refused

ADA = Asker(platform="discord", user=str(PERSON), channel=str(CHANNEL), name="Ada")
ALERT = Card(
    title="A leaves B", tone=Tone.DEPARTURE, actions=(Action("B history", "ask:1:B"), Action("All", "share:1:B"))
)


@pytest.fixture
async def server() -> AsyncIterator[DiscordStandIn]:
    """A Discord of this test's own."""
    async with DiscordStandIn() as server:
        yield server


@pytest.fixture
def answers() -> Recording:
    """What the bot was asked."""
    return Recording()


@pytest.fixture
async def chat(server: DiscordStandIn, answers: Recording) -> AsyncIterator[Discord]:
    """The bot, connected to it."""
    async with connected(server, answers) as chat:
        yield chat


@pytest.mark.usefixtures("chat")
async def test_a_command_is_answered_privately(server: DiscordStandIn, answers: Recording) -> None:
    """The query and who asked arrive; the answer is for the asker's eyes and the channel stays quiet."""
    answer = await server.slash("moves", query="alibaba")
    assert answers.asked == [("alibaba", ADA)]
    assert answer.private
    assert answer.embeds[0]["title"] == "Answer to alibaba"
    assert [button["label"] for button in answer.buttons] == ["Newer", "Older", "Share"]
    assert server.channel().messages == []


@pytest.mark.usefixtures("chat")
async def test_a_command_without_a_query_asks_for_the_latest(server: DiscordStandIn, answers: Recording) -> None:
    """The option may be left out."""
    await server.slash("moves")
    assert answers.asked == [("", ADA)]


@pytest.mark.usefixtures("chat")
async def test_a_slow_answer_is_acknowledged_first(server: DiscordStandIn, answers: Recording) -> None:
    """Discord hears of us before the answer is there, so that nobody reads «did not respond»."""
    answers.gate.clear()
    asked = asyncio.create_task(server.slash("moves", query="slow"))
    await server.acknowledged()
    assert not asked.done()
    answers.gate.set()
    assert (await asked).embeds[0]["title"] == "Answer to slow"


@pytest.mark.usefixtures("chat")
async def test_typing_is_completed(server: DiscordStandIn, answers: Recording) -> None:
    """The names for what was typed so far are offered."""
    assert await server.autocomplete("moves", query="ali") == ["Alibaba", "Qwen"]
    assert answers.asked[0][0] == "ali"


def test_completions_keep_to_discords_limits() -> None:
    """25 names at most, each once, none blank or over 100 characters."""
    names = ("", "  ", "x" * 101, "twice", "twice", *(f"name {n}" for n in range(40)))
    offered = choices(names)
    assert [choice.name for choice in offered][:2] == ["twice", "name 0"]
    assert len(offered) == 25


@pytest.mark.usefixtures("chat")
async def test_paging_changes_the_private_answer_in_place(server: DiscordStandIn, answers: Recording) -> None:
    """A button under a private answer replaces that answer."""
    answer = await server.slash("moves", query="x")
    again = await server.click(answer, "Older")
    assert again is answer
    assert again.embeds[0]["title"] == "Pressed ask:2:x"
    assert answers.asked[-1] == ("ask:2:x", ADA)


@pytest.mark.usefixtures("chat")
async def test_sharing_posts_once_for_everybody(server: DiscordStandIn) -> None:
    """The card stands in the channel, nobody is mentioned, and the button is off so that it is not shared twice."""
    answer = await server.slash("moves", query="x")
    await server.click(answer, "Share")
    (shared,) = server.channel().messages
    assert not shared.private
    assert shared.embeds[0]["title"] == "Pressed share:1:x"
    assert shared.body["allowed_mentions"]["parse"] == []
    assert [button["label"] for button in answer.buttons if button.get("disabled")] == ["Newer", "Share"]
    assert answer.embeds[0]["title"] == "Answer to x"


@pytest.mark.usefixtures("chat")
async def test_a_second_click_while_sharing_shares_nothing_more(server: DiscordStandIn, answers: Recording) -> None:
    """Two quick clicks are one deed; both are acknowledged."""
    answer = await server.slash("moves", query="x")
    answers.gate.clear()
    first = asyncio.create_task(server.click(answer, "Share"))
    await server.acknowledged(2)
    second = asyncio.create_task(server.click(answer, "Share"))
    await server.acknowledged(3)
    answers.gate.set()
    await first
    second.cancel()
    assert len(server.channel().messages) == 1
    assert [key for key, _ in answers.asked] == ["x", "share:1:x"]


@pytest.mark.usefixtures("chat")
async def test_a_message_is_judged_by_its_words_and_embeds(server: DiscordStandIn, answers: Recording) -> None:
    """What somebody wrote, and where the preview of a link leads; the verdict is for the asker alone."""
    pointed = server.say("Have you seen this?")
    pointed.body["embeds"] = [{"title": "A leaves B", "url": "https://news.example/a", "description": "She said so."}]
    answers.gate.clear()
    asked = asyncio.create_task(server.point(pointed, "Is this a move?"))
    await server.acknowledged()
    answers.gate.set()
    answer = await asked
    assert answer.private
    assert answers.asked == [("judge Have you seen this?\nhttps://news.example/a\nA leaves B\nShe said so.", ADA)]


async def test_a_button_under_an_alert_answers_privately(chat: Discord, server: DiscordStandIn) -> None:
    """What everybody sees stays as it is; whoever pressed gets an answer of their own."""
    await chat.post(str(CHANNEL), ALERT, key="k1")
    (alert,) = server.channel().messages
    answer = await server.click(alert, "B history")
    assert answer is not alert
    assert answer.private
    assert answer.embeds[0]["title"] == "Pressed ask:1:B"
    assert alert.embeds[0]["title"] == "A leaves B"
    assert alert.edits == 0


async def test_sharing_from_an_alert_leaves_nobody_waiting(chat: Discord, server: DiscordStandIn) -> None:
    """The private acknowledgement says that it was shared, the card stands in the channel."""
    await chat.post(str(CHANNEL), ALERT, key="k1")
    answer = await server.click(server.channel().messages[0], "All")
    assert answer.content == "Shared in this channel."
    shared = (await server.posted(2))[1]
    assert shared.embeds[0]["title"] == "Pressed share:1:B"


async def test_buttons_work_after_a_restart(server: DiscordStandIn) -> None:
    """All a press needs stands in the button."""
    async with connected(server) as chat:
        await chat.post(str(CHANNEL), ALERT, key="k1")
    answers = Recording()
    async with connected(server, answers):
        await server.click(server.channel().messages[0], "B history")
    assert answers.asked == [("ask:1:B", ADA)]


async def test_a_choice_of_many_is_a_menu_that_outlives_a_restart(server: DiscordStandIn) -> None:
    """More than five names are offered in a menu; what is chosen is answered as a press."""
    names = tuple(Action(f"Lin {n}", f"ask:1:p{n}") for n in range(7))
    async with connected(server) as chat:
        await chat.post(str(CHANNEL), Card(title="Which Lin?", tone=Tone.HELP, actions=names), key="k1")
    answers = Recording()
    async with connected(server, answers):
        (message,) = server.channel().messages
        assert message.buttons == []
        answer = await server.choose(message, "Lin 6")
    assert answers.asked == [("ask:1:p6", ADA)]
    assert answer.private


async def test_an_answers_picture_comes_and_goes(server: DiscordStandIn, answers: Recording) -> None:
    """In a private answer, when it is shared, and when a page without one follows."""
    answers.picture = Picture(b"\x89PNG", "Three in May", "months.png")
    async with connected(server, answers):
        answer = await server.slash("moves", query="x")
        assert [file["description"] for file in answer.attachments] == ["Three in May"]
        await server.click(answer, "Share")
        assert [file["filename"] for file in server.channel().messages[0].attachments] == ["months.png"]
        assert len(answer.attachments) == 1
        answers.picture = None
        await server.click(answer, "Older")
    assert answer.attachments == []
    assert "image" not in answer.embeds[0]


async def test_two_people_press_one_button_at_once(server: DiscordStandIn, chat: Discord, answers: Recording) -> None:
    """Each is answered, privately; only a second click of the same person is the same press."""
    await chat.post(str(CHANNEL), ALERT, key="k1")
    answers.gate.clear()
    (alert,) = server.channel().messages
    clicks = [asyncio.create_task(server.click(alert, "B history", user=user)) for user in (PERSON, 902)]
    await server.acknowledged(2)
    answers.gate.set()
    assert [(message.private, message is alert) for message in await asyncio.gather(*clicks)] == [(True, False)] * 2
    assert sorted(asker.user for _, asker in answers.asked) == sorted([str(PERSON), "902"])


async def test_stop_finishes_what_was_acknowledged(server: DiscordStandIn, answers: Recording) -> None:
    """An answer under way arrives though the bot was told to stop."""
    async with connected(server, answers) as chat:
        answers.gate.clear()
        asked = asyncio.create_task(server.slash("moves", query="last"))
        await server.acknowledged()
        stopping = asyncio.create_task(chat.stop())
        await asyncio.wait({stopping}, timeout=0.1)
        assert not stopping.done()
        answers.gate.set()
        assert (await asked).embeds[0]["title"] == "Answer to last"
        await stopping


@pytest.mark.usefixtures("chat")
async def test_a_failed_answer_says_so_and_does_not_harm_the_next(server: DiscordStandIn) -> None:
    """When Discord refuses the acknowledgement, or the answer behind it, nobody is left with «is thinking»."""
    for method, path, fault in (
        ("POST", "/callback", broken(404)),
        ("PATCH", "/messages/@original", refused(400, 50035)),
    ):
        server.fail(method, path, fault)
        answer = await server.slash("moves", query="x")
        assert answer.private
        assert answer.embeds[0]["title"] == "That did not work"
    assert (await server.slash("moves", query="y")).embeds[0]["title"] == "Answer to y"


async def test_a_fault_of_ours_is_a_sentence_whose_reference_is_in_the_log(
    server: DiscordStandIn, chat: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a command and for a button, privately; never silence."""

    def stumble(*_: object) -> None:
        raise AssertionError

    await chat.post(str(CHANNEL), ALERT, key="k1")
    monkeypatch.setattr("bot.on_discord.conversation._fill", stumble)
    with capture_logs() as logs:
        said = [await server.slash("moves", query="y"), await server.click(server.channel().messages[0], "B history")]
    shown = [message.embeds[0]["footer"]["text"] for message in said]
    assert shown == [f"reference {one['reference']}" for one in logs if one["event"] == "command_failed"]
    assert all(message.private for message in said)
