"""Filings at the SEC, from the list to the announcement; the answers are worded like theirs and made up."""

import dataclasses
import datetime as dt
import json

import pytest

from bot import config
from store.model.moves import Status
from tests.stand_ins.feeds import FeedServer, Handler, Page, fixed
from tests.watchers.watching import source
from watchers import entries, strict_hosts
from watchers.entries import Document, Entry, Link, Source
from watchers.errors import FormatTrouble
from watchers.extract import choose
from watchers.pace import Pace
from watchers.poll import Watch, poll
from watchers.sources import KINDS, edgar, edgar_filing

TITLE = (
    "Departure of Directors or Certain Officers; Election of Directors; Appointment of Certain Officers; Compensatory"
    " Arrangements of Certain Officers."
)
WORDS = (
    "On March 2, 2026, Jane Whitfield notified Nvidia Corporation (the “Company”) of her decision to resign as Chief"
    " Financial Officer of the Company, effective April 30, 2026."
)


def listed(
    number: str,
    *,
    form: str = "8-K",
    who: str = "NVIDIA CORP",
    role: str = "Filer",
    items: str = "5.02",
    link: str = "",
) -> str:
    """An item of the list of latest filings."""
    told = "".join(f"&lt;br&gt;Item {item}: Something" for item in items.split())
    return (
        f"<entry><title>{form} - {who} (0001045810) ({role})</title><link rel='alternate' href='{link or f'/{number}-index.htm'}'/>"
        f"<summary type='html'>&lt;b&gt;Filed:&lt;/b&gt; 2026-03-04 &lt;b&gt;AccNo:&lt;/b&gt; {number}{told}</summary>"
        f"<updated>2026-03-04T16:05:00-05:00</updated><id>urn:tag:sec.gov,2008:accession-number={number}</id></entry>"
    )


def feed(*items: str) -> bytes:
    """The list."""
    head = '<?xml version="1.0" encoding="ISO-8859-1" ?><feed xmlns="http://www.w3.org/2005/Atom"><title>Latest</title>'
    return f"{head}{''.join(items)}</feed>".encode()


def filing(*parts: str) -> Page:
    """A main document: the cover, the items, the signature."""
    cover = "<p>FORM 8-K</p><p>Exact name of registrant: NVIDIA CORP</p><p>Pursuant to Item 5.02 of that form</p>"
    return Page(
        f"<html><body>{cover}{''.join(parts)}<p>SIGNATURES</p><p>Mira Lund</p></body></html>".encode(), "text/html"
    )


def index(*rows: tuple[str, str]) -> Page:
    """A filing's index: name and type of each document."""
    cells = "".join(
        f"<tr><td>{n}</td><td>{kind}</td><td><a href='/ix?doc=/Archives/edgar/data/1045810/1/{name}'>{name}</a> iXBRL</td>"
        f"<td>{kind}</td><td>4000</td></tr>"
        for n, (name, kind) in enumerate(rows, start=1)
    )
    return Page(f"<html><body><a href='/'>Home</a><table>{cells}</table></body></html>".encode(), "text/html")


def tidied(*items: Entry, companies: tuple[str, ...] = ()) -> tuple[Entry, ...]:
    """What is kept of these."""
    looked = Source(
        name="SEC", url="https://www.sec.gov/x", kind="edgar", every=dt.timedelta(hours=1), companies=companies
    )
    return edgar.tidy(Document(entries=items), looked).entries


def given(title: str, summary: str = "Item 5.02: Something", number: str = "0001045810-26-000001") -> Entry:
    """An item as the feed's reader gives it."""
    identity = f"urn:tag:sec.gov,2008:accession-number={number}"
    return Entry(id=identity, url="https://www.sec.gov/x-index.htm", title=title, summary=summary)


@pytest.fixture
def watch(watch: Watch) -> Watch:
    """The tests' watch with the engine and the watchlist that Moves comes with."""
    watchlist = config.default_watchlist()
    return dataclasses.replace(watch, engine=choose.engine(watchlist), watchlist=watchlist)


async def past_the_first_look(server: FeedServer, watch: Watch) -> tuple[Page, Source]:
    """A list of filings whose baseline is behind it."""
    page = Page(feed(listed("0000000001-26-000001", items="8.01"), listed("0000000001-26-000002")), "text/html")
    looked = source(server.put("/list", page), "edgar")
    first = await poll(looked, watch)
    assert (first.outcome, first.entries, first.pages) == ("baseline", 1, 0)
    return page, looked


async def test_a_filing_is_read_and_announced_as_confirmed(server: FeedServer, watch: Watch) -> None:
    """List, index, main document, and of that the one item: other items and the signature tell nothing."""
    page, looked = await past_the_first_look(server, watch)
    server.put("/i/0001045810-26-000012-index.htm", index(("ex991.htm", "EX-99.1"), ("main.htm", "8-K")))
    server.put(
        "/Archives/edgar/data/1045810/1/main.htm",
        filing(
            "<p>Item 8.01. Other Events.</p><p>Piotr Zielinski resigned as chief executive officer of Intel.</p>",
            f"<table><tr><td>Item 5.02</td><td>{TITLE}</td></tr></table><p>{WORDS.replace(' of ', chr(10) + 'of ')}</p>",
            "<p>Item 9.01 Exhibits</p><p>Nadia Haddad left Oracle.</p>",
        ),
    )
    page.body = feed(listed("0001045810-26-000012", link="/i/0001045810-26-000012-index.htm"))
    report = await poll(looked, watch)
    (change,) = report.changes
    assert (report.pages, change.announced, change.move.person) == (1, True, "Jane Whitfield")
    assert (change.move.status, change.move.companies) == (Status.CONFIRMED, ("NVIDIA",))
    (told,) = change.move.evidence
    assert (told.publisher, told.title) == ("SEC EDGAR", "Nvidia Corp (8-K, Item 5.02)")
    assert told.quote == WORDS
    assert (await poll(looked, watch)).new == 0
    page.body = feed(
        listed("0001045810-26-000020"), listed("0001045810-26-000021"), listed("0001045810-26-000022", items="8.01")
    )
    later = await poll(looked, watch)
    assert (later.new, later.overflowed) == (2, False)  # all that tell of people are new; that says nothing of the list


async def test_submissions_of_a_company_are_read(server: FeedServer, watch: Watch) -> None:
    """As JSON; the main document is named there, so no index is asked for."""

    def told(*rows: tuple[str, str, str, str]) -> bytes:
        names = ("accessionNumber", "form", "items", "primaryDocument")
        recent = {name: [row[at] for row in rows] for at, name in enumerate(names)}
        recent["acceptanceDateTime"] = ["2026-03-04T21:05:33.000Z"] * len(rows)
        return json.dumps({"cik": "1045810", "name": "NVIDIA CORP", "filings": {"recent": recent}}).encode()

    old = ("0001045810-26-000001", "8-K", "2.02,9.01", "q.htm"), ("0001045810-26-000002", "4", "", "f.xml")
    page = Page(told(*old, ("0001045810-26-000003", "8-K", "5.02", "old.htm")), "application/json")
    looked = dataclasses.replace(source(server.put("/s.json", page), "edgar"), companies=("NVIDIA",))
    assert (await poll(looked, watch)).entries == 1
    server.put("/Archives/edgar/data/1045810/000104581026000004/new.htm", filing("<p>Item 5.02</p>", f"<p>{WORDS}</p>"))
    page.body = told(("0001045810-26-000004", "8-K/A", "5.02,9.01", "new.htm"), *old)
    report = await poll(looked, watch)
    (change,) = report.changes
    assert (report.pages, change.announced) == (1, True)
    assert change.move.evidence[0].url == server.url("/Archives/edgar/data/1045810/000104581026000004/new.htm")
    assert change.move.evidence[0].title == "Nvidia Corp (8-K/A, Item 5.02)"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/list", fixed(b"<html><title>Request Rate Threshold Exceeded</title></html>")),
        ("/list", fixed(status=403)),
        ("/list", fixed(b'{"filings": {}}')),
        ("/list", fixed(b'{"filings": {"recent": {"form": ["8-K"]}}}')),
        ("/i/x-index.htm", fixed(status=404)),
        ("/i/x-index.htm", Page(b"<p>No filing here</p>", "text/html")),
        ("/Archives/edgar/data/1045810/1/main.htm", fixed(status=503)),
        ("/Archives/edgar/data/1045810/1/main.htm", filing("<p>Item 8.01</p><p>Somebody left.</p>")),
        ("/Archives/edgar/data/1045810/1/main.htm", fixed(b"\x89PNG\0\0")),
    ],
)
async def test_broken_answers_end_as_named_troubles(
    server: FeedServer, watch: Watch, path: str, answer: Handler
) -> None:
    """At the list the look fails by name; behind it the filing tells nothing and the look goes on."""
    page, looked = await past_the_first_look(server, watch)
    page.body = feed(listed("0001045810-26-000012", link="/i/x-index.htm"))
    server.put("/i/x-index.htm", index(("main.htm", "8-K")))
    server.put(path, answer)
    report = await poll(looked, watch)
    assert report.changes == ()
    assert report.outcome == ("ok" if path != "/list" else report.outcome)
    assert report.went_well == (path != "/list")


@pytest.mark.parametrize(
    ("title", "summary", "expected"),
    [
        ("8-K - NVIDIA CORP (0001045810) (Filer)", "Item 5.02: X", "Nvidia Corp (8-K, Item 5.02)"),
        ("8-K/A - Voyager, Inc./TX (0001788060) (Filer)", "Item 5.02: X", "Voyager, Inc. (8-K/A, Item 5.02)"),
        ("8-K - AMD INC (0000002488) (Filer)", "items 2.02, 5.02 and 9.01", "AMD Inc (8-K, Item 5.02)"),
        ("8-K  - Current report", "Item 5.02: X", "NVIDIA (8-K, Item 5.02)"),
        ("8-K  - Current report", "no items told", "NVIDIA (8-K, Item 5.02)"),
        ("6-K - Alibaba Group Holding Ltd (0001577552) (Filer)", "", "Alibaba Group Holding Ltd (6-K)"),
        ("8-K - NVIDIA CORP (0001045810) (Filer)", "Item 8.01: X", None),
        ("8-K - NVIDIA CORP (0001045810) (Subject)", "Item 5.02: X", None),
        ("8-K12B - NVIDIA CORP (0001045810) (Filer)", "Item 5.02: X", None),
        ("4 - LUND MIRA (0001000000) (Reporting)", "", None),
    ],
)
def test_a_list_is_narrowed_to_people(title: str, summary: str, expected: str | None) -> None:
    """Form, role and items decide; names lose their capitals and their state."""
    kept = tidied(given(title, summary), companies=("NVIDIA",))
    assert [entry.title for entry in kept] == ([expected] if expected else [])


def test_a_filing_is_one_entry_under_its_number() -> None:
    """Listed for two companies it is one; without a number it is none."""
    twice = given("8-K - A INC (0000000001) (Filer)"), given("8-K - B INC (0000000002) (Filer)")
    assert [entry.id for entry in tidied(*twice)] == ["0001045810-26-000001"]
    assert tidied(dataclasses.replace(twice[0], id="urn:x")) == ()


def test_only_the_item_is_read() -> None:
    """Its official title names departures whatever happened; what follows under another item is other news."""
    text = f"Cover\nsee Item 5.02(d)\nItem 5.02. {TITLE} (b) {WORDS}\nMore of it.\nItem 9.01 Exhibits\nNot this.\nSIGNATURES"
    assert edgar_filing.part(text) == f"(b) {WORDS}\nMore of it."
    assert edgar_filing.part("ITEM 5.02 —\nA.\nItem 7.01\nB.\nItem 5.02\nC.\nSignature") == "A.\nC."
    assert edgar_filing.part("nothing of the kind") == ""


def test_a_6_k_is_read_by_its_exhibits() -> None:
    """Main document and exhibits 99, and only those that speak of people."""
    entry = Entry(id="1", url="https://www.sec.gov/Archives/1-index.htm", title="Alibaba (6-K)")
    base = "https://www.sec.gov/Archives/edgar/data/1/1/"
    names = (("a.htm", "6-K"), ("b.htm", "EX-99.1"), ("c.htm", "EX-99.2"), ("d.htm", "EX-99.3"), ("e.htm", "EX-101"))
    listing = entries.Page(
        url=entry.url or "",
        shown="\n".join(f"{name}\n{kind}" for name, kind in names),
        links=tuple(Link(base + name, name) for name, _ in names),
    )
    walk = edgar_filing.follow(entry, source("https://www.sec.gov/", "edgar"))
    assert next(walk) == entry.url
    assert walk.send(listing) == base + "a.htm"
    assert walk.send(entries.Page(url="", shown="Form 6-K. Lists what is below.")) == base + "b.htm"
    assert walk.send(entries.Page(url="", shown="Zhou Ming has resigned as a director.")) == base + "c.htm"
    with pytest.raises(StopIteration) as end:
        walk.send(entries.Page(url="", shown="The weather was fine."))
    assert end.value.value.body == "Zhou Ming has resigned as a director."


def test_an_endless_or_empty_index_is_a_trouble() -> None:
    """No documents, no text."""
    walk = edgar_filing.follow(
        Entry(id="1", url="https://x.example/1-index.htm", title="8-K"), source("https://x.example")
    )
    next(walk)
    with pytest.raises(FormatTrouble):
        walk.send(entries.Page(url="https://x.example/1-index.htm"))


def test_companies_become_sources() -> None:
    """One each, by its number."""
    asked = Source(name="SEC", url="", kind="edgar", every=dt.timedelta(hours=1))
    (made,) = edgar.for_companies(asked, {"NVIDIA": "0001045810"})
    assert (made.name, made.companies) == ("SEC: NVIDIA", ("NVIDIA",))
    assert made.url == "https://data.sec.gov/submissions/CIK0001045810.json"


async def test_the_sec_is_asked_ten_times_a_second_at_most() -> None:
    """Its hosts share their turns, whatever the settings say; others know no such limit."""
    assert KINDS["edgar"].needs_contact
    assert strict_hosts.manner("data.sec.gov") == strict_hosts.manner("WWW.SEC.GOV.") == ("sec.gov", 0.11)
    assert strict_hosts.manner("notsec.gov") == ("notsec.gov", 0.0)
    pace = Pace(per_host=8, gap=0.0, in_all=8)
    for host in ("www.sec.gov", "data.sec.gov", "wire.example", "wire.example"):
        async with pace.turn(host):
            pass
    assert pace._place("www.sec.gov") is pace._place("data.sec.gov")
    assert pace._place("www.sec.gov").gap == 0.11
    assert pace._place("wire.example").gap == 0.0
