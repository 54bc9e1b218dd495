"""Filings at the SEC: 8-K with Item 5.02 (directors and officers), their amendments, and 6-K of foreign companies by text.

Three lists are understood: the latest filings of all companies (`browse-edgar?action=getcurrent&…&output=atom`), those of
one (`action=getcompany`), and a company's submissions as JSON (data.sec.gov/submissions/CIK….json, up to hours behind the
others). An entry is a filing, known by its accession number; its words are those of the filing itself (`edgar_filing`).
A filing is listed once for each company that takes part; one entry remains. 8-K12B and its like only begin alike.

The SEC turns away agents without a contact and asks for at most ten requests a second (`watchers.strict_hosts`).
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from watchers.entries import Document, Entry, Source
from watchers.errors import FormatTrouble
from watchers.raw_item import utc
from watchers.sources import edgar_filing
from watchers.sources.kind import Kind

SUBMISSIONS = "https://data.sec.gov/submissions/CIK{cik}.json"
PUBLISHER = "SEC EDGAR"
_MOST = 60
"""Filings of one company that are looked at; the list goes back for years."""
_ACCESSION = re.compile(r"\b(\d{10}-\d{2}-\d{6})\b")
_LISTED = re.compile(r"\s*(8-K|6-K)(/A)?\s+-\s+(.*)", re.DOTALL)
_FILER = re.compile(r"(.*?)\s*\(\d{10}\)\s*\((.+?)\)\s*$")
_ITEM = re.compile(r"\bitems?\s+(\d{1,2}\.\d{2}(?:(?:\s*,\s*|\s+and\s+)\d{1,2}\.\d{2})*)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}\.\d{2}")
_STATE = re.compile(r"\s*[/\\][A-Z]{2,3}[/\\]?\s*$")
_LEGAL = {"INC": "Inc", "INC.": "Inc.", "LTD": "Ltd", "LTD.": "Ltd.", "CO": "Co", "CORP": "Corp"}


def tidy(document: Document, source: Source) -> Document:
    """Keep the filings that may tell of people, each once, under the number that the SEC gives it."""
    kept: dict[str, Entry] = {}
    for entry in document.entries:
        filing = entry if entry.publisher == PUBLISHER else _listed(entry, source)
        if filing is not None:
            kept.setdefault(filing.id, filing)
    return replace(document, entries=tuple(kept.values()), narrowed=True)


def read(body: bytes, url: str) -> Document | None:
    """A company's submissions; None for an answer that is no JSON, so that it is read as the feed it should be."""
    if body.lstrip()[:1] != b"{":
        return None
    try:
        told = json.loads(body)
        recent = told["filings"]["recent"]
        rows = list(_rows(recent))
        entries = tuple(_submitted(row, str(told["name"]), int(told["cik"]), url) for row in rows)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FormatTrouble("not_a_feed", url, "no list of filings in it") from error
    return Document(entries=entries)


def company_of(written: str) -> str:
    """A company's name as the SEC writes it, fit for people: without its state, not in capitals alone."""
    name = _STATE.sub("", " ".join(written.split()))
    if name.upper() != name:
        return name
    return " ".join(_word(word) for word in name.split())


def _word(word: str) -> str:
    """Words of up to three letters are mostly initials: AMD, IBM."""
    bare = word.rstrip(",")
    return _LEGAL.get(bare, bare if len(bare) <= 3 else bare.capitalize()) + word[len(bare) :]


def _listed(entry: Entry, source: Source) -> Entry | None:
    """An item of one of the two feeds."""
    found = _LISTED.fullmatch(entry.title)
    number = _ACCESSION.search(entry.id) or _ACCESSION.search(entry.url or "")
    if found is None or number is None or not _speaks_of_people(found[1], entry.summary):
        return None
    filer = _FILER.fullmatch(found[3])
    if filer is not None and filer[2] != "Filer":
        return None
    company = company_of(filer[1]) if filer else next(iter(source.companies), "")
    return _entry(number[1], company, found[1] + (found[2] or ""), entry.url, entry.published)


def _speaks_of_people(form: str, summary: str) -> bool:
    """An 8-K says which items it holds; one that says nothing is left to its text, as a 6-K is."""
    items = {number for found in _ITEM.finditer(summary) for number in _NUMBER.findall(found[1])}
    return form == "6-K" or not items or "5.02" in items


def _rows(recent: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    names = ("accessionNumber", "acceptanceDateTime", "form", "items", "primaryDocument")
    rows = (dict(zip(names, map(str, row), strict=True)) for row in zip(*(recent[name] for name in names), strict=True))
    relevant = (row for row in rows if row["form"].removesuffix("/A") in {"8-K", "6-K"})
    people = (row for row in relevant if row["form"].startswith("6-K") or "5.02" in row["items"])
    return (row for row, _ in zip(people, range(_MOST), strict=False))


def _submitted(row: Mapping[str, str], name: str, cik: int, url: str) -> Entry:
    """The 8-K's own document is named; what matters of a 6-K is mostly in an exhibit, so its index is the address."""
    number, document = row["accessionNumber"], row["primaryDocument"]
    here = urlsplit(url)
    host = here.netloc.replace("data.sec.gov", "www.sec.gov")
    last = document if row["form"].startswith("8-K") and re.fullmatch(r"[\w.-]+", document) else f"{number}-index.htm"
    address = f"{here.scheme}://{host}/Archives/edgar/data/{cik}/{number.replace('-', '')}/{last}"
    return _entry(number, company_of(name), row["form"], address, _moment(row["acceptanceDateTime"]))


def _entry(number: str, company: str, form: str, url: str | None, published: dt.datetime | None) -> Entry:
    kind = f"{form}, Item 5.02" if form.startswith("8-K") else form
    title = f"{company} ({kind})" if company else kind
    return Entry(id=number, url=url, title=title, published=published, publisher=PUBLISHER)


def _moment(written: str) -> dt.datetime | None:
    try:
        return utc(dt.datetime.fromisoformat(written))
    except ValueError:
        return None


def for_companies(source: Source, numbers: Mapping[str, str]) -> Iterable[Source]:
    """One source a company, named after it; `numbers` has the CIK of each, ten digits."""
    for company, cik in numbers.items():
        yield replace(source, name=f"{source.name}: {company}", url=SUBMISSIONS.format(cik=cik), companies=(company,))


KIND = Kind(
    tidy=tidy,
    own_format=read,
    follow=edgar_filing.follow,
    by_title=False,
    needs_contact=True,
)
