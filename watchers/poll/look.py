"""One look at one source: asked, read, compared with what is known, recorded.

The order of deeds is what makes a crash harmless: an entry is settled in the transaction that records what it told, and
the validators that would hide the document from us next time advance only after all its entries are settled. One of the
three walls of the program stands here: whatever a source or an entry does wrong ends as a line in the report; only
trouble of the store itself gets past it.
"""

import asyncio
import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog
from sqlmodel import Session
from structlog.contextvars import bound_contextvars

from store import feeds, ledger
from store.errors import StoreDamaged, StoreFull, StoreNewer, StoreUnreachable
from store.feeds import SourceState
from store.model.moves import Change
from watchers import cadence, identity, plain_text
from watchers.entries import Document, Entry, Response, Source, Validators
from watchers.errors import WatchTrouble, masked
from watchers.poll import articles, reading, remember
from watchers.poll.reading import Read
from watchers.poll.report import PollReport
from watchers.poll.watch import Watch, article
from watchers.sources import KINDS, kind_of

_log = structlog.get_logger(__name__)

_STORE_BROKEN = (StoreUnreachable, StoreDamaged, StoreNewer, StoreFull)
"""Not the entry's fault: it stays unseen and is read again when the store works. Other trouble is the entry's own."""


async def poll(source: Source, watch: Watch, *, due_only: bool = False, even_gone: bool = True) -> PollReport:
    """Look at a source once. `due_only` leaves it alone where an earlier answer asked to wait, also across restarts.

    A source that is gone (410) is only asked with `even_gone`, and without `due_only`: when somebody names it. Everything that goes wrong with the source stands in the report; raises StoreTrouble alone.
    """
    started = time.monotonic()
    with bound_contextvars(source=plain_text.line(source.name, 100)):
        state = watch.states.get(source.name)
        if state is None or state.url != source.url or state.gone_at is not None:
            state = watch.states[source.name] = await watch.desk.join(feeds.looks, (source.name, source.url))
        look = _Look(source, state, watch, scheduled=due_only)
        if state.gone_at is not None and (due_only or not even_gone):
            return look.gone(state.gone_at)
        if due_only and (wait := look.wait()):
            return PollReport(source=source.name, outcome="waiting", again=wait)
        report = replace(await _walled(look), seconds=time.monotonic() - started)
        if _log.is_enabled_for(report.level):  # most looks find nothing and say so to nobody
            _log.log(report.level, "looked", **report.counted())
        return report


async def _walled(look: "_Look") -> PollReport:
    """The wall: no source's fault gets past it."""
    try:
        return await look.taken()
    except WatchTrouble as trouble:
        return await look.failed(trouble)
    except _STORE_BROKEN:
        look.forget()
        raise
    except Exception as error:  # noqa: BLE001 - the wall around one source; what it was stands in log and report
        _log.error("look_failed", exc_info=error)
        look.forget()
        return await look.failed(WatchTrouble("unexpected", look.source.url, type(error).__name__))


@dataclass(frozen=True, slots=True)
class _Look:
    """One look: the source, what was remembered of it when the look began, and what it takes. Deeds in order."""

    source: Source
    state: SourceState
    watch: Watch
    scheduled: bool = False

    def wait(self) -> dt.timedelta | None:
        """How long the source wants to be left alone, or None when it is due."""
        at, due, state = self._moment(), self.state.next_due_at, self.state
        failures, looked = state.failures, state.last_success_at
        if due is None or cadence.is_due(due, at.now, every=at.rhythm(), failures=failures, looked=looked):
            return None
        return due - at.now

    def gone(self, since: dt.datetime) -> PollReport:
        """A source that is not asked any more, and why; the store says so until somebody has it asked again."""
        self.watch.states[self.source.name] = self.state
        why = f"gone since {since:%Y-%m-%d}: {self.state.last_error}"
        return PollReport(source=self.source.name, outcome="gone", detail=why, again=remember.GONE_AGAIN)

    def forget(self) -> None:
        """Ask the store again next time: what is remembered here may not be what is stored."""
        self.watch.states.pop(self.source.name, None)

    async def taken(self) -> PollReport:
        """Ask, parse, settle. Raises WatchTrouble."""
        kind = kind_of(self.source)
        known = Validators(etag=self.state.etag, last_modified=self.state.last_modified)
        address = kind.dated(self.state.asked, self.watch.clock())
        response = await self.watch.web.fetch(address, validators=known)
        if response.status == 304:
            return await self._unchanged(response)
        document = await self.watch.readers.document(self.source, response)
        return await self._settled(response, document, await _keyed(document, by_title=kind.by_title))

    async def failed(self, trouble: WatchTrouble) -> PollReport:
        """Count the failure and leave the source alone a while; nothing else of its memory changes."""
        detail = plain_text.line(str(trouble), 400)
        failed, pause = remember.after_trouble(self._moment(), trouble, detail)
        if failed.address is None:
            state = await self.watch.desk.join(feeds.keep, feeds.failed_once_more(self.state, failed))
        else:
            state = await self.watch.desk.do(lambda session: feeds.fail(session, self.state.id, failed))
        self._keep(state)
        report = PollReport(source=self.source.name, outcome=trouble.kind, detail=detail, again=pause)
        return replace(report, failures=state.failures)

    def _moment(self) -> remember.Moment:
        watch, kind = self.watch, KINDS.get(self.source.kind)
        least = kind.least if kind is not None else cadence.DENSEST
        return remember.Moment(
            source=self.source, state=self.state, now=watch.clock(), roll=watch.roll(), scheduled=self.scheduled,
            least=least,
        )  # fmt: skip

    def _keep(self, state: SourceState) -> None:
        """Remember here too, and say what people should know: a new address, or the end of a source."""
        self.watch.states[self.source.name] = state
        if state.asked != self.state.asked:
            _log.warning("address_changed", before=masked(self.state.asked), after=masked(state.asked))
        if state.gone_at is not None and self.state.gone_at is None:
            _log.warning("source_gone", advice="not asked any more; change its url, or have it polled by name")

    async def _unchanged(self, response: Response) -> PollReport:
        """The server says that nothing changed; it may have renewed its validators while saying so."""
        told, state = response.validators, self.state
        kept = Validators(etag=told.etag or state.etag, last_modified=told.last_modified or state.last_modified)
        pause = await self._close(response, kept, None)
        return PollReport(source=self.source.name, outcome="not_modified", again=pause)

    async def _settled(self, response: Response, document: Document, keyed: Sequence[tuple[str, ...]]) -> PollReport:
        """Settle every unseen entry, oldest first, and close the look."""
        unseen = await self.watch.desk.join(feeds.unseen_of, (self.state.id, keyed))
        unseen = identity.distinct(oldest_first(document.entries, unseen), keyed)
        order = [(document.entries[at], keyed[at]) for at in unseen]
        read = await self._told(order)
        validators = response.validators if document.complete else Validators()
        overflowed = remember.has_overflowed(self.state, document, unseen, partial=response.partial)
        pause = await self._close(response, validators, document, read, overflowed=overflowed)
        if overflowed:
            _log.warning("no_overlap", entries=len(unseen), advice="look more often: entries may have been missed")
        return PollReport(
            source=self.source.name,
            outcome="baseline" if self.state.first_looked_at is None else "ok",
            entries=len(document.entries),
            new=len(unseen),
            ignored=sum(one.outcome.startswith("ignored") for one in read),
            failed=sum(one.outcome.startswith("failed") for one in read),
            pages=sum(one.page for one in read),
            findings=sum(len(one.findings) for one in read),
            changes=tuple(change for one in read for change in one.changes),
            overflowed=overflowed,
            again=pause,
        )

    async def _told(self, order: Sequence[tuple[Entry, tuple[str, ...]]]) -> list[Read]:
        """Read the entries, the pages behind those that need it, then write down what they told."""
        desk, source, watch = self.watch.desk, self.source, self.watch
        read = await desk.each(lambda one: reading.read(*one, source, watch), order)
        if self.state.first_looked_at is not None:
            read = await articles.fuller(read, source, watch)
        recorded = iter(await desk.each(self._recorded, [one for one in read if one.findings]))
        return [next(recorded) if one.findings else one for one in read]

    def _recorded(self, one: Read) -> Read:
        """Write down what an entry told, in a transaction of its own."""
        try:
            return replace(one, changes=tuple(self._record(one)))
        except _STORE_BROKEN:
            raise
        except Exception as error:  # noqa: BLE001 - within the wall, so that one entry spoils no other
            return one.lost(error)

    def _record(self, one: Read) -> list[Change]:
        now, told, watch = self.watch.clock(), article(one.entry, self.source), self.watch
        # A date in the future is a clock's mistake or a bait; it was told when it was seen.
        published = min(told.published, now) if told.published else None
        telling = ledger.Telling(
            publisher=told.publisher, title=told.title, url=told.url, published=published, lang=told.lang
        )
        at, people = watch.circumstances(self.state, published, now), watch.watchlist.people
        with watch.database.writing() as session:
            changes = ledger.record(
                session, one.findings, telling, routes=watch.routes, at=at, people=people, houses=watch.houses
            )
            feeds.settle(session, self.state.id, one.keys, outcome=one.outcome, now=now)
        return changes

    async def _close(
        self,
        response: Response,
        validators: Validators,
        document: Document | None,
        read: Sequence[Read] = (),
        *,
        overflowed: bool = False,
    ) -> dt.timedelta:
        """Settle the entries that left no trace and advance, at once; returns how long until the next look."""
        looked, pause = remember.after_answer(
            self._moment(), response, validators, document=document, new=len(read), overflowed=overflowed
        )
        settled = _silent(read)
        if looked.address is None:
            closing = feeds.Closing(feeds.renewed(self.state, looked), settled)
            self._keep(await self.watch.desk.join(feeds.close, closing))
            return pause

        def write(session: Session) -> SourceState:
            for outcome, keys in settled.items():
                feeds.settle(session, self.state.id, keys, outcome=outcome, now=looked.now)
            return feeds.advance(session, self.state.id, looked)

        self._keep(await self.watch.desk.do(write))
        return pause


async def _keyed(document: Document, *, by_title: bool) -> list[tuple[str, ...]]:
    """The keys of every entry; of many in a thread, so that nothing else waits."""
    if len(document.entries) <= _FEW:
        return identity.keyed(document.entries, by_title=by_title)
    return await asyncio.to_thread(identity.keyed, document.entries, by_title=by_title)


_FEW = 100
"""Entries whose keys are made in less than a millisecond."""


def _silent(read: Sequence[Read]) -> dict[str, list[str]]:
    """Keys of the entries that left no other trace, by outcome; those that told something are settled already."""
    keys: dict[str, list[str]] = {}
    for one in read:
        if not one.findings:
            keys.setdefault(one.outcome, []).extend(one.keys)
    return keys


def oldest_first(entries: Sequence[Entry], positions: Sequence[int]) -> list[int]:
    """Feeds list the newest first; dates break that order where they are given, and never decide what is new."""
    beginning = dt.datetime.min.replace(tzinfo=dt.UTC)
    upwards = sorted(positions, reverse=True)
    return sorted(upwards, key=lambda at: entries[at].published or beginning)
