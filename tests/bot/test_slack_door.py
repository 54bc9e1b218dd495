"""Slack's requests in HTTP mode: one path for everything, and nothing but what Slack signed just now gets through."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.on_slack.client import Slack
from tests.bot.slack_scene import RecordingAnswers, running
from tests.stand_ins.slack import SlackStandIn, signed

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
COMMAND = urlencode({"command": "/moves", "text": "alibaba", "team_id": "T0TEAM", "trigger_id": "1.2.3"})


@asynccontextmanager
async def door(answers: RecordingAnswers) -> AsyncIterator[tuple[str, aiohttp.ClientSession, Slack]]:
    """A bot in HTTP mode, the address of its door, and somebody who knocks."""
    async with SlackStandIn() as slack, running(slack, answers, settings={"mode": "http"}) as bot:
        slack.request_url = f"http://127.0.0.1:{bot.port}/slack/events"
        async with aiohttp.ClientSession() as session:
            yield slack.request_url, session, bot


async def test_one_path_takes_commands_buttons_and_events() -> None:
    """Slack's check of the address, its events and its interactions are all answered at the same door."""
    async with door(RecordingAnswers()) as (url, session, _):
        challenge = json.dumps({"type": "url_verification", "challenge": "c-1", "token": "t"})
        headers = signed(challenge) | {"Content-Type": "application/json"}
        async with session.post(url, data=challenge, headers=headers) as got:
            assert (got.status, (await got.json())["challenge"]) == (200, "c-1")
        async with session.post(url, data=COMMAND, headers=FORM | signed(COMMAND)) as got:
            assert got.status == 200


@pytest.mark.parametrize(("age", "status"), [(0, 200), (290, 200), (310, 401), (-290, 200), (-310, 401)])
async def test_a_signature_is_good_for_five_minutes(age: int, status: int) -> None:
    """Older than five minutes, or as far in the future, a request is a replay; clocks may differ by less."""
    answers = RecordingAnswers()
    async with door(answers) as (url, session, bot):
        headers = FORM | signed(COMMAND, at=time.time() - age)
        async with session.post(url, data=COMMAND, headers=headers) as got:
            assert got.status == status
        await bot.stop()  # what was acknowledged is finished first
    assert len(answers.asked) == (status == 200)


async def test_a_request_replayed_at_once_is_done_once() -> None:
    """The very same signed request sent again within the window is acknowledged, and nothing happens twice."""
    answers = RecordingAnswers()
    async with door(answers) as (url, session, bot):
        headers = FORM | signed(COMMAND)
        for _ in range(2):
            async with session.post(url, data=COMMAND, headers=headers) as got:
                assert got.status == 200
        await bot.stop()
    assert len(answers.asked) == 1


@pytest.mark.parametrize(
    "headers",
    [
        signed(COMMAND.replace("alibaba", "forged")),
        signed(COMMAND) | {"X-Slack-Request-Timestamp": str(int(time.time()) + 1)},
        {"X-Slack-Signature": signed(COMMAND)["X-Slack-Signature"]},
        {"X-Slack-Request-Timestamp": signed(COMMAND)["X-Slack-Request-Timestamp"]},
    ],
    ids=["another body", "another time", "no time", "no signature"],
)
async def test_a_forged_request_is_refused(headers: dict[str, str]) -> None:
    """The signature covers body and time; neither can be exchanged, neither can be left out."""
    answers = RecordingAnswers()
    async with door(answers) as (url, session, _), session.post(url, data=COMMAND, headers=FORM | headers) as got:
        assert got.status == 401
    assert answers.asked == []


async def test_a_body_beyond_all_reason_is_refused_whoever_signed_it() -> None:
    """More than a megabyte is no request of Slack's: it is not read to the end."""
    async with door(RecordingAnswers()) as (url, session, _):
        huge = "text=" + "x" * 1_100_000
        async with session.post(url, data=BytesIO(huge.encode()), headers=FORM | signed(huge)) as got:
            assert got.status == 413


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
async def test_only_post_opens_the_door(method: str) -> None:
    """Whoever looks at the address with a browser learns nothing."""
    async with door(RecordingAnswers()) as (url, session, _), session.request(method, url) as got:
        assert got.status == 405
        assert "moves" not in (await got.text()).casefold()


async def test_an_encoding_that_there_is_not_is_refused() -> None:
    """Neither the door nor a page behind it stumbles."""
    async with door(RecordingAnswers()) as (url, session, bot):
        for method, path in (("POST", url), ("GET", f"http://127.0.0.1:{bot.port}/healthz")):
            headers = {"Content-Type": "text/plain; charset=nonsense"}
            async with session.request(method, path, data=b"x", headers=headers) as got:
                assert got.status == 415


SENSELESS: list[dict[str, Any]] = [
    {"type": "block_actions", "actions": [{"action_id": "card.0", "type": "button"}], "user": {"id": "U1"}},
    {"type": "block_actions", "actions": [{"action_id": "card.0", "type": "button", "value": "form:x"}],
     "view": {"type": "modal", "private_metadata": "[7]"}, "user": {"id": "U1"}},
    {"type": "block_actions", "actions": [{"action_id": "card.0", "type": "button", "value": "ask:1:"}],
     "view": {"type": "home"}, "container": 3, "user": "U1"},
    {"type": "view_submission", "view": {"callback_id": "form", "type": "modal", "state": {"values": {"field.a": None}}},
     "user": {"id": "U1"}},
    {"type": "message_action", "callback_id": "judge", "message": "x", "channel": {}, "user": {"id": "U1"}},
]  # fmt: skip


@pytest.mark.parametrize("payload", SENSELESS)
async def test_a_signed_but_senseless_interaction_harms_nobody(payload: dict[str, Any]) -> None:
    """What lacks ids, values or shape is acknowledged; nothing is raised, and the bot goes on."""
    async with door(RecordingAnswers()) as (url, session, bot):
        body = urlencode({"payload": json.dumps({"team": {"id": "T0TEAM"}} | payload)})
        with capture_logs() as logged:
            async with session.post(url, data=body, headers=FORM | signed(body)) as got:
                assert got.status == 200
            await bot.stop()
    assert not [entry for entry in logged if entry["event"] == "command_failed"]


@pytest.mark.parametrize(
    "event", [{"type": "app_home_opened", "tab": "home"}, {"type": "tokens_revoked", "tokens": []}, {"type": "unknown"}]
)
async def test_a_senseless_event_harms_nobody(event: dict[str, Any]) -> None:
    """Events without a user, or of a kind nobody asked for, are taken and come to nothing."""
    async with door(RecordingAnswers()) as (url, session, bot):
        body = json.dumps({"type": "event_callback", "team_id": "T0TEAM", "event_id": "Ev1", "event": event})
        async with session.post(url, data=body, headers={"Content-Type": "application/json"} | signed(body)) as got:
            assert got.status in {200, 404}
        await bot.stop()
