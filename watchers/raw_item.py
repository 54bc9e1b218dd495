"""What a format's reader found in one item, and how it becomes an Entry: plain text, absolute links, UTC. Pure."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from watchers import plain_text
from watchers.entries import Entry

_LONGEST_ID = 2_000
_LONGEST_LINK = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """One item, text as it stood in the feed: HTML, escaped or plain."""

    id: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    body: str = ""
    body_is_plain: bool = False
    published: dt.datetime | None = None
    """Naive counts as UTC."""
    publisher: str = ""


def entry(raw: RawItem, base: str) -> Entry | None:
    """Tidy one item; `base` is the address of the feed. None for an item that says nothing and leads nowhere."""
    link = link_of(raw.link, base)
    summary = _text(raw.summary, is_plain=False)
    body = _text(raw.body, is_plain=raw.body_is_plain)
    title = plain_text.line(_unmarked(raw.title))
    if not (link or title or summary or body):
        return None
    return Entry(
        id=plain_text.line(raw.id, _LONGEST_ID),
        url=link,
        title=title,
        summary=summary,
        body="" if body == summary else body,
        published=utc(raw.published),
        publisher=plain_text.line(_unmarked(raw.publisher), 200),
    )


def link_of(written: str, base: str) -> str | None:
    """The link as an absolute http(s) address, or None: `javascript:`, `data:` and friends are no links of ours."""
    tidy = plain_text.line(written, _LONGEST_LINK + 1).replace(" ", "%20")
    if not tidy or len(tidy) > _LONGEST_LINK:
        return None
    try:
        link = urljoin(base, tidy)
        parts = urlsplit(link)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return link if usable else None


def utc(moment: dt.datetime | None) -> dt.datetime | None:
    """The moment as aware UTC; None for one that cannot be (a year 1 in an eastern zone)."""
    if moment is None:
        return None
    try:
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except (OverflowError, ValueError):
        return None


def _text(text: str, *, is_plain: bool) -> str:
    return plain_text.lines(text if is_plain else _unmarked(text))


def _unmarked(text: str) -> str:
    return plain_text.from_html(text) if plain_text.looks_marked_up(text) else text
