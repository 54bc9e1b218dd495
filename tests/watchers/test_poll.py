"""One look at one source: a real server, a real store, a real child process; only the engine is a stand-in."""

import asyncio
import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Sequence

import pytest
from sqlmodel import Session

from store import feeds, ledger
from store.database import Database
from store.errors import StoreFull
from store.feeds import SourceState
from store.model.announce import Route
from store.model.companies import Company, Watchlist
from store.model.moves import Change, Finding, Status
from store.model.positions import Position
from tests.stand_ins.feeds import FeedServer, Page, bomb, cut, drip, fixed, hang, item, redirect, rss
from watchers import identity
from watchers.entries import Article, Source
from watchers.extract.engine import Reading
from watchers.feed_reader import FeedReader
from watchers.poll import PollReport, Watch, poll
from watchers.web import Web

START = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
TODAY = "Thu, 05 Mar 2026 09:00:00 GMT"
HOUR = dt.timedelta(hours=1)
PEOPLE = ("Mira Lund", "Tomas Ortega", "Aiko Sato", "Nadia Haddad", "Piotr Zielinski", "Chen Yufei")


class Plain:
    """Reads "NAME leaves COMPANY"; raises on the word "poison"."""

    def __init__(self) -> None:
        self.read_titles: list[str] = []

    def read(self, article: Article) -> Reading:
        """Read the title."""
        self.read_titles.append(article.title)
        if "poison" in article.title:
            raise RuntimeError("cannot read this")
        found = re.fullmatch(r"(.+) leaves (.+)", article.title)
        if found is None:
            return Reading()
        left = Position(company=found[2])
        finding = Finding(
            person=found[1], left=left, status=Status.REPORTED, confidence=0.9, alert=True, evidence=article.title
        )
        return Reading(findings=(finding,))


class Clock:
    """A clock set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        """The time."""
        return self.now


@pytest.fixture
async def watch(web: Web, database: Database, reader: FeedReader) -> Watch:
    """Everything a look needs, with one watched company and one route."""
    return Watch(
        web=web,
        database=database,
        engine=Plain(),
        routes=(Route(to="terminal:"),),
        watchlist=Watchlist((Company(name="Example Lab"),)),
        max_age=dt.timedelta(days=14),
        clock=Clock(),
        reader=reader,
        roll=lambda: 0.0,
    )


def source(url: str, kind: str = "feed") -> Source:
    """A source at this address."""
    return Source(name="Wire", url=url, kind=kind, every=HOUR)


def leaves(number: int, *, guid: str | None = None, date: str = TODAY) -> str:
    """An item that tells of one person."""
    link = f"https://wire.example/{number}"
    return item(
        f"{PEOPLE[number]} leaves Example Lab", guid=f"g{number}" if guid is None else guid, link=link, date=date
    )


def state(database: Database) -> SourceState:
    """What the store remembers of the one source."""
    with database.reading() as session:
        (found,) = feeds.health(session)
    return found


async def watched(server: FeedServer, watch: Watch, *items: str) -> tuple[Page, Source]:
    """A source past its first look, which showed these items (or one that tells nothing)."""
    page = Page(rss(*(items or [item("Nothing happened", guid="g-old")])))
    looked = source(server.put("/feed", page))
    assert (await poll(looked, watch)).outcome == "baseline"
    return page, looked


async def test_the_first_look_is_silent(server: FeedServer, watch: Watch) -> None:
    """Everything a new source shows is recorded, nothing of it is announced, and the second look finds nothing new."""
    looked = source(server.put("/feed", Page(rss(leaves(0), leaves(1)))))
    first = await poll(looked, watch)
    second = await poll(looked, watch)
    assert (first.outcome, first.entries, first.new, first.findings, len(first.changes)) == ("baseline", 2, 2, 2, 2)
    assert first.announced == 0
    assert (second.outcome, second.new, second.changes) == ("not_modified", 0, ())


async def test_a_new_entry_is_announced_once(server: FeedServer, watch: Watch) -> None:
    """An entry that appears later is announced; seen again, edited or moved about, it is not."""
    page, looked = await watched(server, watch)
    page.body = rss(leaves(0), item("Nothing happened", guid="g-old"))
    assert (await poll(looked, watch)).announced == 1
    page.body = rss(item("Nothing happened", guid="g-old"), leaves(0, guid="regenerated", date=""), title="Renamed")
    again = await poll(looked, watch)
    assert (again.outcome, again.new, again.announced) == ("ok", 0, 0)


async def test_entries_are_read_oldest_first(server: FeedServer, watch: Watch) -> None:
    """The feed's order is turned round, dates put right what they tell, and equal dates lose nothing."""
    assert isinstance(watch.engine, Plain)
    newest, middle = "Thu, 05 Mar 2026 11:00:00 GMT", "Thu, 05 Mar 2026 10:00:00 GMT"
    items = (leaves(2, date=newest), leaves(0, date=middle), leaves(1, date=middle), leaves(3, date=TODAY))
    await watched(server, watch, *items)
    assert [title.split(" leaves")[0] for title in watch.engine.read_titles] == [PEOPLE[n] for n in (3, 1, 0, 2)]


async def test_dates_decide_nothing_about_newness(server: FeedServer, watch: Watch) -> None:
    """An entry added with an old date, or none, between known ones is still read."""
    page, looked = await watched(server, watch, leaves(0), leaves(1))
    page.body = rss(leaves(0), leaves(2, date="Mon, 02 Mar 2026 09:00:00 GMT"), leaves(1), leaves(3, date=""))
    report = await poll(looked, watch)
    assert (report.new, report.findings, report.announced) == (2, 2, 2)


async def test_a_poisonous_entry_costs_itself_only(server: FeedServer, watch: Watch) -> None:
    """An entry whose reading raises is counted and settled; its neighbours are announced and the feed goes on."""
    page, looked = await watched(server, watch)
    page.body = rss(leaves(0), item("A poison that leaves nobody", guid="p"), leaves(1))
    report = await poll(looked, watch)
    assert (report.outcome, report.failed, report.announced) == ("ok", 1, 2)
    assert "1 could not be read" in report.summary()
    assert (await poll(looked, watch)).outcome == "not_modified"


async def test_an_entry_that_cannot_be_recorded_costs_itself_only(
    server: FeedServer, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same when not the reading but the recording raises: its transaction leaves nothing behind."""
    page, looked = await watched(server, watch)
    record: Callable[..., list[Change]] = ledger.record

    def picky(session: Session, findings: Sequence[Finding], *rest: object, **named: object) -> list[Change]:
        made = record(session, findings, *rest, **named)
        if findings[0].person == PEOPLE[0]:
            raise ValueError("no")
        return made

    monkeypatch.setattr(ledger, "record", picky)
    page.body = rss(leaves(0), leaves(1))
    report = await poll(looked, watch)
    assert (report.failed, report.findings, report.announced) == (1, 1, 1)
    assert [change.move.person for change in report.changes] == [PEOPLE[1]]


async def test_a_full_disk_loses_nothing(server: FeedServer, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken store stops the look; when it works again the entry is read, recorded and announced."""
    page, looked = await watched(server, watch)
    page.body = rss(leaves(0))

    def full(*_: object, **__: object) -> None:
        raise StoreFull("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "record", full)
        with pytest.raises(StoreFull):
            await poll(looked, watch)
    report = await poll(looked, watch)
    assert (report.new, report.announced) == (1, 1)


async def test_a_crash_before_the_end_repeats_the_look(
    server: FeedServer, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Validators move last: after a crash between entries and validators the same document comes again, and adds nothing."""
    page, looked = await watched(server, watch)
    page.body = rss(leaves(0))

    def crash(*_: object, **__: object) -> None:
        raise StoreFull("here the power goes")

    with monkeypatch.context() as patched:
        patched.setattr(feeds, "advance", crash)
        with pytest.raises(StoreFull):
            await poll(looked, watch)
    report = await poll(looked, watch)
    assert (report.outcome, report.entries, report.new, report.announced) == ("ok", 1, 0, 0)


FAILURES = {
    "missing": (fixed(status=404), "http_404"),
    "challenge": (fixed(b"<!doctype html><html>Just a moment</html>", Content_Type="application/rss+xml"), "html_page"),
    "cut": (cut(rss(leaves(0)), 120), "truncated"),
    "not a feed": (fixed(b"Service unavailable"), "not_a_feed"),
}


@pytest.mark.parametrize("mode", FAILURES)
async def test_a_failed_look_is_counted_and_forgotten_by_the_next(
    server: FeedServer, watch: Watch, database: Database, mode: str
) -> None:
    """A failure is named, counted and backed off from; it touches neither validators nor what was seen."""
    page, looked = await watched(server, watch)
    before = state(database)
    handler, kind = FAILURES[mode]
    server.put("/feed", handler)
    reports = [await poll(looked, watch) for _ in range(3)]
    after = state(database)
    assert [report.outcome for report in reports] == [kind] * 3
    assert [report.again for report in reports] == [2 * HOUR, 4 * HOUR, 6 * HOUR]
    assert (after.failures, after.etag, after.first_looked_at) == (3, before.etag, before.first_looked_at)
    assert after.last_error
    assert kind in after.last_error
    server.put("/feed", page)
    assert (await poll(looked, watch)).outcome == "not_modified"
    assert state(database).failures == 0


async def test_a_first_look_that_fails_leaves_the_next_one_silent(server: FeedServer, watch: Watch) -> None:
    """Only a whole look makes a baseline."""
    looked = source(server.put("/feed", fixed(status=500)))
    assert (await poll(looked, watch)).outcome == "http_500"
    server.put("/feed", Page(rss(leaves(0))))
    report = await poll(looked, watch)
    assert (report.outcome, report.announced) == ("baseline", 0)


async def test_the_server_is_left_alone_as_long_as_it_asks(server: FeedServer, watch: Watch) -> None:
    """Retry-After holds for scheduled looks, survives in the store, and ends."""
    assert isinstance(watch.clock, Clock)
    looked = source(server.put("/feed", fixed(status=429, Retry_After="36000")))
    report = await poll(looked, watch)
    assert report.again == 10 * HOUR
    watch.clock.now += 9 * HOUR
    waiting = await poll(looked, watch, due_only=True)
    assert (waiting.outcome, waiting.again) == ("waiting", HOUR)
    assert len(server.seen) == 1
    watch.clock.now += 2 * HOUR
    assert (await poll(looked, watch, due_only=True)).outcome == "http_429"


async def test_a_look_asked_for_by_hand_does_not_wait(server: FeedServer, watch: Watch) -> None:
    """Without `due_only` the source is looked at now."""
    _, looked = await watched(server, watch)
    assert (await poll(looked, watch, due_only=True)).outcome == "waiting"
    assert (await poll(looked, watch)).outcome == "not_modified"


async def test_a_document_cut_without_http_noticing_is_asked_for_again(
    server: FeedServer, watch: Watch, database: Database
) -> None:
    """Entries of a document without its end count, its validators do not."""
    page, looked = await watched(server, watch)
    page.body = rss(leaves(0), leaves(1), leaves(2))[:-60]
    report = await poll(looked, watch)
    assert report.announced >= 2
    assert state(database).etag is None


async def test_a_window_that_overflowed_is_shown(server: FeedServer, watch: Watch) -> None:
    """When nothing known is left in the feed, some entries may have come and gone: the report says so."""
    page, looked = await watched(server, watch)
    page.body = rss(leaves(0), item("Nothing happened", guid="g-old"))
    assert not (await poll(looked, watch)).overflowed
    page.body = rss(leaves(1), leaves(2), leaves(3))
    assert (await poll(looked, watch)).overflowed


async def test_an_entry_worth_no_reading_is_not_read(server: FeedServer, watch: Watch, database: Database) -> None:
    """Product news is settled with its reason and never reaches the engine."""
    assert isinstance(watch.engine, Plain)
    report = (await watched(server, watch, item("Example Lab prices its newest model", guid="g")), watch.engine)
    assert report[1].read_titles == []
    assert state(database).last_success_at == START


async def test_an_unknown_kind_and_a_bug_are_troubles_too(
    server: FeedServer, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing about one source gets past the wall: neither a kind that does not exist nor an error of ours."""
    url = server.put("/feed", Page(rss(leaves(0))))
    assert (await poll(source(url, kind="nonsense"), watch)).outcome == "unknown_kind"

    def bug(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(identity, "keyed", bug)
    report = await poll(source(url), watch)
    assert (report.outcome, report.failures) == ("unexpected", 2)
    assert report.summary().startswith("failed, unexpected: ZeroDivisionError")


async def test_publishers_are_named(server: FeedServer, watch: Watch) -> None:
    """The source's own publisher speaks first, then the entry's, then the host of the link."""
    page, looked = await watched(server, watch)
    page.body = rss(leaves(0), item(f"{PEOPLE[1]} leaves Example Lab", guid="b", publisher="The Post", date=TODAY))
    report = await poll(looked, watch)
    assert sorted(change.move.publishers for change in report.changes) == [("The Post",), ("wire.example",)]
    page.body = rss(leaves(2))
    (change,) = (await poll(dataclasses.replace(looked, publisher="Wire Service"), watch)).changes
    assert change.move.publishers == ("Wire Service",)


async def test_a_future_date_is_no_bait(server: FeedServer, watch: Watch) -> None:
    """An entry dated next year was told when it was seen."""
    page, looked = await watched(server, watch)
    page.body = rss(leaves(0, date="Fri, 05 Mar 2027 09:00:00 GMT"))
    (change,) = (await poll(looked, watch)).changes
    assert change.move.evidence[0].published == START


async def test_news_searches_are_read_like_feeds(server: FeedServer, watch: Watch) -> None:
    """Titles lose the outlet's name, opaque links that change make nothing new."""
    await poll(source(server.put("/feed", Page(rss(item("Nothing", guid="0")))), "google_news"), watch)

    def found(token: str) -> bytes:
        link = f"https://news.google.com/rss/articles/{token}?oc=5"
        return rss(
            item(f"{PEOPLE[0]} leaves Example Lab - The Wire", guid=token, link=link, date=TODAY, publisher="The Wire")
        )

    page = Page(found("AAA"))
    looked = source(server.put("/feed", page), "google_news")
    (change,) = (await poll(looked, watch)).changes
    assert (change.announced, change.move.publishers) == (True, ("The Wire",))
    page.body = found("BBB")
    assert (await poll(looked, watch)).new == 0


def test_a_report_is_one_line() -> None:
    """The summary fits a terminal line for every outcome, and a failure names its address with secrets masked."""
    failed = PollReport(source="S", outcome="timeout", detail="timeout (https://a.example/?key=***)")
    assert failed.summary() == "failed, timeout (https://a.example/?key=***)"
    assert not failed.went_well
    done = PollReport(source="S", outcome="ok", entries=1, new=1, findings=2)
    assert done.summary() == "1 entry, 1 new, 2 findings, 0 changes, 0 announced"
    assert PollReport(source="S", outcome="ok").counted() == {"outcome": "ok"}


async def test_hostile_sources_hold_up_no_healthy_one(server: FeedServer, watch: Watch) -> None:
    """Among feeds that hang, drip, unpack without end or trap the parser, every sound one is read in time."""
    trap = rss("<item><title>t</title><author>" + "a" * 150_000 + "</author></item>")
    hostile = [hang, hang, drip, bomb(), fixed(trap), redirect("http://169.254.169.254/latest/meta-data/")]
    bad = [dataclasses.replace(source(server.put(f"/bad{n}", page)), name=f"bad{n}") for n, page in enumerate(hostile)]
    good = [
        dataclasses.replace(source(server.put(f"/good{n}", Page(rss(leaves(n))))), name=f"good{n}") for n in range(6)
    ]
    reader = FeedReader(children=2)
    looking = [asyncio.create_task(poll(one, dataclasses.replace(watch, reader=reader))) for one in (*bad, *good)]
    async with asyncio.timeout(4):
        reports = await asyncio.gather(*looking[len(bad) :])
    assert {report.outcome for report in reports} == {"baseline"}
    async with asyncio.timeout(15):
        outcomes = [report.outcome for report in await asyncio.gather(*looking[: len(bad)])]
    reader.close()
    assert outcomes == ["timeout", "timeout", "timeout", "too_big", "parser_gave_up", "blocked_address"]
