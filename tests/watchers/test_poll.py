"""One look at one source: a real server, a real store, a real child process; only the engine is a stand-in."""

import dataclasses
import logging

from store.database import Database
from tests.stand_ins.feeds import FeedServer, Page, item, rss
from tests.watchers.watching import PEOPLE, START, TODAY, Plain, leaves, source, state, watched
from watchers.poll import PollReport, Watch, poll


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


def test_the_log_is_not_flooded() -> None:
    """News and first looks are said, unchanged feeds are not, trouble ever more rarely."""
    quiet = PollReport(source="S", outcome="not_modified")
    assert (quiet.level, dataclasses.replace(quiet, outcome="ok", new=1).level) == (logging.DEBUG, logging.INFO)
    said = [n for n in range(1, 20) if PollReport(source="S", outcome="dns", failures=n).level == logging.WARNING]
    assert said == [1, 2, 4, 8, 16]


def test_a_report_is_one_line() -> None:
    """The summary fits a terminal line for every outcome, and a failure names its address with secrets masked."""
    failed = PollReport(source="S", outcome="timeout", detail="timeout (https://a.example/?key=***)")
    assert failed.summary() == "failed, timeout (https://a.example/?key=***)"
    assert not failed.went_well
    done = PollReport(source="S", outcome="ok", entries=1, new=1, findings=2)
    assert done.summary() == "1 entry, 1 new, 2 findings, 0 changes, 0 announced"
    assert PollReport(source="S", outcome="ok").counted() == {"outcome": "ok"}
