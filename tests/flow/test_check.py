"""`moves check` against both platforms."""

import pytest

from bot.run import check
from bot.settings import DiscordSettings, Settings
from store.model.announce import Route
from tests.stand_ins.discord import CHANNEL, DiscordStandIn
from tests.stand_ins.discord_api import APPLICATION_JSON
from tests.stand_ins.slack import SlackStandIn


async def test_what_is_missing_is_named_and_the_invitation_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """A good channel is no problem, an unknown one is named; Discord's invitation comes along, and who else could add it."""
    monkeypatch.setitem(APPLICATION_JSON, "bot_public", True)
    async with SlackStandIn() as slack, DiscordStandIn() as discord:
        slack.channel("C0123")
        settings = Settings(
            store_url="sqlite://",
            routes=(Route(to="slack:C0123"), Route(to="slack:C0999"), Route(to=f"discord:{CHANNEL}")),
            slack=slack.settings(),
            discord=DiscordSettings(token=discord.token, api_base_url=discord.url, gateway_url=discord.gateway_url),
        )
        found = await check(settings)
    assert len(found.problems) == 1
    assert "C0999" in found.problems[0]
    assert any("switch Public Bot off" in note for note in found.notes)
    assert "scope=bot+applications.commands" in " ".join(found.notes).replace("%20", "+")


async def test_a_bad_token_is_a_problem_without_the_token() -> None:
    """Whoever reads the problem learns what to do and no secret."""
    async with SlackStandIn() as slack:
        settings = Settings(store_url="sqlite://", slack=slack.settings(bot_token="xoxb-not-this-one"))
        found = await check(settings)
    assert found.problems
    assert "not-this-one" not in str(found)
