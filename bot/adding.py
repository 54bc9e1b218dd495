"""`moves sources add`: finds what can be watched behind an address, says what it saw, and writes it down."""

import datetime as dt
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from bot import values, wording
from bot.config.appending import NewSource
from bot.settings import Settings
from watchers import plain_text, suggested
from watchers.answers import Readers
from watchers.discover import Discovery, Found
from watchers.feed_reader import FeedReader
from watchers.page_reader import PageReader
from watchers.sources import KINDS
from watchers.web import Web

_STALE = dt.timedelta(days=180)
_SHOWN = 3


async def discover(url: str, settings: Settings, now: dt.datetime) -> Found:
    """Look behind the address. Raises WatchTrouble."""
    web, readers = Web(settings.watch), Readers(FeedReader(children=1), PageReader())
    try:
        return await Discovery(web, readers, now).at(url)
    finally:
        await web.close()
        readers.feeds.close()
        readers.pages.close()


def source(
    found: Found, settings: Settings, *, name: str = "", every: str = "", companies: Sequence[str] = ()
) -> NewSource:
    """What will stand in the file: the name is what the source calls itself, made unique, unless one is given."""
    taken = {known.name for known in settings.sources}
    return NewSource(
        name=name or _free(plain_text.line(found.title, 60) or "Source", found.url, taken),
        url=found.url,
        kind=found.kind,
        every=every or values.span(suggested.rhythm(found.entries)),
        companies=companies,
    )


def known_as(found: Found, settings: Settings) -> str | None:
    """The name under which the same is watched already."""
    address = KINDS[found.kind].address(found.url)
    return next((known.name for known in settings.sources if known.url in {found.url, address}), None)


def report(found: Found, chosen: NewSource, now: dt.datetime) -> Iterator[str]:
    """What was found, in lines for people."""
    yield f"found      {found.kind}: {found.how}"
    yield f"title      {plain_text.line(found.title, 120)}"
    yield f"address    {found.url}"
    yield f"entries    {_entries(found)}"
    for entry in found.entries[:_SHOWN]:
        dated = f"{entry.published:%Y-%m-%d}  " if entry.published else ""
        yield f"           {dated}{plain_text.line(entry.title or entry.body or entry.summary, 100)}"
    yield f"rhythm     every {chosen.every}"
    yield from _cautions(found, now)


def _entries(found: Found) -> str:
    count = wording.count(len(found.entries), "entry")
    if found.newest is None:
        return f"{count}, none dated" if found.entries else "none at the moment"
    return f"{count}, the newest of {found.newest:%Y-%m-%d %H:%M} UTC"


def _cautions(found: Found, now: dt.datetime) -> Iterator[str]:
    if found.newest is not None and now - found.newest > _STALE:
        yield f"caution    nothing new since {found.newest:%Y-%m-%d}: it may be frozen"
    if found.kind == "mastodon":
        yield 'caution    add publisher = "…" with the person\'s name: the feed does not tell it, and "I am leaving" needs it'
    if KINDS[found.kind].needs_contact:
        yield "caution    needs [watch] contact: it answers nobody who does not say who asks"


def _free(title: str, url: str, taken: set[str]) -> str:
    """The title, else with the host, else with a number."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    names = (title, f"{title} ({host})", *(f"{title} ({number})" for number in range(2, 1000)))
    return next(name for name in names if name not in taken)
