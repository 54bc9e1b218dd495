"""The pages behind entries that say too little: which are fetched, and what is read when one cannot be had.

An entry never waits for its page: whatever goes wrong with it (a paywall, a timeout, a refusal), the entry is handled
from its own text in the same look, and the log says why. The first look at a source fetches none.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

import structlog

from watchers import fuller as worth
from watchers import page_verdict
from watchers.entries import Entry, Page, Source
from watchers.errors import FormatTrouble, WatchTrouble
from watchers.poll.reading import Read, read
from watchers.poll.watch import Watch
from watchers.sources import kind_of
from watchers.sources.kind import Follow

_log = structlog.get_logger(__name__)

MOST_PAGES = 12
"""Pages one look fetches; a feed that brings more unseen entries at once has its first ones followed."""
MOST_FILINGS = 60
"""The same for kinds whose entries say nothing themselves; their publishers state how often they may be asked."""
PATIENCE = 90.0
"""Seconds all pages of one look may take together, waiting for turns included."""
_MOST_STEPS = 4
"""Pages that lead to one entry's text."""


async def fuller(own: Sequence[Read], source: Source, watch: Watch) -> list[Read]:
    """The entries, each read from its page where that was worth fetching, could be had and told more."""
    wanted = _wanted(own, source, watch)
    if not wanted:
        return list(own)
    found = await _fetched({at: own[at].entry for at in wanted}, source, watch)
    better = await watch.desk.each(lambda at: _better(own[at], found[at], source, watch), list(found))
    told = dict(zip(found, better, strict=True))
    return [told.get(at, one) for at, one in enumerate(own)]


def _wanted(own: Sequence[Read], source: Source, watch: Watch) -> list[int]:
    """Positions of the entries whose pages are fetched, the most urgent first, no more than one look may."""
    follows = kind_of(source).follow is not None
    if follows:
        asked = [at for at, one in enumerate(own) if worth.leads_to_a_page(one.entry)]
    else:
        few = bool(source.companies)
        asked = [
            at
            for at, one in enumerate(own)
            if not one.outcome.startswith("failed")
            and worth.why(one.entry, one.own, _full_text(source), names=watch.names, about_few=few)
        ]
        asked.sort(key=lambda at: worth.urgency(own[at].entry, own[at].own, watch.names), reverse=True)
    most = MOST_FILINGS if follows else MOST_PAGES
    for at in asked[most:]:
        _not_had(own[at].entry, f"one look fetches {most} pages")
    return asked[:most]


def _full_text(source: Source) -> str:
    """What the configuration says, as far as the kind can do it: opaque links lead nowhere, bare links say nothing."""
    kind = kind_of(source)
    if not kind.leads_to_articles:
        return "never"
    return "always" if kind.titles_from_pages and source.full_text == "auto" else source.full_text


async def _fetched(wanted: Mapping[int, Entry], source: Source, watch: Watch) -> dict[int, Entry]:
    """Those of the entries whose page was had, as entries that hold its words."""
    tasks = {at: asyncio.create_task(_filled(entry, source, watch)) for at, entry in wanted.items()}
    try:
        _, late = await asyncio.wait(tasks.values(), timeout=PATIENCE)
    finally:
        for task in tasks.values():
            task.cancel()
    had: dict[int, Entry] = {}
    for at, task in tasks.items():
        if task in late:
            _not_had(wanted[at], "it took too long")
        elif (filled := task.result()) is not None:
            had[at] = filled
    return had


async def _filled(entry: Entry, source: Source, watch: Watch) -> Entry | None:
    """The entry with the words of its page in place of its own; None, said in the log, where there are none to have."""
    kind = kind_of(source)
    try:
        if kind.follow is not None:
            return await _followed(kind.follow, entry, source, watch)
        page = await watch.pages.page(entry.url or "")
    except WatchTrouble as trouble:
        _not_had(entry, trouble.kind)
        return None
    except Exception as error:  # noqa: BLE001 - within the wall, so that one page spoils no other entry
        _log.error("page_failed", url=entry.url, exc_info=error)
        return None
    if told := page_verdict.verdict(page):
        _not_had(entry, told)
        return None
    return _with_page(entry, page, own_title=not kind.titles_from_pages)


async def _followed(follow: Follow, entry: Entry, source: Source, watch: Watch) -> Entry:
    """Walk a kind's own way from page to page to the words of the entry."""
    walk = follow(entry, source)
    address = next(walk)
    for _ in range(_MOST_STEPS):
        try:
            address = walk.send(await watch.pages.page(address))
        except StopIteration as end:
            filled: Entry = end.value
            return filled
    raise FormatTrouble("not_a_page", address, "too many pages lead to its text")


def _with_page(entry: Entry, page: Page, *, own_title: bool) -> Entry:
    title = (entry.title or page.title) if own_title else (page.title or entry.title)
    return replace(entry, title=title, summary="", body=page.text, published=entry.published or page.published)


def _better(own: Read, filled: Entry, source: Source, watch: Watch) -> Read:
    """The page's reading, unless only the entry's own text tells a move."""
    told = replace(read(filled, own.keys, source, watch), page=True)
    return own if own.findings and not told.findings else told


def _not_had(entry: Entry, reason: str) -> None:
    _log.info("page_not_read", url=entry.url, title=entry.title[:120], reason=reason)
