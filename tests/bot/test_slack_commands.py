"""`/moves` and buttons in Slack, with the real slack-bolt against a Slack on loopback."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.cards import Card, Text, Tone
from bot.chat import Asker, Pressed
from bot.on_slack.duties import Seen
from tests.bot.slack_scene import RecordingAnswers, running
from tests.stand_ins.slack import Failure, SlackStandIn


async def test_a_command_is_acknowledged_and_answered_privately() -> None:
    """`/moves alibaba` reaches Answers with the asker's ids; the answer is for the asker alone."""
    answers = RecordingAnswers()
    async with SlackStandIn() as slack, running(slack, answers):
        answer = await slack.slash("/moves", "alibaba", user="U7", channel="C0123")
    assert answers.asked == [("alibaba", Asker("slack", "U7", "C0123", "ada"))]
    assert answer.ephemeral_to == "U7"
    assert "Alibaba" in answer.words
    assert slack.posts == []


async def test_what_was_typed_arrives_as_typed() -> None:
    """Slack escapes what people type; Answers gets the words themselves."""
    answers = RecordingAnswers()
    async with SlackStandIn() as slack, running(slack, answers):
        await slack.slash("/moves", "AT&T <labs> &amp;")
    assert answers.asked[0][0] == "AT&T <labs> &amp;"


async def test_a_slow_answer_is_acknowledged_in_time() -> None:
    """The acknowledgement does not wait for the answer."""
    answers, asked, free = RecordingAnswers(), asyncio.Event(), asyncio.Event()

    class Slow(RecordingAnswers):
        async def answer(self, text: str, asker: Asker) -> Pressed:
            asked.set()
            await free.wait()
            return await answers.answer(text, asker)

    async with SlackStandIn() as slack, running(slack, Slow()):
        answering = asyncio.create_task(slack.slash("/moves", "alibaba"))
        await asyncio.wait_for(asked.wait(), 15)
        await slack.until(lambda: slack.sockets.acks)
        assert not answering.done()
        free.set()
        assert "Alibaba" in (await answering).words


async def test_a_button_of_a_private_answer_changes_it_in_place() -> None:
    """A pressed button replaces the asker's own answer."""
    answers = RecordingAnswers()
    async with SlackStandIn() as slack, running(slack, answers):
        first = await slack.slash("/moves", "alibaba", user="U7")
        second = await slack.click(first, "Older", user="U7")
    assert second is first
    assert "page 2" in second.words
    assert answers.pressed == [("ask:2:alibaba", Asker("slack", "U7", "C0123", "ada"))]


async def test_share_posts_into_the_channel_with_the_name() -> None:
    """Share shows the answer to everybody, says who shared it and leaves the private answer alone."""
    async with SlackStandIn() as slack, running(slack):
        first = await slack.slash("/moves", "alibaba", user="U7")
        shared = await slack.click(first, "Share", user="U7", name="grace")
    assert shared is slack.channel("C0123").messages[0]
    assert "shared by grace" in shared.words
    assert shared.payload["unfurl_links"] is False
    assert first.edits == []


async def test_a_second_click_before_the_answer_is_the_same_press() -> None:
    """An impatient double click shares once; somebody else's press, and a later one, count for themselves."""
    free = asyncio.Event()

    class Slow(RecordingAnswers):
        async def press(self, key: str, asker: Asker) -> Pressed:
            pressed = await super().press(key, asker)
            await free.wait()
            return pressed

    answers = Slow()
    async with SlackStandIn() as slack, running(slack, answers) as bot:
        first = await slack.slash("/moves", "alibaba", user="U7")
        for user in ("U7", "U7", "U8"):
            await slack.press(first, "Share", user=user)
        free.set()
        await slack.until(lambda: len(slack.channel("C0123").messages) == 2)
        await bot._duties.finish()
        bot._duties.begin()
        await slack.click(first, "Share", user="U7")
    assert [asker.user for _, asker in answers.pressed] == ["U7", "U8", "U7"]


async def test_a_button_of_a_public_message_answers_privately() -> None:
    """What everybody sees is not replaced because one person pressed a button."""
    answers = RecordingAnswers()
    async with SlackStandIn() as slack, running(slack, answers) as bot:
        channel = slack.channel("C0123")
        await bot.post("C0123", answers.card, key="k1")
        answer = await slack.click(channel.messages[0], "Older", user="U7")
    assert answer.ephemeral_to == "U7"
    assert channel.messages[0].edits == []


async def test_a_button_in_a_thread_is_answered_in_the_thread() -> None:
    """The private answer stands where the button was pressed."""
    answers = RecordingAnswers()
    async with SlackStandIn() as slack, running(slack, answers) as bot:
        channel = slack.channel("C0123")
        await bot.post("C0123", answers.card, key="k1")
        root = channel.messages[0].ts
        await bot.post("C0123", answers.card, key="k2", thread=root)
        answer = await slack.click(channel.messages[1], "Older")
    assert answer.thread_ts == root


async def test_a_repeated_envelope_is_acknowledged_and_not_done_twice() -> None:
    """Slack's repetition of a deed changes nothing, and it stops repeating."""
    answers = RecordingAnswers()
    async with SlackStandIn() as slack, running(slack, answers):
        first = await slack.slash("/moves", "alibaba")
        await slack.repeat()
        await slack.click(first, "Older")
        await slack.repeat()
        await slack.slash("/moves", "alibaba")
    assert len(answers.asked) == 2
    assert len(answers.pressed) == 1
    assert len(slack.sockets.acks) >= 5


@pytest.mark.parametrize("press", [False, True])
async def test_a_failure_ends_in_a_sentence_with_a_reference_in_the_log(press: bool) -> None:  # noqa: FBT001 - a table column
    """Whatever a command raises, the asker reads a sentence whose reference stands in the log, without the secret."""
    answers = RecordingAnswers()
    async with SlackStandIn() as slack, running(slack, answers):
        first = await slack.slash("/moves", "alibaba")
        answers.raises = ValueError("xoxb-secret-detail")
        with capture_logs() as logged:
            answer = await (slack.click(first, "Older") if press else slack.slash("/moves", "alibaba"))
    (record,) = [entry for entry in logged if entry["event"] == "command_failed"]
    assert "That did not work" in answer.words
    assert record["reference"] in answer.words
    assert "secret-detail" not in answer.words
    assert first.edits == []


async def test_an_expired_response_url_is_answered_as_the_bot() -> None:
    """Where the response_url refuses, the asker still gets a private answer in the channel."""
    async with SlackStandIn() as slack, running(slack):
        slack.channel("C0123")
        slack.fail("respond", Failure(status=404))
        answer = await slack.slash("/moves", "alibaba", user="U7")
    assert len(slack.calls("chat.postEphemeral")) == 1
    assert answer.ephemeral_to == "U7"


async def test_an_answer_that_reaches_nobody_is_in_the_log() -> None:
    """Where no way leads to the asker, the log says which answer was lost."""
    with capture_logs() as logged:
        async with SlackStandIn() as slack, running(slack):
            slack.fail("respond", Failure(reset=True))
            asking = asyncio.create_task(slack.slash("/moves", "alibaba", channel="C0OTHER"))
            await slack.until(lambda: slack.calls("chat.postEphemeral"))
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
    (lost,) = [entry for entry in logged if entry["event"] == "answer_lost"]
    assert lost["asked"] == "alibaba"


async def test_a_bot_can_be_started_again() -> None:
    """After a stop the same bot starts anew and answers."""
    async with SlackStandIn() as slack, running(slack) as bot:
        await bot.stop()
        await bot.start()
        await slack.until(lambda: slack.sockets.count == 1)
        assert "Alibaba" in (await slack.slash("/moves")).words


async def test_stopping_finishes_what_was_acknowledged() -> None:
    """An answer under way when the bot stops still reaches its asker; stopping twice is harmless."""
    asked, free = asyncio.Event(), asyncio.Event()

    class Slow(RecordingAnswers):
        async def answer(self, text: str, asker: Asker) -> Pressed:
            asked.set()
            await free.wait()
            return Pressed(Card(title="late", tone=Tone.ANSWER, lead=(Text("but there"),)))

    answers = Slow()
    async with SlackStandIn() as slack, running(slack, answers) as bot:
        channel = slack.channel("C0123")
        await bot.post("C0123", answers.card, key="k1")
        answering = asyncio.create_task(slack.slash("/moves", "alibaba"))
        await asyncio.wait_for(asked.wait(), 15)
        stopping = asyncio.create_task(bot.stop())
        await asyncio.sleep(0)
        assert "restarting" in (await slack.slash("/moves", "qwen")).text
        assert "restarting" in (await slack.click(channel.messages[0], "Older")).words
        assert answers.pressed == []
        free.set()
        await stopping
        assert "late" in (await answering).words
        await bot.stop()
        assert not await bot.connected()


def test_deeds_are_forgotten_after_an_hour() -> None:
    """The memory of deeds is an hour long; deeds without a name are never held back."""
    now = [0.0]
    seen = Seen(lambda: now[0])
    assert [seen.first("a"), seen.first("a"), seen.first(""), seen.first("")] == [True, False, True, True]
    now[0] = 3599
    assert not seen.first("a")
    now[0] = 3600
    assert seen.first("a")


def test_the_memory_of_deeds_is_bounded() -> None:
    """A flood of deeds does not fill the memory."""
    seen = Seen(lambda: 0.0)
    for number in range(25_000):
        seen.first(str(number))
    assert len(seen._when) <= 20_000
    assert not seen.first("24999")
