"""The composition root: builds every part from the settings, starts and stops them in order.

Nothing is opened at import; everything that varies (clock, platforms) can be handed in. Knows all parts, decides nothing.
"""

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial

import structlog

from bot import config, ops, reloading_cards, seeding
from bot.absences import Absences
from bot.admins import Admins
from bot.cards import Card
from bot.chat import Answers, Asker, Chat, ChatTrouble
from bot.commands import Commands
from bot.config import Loaded
from bot.delivery import Courier
from bot.judging import Judge
from bot.rereading import Reload
from bot.settings import Live, Settings
from store import digests, lookup, subscriptions
from store.database import Database
from store.notes import Notes
from watchers.entries import Source
from watchers.extract import choose
from watchers.extract.engine import Engine
from watchers.pages import Pages
from watchers.poll import PollReport, Watch, poll
from watchers.schedule import Schedule
from watchers.sources import google_news
from watchers.web import Web

_log = structlog.get_logger(__name__)

_START_AGAIN = dt.timedelta(seconds=30)
"""Pause before a platform that could not start is tried again while another one works."""


_FIRST_NAME = "王伟"
"""Asked for at start, so that the first person who asks does not wait a second for the dictionaries of readings."""
_DIGESTS, _DIGESTS_EVERY = " digests", dt.timedelta(seconds=30)
"""A job's name that no source can have, and how often somebody looks whether an hour has come."""
_OPS, _OPS_EVERY = " ops", dt.timedelta(seconds=60)


_CHECK_TIME = 30.0
"""Seconds a platform may take to say what is missing."""


def now() -> dt.datetime:
    """The clock of a running Moves: UTC, aware."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Parts:
    """What a store and a watchlist are enough for: reading, recording and answering, without network or chat."""

    live: Live
    database: Database
    commands: Commands

    @property
    def settings(self) -> Settings:
        """Those that hold now."""
        return self.live.settings

    @cached_property
    def engine(self) -> Engine:
        """Reads articles; made at first need, for questions are answered without it."""
        return choose.engine(self.settings.watchlist)


def open_store(settings: Settings, *, clock: Callable[[], dt.datetime] = now) -> Parts:
    """Open the store, bring its schema up to date and, on first start, read the seed documents into it."""
    live, database = Live(settings), Database(settings.store_url)
    database.upgrade()
    commands = Commands(
        database,
        lambda: live.settings.watchlist,
        admins=lambda: Admins.of(live.settings),
        routes=lambda: live.settings.routes,
        clock=clock,
    )
    parts = Parts(live, database, commands)
    with database.reading() as session:
        empty = not lookup.count(session)
    if empty:
        known = seeding.widened(settings.watchlist, config.default_watchlist())
        seeding.seed(seeding.bundled(), database=database, engine=choose.engine(known), watchlist=known, now=clock())
    return parts


@contextmanager
def opened(settings: Settings) -> Iterator[Parts]:
    """The parts for the length of a command."""
    parts = open_store(settings)
    try:
        yield parts
    finally:
        parts.database.close()


def chats(
    settings: Settings,
    answers: Answers,
    database: Database | None = None,
    *,
    absences: Absences | None = None,
) -> dict[str, Chat]:
    """The platforms that have a token; their libraries are imported only then. `database` keeps their notes."""
    found: dict[str, Chat] = {}
    if settings.slack.on:
        from bot.on_slack.client import Slack  # noqa: PLC0415 - an import of half a second that a Discord team can spare

        found["slack"] = Slack(settings.slack, answers, absences=absences, database=database)
    if settings.discord.token:
        from bot.on_discord.client import Discord  # noqa: PLC0415 - the same the other way round

        found["discord"] = Discord(settings.discord, answers, memory=Notes(database) if database is not None else None)
    return found


class App:
    """A running Moves. `start` returns once everything works, `stop` ends it in order; both only once."""

    def __init__(
        self,
        parts: Parts,
        platforms: Mapping[str, Chat],
        *,
        clock: Callable[[], dt.datetime] = now,
        reread: Callable[[], Loaded] | None = None,
    ) -> None:
        settings = parts.settings
        self._parts = parts
        self.commands = parts.commands
        self._platforms = dict(platforms)
        self._started: dict[str, Chat] = {}
        self._troubles: dict[str, str] = {}
        self.web = Web(settings.watch)
        self.watch = Watch(
            web=self.web,
            database=parts.database,
            engine=parts.engine,
            routes=settings.routes,
            watchlist=settings.watchlist,
            max_age=settings.watch.max_age,
            clock=clock,
        )
        # Anybody may point at an address, so the networks that the configuration opens to sources stay shut to it.
        self._outside = Web(replace(settings.watch, allow_private=()))
        self._pointed_at = Pages(self._outside, self.watch.page_reader)
        self.commands.judge_by(Judge(self._pointed_at, parts.engine, settings.watchlist).judge)
        reload = Reload(parts.live, reread, self._go_by).reload
        self.commands.take_on({"check": self.check_channel, "reload": reload})
        self.courier = Courier(parts.database, self._started, clock)
        self.schedule = Schedule(clock=clock)
        self._clock = clock
        self._tasks: list[asyncio.Task[None]] = []

    async def connect(self) -> None:
        """Start the platforms. Raises ChatTrouble when none of those configured starts; one that does is enough."""
        first = asyncio.create_task(self._parts.commands.suggest(_FIRST_NAME))
        tried = await asyncio.gather(*(self._start_chat(chat) for chat in self._platforms.values()))
        await first
        troubles = [trouble for trouble in tried if trouble is not None]
        if troubles and not self._started:
            raise ChatTrouble("; ".join(str(trouble) for trouble in troubles))

    async def start(self) -> None:
        """Connect, then deliver, then watch; a platform that did not start is tried until it does."""
        await self.connect()
        await asyncio.to_thread(self._try_lost_channels)
        self._tasks += [
            asyncio.create_task(self._keep_starting(chat), name=f"start {name}")
            for name, chat in self._platforms.items()
            if name not in self._started
        ]
        self._tasks.append(asyncio.create_task(self.courier.run(), name="courier"))
        for source in sources(self._parts.settings):
            self.schedule.add(source.name, source.every, partial(self.look, source))
        self.schedule.add(_DIGESTS, _DIGESTS_EVERY, self.close_digests)
        self.schedule.add(_OPS, _OPS_EVERY, self.speak_up)
        self.schedule.start()
        _log.info("ready", platforms=sorted(self._started), sources=len(sources(self._parts.settings)))

    async def look(self, source: Source, *, due_only: bool = True, even_gone: bool = False) -> PollReport:
        """Look at one source and hurry what it brought; `due_only` heeds a server's wish to be left alone."""
        report = await poll(source, self.watch, due_only=due_only, even_gone=even_gone)
        if report.announced:
            self.courier.wake()
        return report

    async def check_channel(self, asker: Asker) -> Card:
        """Say what Moves is missing at the asker's platform and in the channel."""
        chat = self._started.get(asker.platform)
        if chat is None:
            return reloading_cards.checked(("this platform is not connected",), asker)
        async with asyncio.timeout(_CHECK_TIME):
            return reloading_cards.checked(await chat.check((asker.channel,)), asker)

    async def _go_by(self, before: Settings, after: Settings) -> None:
        """Put other settings in the place of those that hold; looks under way end by the old ones."""
        engine = self.watch.engine
        if after.watchlist != before.watchlist:
            engine = await asyncio.to_thread(choose.engine, after.watchlist)
        self._parts.live.settings = after
        self.watch = replace(
            self.watch, engine=engine, routes=after.routes, watchlist=after.watchlist, max_age=after.watch.max_age
        )
        self.commands.judge_by(Judge(self._pointed_at, engine, after.watchlist).judge)
        old = {source.name: source for source in sources(before)}
        new = {source.name: source for source in sources(after)}
        for name in old.keys() - new.keys():
            self.schedule.remove(name)
        for name, source in new.items():
            if old.get(name) != source:
                self.schedule.add(name, source.every, partial(self.look, source))

    def _try_lost_channels(self) -> None:
        with self._parts.database.writing() as session:
            subscriptions.resume_lost(session)

    async def close_digests(self) -> None:
        """Make deliveries of the digests whose hour has come."""
        if await asyncio.to_thread(self._close_digests):
            self.courier.wake()

    def _close_digests(self) -> int:
        with self._parts.database.writing() as session:
            return digests.close(session, self._parts.settings.routes, now=self._clock())

    async def speak_up(self) -> None:
        """Make a notice of what is the matter with Moves itself, where the configuration says to whom."""
        if not self._parts.settings.ops_to:
            return
        if await asyncio.to_thread(self._gather):
            self.courier.wake()

    def _gather(self) -> bool:
        settings = self._parts.settings
        watched = frozenset(source.name for source in sources(settings))
        inside = ops.Inside(
            to=settings.ops_to, watched=watched, platforms=dict(self._troubles), connected=tuple(self._started)
        )
        with self._parts.database.writing() as session:
            return ops.gather(session, inside, now=self._clock())

    async def stop(self) -> None:
        """Stop watching, settle what is being delivered, leave the platforms, close the store."""
        await self.schedule.stop()
        self.courier.stop()
        starting = [task for task in self._tasks if task.get_name() != "courier"]
        for task in starting:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(chat.stop() for chat in self._platforms.values()))
        self._pointed_at.close()
        await asyncio.gather(self.web.close(), self._outside.close())
        self.watch.close()
        self._parts.database.close()

    async def _start_chat(self, chat: Chat) -> ChatTrouble | None:
        try:
            await chat.start()
        except ChatTrouble as trouble:
            _log.error("platform_not_started", platform=chat.platform, why=str(trouble))
            self._troubles[chat.platform] = str(trouble)
            return trouble
        self._troubles.pop(chat.platform, None)
        self._started[chat.platform] = chat
        return None

    async def _keep_starting(self, chat: Chat) -> None:
        """Another platform works; this one is tried until it does too. Its deliveries wait in the outbox."""
        while chat.platform not in self._started:
            await asyncio.sleep(_START_AGAIN.total_seconds())
            await self._start_chat(chat)


def sources(settings: Settings) -> tuple[Source, ...]:
    """What is watched: the configured sources and the news queries made from the watchlist."""
    return (*settings.sources, *google_news.queries(settings.watchlist, every=settings.watch.every))
