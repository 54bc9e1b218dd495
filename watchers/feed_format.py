"""Bytes of an answer to entries: RSS and Atom by feedparser, JSON Feed by `watchers.json_feed`. Pure, but not safe.

RSS without anything unusual in it goes the short way, `watchers.plain_rss`, which tells the same in less time.

The body says what it is, not its Content-Type: a challenge page is a trouble, not an empty feed. feedparser has
expressions that are quadratic in hostile text (kurtmckee/feedparser issue 562), so `read` belongs into a process that
can be killed: see `watchers.feed_reader`. It is given bytes only; from a text it would open addresses and files.
"""

import calendar
import datetime as dt
import io
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

from watchers import decode, json_feed, plain_rss, raw_item
from watchers.entries import Document, Entry
from watchers.errors import FormatTrouble
from watchers.raw_item import RawItem

MOST_ENTRIES = 5_000
"""Items of one document that are kept; feeds hold tens, archives thousands."""
_LONGEST_FIELD = 400_000

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What XML 1.0 does not allow, and one of which would make the strict parser give up."""
_REFERENCE = re.compile(r"&#(x[0-9a-f]+|[0-9]+);?", re.IGNORECASE)
_START = re.compile(r"<(?:\?xml|!DOCTYPE|!--|(?:[\w.-]{1,40}:)?(?:rss|feed|RDF|html)\b)", re.IGNORECASE)
_JUNK = 4_000
"""How far into the answer a feed may begin; some are preceded by a warning of the program that made them."""
_SHORT_YEAR = re.compile(r"\d[\s-]{1,3}[A-Za-z]{3,9}[\s-]{1,3}(\d\d)\b")
_ROOT = re.compile(r"<((?:[\w.-]{1,40}:)?([\w.-]{1,40}))")
_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_CHALLENGE = re.compile(
    r"just a moment|checking your browser|attention required|cf[-_]chl|challenge-platform|_incapsula_resource|captcha"
    r"|datadome|ddos-guard|aws-?waf|px-captcha|are you (?:a )?(?:human|robot)|verify (?:that )?you are (?:a )?human|access denied"
    r"|enable javascript and cookies",
    re.IGNORECASE,
)
"""Words of pages that stand before a site and let no program through: their titles and the names of their scripts."""
_LOOKED_AT = 20_000
_PAGE_ROOTS = frozenset({"html", "head", "body", "script", "div", "p", "center", "h1", "title", "meta"})


def read(body: bytes, content_type: str, url: str) -> Document:
    """Read a feed. `url` makes links absolute. Raises FormatTrouble; one bad item spoils no other."""
    text = _REFERENCE.sub(_sound, _FORBIDDEN.sub("", decode.text(body, content_type))).lstrip("\ufeff \t\r\n")
    if not text:
        raise FormatTrouble("empty", url, "the answer has no content")
    if text[0] in "{[":
        try:
            return _document(json_feed.items(text), url, complete=True)
        except json_feed.NoJsonFeed as error:
            raise FormatTrouble("not_a_feed", url, str(error)) from error
    markup, root = _opened(text, url)
    plain = plain_rss.items(markup)
    return _document(plain, url, complete=True) if plain is not None else by_feedparser(markup, root, url)


def by_feedparser(markup: str, root: str, url: str) -> Document:
    """Read a document that begins with its root element, whatever it is. Raises FormatTrouble."""
    found = _parsed(markup, url)
    items = (_item(item) for item in _safely(list(found["entries"])))
    document = _document(items, url, complete=f"</{root}" in markup)
    if not document.entries and found["bozo"]:
        raise FormatTrouble("malformed", url, "no item could be made out")
    return document


def pack(document: Document) -> dict[str, object]:
    """A document as JSON can carry it; `watchers.feed_reader` knows the way back."""
    rows = [
        [e.id, e.url, e.title, e.summary, e.body, e.published.isoformat() if e.published else None, e.publisher]
        for e in document.entries
    ]
    return {"entries": rows, "complete": document.complete}


def _sound(reference: re.Match[str]) -> str:
    """A reference to no character would make both parsers give up the whole document; it becomes the sign for that."""
    digits = reference[1].lower()
    hexadecimal = digits.startswith("x")
    if len(digits) > 12:
        return "\ufffd"
    code = int(digits[1:], 16) if hexadecimal else int(digits)
    sound = code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return reference[0] if sound else "\ufffd"


def _opened(text: str, url: str) -> tuple[str, str]:
    """The document from its root element on, and the root's name as written; prolog and DOCTYPE are ours to judge."""
    start = _START.search(text[:_JUNK])
    rest = _after_prolog(text[start.start() :], url) if start else text
    root = _ROOT.match(rest)
    name = root[2].lower() if root else ""
    if root is None or name not in _ROOTS:
        raise FormatTrouble(*_no_feed(name, text, url))
    return rest, root[1]


def _no_feed(root: str, text: str, url: str) -> tuple[str, str, str]:
    """What came instead of a feed: kind, address and words of a trouble."""
    if root not in _PAGE_ROOTS:
        return "not_a_feed", url, "no feed in it"
    if _CHALLENGE.search(text[:_LOOKED_AT]):
        return "challenge_page", url, "a page that checks for a human came instead of a feed"
    return "html_page", url, "a web page came instead of a feed: a login, a consent page or a wrong address"


def _after_prolog(text: str, url: str) -> str:
    """Skip declarations and comments before the root. Entities are refused: a feed needs none, an attack does."""
    at = 0
    while True:
        at = _skip_space(text, at)
        if text.startswith("<?", at):
            end, length = text.find("?>", at), 2
        elif text.startswith("<!--", at):
            end, length = text.find("-->", at), 3
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end, length = _doctype_end(text, at, url), 1
        elif text.startswith("<!", at):
            raise FormatTrouble("entities", url, "a declaration outside a DOCTYPE")
        else:
            return text[at:]
        if end < 0:
            raise FormatTrouble("malformed", url, "the prolog has no end")
        at = end + length


def _doctype_end(text: str, at: int, url: str) -> int:
    """Where the DOCTYPE closes; one with an internal subset that declares anything is refused."""
    end, subset = text.find(">", at), text.find("[", at)
    if not 0 <= subset < end:
        return end
    close = text.find("]", subset)
    if "<!" in text[subset : close if close >= 0 else None]:
        raise FormatTrouble("entities", url, "the DOCTYPE declares entities")
    return text.find(">", close) if close >= 0 else -1


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _parsed(markup: str, url: str) -> Mapping[str, Any]:
    """Hand feedparser clean UTF-8 under a prolog of ours; not our address, or it would rewrite ids that look like links."""
    import feedparser  # noqa: PLC0415 - 10 MB and 0.1 s in each child that most feeds can do without

    data = b'<?xml version="1.0" encoding="utf-8"?>\n' + markup.encode("utf-8", "replace")
    told = {"content-type": "application/xml; charset=utf-8"}
    try:
        found = feedparser.parse(
            io.BytesIO(data), response_headers=told, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError, OverflowError) as error:
        raise FormatTrouble("malformed", url, f"the parser failed: {type(error).__name__}") from error
    return dict(found)


def _document(items: Any, url: str, *, complete: bool) -> Document:  # noqa: ANN401 - any iterable of raw items
    entries: list[Entry] = []
    for raw in items:
        tidy = raw_item.entry(raw, url)
        if tidy is not None:
            entries.append(tidy)
        if len(entries) >= MOST_ENTRIES:
            break
    return Document(entries=tuple(entries), complete=complete)


def _safely(items: list[Any]) -> Iterator[Mapping[str, Any]]:
    return (item for item in items if isinstance(item, Mapping))


def _item(item: Mapping[str, Any]) -> RawItem:
    title = _detail(item, "title_detail")
    bodies = item.get("content") or ()
    body = max((_value(part) for part in bodies if isinstance(part, Mapping)), key=len, default="")
    return RawItem(
        id=_string(item.get("id")),
        link=_link(item),
        title=_string(item.get("title")) or _string(title.get("value")),  # the detail may be a picture's
        summary=_string(item.get("summary")),
        body=body,
        published=_moment(item.get("published_parsed"), item.get("published")) or _moment(*_updated(item)),
        publisher=_string(_detail(item, "source").get("title")),
    )


def _link(item: Mapping[str, Any]) -> str:
    """The parser takes a guid for the link where there is none, also one that is neither address nor path."""
    link, identity = _string(item.get("link")).strip(), _string(item.get("id")).strip()
    return "" if link == identity and not link.startswith(("http://", "https://", "/")) else link


def _updated(item: Mapping[str, Any]) -> tuple[object, object]:
    """Only asked for where it is: feedparser warns about a default of its own."""
    given = "updated_parsed" in item.keys()  # noqa: SIM118 - its `in` knows aliases
    return (item["updated_parsed"], item["updated"]) if given else (None, None)


def _detail(item: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = item.get(key)
    return value if isinstance(value, Mapping) else {}


def _value(part: Mapping[str, Any]) -> str:
    return _string(part.get("value"))


def _string(value: object) -> str:
    return value[:_LONGEST_FIELD] if isinstance(value, str) else ""


def _moment(parsed: object, written: object) -> dt.datetime | None:
    """The parser's nine numbers are UTC; years outside what a date can hold happen.

    It makes something of almost anything (of "-0001-01-01" the year 2000), so a year that is not in the text is no year.
    """
    if not isinstance(parsed, time.struct_time) or not _names_year(_string(written)[:200], parsed.tm_year):
        return None
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _names_year(written: str, year: int) -> bool:
    """Whether the text holds the year, or one beside it (zones), in four digits or in two after a month's name."""
    near = range(year - 1, year + 2)
    short = _SHORT_YEAR.search(written)
    return any(str(y) in written for y in near) or bool(short and int(short[1]) in {y % 100 for y in near})
