"""Where a source is asked: when a permanent redirect is believed, and when belief ends."""

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest

from store import feeds
from store.database import Database
from store.feeds import Address, SourceState
from tests.stand_ins.feeds import FeedServer, Handler, Page, fixed, redirect, rss
from tests.watchers.watching import HOUR, START, Clock, leaves, source, state, watched
from watchers.poll import Watch, address, poll

DAY = dt.timedelta(days=1)
OLD, NEW, OTHER = "http://old.example/feed", "https://new.example/feed", "https://other.example/feed"
PLAIN = SourceState(id=1, name="s", url=OLD)
WAITING = dataclasses.replace(PLAIN, moving_to=NEW, moving_since=START)
MOVED = dataclasses.replace(PLAIN, moved_to=NEW)

ANSWERS = {
    "no redirect": (PLAIN, None, True, 0, None),
    "a new one waits": (PLAIN, NEW, True, 0, Address(moving_to=NEW, moving_since=START)),
    "unread it does not even wait": (PLAIN, NEW, None, 0, None),
    "the same, too soon": (WAITING, NEW, True, 6, None),
    "the same, unchanged, too soon": (WAITING, NEW, None, 6, None),
    "the same for a week": (WAITING, NEW, True, 7, NEW),
    "the same for a week, unchanged": (WAITING, NEW, None, 7, NEW),
    "the same for a week, then no good": (WAITING, NEW, False, 7, Address()),
    "taken back": (WAITING, None, True, 3, Address()),
    "another one starts anew": (WAITING, OTHER, True, 6, Address(moving_to=OTHER, moving_since=START + 6 * DAY)),
    "another one, unread": (WAITING, OTHER, None, 6, Address()),
    "only encrypted": (PLAIN, "https://old.example/feed", True, 0, "https://old.example/feed"),
    "only encrypted, with a slash": (PLAIN, "https://OLD.example:443/feed/", True, 0, "https://OLD.example:443/feed/"),
    "only encrypted, unread": (PLAIN, "https://old.example/feed", False, 0, None),
    "encrypted elsewhere": (
        PLAIN, "https://old.example/other", True, 0,
        Address(moving_to="https://old.example/other", moving_since=START),
    ),
    "on another port": (
        PLAIN, "https://old.example:8443/feed", True, 0,
        Address(moving_to="https://old.example:8443/feed", moving_since=START),
    ),
    "settled": (MOVED, None, True, 0, None),
    "on and on": (MOVED, OTHER, True, 0, Address(moved_to=NEW, moving_to=OTHER, moving_since=START)),
    "absurdly long": (PLAIN, NEW + "x" * 3000, True, 0, None),
    "unreadable": (PLAIN, "https://[x", True, 0, Address(moving_to="https://[x", moving_since=START)),
}  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS)
def test_a_permanent_redirect_is_believed_in_time(case: str) -> None:
    """At once where only encryption is added, else after a week of the same answer; whatever differs starts anew."""
    before, told, good, days, expected = ANSWERS[case]
    found = address.after_success(before, told, good=good, now=START + days * DAY)
    if isinstance(expected, str):
        assert found is not None
        assert (found.moved_to, found.moving_to, bool(found.why)) == (expected, None, True)
    else:
        assert found == expected


def test_a_way_back_ends_at_the_configured_address() -> None:
    """A new address that redirects to the configured one for a week is given up for it."""
    returning = dataclasses.replace(MOVED, moving_to=OLD, moving_since=START)
    found = address.after_success(returning, OLD, good=True, now=START + 8 * DAY)
    assert found is not None
    assert found.moved_to is None


FAILURES = {
    "nothing known": (PLAIN, "http_404", False, None),
    "the old one is gone": (WAITING, "http_404", False, NEW),
    "the old one is gone for good": (WAITING, "http_410", False, NEW),
    "the new one is not there": (WAITING, "http_404", True, None),
    "the old one is only slow": (WAITING, "timeout", False, None),
    "the new one fails": (MOVED, "timeout", False, None),
    "the new one is gone": (MOVED, "http_410", False, OLD),
    "the new one fails for days": (dataclasses.replace(MOVED, failing_since=START - 4 * DAY), "timeout", False, OLD),
    "it failed for days, unmoved": (dataclasses.replace(PLAIN, failing_since=START - 4 * DAY), "timeout", False, None),
}


@pytest.mark.parametrize("case", FAILURES)
def test_failures_move_forth_and_back(case: str) -> None:
    """A candidate is taken when the old address ends; the configured one is asked again when the new one fails long."""
    before, kind, redirected, expected = FAILURES[case]
    found = address.after_failure(before, kind, redirected=redirected, now=START)
    assert (None if found is None else found.moved_to or OLD) == expected


async def look(watch: Watch, url: str, days: float = 0) -> str:
    """Look, so many days later."""
    assert isinstance(watch.clock, Clock)
    watch.clock.now += days * DAY
    return (await poll(source(url), watch)).outcome


async def test_a_feed_that_moved_is_asked_at_its_new_place(
    server: FeedServer, watch: Watch, database: Database
) -> None:
    """After a week of 301s the new address is asked directly; nothing is told twice, the history says what happened."""
    page, looked = await watched(server, watch, leaves(0))
    new = server.put("/new", page)
    server.put("/feed", redirect("/new", status=301))
    assert await look(watch, looked.url) == "not_modified"
    assert state(database).moving_to is None, "a 304 is no document from there"
    page.body = rss(leaves(0), leaves(1))
    assert (await poll(looked, watch)).announced == 1
    assert (await look(watch, looked.url, 6), state(database).asked) == ("not_modified", looked.url)
    assert (await look(watch, looked.url, 1), state(database).asked) == ("not_modified", new)
    server.seen.clear()
    watch.states.clear()
    page.body = rss(leaves(0), leaves(1), leaves(2))
    report = await poll(looked, watch)
    assert (server.paths(), report.new, report.announced) == (["/new"], 1, 1)
    assert state(database).url == looked.url
    with database.reading() as session:
        (change,) = feeds.addresses(session)
    assert (change.before, change.after) == (looked.url, new)


TEMPORARY: dict[str, Callable[[FeedServer], Handler]] = {
    "302": lambda _: redirect("/new", status=302),
    "303": lambda _: redirect("/new", status=303),
    "307": lambda _: redirect("/new", status=307),
    "301 to 302": lambda server: redirect(server.put("/hop", redirect("/new", status=302)), status=301),
    "302 to 308": lambda server: redirect(server.put("/hop", redirect("/new", status=308)), status=302),
    "to a page": lambda server: redirect(server.put("/page", fixed(b"<!doctype html><html>Hello")), status=301),
    "to an empty feed": lambda server: redirect(server.put("/empty", fixed(rss())), status=301),
    "to a cut feed": lambda server: redirect(server.put("/cut", fixed(rss(leaves(1))[:-20])), status=301),
}


@pytest.mark.parametrize("case", TEMPORARY)
async def test_what_is_no_permanent_move_never_moves(
    server: FeedServer, watch: Watch, database: Database, case: str
) -> None:
    """Temporary redirects, mixed chains and targets that are no good document leave the address alone for ever."""
    page, looked = await watched(server, watch, leaves(0))
    server.put("/new", page)
    server.put("/feed", TEMPORARY[case](server))
    for number in range(1, 4):
        page.body = rss(leaves(number))
        await look(watch, looked.url, 5)
    assert (state(database).asked, state(database).moving_to) == (looked.url, None)


async def test_gone_is_not_asked_until_somebody_wants_it(server: FeedServer, watch: Watch, database: Database) -> None:
    """After a 410 no scheduled look and no general pass asks; a look by name does, and so does another address."""
    assert isinstance(watch.clock, Clock)
    _, looked = await watched(server, watch)
    other = server.put("/other", Page(rss(leaves(1))))
    server.put("/feed", fixed(status=410))
    assert (await poll(looked, watch)).outcome == "http_410"
    asked = len(server.seen)
    watch.clock.now += 30 * DAY
    for due_only, even_gone in ((True, True), (False, False)):
        report = await poll(looked, watch, due_only=due_only, even_gone=even_gone)
        assert (report.outcome, report.again) == ("gone", HOUR)
        assert "gone since 2026-03-05: http_410" in report.summary()
    assert len(server.seen) == asked
    elsewhere = await poll(dataclasses.replace(looked, url=other), watch, due_only=True)
    assert (elsewhere.outcome, state(database).gone_at) == ("ok", None)
    server.put("/feed", Page(rss(leaves(2))))
    assert (await poll(looked, watch)).outcome == "ok"


async def test_gone_ends_for_a_running_schedule_when_another_process_asked(server: FeedServer, watch: Watch) -> None:
    """A source that answered somebody else's look is looked at again without a restart."""
    _, looked = await watched(server, watch)
    server.put("/feed", fixed(status=410))
    assert (await poll(looked, watch)).outcome == "http_410"
    server.put("/feed", Page(rss(leaves(2))))
    other = dataclasses.replace(watch)
    assert (await poll(looked, other)).outcome == "ok"
    assert (await poll(looked, watch, due_only=True)).outcome == "waiting"


async def test_a_410_behind_a_redirect_is_only_a_failure(server: FeedServer, watch: Watch, database: Database) -> None:
    """What is gone there is not what was asked."""
    _, looked = await watched(server, watch)
    server.put("/gone", fixed(status=410))
    server.put("/feed", redirect("/gone"))
    assert (await poll(looked, watch)).outcome == "http_410"
    assert state(database).gone_at is None


async def test_a_new_address_that_fails_long_is_left(server: FeedServer, watch: Watch, database: Database) -> None:
    """After three days of failures there the configured address is asked again, without the other's validators."""
    page, looked = await watched(server, watch)
    new = server.put("/new", page)
    server.put("/feed", redirect("/new", status=308))
    page.body = rss(leaves(0))
    await look(watch, looked.url)
    await look(watch, looked.url, 8)
    assert state(database).asked == new
    server.put("/new", fixed(status=503))
    await look(watch, looked.url, 1)
    await look(watch, looked.url, 2)
    assert state(database).asked == new
    await look(watch, looked.url, 1)
    assert (state(database).asked, state(database).etag) == (looked.url, None)
    server.put("/feed", page)
    assert await look(watch, looked.url) == "ok"
