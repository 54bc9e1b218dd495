"""The whole of Moves between real servers on loopback: two outlets, a Slack, a Discord, a store on disk."""

import asyncio
import datetime as dt
import secrets
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from bot import app as root
from bot import config
from bot.app import App
from bot.settings import DiscordSettings, Settings, WatchSettings
from store import outbox
from store.model.announce import Route
from store.outbox import Listed
from store.tables import OPEN_STATES
from tests.stand_ins.discord import CHANNEL, DiscordStandIn
from tests.stand_ins.feeds import FeedServer, Page, item, rss, serving
from tests.stand_ins.slack import SlackStandIn
from watchers.entries import Source
from watchers.feed_reader import FeedReader
from watchers.poll import PollReport

HOUR = dt.timedelta(hours=1)
SLACK_CHANNEL = "C0123"
WIRE, DAILY, SEARCH = "Wire", "Daily", "Search"
OLD = ("Chip prices ease for the third month", "Makers of memory say that orders have slowed a little.")
EXIT = (
    "OpenAI research chief Vera Holm steps down",
    "Vera Holm, chief research officer of OpenAI, has left the company, it said on Monday.",
)
EXIT_AGAIN = (
    "OpenAI confirms that research chief Vera Holm has left",
    "OpenAI said that its chief research officer Vera Holm has left the company and thanked her for her work.",
)
EXIT_ONWARDS = (
    "Vera Holm joins Anthropic from OpenAI",
    "Vera Holm, until this week chief research officer of OpenAI, has joined Anthropic, Anthropic said.",
)
OTHER_EXIT = ("Ravi Menon leaves OpenAI", "Ravi Menon, who led infrastructure at OpenAI, has left the company.")


@dataclass
class Clock:
    """The time Moves goes by: the machine's, and what tests did not want to wait for."""

    skipped: dt.timedelta = dt.timedelta(0)

    def __call__(self) -> dt.datetime:
        """Now, by this clock."""
        return root.now() + self.skipped

    def skip_to(self, moment: dt.datetime) -> None:
        """Be at this moment, unless it has passed."""
        self.skipped += max(moment - self(), dt.timedelta(0))


@dataclass
class Scene:
    """What a test holds: the outlets it publishes in, the chats it looks into, and Moves itself."""

    feeds: FeedServer
    slack: SlackStandIn
    discord: DiscordStandIn
    settings: Settings
    app: App
    clock: Clock
    published: dict[str, list[str]] = field(default_factory=dict)
    found: list[tuple[str, str, dt.datetime]] = field(default_factory=list)
    """What the news search has found: title, outlet, time."""

    def publish(self, outlet: str, *stories: tuple[str, str]) -> None:
        """Add stories to an outlet's feed, told just now."""
        told = self.published.setdefault(outlet, [])
        for title, text in stories:
            number = len(told)
            date = format_datetime(dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5))
            told.insert(
                0,
                item(
                    title,
                    guid=f"{outlet}-{number}",
                    link=f"https://{outlet.lower()}.example/{number}",
                    date=date,
                    text=text,
                ),
            )
        self.feeds.put(f"/{outlet}.xml", Page(rss(*told)))

    async def find(self, title: str, outlet: str, *, minutes_ago: float = 5) -> None:
        """Let the news search find one more story, look at it, and wait until everything is delivered.

        As the real one does, it gives every story a new link and a new guid at each fetch.
        """
        self.found.insert(0, (title, outlet, dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes_ago)))
        self.feeds.put(f"/{SEARCH}.xml", Page(rss(*(_searched(*story) for story in self.found))))
        await self.look(SEARCH)
        await self.settled()

    async def look(self, outlet: str) -> PollReport:
        """Look at an outlet now."""
        source = next(source for source in self.settings.sources if source.name == outlet)
        return await self.app.look(source, due_only=False)

    async def settled(self, within: float = 20.0) -> None:
        """Let time fly until no delivery is open any more; TimeoutError after the deadline.

        Pauses between attempts are skipped; an attempt under way is waited for.
        """
        async with asyncio.timeout(within):
            while waiting := self._open():
                if all(one.state != "sending" for one in waiting):
                    self.clock.skip_to(max(one.due_at for one in waiting))
                    self.app.courier.wake()
                await asyncio.sleep(0.05)

    def _open(self) -> list[Listed]:
        with self.app.watch.database.reading() as session:
            return outbox.listing(session, states=OPEN_STATES, limit=100)

    async def reconfigure(self, *, admins: tuple[str, ...] = (), admin_role: int = 0) -> None:
        """Start Moves anew with other people who may correct."""
        slack, discord = self.settings.slack, self.settings.discord
        self.settings = replace(
            self.settings, slack=replace(slack, admins=admins), discord=replace(discord, admin_role=admin_role)
        )
        await self.restart()

    async def restart(self) -> None:
        """Stop Moves in order and start it anew on the same store."""
        await self.app.stop()
        self.app = await started(self.settings, self.clock)


def _searched(title: str, outlet: str, told: dt.datetime) -> str:
    token = secrets.token_urlsafe(20)
    link = f"https://news.google.com/rss/articles/{token}?oc=5"
    return item(f"{title} - {outlet}", guid=token, link=link, date=format_datetime(told), publisher=outlet)


class _Kept(FeedReader):
    """Stays for the next scene, which spares it the start of a child; ends with the process."""

    def close(self) -> None:
        """Go on."""


_reader = cache(_Kept)


async def started(settings: Settings, clock: Clock) -> App:
    """Moves, connected to both platforms, delivering; looks are made by hand."""
    parts = root.open_store(settings, clock=clock)
    app = App(parts, root.chats(settings, parts.commands, parts.database), clock=clock)
    app.watch = replace(app.watch, reader=_reader())
    await app.start()
    return app


@asynccontextmanager
async def playing(folder: Path, *, when: str = "now") -> AsyncIterator[Scene]:
    """A running Moves whose outlets have had their silent first look; `when` its two channels want to hear."""
    async with serving() as feeds, SlackStandIn() as slack, DiscordStandIn() as discord:
        slack.channel(SLACK_CHANNEL)
        slack.api.first_ts = int(time.time())
        settings = Settings(
            store_url=_seeded(folder),
            watch=WatchSettings(allow_private=(feeds.place,), host_gap=dt.timedelta(0)),
            watchlist=config.default_watchlist(),
            sources=(
                Source(name=WIRE, url=feeds.url(f"/{WIRE}.xml"), every=HOUR, publisher=WIRE),
                Source(name=DAILY, url=feeds.url(f"/{DAILY}.xml"), every=HOUR, publisher=DAILY),
                Source(name=SEARCH, url=feeds.url(f"/{SEARCH}.xml"), every=HOUR, kind="google_news"),
            ),
            routes=(Route(to=f"slack:{SLACK_CHANNEL}", when=when), Route(to=f"discord:{CHANNEL}", when=when)),
            slack=slack.settings(),
            discord=DiscordSettings(token=discord.token, api_base_url=discord.url, gateway_url=discord.gateway_url),
        )
        settings = _without_searches(settings)
        clock = Clock()
        scene = Scene(feeds, slack, discord, settings, await started(settings, clock), clock)
        try:
            for outlet in (WIRE, DAILY, SEARCH):
                scene.publish(outlet, OLD)
                await scene.look(outlet)
            yield scene
        finally:
            await scene.app.stop()


def _seeded(folder: Path) -> str:
    """The address of a store that has had its first start; the seed documents are read once for all tests."""
    (folder / "moves.db").write_bytes(_first_start())
    return f"sqlite:///{folder / 'moves.db'}"


@cache
def _first_start() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "moves.db"
        root.open_store(Settings(store_url=f"sqlite:///{path}", watchlist=config.default_watchlist())).database.close()
        return path.read_bytes()


def _without_searches(settings: Settings) -> Settings:
    """The watchlist without its news searches: tests ask nobody outside."""
    companies = tuple(replace(company, news=()) for company in settings.watchlist.companies)
    return replace(settings, watchlist=type(settings.watchlist)(companies, settings.watchlist.people))
