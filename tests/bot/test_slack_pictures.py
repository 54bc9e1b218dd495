"""Pictures in Slack: uploaded once, shown in the message, and never a reason to lose or to double one."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.cards import Card, Picture
from bot.chat import Sent
from bot.on_slack.client import Slack
from tests.bot.slack_scene import RecordingAnswers, card, running
from tests.stand_ins.slack import Failure, SlackStandIn

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PICTURED = replace(card(), picture=Picture(PNG, "Alibaba: 3 left, 1 joined in March 2026", "march.png"))


def bot_on(slack: SlackStandIn) -> Slack:
    """A bot that only posts and does not wait for luck."""
    return Slack(slack.settings(), RecordingAnswers(), pauses=(0.0, 0.0))


def left_out(logged: list[Any]) -> list[object]:
    """Why pictures were left out, as the log says it."""
    return [entry["why"] for entry in logged if entry["event"] == "slack_picture_left_out"]


async def test_a_picture_is_uploaded_with_its_words_and_shown_in_the_message() -> None:
    """Three calls, the words for whoever does not see it, into no channel of its own; the message shows the file."""
    async with SlackStandIn() as slack:
        channel = slack.channel("C0123")
        sent = await bot_on(slack).post("C0123", PICTURED, key="k1")
    (message,), (file,) = channel.messages, slack.files.files.values()
    assert sent == Sent(message.ts)
    assert (file.data, file.name, file.alt) == (PNG, "march.png", "Alibaba: 3 left, 1 joined in March 2026")
    assert not slack.calls("files.completeUploadExternal")[0].get("channel_id")
    (image,) = [block for block in message.blocks if block["type"] == "image"]
    assert image == {"type": "image", "slack_file": {"id": file.id}, "alt_text": file.alt}
    kinds = [block["type"] for block in message.blocks]
    assert kinds.index("image") < kinds.index("context") < kinds.index("actions")


async def test_an_edit_and_another_channel_show_the_same_upload() -> None:
    """What was uploaded is remembered; two channels at once upload it once."""
    async with SlackStandIn() as slack:
        channels = [slack.channel(name) for name in ("C1", "C2")]
        bot = bot_on(slack)
        await asyncio.gather(*(bot.post(name, PICTURED, key=name) for name in ("C1", "C2")))
        await bot.edit("C1", channels[0].messages[0].ts, PICTURED)
        await bot.edit("C1", channels[0].messages[0].ts, replace(PICTURED, picture=Picture(PNG + b"x", "another")))
    assert len(slack.files.files) == 2
    assert [len(channel.messages) for channel in channels] == [1, 1]


async def test_a_picture_that_slack_still_processes_is_tried_again() -> None:
    """A message refused for a picture that is not ready was not posted: it goes out once, with the picture."""
    async with SlackStandIn() as slack:
        channel = slack.channel("C0123")
        slack.files.unready = 2
        assert isinstance(await bot_on(slack).post("C0123", PICTURED, key="k1"), Sent)
        assert len(slack.calls("chat.postMessage")) == 3
    (message,) = channel.messages
    assert "slack_file" in message.words


async def test_a_picture_that_never_gets_ready_is_left_out() -> None:
    """At last the message goes without, with the words in the picture's place; the next one uploads anew."""
    async with SlackStandIn() as slack:
        channel, bot = slack.channel("C0123"), bot_on(slack)
        slack.files.unready = 3
        with capture_logs() as logged:
            assert isinstance(await bot.post("C0123", PICTURED, key="k1"), Sent)
        await bot.post("C0123", PICTURED, key="k2")
    first, second = channel.messages
    assert "slack_file" not in first.words
    assert "Alibaba: 3 left, 1 joined in March 2026" in first.words
    assert "slack_file" in second.words
    assert len(left_out(logged)) == 1
    assert len(slack.files.files) == 2


@pytest.mark.parametrize(
    ("method", "failure", "why"),
    [
        ("files.getUploadURLExternal", Failure(error="missing_scope", extra={"needed": "files:write"}), "files:write"),
        ("files.getUploadURLExternal", Failure(status=429), "slow down"),
        ("files.completeUploadExternal", Failure(lose_answer=True), "broke"),
        ("files.completeUploadExternal", Failure(error="file_not_found"), "file_not_found"),
        ("upload", Failure(status=500), "upload"),
        ("files.completeUploadExternal", Failure(body="<html>log in"), "not Slack's"),
    ],
)
async def test_without_the_upload_the_message_goes_all_the_same(method: str, failure: Failure, why: str) -> None:
    """No scope, no room, no answer: the message goes at once, and the log says why it has no picture."""
    async with SlackStandIn() as slack:
        channel = slack.channel("C0123")
        slack.fail(method, failure)
        with capture_logs() as logged:
            assert isinstance(await bot_on(slack).post("C0123", PICTURED, key="k1"), Sent)
    (message,) = channel.messages
    assert "slack_file" not in message.words
    assert "3 left" in message.words
    (told,) = left_out(logged)
    assert why in str(told)


async def test_a_refusal_for_another_reason_is_one() -> None:
    """Where the message itself is at fault, the picture's absence does not hide it."""
    async with SlackStandIn() as slack:
        slack.channel("C0123")
        slack.fail("chat.postMessage", Failure(error="not_in_channel"))
        outcome = await bot_on(slack).post("C0123", PICTURED, key="k1")
        assert not isinstance(outcome, Sent)
        assert len(slack.calls("chat.postMessage")) == 1


async def test_a_private_answer_shows_its_picture() -> None:
    """Answers by response_url carry pictures too, and go without one that is refused."""
    async with SlackStandIn() as slack, running(slack, RecordingAnswers(PICTURED), pauses=(0.0,)):
        assert "slack_file" in (await slack.slash("/moves", "alibaba")).words
        slack.files.unready = 2
        answer = await slack.slash("/moves", "alibaba")
    assert "slack_file" not in answer.words
    assert "3 left" in answer.words


async def test_the_home_shows_its_picture() -> None:
    """A picture of the overview is uploaded and shown as in a message."""
    async with SlackStandIn() as slack, running(slack, RecordingAnswers(PICTURED), pauses=(0.0,)):
        await slack.screens.open_home("U1")
        await slack.until(lambda: "U1" in slack.views.homes)
        assert "slack_file" in slack.views.homes["U1"].words


def test_a_picture_is_not_in_any_repr() -> None:
    """Bytes do not fill the log."""
    assert "PNG" not in repr(Card(title="x", tone=card().tone, picture=PICTURED.picture))
