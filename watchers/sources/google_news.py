"""News searches: one query a watched company and language, made from its names; and what is odd about their answers.

Odd: the title ends in " - Publisher", the outlet stands in `<source>`, the summary only repeats titles, links are opaque
and change from fetch to fetch (kept to be clicked, never relied upon), and at most a hundred entries come.
The address form and its parameters: search results of news.google.com as RSS; hl, gl and ceid have to agree.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from urllib.parse import quote_plus

from store.model.companies import Company, Watchlist
from watchers.entries import Document, Entry, Source
from watchers.sources.kind import Kind

BASE = "https://news.google.com/rss/search"
LEAST = dt.timedelta(minutes=10)
"""Rhythm below which a search is not repeated, whatever the default: dozens of queries share one host."""
_MOST_NAMES = 8
"""The search engine reads about 32 words; names and verbs share them."""

_EDITIONS = {"en": "hl=en-US&gl=US&ceid=US:en", "zh": "hl=zh-CN&gl=CN&ceid=CN:zh-Hans"}
_VERBS = {
    "en": (
        "joins",
        "leaves",
        "resigns",
        "appoints",
        "hires",
        "departs",
        '"steps down"',
        "poaches",
        "departure",
        "left",
    ),
    "zh": ("离职", "加盟", "任命", "加入", "卸任", "辞职", "出任", "挖角", "换帅", "接任"),
}
_HAN = re.compile(r"[\u3400-\u9fff]")
LANGUAGES = tuple(_EDITIONS)


def queries(
    watchlist: Watchlist, *, every: dt.timedelta, base: str = BASE, least: dt.timedelta = LEAST
) -> tuple[Source, ...]:
    """The searches for a watchlist, companies in order. Languages without an edition here are passed over."""
    return tuple(
        Source(
            name=f"Google News: {company.name} ({language})",
            url=f"{base}?q={quote_plus(question(company, language))}&{_EDITIONS[language]}",
            kind="google_news",
            every=max(every, least),
            full_text="never",
        )
        for company in watchlist.companies
        for language in dict.fromkeys(company.news)
        if language in _EDITIONS
    )


def question(company: Company, language: str) -> str:
    """The words searched for: any name of the company with any verb of a change of hands, within the last day."""
    names = " OR ".join(f'"{name}"' for name in _names(company, language))
    return f"({names}) ({' OR '.join(_VERBS[language])}) when:1d"


def _names(company: Company, language: str) -> tuple[str, ...]:
    """Names a text in that language would use; the canonical one always, quotation marks never."""
    others = _in_script((*company.aliases, *company.unit_names), han=language == "zh")
    cleaned = (name.replace('"', " ").strip() for name in (company.name, *others))
    return tuple(dict.fromkeys(name for name in cleaned if name))[:_MOST_NAMES]


def _in_script(names: Iterable[str], *, han: bool) -> list[str]:
    return [name for name in names if bool(_HAN.search(name)) == han]


def tidy(document: Document, _source: Source) -> Document:
    """Take the outlet's name off the titles and drop the summaries."""
    return dataclasses.replace(document, entries=tuple(_tidy(entry) for entry in document.entries))


def _tidy(entry: Entry) -> Entry:
    title, dash, last = entry.title.rpartition(" - ")
    publisher = entry.publisher or (last if dash and len(last) <= 60 else "")
    named = bool(dash and title and last.strip().casefold() == publisher.casefold())
    return dataclasses.replace(
        entry, title=title.rstrip() if named else entry.title, summary="", body="", publisher=publisher
    )


KIND = Kind(tidy=tidy, leads_to_articles=False, least=LEAST)
