"""Bytes of a page to its title, its main text, its links. Pure, but not safe and not cheap to import.

The main text is found by trafilatura; where it finds none, by the elements that say what they are (`article`, `main`);
where there are none of those, every line that is shown is given. A document in PDF is read too. Belongs into a process
that can be killed: see `watchers.page_reader`.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

import htmldate
import lxml.etree
import lxml.html
import trafilatura

from watchers import decode, pdf_text, plain_text, raw_item, sitemap
from watchers.entries import Link, Page
from watchers.errors import FormatTrouble

_RAW_ROOM = 2 * 2**20
"""Markup looked at before scripts and styles are taken out; what is left of it is cut at `plain_text.HTML_ROOM`."""
_MOST_LINKS = 3_000
_LITTLE = 200
"""Characters below which a main text is doubted."""
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_ASIDE = ("nav", "header", "footer", "aside", "form", "menu", "button", "select", "noscript", "iframe")

_NEVER_TEXT = ["//nav", "//footer", "//menu", "//*[@role='navigation' or @role='contentinfo']"]
"""Taken out first: on short pages the library takes everything for the text, and a menu may name who left."""

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_BREAKS = re.compile(r"[\r\n]+")
_WRITTEN_OUT = re.compile(r"<pre\b", re.IGNORECASE)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?(?:false|no)\b', re.IGNORECASE)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')
_BROKEN = (lxml.etree.LxmlError, ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError)
"""What the libraries raise on markup that nobody wrote by hand; RecursionError is a RuntimeError of its own."""


def read(body: bytes, content_type: str, url: str) -> Page:
    """Take a page apart. Raises FormatTrouble: `empty`, `not_a_page`."""
    if pdf_text.is_pdf(body):
        return Page(url=url, text=(words := pdf_text.read(body, url)), shown=words)
    body = sitemap.unzipped(body)
    if (listed := sitemap.read(body, content_type, url)) is not None:
        return listed
    if not body.strip():
        raise FormatTrouble("empty", url, "the answer has no content")
    if b"\0" in body[:1024] and body[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise FormatTrouble("not_a_page", url, "neither a page nor text")
    raw = decode.text(body, _declared(body, content_type))[:_RAW_ROOM]
    if not plain_text.looks_marked_up(raw):
        words = plain_text.lines(raw)
        return Page(url=url, text=words, shown=words)
    return _taken_apart(raw, url)


def _declared(body: bytes, content_type: str) -> str:
    """A page may name its encoding in a `meta` of its own."""
    found = None if "charset" in content_type.lower() else _META_CHARSET.search(body[:4096])
    return f"text/html; charset={found[1].decode('ascii', 'replace')}" if found else content_type


def _taken_apart(raw: str, url: str) -> Page:
    lean = plain_text.lean(raw)
    tree = _tree(lean)
    # Where the markup breaks its lines says nothing, unless it is marked as written out.
    flowing = lean if _WRITTEN_OUT.search(lean) else _BREAKS.sub(" ", lean)
    shown = plain_text.lines(plain_text.from_html(flowing))
    if tree is None:
        return Page(url=url, text=shown, shown=shown)
    title = _title(tree)
    base = raw_item.link_of(next(iter(tree.xpath("//base/@href")), ""), url) or url
    return Page(
        url=url,
        title=title,
        text=_main(lean, tree, shown).removeprefix(title).lstrip(),
        shown=shown,
        published=_published(raw, tree),
        free=not _NOT_FREE.search(raw),
        links=tuple(_links(tree, base)),
        feeds=tuple(_feeds(tree, base)),
    )


def _tree(markup: str) -> lxml.html.HtmlElement | None:
    try:
        # As bytes, told which: a declaration of another encoding inside a text would be an error.
        parser = lxml.html.HTMLParser(encoding="utf-8")
        return lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except _BROKEN:
        return None


def _main(lean: str, tree: lxml.html.HtmlElement, shown: str) -> str:
    """The best main text there is: what the library finds, unless it is next to nothing where there is more."""
    found = plain_text.lines(_extracted(lean))
    if len(found) >= min(_LITTLE, len(shown) // 2):
        return found
    told = max(_named_parts(tree), key=len, default="")
    return max(found, told, key=len) or shown


def _extracted(lean: str) -> str:
    try:
        return trafilatura.extract(lean, include_comments=False, prune_xpath=_NEVER_TEXT) or ""
    except (*_BROKEN, RecursionError):
        return ""


def _named_parts(tree: lxml.html.HtmlElement) -> Iterator[str]:
    for part in tree.xpath("(//article | //main | //*[@role='main'])[position() <= 20]"):
        copy = lxml.html.fromstring(lxml.html.tostring(part))
        for aside in copy.xpath("|".join(f".//{name}" for name in _ASIDE)):
            aside.drop_tree()
        yield plain_text.lines(plain_text.from_html(lxml.html.tostring(copy, encoding="unicode")))


def _title(tree: lxml.html.HtmlElement) -> str:
    """What the page calls itself when shared, else its only heading, else the title of its window."""
    shared = tree.xpath("//meta[@property='og:title' or @name='og:title']/@content")
    headings = [heading.text_content() for heading in tree.xpath("//h1[position() <= 2]")]
    window = [title.text_content() for title in tree.xpath("//title[1]")]
    named = (*shared[:1], *(headings if len(headings) == 1 else ()), *window)
    return next((line for line in map(plain_text.line, map(str, named)) if line), "")


def _published(raw: str, tree: lxml.html.HtmlElement) -> dt.datetime | None:
    """The page's own word, to the second where it gives that; else the day the library finds marked as such."""
    told = tree.xpath("//meta[@property='article:published_time']/@content")
    found = _PUBLISHED.search(raw)
    for written in (*map(str, told[:1]), *([found[1]] if found else ())):
        try:
            return raw_item.utc(dt.datetime.fromisoformat(written.strip()))
        except ValueError:
            continue
    return _marked_day(tree)


def _marked_day(tree: lxml.html.HtmlElement) -> dt.datetime | None:
    """At noon, so that no zone turns it into a neighbour."""
    try:
        day = htmldate.find_date(tree, original_date=True, extensive_search=False)
        return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00") if day else None
    except (*_BROKEN, RecursionError, OverflowError):
        return None


def _links(tree: lxml.html.HtmlElement, base: str) -> Iterator[Link]:
    """One link a target; of several the one with most words: cards link picture, title and "read more" alike."""
    words: dict[str, str] = {}
    for anchor in tree.xpath(f"(//a[@href])[position() <= {_MOST_LINKS}]"):
        target = raw_item.link_of(str(anchor.get("href")), base)
        if target is not None:
            text = plain_text.line(" ".join(anchor.itertext()), 300)
            told = words.setdefault(target.partition("#")[0], text)
            words[target.partition("#")[0]] = max(told, text, key=len)
    return (Link(target, text) for target, text in words.items())


def _feeds(tree: lxml.html.HtmlElement, base: str) -> Iterator[Link]:
    for element in tree.xpath("(//link[@href])[position() <= 500]"):
        named = str(element.get("type", "")).partition(";")[0].strip().lower()
        target = raw_item.link_of(str(element.get("href")), base)
        if "alternate" in str(element.get("rel", "")).lower().split() and named in _FEED_TYPES and target:
            yield Link(target, plain_text.line(str(element.get("title", "")), 200))


def pack(page: Page) -> dict[str, object]:
    """A page as JSON can carry it; `watchers.page_reader` has the way back."""
    return {
        "url": page.url,
        "title": page.title,
        "text": page.text,
        "shown": page.shown,
        "published": page.published.isoformat() if page.published else None,
        "free": page.free,
        "links": _rows(page.links),
        "feeds": _rows(page.feeds),
        "is_sitemap": page.is_sitemap,
    }


def _rows(links: Iterable[Link]) -> list[list[str]]:
    return [[link.url, link.text] for link in links]
