"""The short way through an RSS 2.0 document that has nothing unusual in it; everything else is left to feedparser.

Most feeds are such documents, and feedparser takes four times as long over them. What counts as usual is narrow on
purpose: where a document has an element, an attribute, a date or an order that feedparser might read in a way of its
own, the answer is None. `tests/watchers/test_plain_rss.py` and `benchmarks.corpora` hold both readings to each other.
"""

import datetime as dt
import re
from collections.abc import Mapping
from xml.parsers import expat

from watchers.raw_item import RawItem

_MODULES: Mapping[str, str] = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    "http://search.yahoo.com/mrss/": "media",
}
"""Name spaces that may be declared, each under its usual prefix: feedparser goes by the prefix where it knows it."""
_BODY = "http://purl.org/rss/1.0/modules/content/ encoded"
_KEPT = frozenset({"title", "link", "guid", "description", "pubDate", "source", _BODY})
_PASSED_OVER = frozenset(
    {"author", "category", "comments", "enclosure"}
    | {f"http://purl.org/dc/elements/1.1/ {name}" for name in ("creator", "subject")}
    | {"http://purl.org/rss/1.0/modules/slash/ comments", "http://wellformedweb.org/CommentAPI/ commentRss"}
    | {f"http://search.yahoo.com/mrss/ {name}" for name in ("content", "thumbnail")}
)
"""What an item may hold beside what is kept; none of it holds elements."""
_OF_CHANNEL = frozenset(
    {"title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate"}
    | {"category", "generator", "docs", "ttl", "image", "http://www.w3.org/2005/Atom link"}
    | {f"http://purl.org/rss/1.0/modules/syndication/ {name}" for name in ("updatePeriod", "updateFrequency")}
)
_OF_IMAGE = frozenset({"url", "title", "link", "width", "height", "description"})
_ALONE: Mapping[str, str] = {"guid": "isPermaLink", "source": "url"}
"""The one attribute that a kept element may have."""

_REPAIRED = re.compile(r"[\x80-\x9f]")
"""Signs that feedparser takes for another code page's."""
_LIKE_A_REFERENCE = re.compile(r"&\w+;")
_EMPTY_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+-.]*:///")
_RFC822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" (\d\d):(\d\d):(\d\d) (GMT|UTC|[+-](?:0\d|1[0-4])[0-5]\d)",
    re.ASCII,
)
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)", re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CHANNEL, _ITEM, _FIELD = 1, 2, 3  # how deep each stands


class _Unusual(Exception):
    """Something that feedparser is to judge."""


def items(markup: str) -> list[RawItem] | None:
    """The items of a document that begins with its root element; None where anything in it is unusual or broken."""
    if not markup.startswith("<rss"):
        return None
    reader = _Reader()
    try:
        reader.parser.Parse(markup, True)
    except (_Unusual, expat.ExpatError, ValueError, OverflowError):
        return None
    return reader.items or None


class _Reader:
    """Follows one document, element by element, and gives up at the first that it does not expect."""

    def __init__(self) -> None:
        self.items: list[RawItem] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartNamespaceDeclHandler = self._declared
        self.parser.StartElementHandler = self._begun
        self.parser.EndElementHandler = self._ended
        self.parser.CharacterDataHandler = self._heard
        self._depth = 0
        self._within = ""
        """The child of the channel that is open."""
        self._item: dict[str, str] = {}
        self._pieces: list[str] | None = None

    def _declared(self, prefix: str | None, uri: str | None) -> None:
        known = _MODULES.get(uri or "")
        if known is None or known != prefix:
            raise _Unusual

    def _begun(self, name: str, attributes: dict[str, str]) -> None:
        depth, self._depth = self._depth, self._depth + 1
        if depth == _FIELD:
            self._field(name, attributes)
        elif depth == _ITEM:
            self._child(name, attributes)
        elif (depth, name) not in {(0, "rss"), (_CHANNEL, "channel")} or (attributes.keys() - {"version"}):
            raise _Unusual

    def _child(self, name: str, attributes: dict[str, str]) -> None:
        if name == "item" and not attributes:
            self._item = {}
        elif name not in _OF_CHANNEL or _moves_the_base(attributes):
            raise _Unusual
        self._within = name

    def _field(self, name: str, attributes: dict[str, str]) -> None:
        if self._within == "item" and name in _KEPT:
            if name in self._item or attributes.keys() - {_ALONE.get(name)}:
                raise _Unusual
            if name == "guid":
                self._item["isPermaLink"] = attributes.get("isPermaLink", "true")
            self._pieces = []
        elif _moves_the_base(attributes) or not self._is_passed_over(name):
            raise _Unusual

    def _is_passed_over(self, name: str) -> bool:
        return name in _PASSED_OVER if self._within == "item" else self._within == "image" and name in _OF_IMAGE

    def _heard(self, text: str) -> None:
        if self._pieces is not None:
            self._pieces.append(text)

    def _ended(self, name: str) -> None:
        self._depth -= 1
        if self._pieces is not None:
            self._item[name] = _settled("".join(self._pieces).strip())
            self._pieces = None
        elif self._depth == _ITEM and name == "item":
            self.items.append(_raw(self._item))


def _moves_the_base(attributes: Mapping[str, str]) -> bool:
    """Whether an attribute changes what relative links are relative to, under any name feedparser takes for one."""
    return any(name.rpartition(" ")[2].lower() == "base" for name in attributes)


def _raw(found: Mapping[str, str]) -> RawItem:
    body, identity, written = found.get(_BODY, ""), found.get("guid", ""), found.get("pubDate", "")
    permanent = found.get("isPermaLink") == "true"
    identity = _address(identity) if permanent else identity
    link = _address(_unreferenced(found["link"])) if "link" in found else identity if permanent else ""
    # A guid that passes for a link is one only where it looks like an address or a path.
    is_link = link.strip() != identity.strip() or link.startswith(("http://", "https://", "/"))
    return RawItem(
        id=identity,
        link=link if is_link else "",
        title=found.get("title", ""),
        summary=found.get("description", body),
        body=body,
        published=_moment(written) if written else None,
        publisher=found.get("source", ""),
    )


def _settled(text: str) -> str:
    """Words that were UTF-8 and taken for Latin-1 by whoever wrote the feed are UTF-8 again."""
    if text.isascii():
        return text
    if _REPAIRED.search(text):
        raise _Unusual
    try:
        return text.encode("iso-8859-1").decode("utf-8")
    except UnicodeError:
        return text


def _unreferenced(link: str) -> str:
    """A link as written; one in which `&b=` reads like a reference is feedparser's to mend."""
    if _LIKE_A_REFERENCE.search(link):
        raise _Unusual
    return link


def _address(written: str) -> str:
    if _EMPTY_AUTHORITY.match(written) or not written.isprintable():
        raise _Unusual
    return written


def _moment(written: str) -> dt.datetime:
    """A date in one of the two forms that leave no room for opinions."""
    if _ISO.fullmatch(written):
        return dt.datetime.fromisoformat(written).astimezone(dt.UTC)
    told = _RFC822.fullmatch(written)
    if told is None:
        raise _Unusual
    day, month, year, hour, minute, second, zone = told.groups()
    at = dt.datetime(int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second), tzinfo=dt.UTC)
    away = dt.timedelta(hours=int(zone[1:3]), minutes=int(zone[3:])) if zone[0] in "+-" else dt.timedelta(0)
    return at + away if zone[0] == "-" else at - away
