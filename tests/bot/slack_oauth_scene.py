"""What the tests of several workspaces share: a bot that workspaces install, and a browser for its pages."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp

from bot.absences import Absences
from bot.on_slack.client import Slack
from store.database import Database
from store.model.announce import Route
from tests.bot.slack_scene import DAY, RecordingAnswers
from tests.stand_ins.slack import SlackStandIn
from tests.stand_ins.slack_oauth import CLIENT_ID, CLIENT_SECRET, Workspace
from tests.stand_ins.slack_state import FIRST_TS
from tests.stores import fresh

OAUTH: dict[str, Any] = {
    "mode": "http", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "public_url": "https://moves.example",
    "workspaces": ("T0ACME", "T0BETA"),
}  # fmt: skip


SINCE = dt.datetime.fromtimestamp(FIRST_TS, dt.UTC)


@dataclass
class Scene:
    """A Slack, a bot in it, the store behind, and a browser."""

    slack: SlackStandIn
    bot: Slack
    answers: RecordingAnswers
    database: Database
    browser: aiohttp.ClientSession

    async def get(self, path: str, *, cookie: str = "") -> tuple[int, str, Any]:
        """What a page answers: status, words and headers; nobody follows redirects."""
        url = f"http://127.0.0.1:{self.bot.port}{path}"
        headers = {"Cookie": cookie} if cookie else {}
        async with self.browser.get(url, headers=headers, allow_redirects=False) as got:
            return got.status, await got.text(), got.headers

    async def begin(self) -> tuple[dict[str, list[str]], str]:
        """Somebody opens the page: what Slack is asked, and the cookie the browser keeps."""
        status, _, headers = await self.get("/slack/install")
        assert status == 302
        assert headers["Location"].startswith("https://slack.com/oauth/v2/authorize?")
        cookies = SimpleCookie(headers["Set-Cookie"])
        (name,) = cookies
        return parse_qs(urlsplit(headers["Location"]).query), f"{name}={cookies[name].value}"

    async def install(self, team: str, **about: Any) -> tuple[int, str]:
        """Somebody installs the app in a workspace, from beginning to end; returns what they read."""
        asked, cookie = await self.begin()
        granted: dict[str, Any] = {"name": f"<b>{team}</b>", "scopes": tuple(asked["scope"][0].split(","))}
        workspace = Workspace(team, **(granted | about))
        code = self.slack.oauth.allow(workspace)
        path = f"/slack/oauth_redirect?code={code}&state={asked['state'][0]}"
        status, words, headers = await self.get(path, cookie=cookie)
        assert headers["Content-Type"].startswith("text/plain")
        return status, words


@asynccontextmanager
async def scene(tmp_path: Path, *, routes: tuple[Route, ...] = (), **changes: Any) -> AsyncIterator[Scene]:
    """A started bot that workspaces can install; without a token of its own unless `bot_token` says so."""
    answers, database = RecordingAnswers(), fresh(tmp_path)
    async with SlackStandIn() as slack, aiohttp.ClientSession() as browser:
        for team, channel in (("T0ACME", "C0ACME"), ("T0BETA", "C0BETA")):
            slack.channel(channel).team = team
        settings = slack.settings(**(OAUTH | {"bot_token": "", "app_token": ""} | changes))
        absences = Absences(database, lambda: routes, lambda: DAY)
        bot = Slack(settings, answers, database=database, absences=absences)
        await bot.start()
        slack.request_url = f"http://127.0.0.1:{bot.port}/slack/events"
        try:
            yield Scene(slack, bot, answers, database, browser)
        finally:
            await bot.stop()
            database.close()
