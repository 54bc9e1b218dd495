"""What can be watched behind an address that a person knows: asked for and read, so that what is told was seen.

In this order: what the address itself says (a profile, a list of filings), a feed at the address, feeds the page declares,
feeds at the usual places, the page as a listing, the site's sitemap. The first that gives entries is taken. Everything is
fetched under the guard and the pace of any other request, and only so many times.
"""

import datetime as dt
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from watchers import decode, page_verdict, plain_text
from watchers.answers import Readers
from watchers.entries import Document, Entry, Page, Response, Source
from watchers.errors import FetchTrouble, FormatTrouble, WatchTrouble
from watchers.sources import KINDS
from watchers.sources import page as newsroom
from watchers.web import Web

MOST_REQUESTS = 24
_USUAL = ("feed", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss", "feed.json", "feeds/posts/default")
_LEAST_LISTED = 3
"""Links that make a page a listing."""
_MOST_SITEMAPS = 3
_BESIDES = re.compile(r"comments?\b|评论", re.IGNORECASE)
_NEWSY = re.compile(r"news|blog|post|press|article|stories|announce", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S{8,2000})", re.IGNORECASE | re.MULTILINE)
_FEED_TITLE = re.compile(r"<title[^<>]{0,200}>\s*(?:<!\[CDATA\[)?([^<\]]{1,300})|\"title\"\s*:\s*\"([^\"\\]{1,300})\"")
_KNOWN = (
    ("bluesky", re.compile(r"https?://(?:www\.)?bsky\.app/profile/[^/]+")),
    ("bluesky", re.compile(r"https?://[^/]+/xrpc/app\.bsky\.feed\.getAuthorFeed\b")),
    ("google_news", re.compile(r"https?://news\.google\.com/rss/")),
    ("hacker_news", re.compile(r"https?://[^/]+/api/v1/search(?:_by_date)?\?.*\btags=")),
    ("edgar", re.compile(r"https?://[^/]+/(?:cgi-bin/browse-edgar\?.*output=atom|submissions/CIK\d{10}\.json)")),
    ("hkex", re.compile(r"https?://[^/]+/search/titleSearchServlet\.do")),
    ("mastodon", re.compile(r"https?://[^/]+/(?:@|users/)[\w.-]+(?:\.rss)?/?$")),
)
"""Addresses that say of themselves what kind they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that can be watched, as it was seen."""

    kind: str
    url: str
    """As it is written in the configuration."""
    title: str
    """What it calls itself; the host where it is silent."""
    how: str
    """Where it was found, in words."""
    entries: tuple[Entry, ...]

    @property
    def newest(self) -> dt.datetime | None:
        """The date of the newest entry that has one."""
        return max((entry.published for entry in self.entries if entry.published), default=None)


@dataclass(slots=True)
class Discovery:
    """One search; `tried` has every address asked, in order."""

    web: Web
    readers: Readers
    now: dt.datetime
    tried: list[str] = field(default_factory=list)

    async def at(self, url: str) -> Found:
        """Find what can be watched there. Raises WatchTrouble: of the address itself, or `nothing_to_watch`."""
        for kind, pattern in _KNOWN:
            if pattern.match(url) and (found := await self._known(kind, url)):
                return found
        response = await self._asked(url)
        if found := await self._feed(url, response, "the address is a feed", empty_too=True):
            return found
        page = await self.readers.pages.read(response.body, response.content_type, response.url)
        if (told := page_verdict.verdict(page)) in {"challenge", "consent", "error_page"}:
            raise FormatTrouble("html_page", url, f"the page that came is no page but: {told.replace('_', ' ')}")
        async for found in self._behind(page, url):
            if found is not None:
                return found
        raise FormatTrouble("nothing_to_watch", url, f"no feed, listing or sitemap at {len(self.tried)} addresses")

    async def _behind(self, page: Page, url: str) -> AsyncIterator[Found | None]:
        """What the page leads to, best first."""
        if page.is_sitemap:
            yield self._sitemap(page, url, urlsplit(url).fragment or "/")
            return
        declared = [link for link in page.feeds if not _BESIDES.search(f"{link.text} {link.url}")]
        for link in declared:
            yield await self._feed(link.url, None, "declared by the page", page.title)
        for address in _usual(page.url):
            yield await self._feed(address, None, "not declared, at a usual place", page.title)
        yield _listing(page, urlsplit(url).fragment)
        async for found in self._sitemaps(page):
            yield found

    async def _known(self, kind: str, url: str) -> Found | None:
        try:
            address = KINDS[kind].address(url)
            response = await self._asked(KINDS[kind].dated(address, self.now))
            document = await self.readers.document(_source(kind, address), response)
        except WatchTrouble:
            if kind == "mastodon":  # many sites write people like that
                return None
            raise
        who = next((entry.publisher for entry in document.entries if entry.publisher), "")
        title = who if kind in {"bluesky", "mastodon"} else ""
        return _found(kind, url, title, "the address says so", document)

    async def _feed(
        self, url: str, response: Response | None, how: str, title: str = "", *, empty_too: bool = False
    ) -> Found | None:
        """The feed at an address; None where none is there, or none with entries."""
        try:
            given = response or await self._asked(url)
            document = await self.readers.document(_source("feed", url), given)
        except WatchTrouble:
            return None
        if not (document.entries or empty_too):
            return None
        return _found("feed", url, _feed_title(given) or title, how, document)

    async def _sitemaps(self, page: Page) -> AsyncIterator[Found | None]:
        """What the site lists of itself, below the path of the page."""
        for address in [address async for address in self._listed_sitemaps(page)]:
            listed = await self._page(address)
            if listed is None or not listed.is_sitemap:
                continue
            children = sorted((link.url for link in listed.feeds), key=lambda url: not _NEWSY.search(url))
            for child in children[:_MOST_SITEMAPS]:
                inner = await self._page(child)
                if inner is not None and inner.is_sitemap:
                    yield self._sitemap(inner, child, urlsplit(page.url).path, page.title)
            yield self._sitemap(listed, address, urlsplit(page.url).path, page.title)

    async def _listed_sitemaps(self, page: Page) -> AsyncIterator[str]:
        robots = await self._page(urljoin(page.url, "/robots.txt"))
        named = _SITEMAP_LINE.findall(robots.shown) if robots is not None else []
        for address in dict.fromkeys((*named[:_MOST_SITEMAPS], urljoin(page.url, "/sitemap.xml"))):
            yield address

    def _sitemap(self, listed: Page, url: str, path: str, title: str = "") -> Found | None:
        address = f"{url.partition('#')[0]}#{path.rstrip('/')}/"
        try:
            document = newsroom.entries(listed, _source("page", address))
        except FormatTrouble:
            return None
        return _found("page", address, title, f"the site's sitemap, below {path}", document)

    async def _page(self, url: str) -> Page | None:
        try:
            response = await self._asked(url)
            return await self.readers.pages.read(response.body, response.content_type, response.url)
        except WatchTrouble:
            return None

    async def _asked(self, url: str) -> Response:
        if len(self.tried) >= MOST_REQUESTS:
            raise FetchTrouble("nothing_to_watch", url, f"given up after {MOST_REQUESTS} requests")
        self.tried.append(url)
        return await self.web.fetch(url)


def _usual(url: str) -> Iterator[str]:
    """Below the page itself, then at the top of the site, each address once."""
    here = url.partition("?")[0].rstrip("/") + "/"
    places = (here, urljoin(url, "/"))
    yield from dict.fromkeys(urljoin(place, name) for place in places for name in _USUAL)


def _listing(page: Page, under: str) -> Found | None:
    """The page itself, where it lists something."""
    links = list(newsroom.listed(page, under))
    if len(links) < _LEAST_LISTED:
        return None
    url = f"{page.url}#{under}" if under else page.url
    document = newsroom.entries(page, _source("page", url))
    return _found("page", url, page.title, f"no feed anywhere; the page lists {len(links)} links of its own", document)


def _source(kind: str, url: str) -> Source:
    return Source(name="", url=url, kind=kind, every=dt.timedelta(hours=1))


def _found(kind: str, url: str, title: str, how: str, document: Document) -> Found:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return Found(kind=kind, url=url, title=title or host, how=how, entries=document.entries)


def _feed_title(response: Response) -> str:
    """The first title of a feed is its own."""
    found = _FEED_TITLE.search(decode.text(response.body[:8_000], response.content_type))
    written = (found[1] or found[2]) if found else ""
    return plain_text.line(plain_text.from_html(plain_text.from_html(written)), 80)
