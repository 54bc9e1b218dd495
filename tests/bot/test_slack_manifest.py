"""The Slack app's manifest and the guide beside the code they are for."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cards import Picture
from bot.chat import Sent
from bot.on_slack import events, rights
from bot.on_slack.client import Slack
from tests.bot.slack_scene import RecordingAnswers, card, running
from tests.stand_ins.slack import Failure, SlackStandIn
from tests.stand_ins.slack_api import SCOPES
from tests.stand_ins.slack_state import FIRST_TS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module", name="manifest")
def _manifest() -> Any:
    """The manifest as Slack reads it."""
    return yaml.safe_load((DOCS / "slack-manifest.yaml").read_text(encoding="utf-8"))


def test_the_manifest_registers_the_commands_the_code_listens_to(manifest: Any) -> None:
    """Command, buttons and Socket Mode are switched on as the code needs them, within Slack's lengths."""
    commands = manifest["features"]["slash_commands"]
    assert [command["command"] for command in commands] == [events.COMMAND, events.ADMIN_COMMAND]
    assert all(command["should_escape"] is False and len(command["command"]) <= 32 for command in commands)
    assert manifest["settings"]["interactivity"]["is_enabled"] is True
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert manifest["settings"]["token_rotation_enabled"] is False
    assert len(manifest["display_information"]["name"]) <= 35
    assert len(manifest["display_information"]["description"]) <= 140
    (shortcut,) = manifest["features"]["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"]) == ("message", events.SHORTCUT)
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150
    assert manifest["features"]["app_home"]["home_tab_enabled"] is True


def test_the_manifest_subscribes_to_the_events_the_code_listens_to(manifest: Any) -> None:
    """No event too many: none of them tells what people write, and none needs a scope."""
    subscribed = manifest["settings"]["event_subscriptions"]
    assert subscribed == {"bot_events": list(events.EVENTS)}


def test_the_manifest_asks_for_the_scopes_the_code_names(manifest: Any) -> None:
    """No scope too many, none too few."""
    named = {*rights.NEEDED, *rights.FOR_CHECKING, *rights.FOR_LOOKING_UP, *rights.FOR_ADMINS, *rights.FOR_PICTURES}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == named
    assert list(manifest["oauth_config"]["scopes"]) == ["bot"]


async def test_everything_the_bot_does_is_allowed_by_the_manifest(manifest: Any) -> None:
    """With the manifest's scopes alone, no call of the bot's whole life is refused."""
    async with SlackStandIn() as slack:
        slack.api.scopes = tuple(manifest["oauth_config"]["scopes"]["bot"])
        slack.channel("C0123")
        async with running(slack, RecordingAnswers()) as bot:
            sent = await bot.post("C0123", card(), key="k1")
            root = slack.channel("C0123").messages[0].ts
            await bot.edit("C0123", root, card())
            since = dt.datetime.fromtimestamp(FIRST_TS, dt.UTC)
            assert await bot.find("C0123", key="k1", since=since) == sent
            await bot.find("C0123", key="k2", since=since, thread=root)
            assert await bot.check(("C0123",)) == ()
            assert not await bot._manages("", "U1")
            slack.fail("respond", Failure(status=404))
            assert (await slack.slash(events.COMMAND, "alibaba")).ephemeral_to
            assert isinstance(await bot.post("C0123", replace(card(), picture=Picture(b"png", "x")), key="k3"), Sent)
            await slack.screens.open_home("U1")
            await slack.until(lambda: slack.views.homes)
            await slack.screens.use_shortcut(events.SHORTCUT, {"text": "Lin leaves"})
            await slack.until(lambda: (view := slack.views.modal("U1")) and view.shown)
            assert await bot.advice() == ()
    used = {SCOPES[method] for method, _ in slack.api.calls if method in SCOPES} | {"commands"}
    assert used == {scope for scope in slack.api.scopes if not scope.startswith("groups:")}


def test_the_guide_names_every_scope_and_secret() -> None:
    """Whoever follows the guide meets each scope, each token and the command."""
    guide = (DOCS / "connecting-slack.md").read_text(encoding="utf-8")
    for word in (*events.EVENTS, *rights.NEEDED, *rights.FOR_CHECKING, *rights.FOR_LOOKING_UP, *rights.FOR_ADMINS,
                 *rights.FOR_PICTURES, events.COMMAND, events.ADMIN_COMMAND, "connections:write",
                 "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "api_base_url"):  # fmt: skip
        assert word in guide


async def test_what_is_gone_without_a_scope_is_said() -> None:
    """Optional scopes that were struck out are told as notes, each with what it costs; none is a problem."""
    async with SlackStandIn() as slack:
        slack.channel("C0123")
        slack.api.scopes = ("commands", "chat:write", "channels:read", "groups:read", "channels:history")
        bot = Slack(slack.settings(), RecordingAnswers())
        assert await bot.check(("C0123",)) == ()
        said = await bot.advice()
        assert ["users:read" in said[0], "groups:history" in said[1], "files:write" in said[2]] == [True] * 3
        slack.fail("auth.test", Failure(status=500))
        assert await Slack(slack.settings(), RecordingAnswers()).advice() == ()
