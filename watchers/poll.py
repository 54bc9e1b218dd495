"""One look at one source, start to finish: asked, read, compared with what is known, recorded.

The only file of the watchers that touches the store. The order of deeds is what makes a crash harmless: an entry is
settled in the transaction that records what it told, and the validators that would hide the document from us next time
advance only after all its entries are settled. One of the three walls of the program stands here: whatever a source or
an entry does wrong ends as a line in the report; only a broken store stops the look, with StoreTrouble.
"""

import asyncio
import datetime as dt
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import structlog
from structlog.contextvars import bound_contextvars

from store import feeds, ledger
from store.database import Database
from store.errors import StoreDamaged, StoreFull, StoreNewer, StoreUnreachable
from store.feeds import SourceState
from store.model.announce import Circumstances, Route
from store.model.companies import Watchlist
from store.model.moves import Change, Finding
from watchers import cadence, identity, plain_text, relevance
from watchers.entries import Article, Document, Entry, Response, Source, Validators
from watchers.errors import WatchTrouble
from watchers.extract.engine import Engine
from watchers.feed_reader import FeedReader
from watchers.report import PollReport
from watchers.sources import kind_of
from watchers.sources.kind import Kind
from watchers.web import Web

__all__ = ["PollReport", "Watch", "article", "poll"]

_log = structlog.get_logger(__name__)

_STORE_BROKEN = (StoreUnreachable, StoreDamaged, StoreNewer, StoreFull)
"""Not the entry's fault: it stays unseen and is read again when the store works. Other trouble is the entry's own."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Everything a look needs beside the source; a value, replaced whole when the settings change."""

    web: Web
    database: Database
    engine: Engine
    routes: tuple[Route, ...]
    watchlist: Watchlist
    max_age: dt.timedelta
    clock: Callable[[], dt.datetime]
    reader: FeedReader = field(default_factory=FeedReader)
    triggers: relevance.Triggers = field(default_factory=relevance.bundled)
    roll: Callable[[], float] = random.random

    def close(self) -> None:
        """End the reader's children; the rest belongs to others."""
        self.reader.close()


async def poll(source: Source, watch: Watch, *, due_only: bool = False) -> PollReport:
    """Look at a source once. `due_only` leaves it alone where an earlier answer asked to wait, also across restarts.

    Everything that goes wrong with the source stands in the report; raises StoreTrouble alone.
    """
    started = time.monotonic()
    with bound_contextvars(source=plain_text.line(source.name, 100)):
        look = await asyncio.to_thread(_remembered, source, watch)
        if due_only and (wait := look.wait()):
            return PollReport(source=source.name, outcome="waiting", again=wait)
        report = replace(await _walled(look), seconds=time.monotonic() - started)
        _log.info("looked", **report.counted())
        return report


def article(entry: Entry, source: Source) -> Article:
    """What is read of an entry, and in whose name."""
    return Article(
        id=entry.id or entry.url or entry.title,
        title=entry.title,
        summary=entry.summary,
        body=entry.body,
        published=entry.published,
        url=identity.clean_link(entry.url) if entry.url else None,
        publisher=source.publisher or entry.publisher or identity.publisher_of((entry.url, source.url)),
        companies=source.companies,
    )


def _remembered(source: Source, watch: Watch) -> "_Look":
    with watch.database.writing() as session:
        return _Look(source, feeds.look(session, name=source.name, url=source.url), watch)


async def _walled(look: "_Look") -> PollReport:
    """The wall: no source's fault gets past it."""
    try:
        return await look.taken()
    except WatchTrouble as trouble:
        return await asyncio.to_thread(look.failed, trouble)
    except _STORE_BROKEN:
        raise
    except Exception as error:  # noqa: BLE001 - the wall around one source; what it was stands in log and report
        _log.error("look_failed", exc_info=error)
        unexpected = WatchTrouble("unexpected", look.source.url, type(error).__name__)
        return await asyncio.to_thread(look.failed, unexpected)


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry before it is recorded: what it told, or why it tells nothing."""

    entry: Entry
    keys: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    outcome: str = "read"

    def lost(self, error: Exception) -> "_Read":
        """The entry as one that failed; it is settled so that it holds nothing back, and logged with where to find it."""
        _log.error("entry_failed", title=self.entry.title[:120], url=self.entry.url, exc_info=error)
        return replace(self, findings=(), outcome=f"failed: {type(error).__name__}")


@dataclass(frozen=True, slots=True)
class _Look:
    """One look: the source, what was remembered of it when the look began, and what it takes. Deeds in order."""

    source: Source
    state: SourceState
    watch: Watch

    def wait(self) -> dt.timedelta | None:
        """How long the source wants to be left alone, or None when it is due."""
        now, due = self.watch.clock(), self.state.next_due_at
        failures, looked = self.state.failures, self.state.last_success_at
        if due is None or cadence.is_due(due, now, every=self.source.every, failures=failures, looked=looked):
            return None
        return due - now

    async def taken(self) -> PollReport:
        """Ask, parse, settle. Raises WatchTrouble."""
        kind = kind_of(self.source)
        known = Validators(etag=self.state.etag, last_modified=self.state.last_modified)
        response = await self.watch.web.fetch(self.source.url, validators=known)
        if response.status == 304:
            return await asyncio.to_thread(self._unchanged, response)
        document = kind.tidy(await self._parsed(kind, response))
        return await asyncio.to_thread(
            self._settled, response, document, identity.keyed(document.entries, by_title=kind.by_title)
        )

    def failed(self, trouble: WatchTrouble) -> PollReport:
        """Count the failure and leave the source alone a while; nothing else of its memory changes."""
        now, failures = self.watch.clock(), self.state.failures + 1
        pause = cadence.pause(
            self.source.every, roll=self.watch.roll(), failures=failures, retry_after=trouble.retry_after
        )
        detail = plain_text.line(str(trouble), 400)
        with self.watch.database.writing() as session:
            feeds.fail(session, self.state.id, error=detail, now=now, due=now + pause)
        return PollReport(source=self.source.name, outcome=trouble.kind, detail=detail, again=pause, failures=failures)

    async def _parsed(self, kind: Kind, response: Response) -> Document:
        if kind.own_format is not None:
            return await asyncio.to_thread(kind.own_format, response.body, response.url)
        return await self.watch.reader.read(response.body, response.content_type, response.url)

    def _unchanged(self, response: Response) -> PollReport:
        """The server says that nothing changed; it may have renewed its validators while saying so."""
        told, state = response.validators, self.state
        kept = Validators(etag=told.etag or state.etag, last_modified=told.last_modified or state.last_modified)
        return PollReport(source=self.source.name, outcome="not_modified", again=self._advance(response, kept, new=0))

    def _settled(self, response: Response, document: Document, keyed: Sequence[tuple[str, ...]]) -> PollReport:
        """Settle every unseen entry, oldest first, then advance. Runs in a thread: reading is work, the store is files."""
        with self.watch.database.reading() as session:
            unseen = feeds.unseen(session, self.state.id, keyed)
        order = oldest_first(document.entries, unseen)
        read, changes = self._recorded([self._read(document.entries[at], keyed[at]) for at in order])
        overflowed = not self._baseline and 1 < len(unseen) == len(document.entries)
        if overflowed:
            _log.warning("no_overlap", entries=len(unseen), advice="look more often: entries may have been missed")
        return PollReport(
            source=self.source.name,
            outcome="baseline" if self._baseline else "ok",
            entries=len(document.entries),
            new=len(unseen),
            ignored=sum(one.outcome.startswith("ignored") for one in read),
            failed=sum(one.outcome.startswith("failed") for one in read),
            findings=sum(len(one.findings) for one in read),
            changes=tuple(changes),
            overflowed=overflowed,
            again=self._advance(response, response.validators if document.complete else Validators(), new=len(unseen)),
        )

    @property
    def _baseline(self) -> bool:
        """Until one whole look succeeded, what the source shows is what was there before we came."""
        return self.state.first_looked_at is None

    def _read(self, entry: Entry, keys: tuple[str, ...]) -> _Read:
        """Read one entry; a reading that raises costs this entry and no other."""
        if why_not := self.watch.triggers.why_not(entry):
            return _Read(entry, keys, outcome=f"ignored: {why_not}")
        try:
            return _Read(entry, keys, self.watch.engine.read(article(entry, self.source)).findings)
        except Exception as error:  # noqa: BLE001 - within the wall, so that one entry spoils no other
            return _Read(entry, keys).lost(error)

    def _recorded(self, read: Sequence[_Read]) -> tuple[list[_Read], list[Change]]:
        """Write it down: an entry that tells something in a transaction of its own, all the silent ones together."""
        settled: list[_Read] = []
        changes: list[Change] = []
        for one in read:
            try:
                changes += self._record(one) if one.findings else ()
                settled.append(one)
            except _STORE_BROKEN:
                raise
            except Exception as error:  # noqa: BLE001 - within the wall, so that one entry spoils no other
                settled.append(one.lost(error))
        with self.watch.database.writing() as session:
            for one in settled:
                if not one.findings:
                    feeds.settle(session, self.state.id, one.keys, outcome=one.outcome, now=self.watch.clock())
        return settled, changes

    def _record(self, one: _Read) -> list[Change]:
        now, told, watch = self.watch.clock(), article(one.entry, self.source), self.watch
        # A date in the future is a clock's mistake or a bait; it was told when it was seen.
        published = min(told.published, now) if told.published else None
        at = Circumstances(
            now=now,
            max_age=watch.max_age,
            published=published,
            watched=frozenset(company.name for company in watch.watchlist.companies),
            baseline=self._baseline,
            watched_since=self.state.first_looked_at,
        )
        telling = ledger.Telling(
            publisher=told.publisher, title=told.title, url=told.url, published=published, lang=told.lang
        )
        with watch.database.writing() as session:
            changes = ledger.record(
                session, one.findings, telling, routes=watch.routes, at=at, people=watch.watchlist.people
            )
            feeds.settle(session, self.state.id, one.keys, outcome=one.outcome, now=now)
        return changes

    def _advance(self, response: Response, validators: Validators, *, new: int) -> dt.timedelta:
        """Close the look; returns how long until the next."""
        now = self.watch.clock()
        roll, fresh = self.watch.roll(), response.max_age
        pause = cadence.pause(self.source.every, roll=roll, retry_after=response.retry_after, max_age=fresh)
        etag, last_modified, due = validators.etag, validators.last_modified, now + pause
        with self.watch.database.writing() as session:
            feeds.advance(session, self.state.id, etag=etag, last_modified=last_modified, now=now, due=due, new=new)
        return pause


def oldest_first(entries: Sequence[Entry], positions: Sequence[int]) -> list[int]:
    """Feeds list the newest first; dates break that order where they are given, and never decide what is new."""
    beginning = dt.datetime.min.replace(tzinfo=dt.UTC)
    upwards = sorted(positions, reverse=True)
    return sorted(upwards, key=lambda at: entries[at].published or beginning)
