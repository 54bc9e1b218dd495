"""Posting, editing and finding over a real connection to a stand-in Discord."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest

from bot.cards import Action, Card, Link, Text, Tone
from bot.chat import Absent, Outcome, Rejected, Sent, Stale, TryAgain, Unclear, Unknowable
from bot.on_discord.client import Discord, Timing
from tests.stand_ins.discord import CHANNEL, DiscordStandIn
from tests.stand_ins.discord_bot import QUICK, Recording, connected, settings
from tests.stand_ins.discord_faults import Answer, Drop, Fault, broken, rate_limited, refused

HERE = str(CHANNEL)
POSTS = f"/channels/{CHANNEL}/messages"
CARD = Card(
    title="A leaves B",
    tone=Tone.DEPARTURE,
    lead=(Text("Reported"),),
    sources=((Link("Wire", "https://wire.example/1"),),),
    actions=(Action("B history", "ask:1:B"),),
)


@pytest.fixture
async def server() -> AsyncIterator[DiscordStandIn]:
    """A Discord of this test's own."""
    async with DiscordStandIn() as server:
        yield server


@pytest.fixture
async def chat(server: DiscordStandIn) -> AsyncIterator[Discord]:
    """The bot, connected to it."""
    async with connected(server) as chat:
        yield chat


async def test_a_post_is_an_embed_with_buttons(chat: Discord, server: DiscordStandIn) -> None:
    """The message's id comes back, the title and the button are there, and nobody is mentioned."""
    sent = await chat.post(HERE, CARD, key="k1")
    (message,) = server.channel().messages
    assert sent == Sent(message.id)
    assert message.embeds[0]["title"] == "A leaves B"
    assert [(b["label"], b["custom_id"]) for b in message.buttons] == [("B history", "moves:ask:1:B")]
    assert message.content == ""
    assert message.body["allowed_mentions"]["parse"] == []


async def test_a_repeat_with_the_same_key_posts_nothing_new(chat: Discord, server: DiscordStandIn) -> None:
    """The key is the nonce: both calls name the one message."""
    first = await chat.post(HERE, CARD, key="k1")
    assert await chat.post(HERE, CARD, key="k1") == first
    assert await chat.post(HERE, CARD, key="k2") != first
    assert len(server.channel().messages) == 2


async def test_a_lost_answer_is_unclear_and_its_repeat_harmless(chat: Discord, server: DiscordStandIn) -> None:
    """A connection cut after Discord took the post: nobody knows; find says repeat, the repeat finds the message."""
    server.fail("POST", POSTS, Drop())
    started = dt.datetime.now(dt.UTC)
    assert isinstance(await chat.post(HERE, CARD, key="k1"), Unclear)
    assert await chat.find(HERE, key="k1", since=started) == Absent()
    again = await chat.post(HERE, CARD, key="k1")
    assert again == Sent(server.channel().messages[0].id)
    assert len(server.channel().messages) == 1


async def test_a_mention_rings_only_whom_it_names(chat: Discord, server: DiscordStandIn) -> None:
    """The configured mention stands beside the embed and is the only thing allowed to ring."""
    await chat.post(HERE, Card(title="<@&9> @everyone", tone=Tone.HIRE, mention="<@&77>"), key="k1")
    (message,) = server.channel().messages
    assert message.content == "<@&77>"
    assert message.body["allowed_mentions"] == {"parse": [], "roles": [77], "users": [], "replied_user": False}


async def test_a_reply_refers_to_its_message(chat: Discord, server: DiscordStandIn) -> None:
    """A reply in a thread refers to the alert; when that was deleted it is posted all the same."""
    root = await chat.post(HERE, CARD, key="k1")
    assert isinstance(root, Sent)
    await chat.post(HERE, CARD, key="k2", thread=root.message)
    assert server.channel().messages[1].reply_to == root.message
    del server.channel().messages[0]
    assert isinstance(await chat.post(HERE, CARD, key="k3", thread=root.message), Sent)
    assert server.channel().messages[1].reply_to is None


async def test_an_edit_replaces_embed_and_buttons(chat: Discord, server: DiscordStandIn) -> None:
    """What an edit does not show any more is gone."""
    sent = await chat.post(HERE, CARD, key="k1")
    assert isinstance(sent, Sent)
    assert await chat.edit(HERE, sent.message, Card(title="A stays", tone=Tone.DENIED)) == sent
    (message,) = server.channel().messages
    assert message.embeds[0]["title"] == "A stays"
    assert message.buttons == []


async def test_an_edit_of_a_deleted_message_is_rejected(chat: Discord) -> None:
    """Only the message is lost, not the channel."""
    assert await chat.edit(HERE, "77", CARD) == Rejected("the message was deleted", stale=Stale.REMOVED)


async def test_an_edit_of_somebody_elses_message_is_rejected(chat: Discord, server: DiscordStandIn) -> None:
    """It stands, and cannot be changed."""
    server.say("hello")
    outcome = await chat.edit(HERE, server.channel().messages[0].id, CARD)
    assert isinstance(outcome, Rejected)
    assert outcome.stale is Stale.FIXED


async def test_edits_of_old_messages_are_limited_not_refused(chat: Discord, server: DiscordStandIn) -> None:
    """Discord's limit on editing messages older than an hour asks for patience, not for another message."""
    server.fail("PATCH", POSTS, refused(400, 30046, "Maximum number of edits to messages older than 1 hour reached"))
    assert isinstance(await chat.edit(HERE, "77", CARD), TryAgain)


async def test_a_message_has_an_address_while_it_is_there(chat: Discord, server: DiscordStandIn) -> None:
    """The address people copy from Discord; none for what was removed or never was."""
    sent = await chat.post(HERE, CARD, key="k1")
    assert isinstance(sent, Sent)
    assert await chat.link(HERE, sent.message) == f"https://discord.com/channels/2001/{HERE}/{sent.message}"
    server.channel().messages.clear()
    assert await chat.link(HERE, sent.message) is None
    assert await chat.link("#news", "77") is None


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (refused(404, 10003), Rejected("the channel does not exist (any more); correct the route", gone=True)),
        (rate_limited(120), TryAgain(dt.timedelta(seconds=120), "rate limited by Discord")),
        (broken(503), Unclear("Discord answered 503")),
    ],
)
async def test_failures_are_told_apart(chat: Discord, server: DiscordStandIn, fault: Fault, expected: Outcome) -> None:
    """Surely not taken, never going to be, or nobody knows: each with its words."""
    server.fail("POST", POSTS, fault)
    assert await chat.post(HERE, CARD, key="k1") == expected
    assert server.channel().messages == []


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (refused(403, 50001), (Rejected, "View Channel", True)),
        (refused(403, 50013), (Rejected, "Embed Links", False)),
        (refused(400, 50035, "Invalid Form Body"), (Rejected, "Invalid Form Body", False)),
        (refused(401, 0), (TryAgain, "DISCORD_TOKEN", None)),
        (rate_limited(90, by_discord=False), (TryAgain, "rate limited", None)),
        (Answer(404, "<html>nothing here"), (TryAgain, "api_base_url", None)),
        (Answer(200, "<html>hello"), (Unclear, "", None)),
        (Drop(done=False), (Unclear, "ServerDisconnected", None)),
    ],
)
async def test_refusals_say_what_to_do(
    chat: Discord, server: DiscordStandIn, fault: Fault, expected: tuple[type[Outcome], str, bool | None]
) -> None:
    """Discord's codes and strangers' answers become words a person can act on."""
    kind, words, gone = expected
    server.fail("POST", POSTS, fault)
    outcome = await chat.post(HERE, CARD, key="k1")
    assert isinstance(outcome, kind)
    assert not isinstance(outcome, Sent)
    assert words in outcome.why
    assert getattr(outcome, "gone", None) is gone


async def test_short_rate_limits_are_waited_for(chat: Discord, server: DiscordStandIn) -> None:
    """A limit of a moment is the library's business: the post arrives."""
    server.fail("POST", POSTS, rate_limited(0.05), rate_limited(0.05, everywhere=True))
    assert isinstance(await chat.post(HERE, CARD, key="k1"), Sent)


async def test_nobody_listening_is_surely_not_taken(server: DiscordStandIn) -> None:
    """A refused connection may be tried again; so may a post before `start`."""
    async with connected(server) as chat:
        await server.close_rest()
        await chat.post(HERE, CARD, key="k1")  # on the connection that was kept open, which nobody can be sure of
        assert isinstance(await chat.post(HERE, CARD, key="k1"), TryAgain)
    assert isinstance(await chat.post(HERE, CARD, key="k1"), TryAgain)


async def test_words_instead_of_a_channel_number_are_rejected(chat: Discord) -> None:
    """A route to `discord:#news` can never work and says why."""
    outcome = await chat.post("#news", CARD, key="k1")
    assert isinstance(outcome, Rejected)
    assert "number" in outcome.why
    assert isinstance(await chat.find("#news", key="k1", since=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)), Unknowable)


async def test_a_lost_post_is_found_later_in_the_history(server: DiscordStandIn) -> None:
    """After the nonce's minutes the channel is read: the key behind the title's link names the message."""
    started = dt.datetime.now(dt.UTC)
    later = Timing(backoff=QUICK.backoff, clock=lambda: started + dt.timedelta(hours=1))
    async with connected(server, timing=later) as chat:
        assert await chat.find(HERE, key="k1", since=started) == Absent()
        server.say("hello")
        await chat.post(HERE, CARD, key="other")
        assert await chat.find(HERE, key="k1", since=started) == Absent()
        server.fail("POST", POSTS, Drop())
        assert isinstance(await chat.post(HERE, CARD, key="k1"), Unclear)
        server.forget_nonces()
        assert await chat.find(HERE, key="k1", since=started) == Sent(server.channel().messages[-1].id)


async def test_what_cannot_be_known_is_said(server: DiscordStandIn) -> None:
    """A message of ours without a key, or a history that may not be read, leave the question open."""
    started = dt.datetime.now(dt.UTC)
    later = Timing(backoff=QUICK.backoff, clock=lambda: started + dt.timedelta(hours=1))
    async with connected(server, timing=later) as chat:
        await chat.post(HERE, Card(title="no link", tone=Tone.HIRE), key="other")
        assert isinstance(await chat.find(HERE, key="k1", since=started), Unknowable)
        server.fail("GET", POSTS, refused(403, 50013))
        assert isinstance(await chat.find(HERE, key="k1", since=started), Unknowable)
        server.fail("GET", POSTS, rate_limited(60))
        assert await chat.find(HERE, key="k1", since=started) == TryAgain(
            dt.timedelta(seconds=60), "rate limited by Discord"
        )


async def test_check_names_what_is_missing(server: DiscordStandIn) -> None:
    """Each problem says which channel, what to grant and, where it helps, the invitation; no start is needed."""
    chat = Discord(settings(server, guild_ids=(2001, 99)), Recording())
    server.channel(5).rights -= {"embed_links", "send_messages"}
    server.channel(6).rights -= {"view_channel"}
    blind, hidden, unknown, named, guild = await chat.check((HERE, "5", "6", "7", "#news"))
    assert blind == "discord:5: the bot lacks Send Messages, Embed Links; grant it in the channel's settings"
    assert "View Channel" in hidden
    assert "permissions=309237763072" in unknown
    assert "Copy Channel ID" in named
    assert "99" in guild


async def test_check_of_a_thread_looks_at_its_channel(server: DiscordStandIn) -> None:
    """A thread needs the right to send in threads, granted in the channel above it."""
    thread = server.channel(50)
    thread.type, thread.parent = 11, CHANNEL
    chat = Discord(settings(server), Recording())
    assert await chat.check(("50",)) == ()
    server.channel().rights -= {"send_messages_in_threads"}
    (problem,) = await chat.check(("50",))
    assert problem.startswith("discord:50: the bot lacks Send Messages in Threads;")


async def test_check_without_history_right_says_so(server: DiscordStandIn) -> None:
    """Reading the history is needed for replies and for finding lost posts."""
    server.channel().rights -= {"read_message_history"}
    async with connected(server) as chat:
        (problem,) = await chat.check((HERE,))
    assert "Read Message History" in problem


async def test_check_tells_a_bad_token_without_showing_it(server: DiscordStandIn) -> None:
    """One sentence with what to do; the token itself stands nowhere."""
    chat = Discord(settings(server, token="wrong.secret.token"), Recording())
    (problem,) = await chat.check((HERE,))
    assert "Reset Token" in problem
    assert "secret" not in problem
    assert "secret" not in repr(chat)
