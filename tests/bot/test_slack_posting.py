"""Posting, editing and looking up in Slack: what each answer, refusal and silence of the platform means."""

import asyncio
import datetime as dt
from dataclasses import replace

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.chat import Absent, Rejected, Sent, TryAgain, Unclear, Unknowable
from bot.on_slack.client import EVENT_TYPE, Slack
from bot.on_slack.errors import failed
from bot.on_slack.pace import Pace
from bot.on_slack.rights import Identity
from tests.bot.slack_scene import RecordingAnswers, card
from tests.stand_ins.slack import Failure, SlackStandIn
from tests.stand_ins.slack_state import FIRST_TS

SINCE = dt.datetime.fromtimestamp(FIRST_TS, dt.UTC)


def bot_on(slack: SlackStandIn, *, timeout: int = 20) -> Slack:
    """A bot that only posts; nothing is started."""
    return Slack(slack.settings(), RecordingAnswers(), timeout=timeout)


async def test_a_post_is_there_with_its_key_and_without_previews() -> None:
    """A post carries text, blocks and its key as metadata; links unfold no previews."""
    async with SlackStandIn() as slack:
        channel = slack.channel("C0123")
        sent = await bot_on(slack).post("C0123", card(), key="k1")
    (message,) = channel.messages
    assert sent == Sent(message.ts)
    assert message.metadata == {"event_type": EVENT_TYPE, "event_payload": {"key": "k1"}}
    assert message.payload["unfurl_links"] is False
    assert message.payload["unfurl_media"] is False
    assert message.payload["parse"] == "none"
    assert message.text.startswith("Lin Junyang leaves Alibaba")


async def test_a_reply_stands_in_its_thread() -> None:
    """A post under a message stands in that message's thread."""
    async with SlackStandIn() as slack:
        channel = slack.channel("C0123")
        bot = bot_on(slack)
        root = await bot.post("C0123", card(), key="k1")
        assert isinstance(root, Sent)
        await bot.post("C0123", card(), key="k2", thread=root.message)
    assert [m.thread_ts for m in channel.messages] == ["", root.message]


async def test_an_edit_replaces_what_the_message_shows() -> None:
    """An edited message shows the new card and keeps its place."""
    async with SlackStandIn() as slack:
        channel = slack.channel("C0123")
        bot = bot_on(slack)
        sent = await bot.post("C0123", card(), key="k1")
        assert isinstance(sent, Sent)
        assert await bot.edit("C0123", sent.message, card(mention="<!here>")) == sent
    (message,) = channel.messages
    assert "<!here>" in message.words
    assert len(message.edits) == 1


async def test_editing_a_message_that_is_gone_is_refused() -> None:
    """A deleted message cannot be edited, and the channel is not given up for it."""
    async with SlackStandIn() as slack:
        slack.channel("C0123")
        outcome = await bot_on(slack).edit("C0123", "1772500000.000001", card())
    assert isinstance(outcome, Rejected)
    assert not outcome.gone


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (Failure(status=429, retry_after=7), TryAgain(dt.timedelta(seconds=7), "Slack asks to slow down")),
        (Failure(status=503), Unclear("Slack had a fault of its own (503)")),
        (Failure(error="fatal_error"), Unclear("Slack had a fault of its own (fatal_error)")),
        (Failure(reset=True), Unclear("the connection to Slack broke: ServerDisconnectedError")),
        (Failure(lose_answer=True), Unclear("the connection to Slack broke: ServerDisconnectedError")),
        (Failure(slow=5), Unclear("Slack did not answer in time")),
        (Failure(body="<html>log in"), Unclear("the answer was not Slack's (status 200): check proxy and api_base_url")),
        (Failure(status=407),
         TryAgain(dt.timedelta(seconds=30), "something before Slack answered 407: check proxy and api_base_url")),
    ],
    ids=lambda value: str(value)[:60] if isinstance(value, Failure) else "",
)  # fmt: skip
async def test_what_a_failed_call_means(failure: Failure, outcome: object) -> None:
    """A refusal for now is tried again; whatever may have been taken is unclear; each call is sent once."""
    async with SlackStandIn() as slack:
        slack.channel("C0123")
        slack.fail("chat.postMessage", failure)
        assert await bot_on(slack, timeout=1 if failure.slow else 20).post("C0123", card(), key="k1") == outcome
        assert len(slack.calls("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("code", "gone", "advice"),
    [
        ("channel_not_found", True, "invite the bot"),
        ("not_in_channel", True, "/invite"),
        ("is_archived", True, "unarchive"),
        ("account_inactive", True, "install the app again"),
        ("token_revoked", True, "SLACK_BOT_TOKEN"),
        ("invalid_auth", True, "SLACK_BOT_TOKEN"),
        ("msg_too_long", False, "too long"),
        ("something_new", False, "something_new"),
    ],
)
async def test_a_refusal_says_what_to_do(code: str, gone: bool, advice: str) -> None:  # noqa: FBT001 - a table column
    """Slack's error word becomes a sentence somebody can act on; only lasting ones give the channel up."""
    async with SlackStandIn() as slack:
        slack.fail("chat.postMessage", Failure(error=code))
        outcome = await bot_on(slack).post("C0123", card(), key="k1")
    assert isinstance(outcome, Rejected)
    assert outcome.gone is gone
    assert advice in outcome.why
    assert code in outcome.why


@pytest.mark.parametrize(
    ("told", "seconds"), [("12", 12), ("0", 0), ("", 30), ("soon", 30), ("nan", 30), ("-5", 30), ("999999", 3600)]
)
def test_how_long_to_wait_is_believed_within_reason(told: str, seconds: float) -> None:
    """Retry-After counts in seconds up to an hour; what is no such number means half a minute."""
    response = AsyncSlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data={}, headers={"retry-after": told}, status_code=429
    )
    outcome = failed(SlackApiError("", response))  # type: ignore[no-untyped-call]  # slack-sdk leaves it bare
    assert isinstance(outcome, TryAgain)
    assert outcome.after == dt.timedelta(seconds=seconds)


async def test_an_address_that_is_none_is_a_fault_of_the_settings() -> None:
    """A wrong `api_base_url` is refused by its name, not retried for ever."""
    async with SlackStandIn() as slack:
        settings = slack.settings(api_base_url="slack.com/api")
    outcome = await Slack(settings, RecordingAnswers()).post("C0123", card(), key="k1")
    assert isinstance(outcome, Rejected)
    assert "api_base_url" in outcome.why


async def test_a_missing_scope_is_named() -> None:
    """The scope that is missing stands in the refusal."""
    async with SlackStandIn() as slack:
        slack.channel("C0123")
        slack.api.scopes = ("commands",)
        outcome = await bot_on(slack).post("C0123", card(), key="k1")
    assert isinstance(outcome, Rejected)
    assert "chat:write" in outcome.why


async def test_refused_blocks_name_the_place() -> None:
    """Where Slack refuses the layout, the place it names is kept for the log."""
    async with SlackStandIn() as slack:
        places = {"response_metadata": {"messages": ["must be shorter [json-pointer:/blocks/1]"]}}
        slack.fail("chat.postMessage", Failure(error="invalid_blocks", extra=places))
        outcome = await bot_on(slack).post("C0123", card(), key="k1")
    assert isinstance(outcome, Rejected)
    assert "/blocks/1" in outcome.why


async def test_a_platform_that_cannot_be_reached_has_taken_nothing() -> None:
    """A refused connection and an unknown host are tried again."""
    async with SlackStandIn() as slack:
        gone = slack.settings()
    unknown = slack.settings(api_base_url="http://slack.invalid/api")
    for settings in (gone, unknown):
        outcome = await Slack(settings, RecordingAnswers()).post("C0123", card(), key="k1")
        assert isinstance(outcome, TryAgain)


async def test_a_post_whose_answer_was_lost_is_found_by_its_key() -> None:
    """Accepted but unanswered: the look-up finds that very post among others, over several pages."""
    async with SlackStandIn() as slack:
        channel = slack.channel("C0123")
        bot = bot_on(slack)
        slack.api.page_limit = 2
        slack.fail("chat.postMessage", Failure(lose_answer=True))
        assert isinstance(await bot.post("C0123", card(), key="k1"), Unclear)
        for key in ("k2", "k3", "k4"):
            await bot.post("C0123", card(), key=key)
        assert await bot.find("C0123", key="k1", since=SINCE) == Sent(channel.messages[0].ts)
        assert await bot.find("C0123", key="k9", since=SINCE) == Absent()


async def test_a_lost_reply_is_found_in_its_thread() -> None:
    """Replies do not stand in the history; they are looked up under their message."""
    async with SlackStandIn() as slack:
        channel = slack.channel("C0123")
        bot = bot_on(slack)
        root = await bot.post("C0123", card(), key="k1")
        assert isinstance(root, Sent)
        slack.fail("chat.postMessage", Failure(lose_answer=True))
        await bot.post("C0123", card(), key="k2", thread=root.message)
        found = await bot.find("C0123", key="k2", since=SINCE, thread=root.message)
        assert found == Sent(channel.messages[1].ts)
        assert await bot.find("C0123", key="k2", since=SINCE) == Absent()


async def test_looking_up_does_not_read_a_whole_year() -> None:
    """Where too much was said since, the look-up gives up and says so; older messages are not read at all."""
    async with SlackStandIn() as slack:
        channel = slack.channel("C0123")
        bot = bot_on(slack)
        await bot.post("C0123", card(), key="k1")
        message = channel.messages[0]
        channel.messages += [
            replace(message, ts=slack.api.next_ts(), metadata=None, bot_id="B0OTHER") for _ in range(40)
        ]
        slack.api.page_limit = 1
        assert isinstance(await bot.find("C0123", key="k1", since=SINCE), Unknowable)
        assert len(slack.calls("conversations.history")) == 20
        later = SINCE + dt.timedelta(minutes=5)
        assert await bot.find("C0123", key="k1", since=later) == Absent()


def test_notes_on_joining_are_no_posts() -> None:
    """The bot's own "has joined the channel" is not a post whose key is hidden; a bot without bot_id goes by its user."""
    me = Identity(bot="B1", user="U1")
    assert not me.wrote({"bot_id": "B1", "subtype": "channel_join"})
    assert me.wrote({"bot_id": "B1", "subtype": "bot_message"})
    assert Identity(user="U1").wrote({"user": "U1"})
    assert not Identity(user="U1").wrote({"user": "U2"})


async def test_another_bots_message_is_not_taken_for_ours() -> None:
    """The key counts only on our own messages."""
    async with SlackStandIn() as slack:
        channel = slack.channel("C0123")
        bot = bot_on(slack)
        await bot.post("C0123", card(), key="k1")
        channel.messages[0].bot_id = "B0OTHER"
        assert await bot.find("C0123", key="k1", since=SINCE) == Absent()


async def test_without_the_history_scope_nobody_can_know() -> None:
    """A missing scope makes a look-up unknowable and names the scope."""
    async with SlackStandIn() as slack:
        slack.channel("C0123")
        slack.api.scopes = ("commands", "chat:write")
        found = await bot_on(slack).find("C0123", key="k1", since=SINCE)
    assert isinstance(found, Unknowable)
    assert "channels:history" in found.why


async def test_hidden_metadata_is_not_taken_for_absence() -> None:
    """Where Slack shows our posts without their keys, an unseen key proves nothing."""
    async with SlackStandIn() as slack:
        slack.channel("C0123")
        slack.api.show_metadata = False
        bot = bot_on(slack)
        await bot.post("C0123", card(), key="k1")
        assert isinstance(await bot.find("C0123", key="k1", since=SINCE), Unknowable)


async def test_a_busy_platform_is_asked_again_later() -> None:
    """A rate-limited look-up is repeated, not answered."""
    async with SlackStandIn() as slack:
        slack.channel("C0123")
        slack.fail("conversations.history", Failure(status=429, retry_after=60))
        found = await bot_on(slack).find("C0123", key="k1", since=SINCE)
    assert found == TryAgain(dt.timedelta(seconds=60), "Slack asks to slow down")


async def test_posts_side_by_side_do_not_disturb_each_other() -> None:
    """Posts to several channels at once all arrive, each in its own channel."""
    async with SlackStandIn() as slack:
        names = [f"C{n}" for n in range(10)]
        channels = [slack.channel(name) for name in names]
        bot = bot_on(slack)
        await asyncio.gather(*(bot.post(name, card(), key=name) for name in names))
    assert [len(channel.messages) for channel in channels] == [1] * 10


def test_a_channel_gets_a_burst_and_then_one_a_second() -> None:
    """Five at once, then each a second after the one before; a pause fills the burst again; channels do not share."""
    now = [100.0]
    pace = Pace(lambda: now[0])
    assert [pace.wait("C1") for _ in range(8)] == [0, 0, 0, 0, 0, 1, 2, 3]
    assert pace.wait("C2") == 0
    now[0] += 60
    assert [pace.wait("C1") for _ in range(6)] == [0, 0, 0, 0, 0, 1]


async def test_no_token_stands_in_any_outcome_or_setting() -> None:
    """Tokens do not come back in words or in `repr`."""
    async with SlackStandIn() as slack:
        secret = "xoxb-9999-secret"
        echo = Failure(error="invalid_blocks", extra={"response_metadata": {"messages": [f"token {secret}"]}})
        slack.fail("chat.postMessage", echo)
        outcome = await Slack(slack.settings(bot_token=secret), RecordingAnswers()).post("C0123", card(), key="k")
    assert secret not in repr(outcome) + repr(slack.settings(bot_token=secret))
