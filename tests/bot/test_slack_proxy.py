"""Through a proxy: every way to Slack goes there, and no address of Slack's is ever looked up by ourselves."""

from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from bot.cards import Action, Card, Picture, Tone
from bot.chat import ChatTrouble, Sent
from bot.on_slack.client import Slack
from tests.bot.slack_oauth_scene import OAUTH, Scene
from tests.bot.slack_scene import RecordingAnswers, card, running
from tests.stand_ins.slack import SlackStandIn
from tests.stores import fresh

NOWHERE = "slack.invalid"  # a name that resolves nowhere: what does not go through the proxy goes nowhere
PICTURED = replace(card(), picture=Picture(b"png", "a chart"))


def proxied(slack: SlackStandIn) -> dict[str, str]:
    """Settings by which Slack is reached through its own port as a proxy."""
    slack.name = slack.files.base = ""
    place = slack.base
    slack.name = NOWHERE
    slack.files.base = slack.base
    return {"proxy": place, "api_base_url": slack.url}


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_everything_goes_through_the_proxy(mode: str) -> None:
    """Socket, posts, pictures, private answers, modals, the Home: each by the proxy, whatever address Slack gave out."""
    answers = RecordingAnswers(Card(title="x", tone=Tone.ANSWER, actions=(Action("Set up…", "form:subscribe"),)))
    async with (
        SlackStandIn() as slack,
        running(slack, answers, settings={"mode": mode, **proxied(slack)}) as bot,
    ):
        slack.channel("C0123")
        if mode == "http":
            slack.request_url = f"http://127.0.0.1:{bot.port}/slack/events"
        assert isinstance(await bot.post("C0123", PICTURED, key="k1"), Sent)
        assert "slack_file" in slack.channel("C0123").messages[0].words
        answer = await slack.slash("/moves")
        await slack.press(answer, "Set up…")
        await slack.until(lambda: (view := slack.views.modal("U1")) and view.shown)
        await slack.screens.submit(slack.screens.modal("U1"), {"Which channel": "C0123"})
        assert "submit" not in slack.screens.modal("U1").payload  # the outcome, out of the acknowledgement
        await slack.screens.open_home("U1")
        await slack.until(lambda: slack.views.homes)
        assert await bot.check(("C0123",)) == ()
        assert slack.calls("chat.postEphemeral") == []


async def test_an_installation_goes_through_the_proxy(tmp_path: Path) -> None:
    """The token is fetched by the proxy too, and so is everything said with it."""
    async with SlackStandIn() as slack, aiohttp.ClientSession() as browser:
        settings = slack.settings(**(OAUTH | {"bot_token": ""} | proxied(slack)))
        slack.channel("C0ACME").team = "T0ACME"
        database = fresh(tmp_path)
        bot = Slack(settings, RecordingAnswers(), database=database)
        await bot.start()
        assert (await Scene(slack, bot, RecordingAnswers(), database, browser).install("T0ACME"))[0] == 200
        assert isinstance(await bot.post("T0ACME/C0ACME", PICTURED, key="k1"), Sent)
        await bot.stop()
        database.close()


async def test_without_the_proxy_slack_is_not_found() -> None:
    """The name does resolve nowhere: the tests above prove what they say."""
    async with SlackStandIn() as slack:
        settings = slack.settings(**(proxied(slack) | {"proxy": ""}))
        with pytest.raises(ChatTrouble, match="cannot be reached"):
            await Slack(settings, RecordingAnswers()).start()


async def test_a_proxys_password_is_never_shown() -> None:
    """Whatever goes wrong at the proxy, its credentials stay out of words, settings and log."""
    async with SlackStandIn() as slack:
        slack.channel("C0123")
        settings = slack.settings(proxy="http://user:hunter2@127.0.0.1:9")
        bot = Slack(settings, RecordingAnswers())
        outcome = await bot.post("C0123", PICTURED, key="k1")
    assert "hunter2" not in repr(settings) + repr(outcome)
