"""Newsrooms without a feed: a listing page, or a sitemap, looked at for what is new on it.

Two things can be new: a link, and a paragraph of the main text. A link is an entry whose words are on the page behind
it; which links count is told by where they lead: under the listing's own path (/news leads to /news/…), or on the same
site where the listing is the front page. A paragraph is an entry that speaks for itself, known by its words. So menus and
a new order announce nothing, an edited paragraph is read once more, and the first look is a baseline like any other.

A sitemap lists everything a site has, so its address says which part counts, behind a `#`:
https://www.example.com/sitemap.xml#/news/. Its dates are those of rebuilding, not of news, and are left alone.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from watchers import identity
from watchers.entries import Document, Entry, Link, Page, Source
from watchers.errors import FormatTrouble
from watchers.page_verdict import verdict, weigh
from watchers.sources.kind import Kind

_MOST = 5_000
_MOST_REPEATED = 500
"""Links whose words are looked for among the paragraphs."""
_LEAST_WORDS = 80
"""Weight of a paragraph that tells something; dates, names and labels are shorter."""
_NOT_NEWS = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|page|feed|rss|search|login|sign-?(?:in|up)|privacy|terms|legal|about|contact"
    r"|careers?|jobs)(?:/[\w%.-]*)?/?$|\.(?:css|js|xml|json|ico|png|jpe?g|gif|svg|webp|zip|mp[34])$",
    re.IGNORECASE,
)
"""Where a site's furniture leads."""
_FILE = re.compile(r"/(?:index|default)\.\w{2,5}$|\.\w{2,5}$", re.IGNORECASE)
_WORDS = re.compile(r"\w+")
_NO_LISTING = frozenset({"challenge", "consent", "error_page", "login"})
"""Little text is no fault of a listing; being something else is."""


def entries(page: Page, source: Source) -> Document:
    """What the page lists and tells. Raises FormatTrouble where it is a challenge, an error or empty."""
    wanted = urlsplit(source.url).fragment
    if page.is_sitemap:
        return _document([_linked(link) for link in page.links if _lies(link.url, wanted or "/")], page, wanted)
    told = verdict(page)
    if told in _NO_LISTING:
        raise FormatTrouble("html_page", page.url, f"the page is no listing but: {told.replace('_', ' ')}")
    links = list(listed(page, wanted))
    return _document([*map(_linked, links), *_paragraphs(page, links)], page, wanted)


def _document(found: Sequence[Entry], page: Page, wanted: str) -> Document:
    if found:
        return Document(entries=tuple(found[:_MOST]))
    if page.is_sitemap and page.feeds:
        raise FormatTrouble(
            "not_a_feed", page.url, f"a list of sitemaps: name one of them, such as {page.feeds[0].url}"
        )
    raise FormatTrouble("empty", page.url, f"no link below {wanted or 'its own path'} and no text")


def listed(page: Page, under: str = "") -> Iterator[Link]:
    """The links of a page that lead to what it lists. `under`: the path they share, else that of the page itself."""
    here = urlsplit(page.url)
    path = under or _FILE.sub("", here.path)
    return (link for link in page.links if _host(link.url) == _host(page.url) and _lies(link.url, path))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _lies(url: str, path: str) -> bool:
    """Whether an address lies below a path and is no furniture; the path itself does not."""
    there = unquote(urlsplit(url).path).rstrip("/")
    above = unquote(path).rstrip("/")
    return there.startswith(above + "/") and len(there) > len(above) + 1 and not _NOT_NEWS.search(there)


def _linked(link: Link) -> Entry:
    """Named by its words; a sitemap has none, so that the end of the address stands in until the page is read."""
    return Entry(id="", url=link.url, title=link.text or _slug(link.url))


def _slug(url: str) -> str:
    last = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    return re.sub(r"[-_+]+", " ", re.sub(r"\.\w{2,5}$", "", last)).strip()


def _paragraphs(page: Page, links: list[Link]) -> Iterator[Entry]:
    """What the page itself says; what only repeats a link's words is told by that link."""
    told = [_plain(link.text) for link in links[:_MOST_REPEATED] if link.text]
    for line in dict.fromkeys(page.text.split("\n")):
        words = _plain(line)
        if weigh(line) < _LEAST_WORDS or any(words in known or (known and known in words) for known in told):
            continue
        digest = hashlib.sha256(words.encode()).hexdigest()[:24]
        yield Entry(id=f"paragraph:{digest}", url=identity.link_to_words(page.url, line), title="", body=line)


def _plain(text: str) -> str:
    """Words alone, in one case and width: a comma or a capital makes no news."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))


KIND = Kind(from_page=entries, titles_from_pages=True)
