"""Announcements of companies listed in Hong Kong, as the title search of HKEXnews gives them (undocumented, JSON).

Kept are those that tell of directors, chiefs and secretaries, by category and title; the announcement itself is a PDF and
is read. The search wants a span of days, so that of the address is renewed at each look; what else the address asks for
(a company's `stockId`, which is not its stock code, the language) stays. Times are those of Hong Kong.
"""

import datetime as dt
import html
import json
import re
from collections.abc import Generator, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from watchers import plain_text
from watchers.entries import Document, Entry, Page, Source
from watchers.errors import FormatTrouble
from watchers.raw_item import link_of
from watchers.sources.kind import Kind

PUBLISHER = "HKEXnews"
SPAN = dt.timedelta(days=7)
"""How far back each look reaches; an announcement is known by its number, so days in common cost nothing."""
_HONG_KONG = dt.timezone(dt.timedelta(hours=8))
_ASKED = {
    "sortDir": "0",
    "sortByOptions": "DateTime",
    "category": "0",
    "market": "SEHK",
    "stockId": "-1",
    "documentType": "-1",
    "title": "",
    "searchType": "0",
    "t1code": "-2",
    "t2Gcode": "-2",
    "t2code": "-2",
    "rowRange": "200",
    "lang": "E",
}
_ALL_COMPANIES = {"searchType": "1", "t1code": "10000", "t2code": "12350"}
"""Over all companies there are hundreds of announcements a day: only those filed as changes of directors are asked for."""

PEOPLE = re.compile(
    r"\b(?:resign|retire(?:d|ment|s)?\b|re-?designat|step(?:s|ped|ping)? down|cessation|removal of (?:\w+ ){0,3}director)"
    r"|\b(?:appointment|change|departure|passing away|suspension of (?:duties|office))s? (?:of|in) (?:\S+ ){0,6}?"
    r"(?:director|chief|chair|president|executive|officer|general manager|supervisor|secretary)"
    r"|changes? in (?:directors|chief executive|the composition of the board)"
    r"|辭任|辞任|辭職|辞职|離任|离任|退任|調任|调任|罷免|罢免|逝世|(?:委任|聘任|更換|更换|變更|变更|變動|变动).{0,12}"
    r"(?:董事|主席|總裁|总裁|行政總監|首席|經理|经理|總監|总监|監事|监事|秘書|秘书|高級管理|高级管理)",
    re.IGNORECASE,
)
"""Words of a title or category that tell of people; has cases of its own among the tests."""
_OTHERS = re.compile(
    r"\bauditors?\b|\bproxy\b|list of directors|financial advis|biographical|核數師|核数师|審計師|审计师|董事名單|董事名单|代表委任",
    re.IGNORECASE,
)


def dated(url: str, now: dt.datetime) -> str:
    """The address with the days of this look, and with what the search needs beside what is written."""
    parts = urlsplit(url)
    written = dict(parse_qsl(parts.query, keep_blank_values=True))
    single = written.get("stockId", "-1") != "-1"
    today = now.astimezone(_HONG_KONG).date()
    days = {"fromDate": f"{today - SPAN:%Y%m%d}", "toDate": f"{today:%Y%m%d}"}
    asked = {**_ASKED, **({} if single else _ALL_COMPANIES), **written, **days}
    return urlunsplit(parts._replace(query=urlencode(asked)))


def read(body: bytes, url: str) -> Document:
    """One page of results: JSON whose `result` is JSON in a text. Raises FormatTrouble where it is none."""
    try:
        told = json.loads(body)
        rows = json.loads(told["result"]) if isinstance(told["result"], str) else told["result"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FormatTrouble("not_a_feed", url, "no announcements in it") from error
    if rows is None:
        rows = []  # nothing in these days
    if not isinstance(rows, list):
        raise FormatTrouble("not_a_feed", url, "no list of announcements in it")
    found = (_announcement(row, url) for row in rows if isinstance(row, dict))
    return Document(entries=tuple(entry for entry in found if entry is not None), narrowed=True)


def about_people(title: str, category: str = "") -> bool:
    """Say whether an announcement tells of directors or chiefs, and not of auditors or lists."""
    return bool(PEOPLE.search(f"{title}\n{category}")) and not _OTHERS.search(title)


def _announcement(row: Mapping[str, object], url: str) -> Entry | None:
    number, title, category = _text(row, "NEWS_ID"), _text(row, "TITLE"), _text(row, "LONG_TEXT")
    link = link_of(_text(row, "FILE_LINK"), url)
    if not number or link is None or not about_people(title, category):
        return None
    firm = _name(_text(row, "STOCK_NAME"))
    told = title.capitalize() if title.isupper() else title
    return Entry(
        id=f"hkex:{number}",
        url=link,
        title=plain_text.line(f"{firm}: {told}" if firm else told),
        published=_moment(_text(row, "DATE_TIME")),
        publisher=PUBLISHER,
    )


def _name(stock: str) -> str:
    """The short name of the share; of two counters in one cell the first."""
    first = stock.split("\n", maxsplit=1)[0].strip()
    return (
        " ".join(word.capitalize() if len(word) > 3 else word for word in first.split()) if first.isupper() else first
    )


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    plain = (
        re.sub(r"<br\s*/?>", "\n", html.unescape(str(value))[:2_000], flags=re.IGNORECASE) if value is not None else ""
    )
    return plain.strip()


def _moment(written: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(written, "%d/%m/%Y %H:%M").replace(tzinfo=_HONG_KONG).astimezone(dt.UTC)
    except ValueError:
        return None


def follow(entry: Entry, _source: Source) -> Generator[str, Page, Entry]:
    """The words of the announcement. Raises FormatTrouble where the document holds none."""
    page = yield entry.url or ""
    if not page.text:
        raise FormatTrouble("not_a_page", page.url, "no words in the announcement")
    return replace(entry, body=page.text)


KIND = Kind(own_format=read, follow=follow, dated=dated, by_title=False)
