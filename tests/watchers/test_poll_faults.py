"""Looks that go wrong: what fails costs itself, nothing is lost and nothing told twice."""

import asyncio
import dataclasses
from collections.abc import Callable, Sequence

import pytest
from sqlmodel import Session

from store import feeds, ledger
from store.database import Database
from store.errors import StoreFull
from store.model.moves import Change, Finding
from tests.stand_ins.feeds import FeedServer, Page, bomb, cut, drip, fixed, hang, item, redirect, rss
from tests.watchers.watching import HOUR, PEOPLE, Clock, leaves, source, state, watched
from watchers import identity
from watchers.feed_reader import FeedReader
from watchers.poll import Watch, poll


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
        for closes in ("advance", "keep"):
            patched.setattr(feeds, closes, crash)
        with pytest.raises(StoreFull):
            await poll(looked, watch)
    report = await poll(looked, watch)
    assert (report.outcome, report.entries, report.new, report.announced) == ("ok", 1, 0, 0)


FAILURES = {
    "missing": (fixed(status=404), "http_404"),
    "challenge": (
        fixed(b"<!doctype html><html>Just a moment</html>", Content_Type="application/rss+xml"),
        "challenge_page",
    ),
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


async def test_hostile_sources_hold_up_no_healthy_one(server: FeedServer, watch: Watch) -> None:
    """Among feeds that hang, drip, unpack without end or trap the parser, every sound one is read in time."""
    trap = rss("<item><title>t</title><rating/><author>" + "a" * 150_000 + "</author></item>")
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


async def test_looks_missed_while_off_are_counted_and_made_up_for_once(
    server: FeedServer, watch: Watch, database: Database
) -> None:
    """After nine hours without Moves an hourly source is looked at once; what did not happen stands in the store."""
    assert isinstance(watch.clock, Clock)
    page, looked = await watched(server, watch)
    page.body = rss(leaves(0))
    watch.clock.now += 9 * HOUR
    watch.states.clear()
    report = await poll(looked, watch, due_only=True)
    assert (report.announced, state(database).missed) == (1, 8)
    assert (await poll(looked, watch, due_only=True)).outcome == "waiting"
    watch.clock.now += 5 * HOUR
    server.put("/feed", fixed(status=500))
    await poll(looked, watch, due_only=True)
    assert state(database).missed == 8 + 4
    watch.clock.now += 50 * HOUR
    await poll(looked, watch)
    assert state(database).missed == 12, "a look by hand makes up for nothing"


async def test_a_full_window_is_looked_at_sooner(server: FeedServer, watch: Watch, database: Database) -> None:
    """When all that a source shows is new, the next look comes sooner; a server's max-age still holds."""
    assert isinstance(watch.clock, Clock)
    page, looked = await watched(server, watch, *(leaves(n) for n in range(3)))
    watch.clock.now += HOUR
    page.body = rss(*(item(f"Story {n} of the hour", guid=f"h{n}") for n in range(20)))
    report = await poll(looked, watch)
    assert report.overflowed
    assert report.again == HOUR / 4
    assert (state(database).overflows, state(database).shown) == (1, 20)
    watch.clock.now += HOUR / 4
    page.body = rss(*(item(f"Story {n} of the hour", guid=f"h{n}") for n in range(5, 25)))
    page.headers = {"Cache-Control": "max-age=1800"}
    report = await poll(looked, watch)
    assert (report.new, report.overflowed, report.again) == (5, False, HOUR / 2)


async def test_new_entries_alone_are_no_whole_list(server: FeedServer, watch: Watch, database: Database) -> None:
    """A 226 brings entries and validators; it shrinks no window and means no lost overlap."""
    _, looked = await watched(server, watch, *(leaves(n) for n in range(3)))
    server.put("/feed", fixed(rss(leaves(3), leaves(4)), status=226, IM="feed", ETag='"next"'))
    report = await poll(looked, watch)
    assert (report.outcome, report.new, report.overflowed) == ("ok", 2, False)
    assert (state(database).shown, state(database).etag) == (3, '"next"')
