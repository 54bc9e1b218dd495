"""The Slack app's manifest and the guide beside the code they are for."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.on_slack import events, rights
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
    assert "event_subscriptions" not in manifest["settings"]


def test_the_manifest_asks_for_the_scopes_the_code_names(manifest: Any) -> None:
    """No scope too many, none too few."""
    named = {*rights.NEEDED, *rights.FOR_CHECKING, *rights.FOR_LOOKING_UP, *rights.FOR_ADMINS}
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
    used = {SCOPES[method] for method, _ in slack.api.calls if method in SCOPES} | {"commands"}
    assert used == {scope for scope in slack.api.scopes if not scope.startswith("groups:")}


def test_the_guide_names_every_scope_and_secret() -> None:
    """Whoever follows the guide meets each scope, each token and the command."""
    guide = (DOCS / "connecting-slack.md").read_text(encoding="utf-8")
    for word in (*rights.NEEDED, *rights.FOR_CHECKING, *rights.FOR_LOOKING_UP, *rights.FOR_ADMINS,
                 events.COMMAND, events.ADMIN_COMMAND, "connections:write",
                 "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "api_base_url"):  # fmt: skip
        assert word in guide
