"""Plain values between the watchers' steps: what is watched, what it gave, and what is read."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something watched: a feed, a filing list, a page."""

    name: str
    """Unique; what health, logs and `moves poll NAME` call it."""
    url: str
    kind: str = "feed"
    """One of `watchers.sources.KINDS`."""
    every: dt.timedelta
    companies: tuple[str, ...] = ()
    """Canonical names this source is about, where it is about few; a hint for reading, never a filter."""
    publisher: str = ""
    """Who speaks here; empty: the entry's own publisher, else the host."""
    full_text: str = "auto"
    """`auto`, `always` or `never`: whether entries' pages are fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as a source gave it; plain text, no markup, nothing trusted."""

    id: str
    """guid as given, stripped; empty where the feed has none."""
    url: str | None
    title: str
    summary: str = ""
    body: str = ""
    published: dt.datetime | None = None
    """Aware, UTC; None where absent or unreadable."""
    publisher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed answer: its entries in the order given."""

    entries: tuple[Entry, ...] = ()
    complete: bool = True
    """False where the end of the document is missing: what came is used, and asked for again next time."""
    narrowed: bool = False
    """True where the kind of source keeps only some of what is shown: that all kept are new then says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is read: an entry's text, or the full page where that was fetched."""

    id: str
    title: str
    summary: str = ""
    body: str = ""
    published: dt.datetime | None = None
    url: str | None = None
    lang: str | None = None
    """`en`, `zh`, … where told; None: judged from the letters."""
    publisher: str = ""
    companies: tuple[str, ...] = ()
    """Hint of the source: canonical companies it is about."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server asked us to echo, byte for byte."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A finished, complete answer of a server."""

    url: str
    """The address that answered, after redirects."""
    status: int
    body: bytes = b""
    content_type: str = ""
    validators: Validators = field(default_factory=Validators)
    retry_after: dt.timedelta | None = None
    max_age: dt.timedelta | None = None
    moved_to: str | None = None
    """`url`, where every redirect on the way there said that it is for good."""
    partial: bool = False
    """Only what is new to us, never to be taken for the whole list."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: absolute http(s) address, and its words on one line."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A fetched page, taken apart; plain text, no markup, nothing trusted."""

    url: str
    """The address that answered, after redirects."""
    title: str = ""
    text: str = ""
    """The main text, one paragraph a line; without menus, where they could be told from it."""
    shown: str = ""
    """Every word the page shows, in its order."""
    published: dt.datetime | None = None
    """What the page says of itself; aware, UTC."""
    free: bool = True
    """False where the page declares that it is not to be read without paying."""
    links: tuple[Link, ...] = ()
    """In the order of the page, each address once."""
    feeds: tuple[Link, ...] = ()
    """Feeds the page declares (`rel="alternate"`), with their titles; of a list of sitemaps, these."""
    is_sitemap: bool = False
    """The answer is no page but the list of a site's pages, in `links`."""
