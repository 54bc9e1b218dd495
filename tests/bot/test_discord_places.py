"""Forums, threads and pictures: where Moves posts beside plain channels, over a real connection to a stand-in Discord."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.cards import Card, Link, Picture, Text, Tone
from bot.chat import Absent, Rejected, Sent, TryAgain
from bot.on_discord.client import Discord, Timing
from bot.on_discord.registry import Forgetful
from bot.on_discord.spots import NotANumber, Spot, spot
from tests.stand_ins.discord import CHANNEL, Channel, DiscordStandIn, Message
from tests.stand_ins.discord_bot import QUICK, Recording, connected, settings
from tests.stand_ins.discord_faults import Drop, refused
from tests.stand_ins.discord_world import FORUM

HERE, FORUM_ID = str(CHANNEL), 800
WIRE = (Link("Wire", "https://wire.example/1"),)
CARD = Card(title="Lin leaves Alibaba", tone=Tone.DEPARTURE, topic="Alibaba", lead=(Text("Reported"),), sources=(WIRE,))
OTHER = Card(title="Ann leaves OpenAI", tone=Tone.DEPARTURE, topic="OpenAI", sources=(WIRE,))
PICTURE = Picture(b"\x89PNG\r\n\x1a\nrest", "Moves a month: 3 in May, 5 in June", "by month.png")


@pytest.fixture
async def server() -> AsyncIterator[DiscordStandIn]:
    """A Discord with a forum beside its channel."""
    async with DiscordStandIn() as server:
        server.channel(FORUM_ID).type = FORUM
        yield server


@pytest.fixture
async def chat(server: DiscordStandIn) -> AsyncIterator[Discord]:
    """The bot, connected to it."""
    async with connected(server) as chat:
        yield chat


def posts(server: DiscordStandIn) -> dict[str, list[Message]]:
    """What stands in the forum's posts behind their first messages."""
    return {thread.name: thread.messages[1:] for thread in server.threads(FORUM_ID)}


def post(server: DiscordStandIn, name: str = "Alibaba") -> Channel:
    """The one post of that name."""
    (found,) = (thread for thread in server.threads(FORUM_ID) if thread.name == name)
    return found


async def sent(chat: Discord, card: Card = CARD, key: str = "k1", thread: str | None = None) -> str:
    """Post into the forum; the word it is remembered by."""
    outcome = await chat.post(str(FORUM_ID), card, key=key, thread=thread)
    assert isinstance(outcome, Sent), outcome
    return outcome.message


async def test_each_company_has_a_post(chat: Discord, server: DiscordStandIn) -> None:
    """Two moves at one company stand in its post, another company's in another; what belongs to none in a general one."""
    await sent(chat)
    await sent(chat, CARD, "k2")
    await sent(chat, OTHER, "k3")
    await sent(chat, Card(title="Daily digest", tone=Tone.ANSWER), "k4")
    assert {name: len(messages) for name, messages in posts(server).items()} == {
        "Alibaba": 2, "OpenAI": 1, "AI leadership moves": 1,
    }  # fmt: skip
    assert "AI leadership moves at Alibaba" in post(server).messages[0].content


async def test_edits_replies_and_links_find_the_post(chat: Discord, server: DiscordStandIn) -> None:
    """The message's word names its post: after it is edited, answered and linked to, also once its thread is archived."""
    word = await sent(chat)
    post(server).archived = True
    assert await chat.edit(str(FORUM_ID), word, replace(CARD, title="Lin stays")) == Sent(word)
    assert posts(server)["Alibaba"][0].embeds[0]["title"] == "Lin stays"
    assert not post(server).archived
    await sent(chat, OTHER, "k2", thread=word)
    root, answer = posts(server)["Alibaba"]
    assert answer.reply_to == root.id
    assert word == f"{post(server).id}/{root.id}"
    assert await chat.link(str(FORUM_ID), word) == f"https://discord.com/channels/2001/{post(server).id}/{root.id}"


async def test_a_post_is_found_again(server: DiscordStandIn) -> None:
    """By what is remembered, though it was renamed; without a memory by its name, active or archived; never twice."""
    memory = Forgetful()
    async with connected(server, memory=memory) as chat:
        await sent(chat)
    post(server).name = "阿里巴巴"
    async with connected(server, memory=memory) as chat:
        await sent(chat, key="k2")
    assert [len(messages) for messages in posts(server).values()] == [2]
    server.threads(FORUM_ID)[0].name = "ALIBABA"
    for archived in (False, True):
        server.threads(FORUM_ID)[0].archived = archived
        async with connected(server) as chat:
            await sent(chat, key=f"k{archived}")
    assert [len(messages) for messages in posts(server).values()] == [4]


async def test_somebody_elses_post_is_left_alone(chat: Discord, server: DiscordStandIn) -> None:
    """A person's post about the company is not ours to fill."""
    theirs = server.channel(801)
    theirs.name, theirs.type, theirs.parent, theirs.owner = "Alibaba", 11, FORUM_ID, 77
    await sent(chat)
    assert theirs.messages == []


async def test_a_deleted_post_is_made_anew(chat: Discord, server: DiscordStandIn) -> None:
    """What comes next at that company is told all the same."""
    await sent(chat)
    server.remove_channel(post(server).id)
    await sent(chat, key="k2")
    assert len(posts(server)["Alibaba"]) == 1


async def test_a_lost_answer_makes_no_second_post(chat: Discord, server: DiscordStandIn) -> None:
    """Making a post cannot be repeated harmlessly, so Discord is asked first whether it is there."""
    server.fail("POST", f"/channels/{FORUM_ID}/threads", Drop())
    assert not isinstance(await chat.post(str(FORUM_ID), CARD, key="k1"), Sent)
    await sent(chat)
    assert [len(messages) for messages in posts(server).values()] == [1]


async def test_a_lost_message_is_found_in_its_post(server: DiscordStandIn) -> None:
    """Only posts in which something was said since are read."""
    started = dt.datetime.now(dt.UTC)
    later = Timing(backoff=QUICK.backoff, clock=lambda: started + dt.timedelta(hours=1))
    async with connected(server, timing=later) as chat:
        assert await chat.find(str(FORUM_ID), key="k1", since=started) == Absent()
        word = await sent(chat)
        assert await chat.find(str(FORUM_ID), key="k1", since=started) == Sent(word)
        assert await chat.find(str(FORUM_ID), key="k2", since=started + dt.timedelta(hours=2)) == Absent()


async def test_posts_are_tagged(server: DiscordStandIn) -> None:
    """With the company's tag where there is one; made where the bot may; a forum that asks for one says so."""
    forum = server.channel(FORUM_ID)
    forum.tags = [{"id": "9", "name": "alibaba", "moderated": False, "emoji_id": None, "emoji_name": None}]
    forum.needs_tag = True
    async with connected(server) as chat:
        await sent(chat)
        assert post(server).applied == ["9"]
        outcome = await chat.post(str(FORUM_ID), OTHER, key="k2")
        assert isinstance(outcome, TryAgain)
        assert "no tag “OpenAI”" in outcome.why
    forum.rights |= {"manage_channels"}
    async with connected(server) as chat:
        await sent(chat, OTHER, "k3")
    assert [tag["name"] for tag in forum.tags] == ["alibaba", "OpenAI"]
    assert post(server, "OpenAI").applied == [forum.tags[1]["id"]]


async def test_a_locked_post_is_respected(chat: Discord, server: DiscordStandIn) -> None:
    """People closed it: nothing is posted or edited, nothing is made beside it, and the reason says what to do."""
    word = await sent(chat)
    post(server).locked = post(server).archived = True
    shut = Rejected("the thread is archived and locked; unlock it or correct the route")
    assert await chat.post(str(FORUM_ID), CARD, key="k2") == shut
    assert await chat.edit(str(FORUM_ID), word, OTHER) == shut
    post(server).archived = False
    for outcome in (await chat.post(str(FORUM_ID), CARD, key="k3"), await chat.edit(str(FORUM_ID), word, OTHER)):
        assert isinstance(outcome, Rejected)
        assert outcome.why.startswith("the thread is locked")
    assert len(posts(server)) == 1


async def test_what_becomes_of_a_move_is_said_in_its_thread(server: DiscordStandIn) -> None:
    """Where the bot may begin threads; the thread is begun once, and found after a lost answer and a restart."""
    server.channel().rights |= {"create_public_threads"}
    async with connected(server) as chat:
        root = await chat.post(HERE, CARD, key="k1")
        assert isinstance(root, Sent)
        server.fail("POST", f"/messages/{root.message}/threads", Drop())
        assert not isinstance(await chat.post(HERE, OTHER, key="k2", thread=root.message), Sent)
        assert isinstance(await chat.post(HERE, OTHER, key="k2", thread=root.message), Sent)
    async with connected(server) as chat:
        outcome = await chat.post(HERE, OTHER, key="k3", thread=root.message)
    (thread,) = server.threads(CHANNEL)
    assert (thread.name, len(thread.messages)) == ("Ann leaves OpenAI", 2)
    assert outcome == Sent(f"{thread.id}/{thread.messages[1].id}")
    assert len(server.channel().messages) == 1


async def test_a_reply_in_a_thread_is_found_there(server: DiscordStandIn) -> None:
    """A lost answer of a reply is looked for in the thread and beside the message."""
    server.channel().rights |= {"create_public_threads"}
    started = dt.datetime.now(dt.UTC)
    later = Timing(backoff=QUICK.backoff, clock=lambda: started + dt.timedelta(hours=1))
    async with connected(server, timing=later) as chat:
        root = await chat.post(HERE, CARD, key="k1")
        assert isinstance(root, Sent)
        said = await chat.post(HERE, OTHER, key="k2", thread=root.message)
        assert await chat.find(HERE, key="k2", since=started, thread=root.message) == said
        assert await chat.find(HERE, key="k9", since=started, thread=root.message) == Absent()


async def test_a_closed_thread_leaves_replies(server: DiscordStandIn) -> None:
    """People locked the thread, or too many are open: a plain reply says it."""
    server.channel().rights |= {"create_public_threads"}
    async with connected(server) as chat:
        root = await chat.post(HERE, CARD, key="k1")
        assert isinstance(root, Sent)
        server.fail("POST", f"/messages/{root.message}/threads", refused(400, 160006, "Too many"))
        assert isinstance(await chat.post(HERE, OTHER, key="k2", thread=root.message), Sent)
        await chat.post(HERE, OTHER, key="k3", thread=root.message)
        server.threads(CHANNEL)[0].locked = True
        await chat.post(HERE, OTHER, key="k4", thread=root.message)
    assert [message.reply_to for message in server.channel().messages] == [None, root.message, root.message]
    assert len(server.threads(CHANNEL)[0].messages) == 1


async def test_a_picture_is_shown_with_its_words(chat: Discord, server: DiscordStandIn) -> None:
    """An attachment that the embed shows; an edit replaces it, an edit without one takes it away."""
    outcome = await chat.post(HERE, replace(CARD, picture=PICTURE), key="k1")
    assert isinstance(outcome, Sent)
    (message,) = server.channel().messages
    (file,) = message.attachments
    assert (file["filename"], file["description"]) == ("by_month.png", PICTURE.alt)
    assert bytes.fromhex(file["data"]) == PICTURE.png
    assert message.embeds[0]["image"]["url"] == "attachment://by_month.png"
    newer = replace(PICTURE, alt="Moves a month: 6 in June")
    assert await chat.edit(HERE, outcome.message, replace(CARD, picture=newer)) == outcome
    assert [file["description"] for file in message.attachments] == [newer.alt]
    await chat.edit(HERE, outcome.message, CARD)
    assert message.attachments == []
    assert "image" not in message.embeds[0]


async def test_a_picture_that_is_refused_is_told_in_words(chat: Discord, server: DiscordStandIn) -> None:
    """Without Attach Files, or too large: one message all the same, with what the picture shows."""
    server.channel().rights -= {"attach_files"}
    outcome = await chat.post(HERE, replace(CARD, picture=PICTURE), key="k1")
    assert isinstance(outcome, Sent)
    assert await chat.edit(HERE, outcome.message, replace(CARD, picture=PICTURE)) == outcome
    (message,) = server.channel().messages
    assert PICTURE.alt in message.embeds[0]["description"]
    assert message.attachments == []


async def test_check_names_what_forums_and_threads_need(server: DiscordStandIn) -> None:
    """The words are those of Discord's settings for forums; a locked thread needs more."""
    chat = Discord(settings(server), Recording())
    assert await chat.check((str(FORUM_ID),)) == ()
    server.channel(FORUM_ID).rights -= {"send_messages", "send_messages_in_threads"}
    (problem,) = await chat.check((str(FORUM_ID),))
    assert problem.startswith("discord:800: the bot lacks Create Posts, Send Messages in Posts;")
    server.channel(FORUM_ID).needs_tag = True
    (problem,) = await chat.check((str(FORUM_ID),))
    assert "Manage Channels, or a tag “AI leadership moves”" in problem
    thread = server.channel(50)
    thread.type, thread.parent, thread.locked = 11, CHANNEL, True
    server.channel().rights -= {"send_messages"}  # forbidden above, allowed in threads
    (problem,) = await chat.check(("50",))
    assert problem.startswith("discord:50: the bot lacks Manage Threads, since the thread is locked;")


def test_a_spot_is_one_word() -> None:
    """Alone in the channel of the route, behind its thread elsewhere."""
    assert Spot(123, 7).word(123) == "7"
    assert spot("123", Spot(9, 7).word(123)) == Spot(9, 7)
    assert spot("123", "7") == Spot(123, 7)
    for wrong in ("7/", "/7", "a/7", "7/8/9"):
        with pytest.raises(NotANumber):
            spot("123", wrong)
