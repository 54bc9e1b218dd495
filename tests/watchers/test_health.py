"""How a source is, told from what is remembered of it, and from what its server does."""

import dataclasses
import datetime as dt

import pytest

from store.database import Database
from store.feeds import SourceState
from tests.stand_ins.feeds import FeedServer, Handler, Page, fixed, item, redirect, rss
from tests.watchers.watching import HOUR, START, Clock, leaves, source, state, watched
from watchers import health
from watchers.health import Condition
from watchers.poll import Watch, poll

DAY = dt.timedelta(days=1)
WELL = SourceState(
    id=1, name="s", url="https://a.example/feed", first_looked_at=START - 90 * DAY, last_success_at=START,
    last_new_at=START - HOUR, newest_at=START - HOUR, shown=20, gap=7200.0,
)  # fmt: skip


def well(**but: object) -> SourceState:
    """A healthy source, but for this."""
    return dataclasses.replace(WELL, **but)  # type: ignore[arg-type] # values fit their fields


def failing(kind: str, **but: object) -> SourceState:
    """One that fails in this way."""
    return well(failures=2, error_kind=kind, last_error=f"{kind} (…)", failing_since=START, **but)


OLD = {"last_new_at": START - 30 * DAY, "newest_at": START - 30 * DAY}
CASES = {
    "well": (WELL, Condition.HEALTHY, ""),
    "never looked at": (SourceState(id=1, name="s", url="u"), Condition.UNSEEN, ""),
    "only failed so far": (SourceState(id=1, name="s", url="u", failures=1), Condition.FAILING, "failed"),
    "gone": (failing("http_410", gone_at=START), Condition.GONE, 'not asked since 2026-03-05: http_410 (…); `moves poll "s"`'),
    "404": (failing("http_404"), Condition.FAILING, "http_404 (…), 2 times in a row since 2026-03-05 12:00Z"),
    "timeout": (failing("timeout"), Condition.FAILING, "timeout"),
    "a page": (failing("html_page"), Condition.FAILING, "html_page"),
    "challenge": (failing("challenge_page"), Condition.CHALLENGE, "only a browser gets past it"),
    "403": (failing("http_403"), Condition.BLOCKED, "[watch] contact"),
    "451": (failing("http_451"), Condition.BLOCKED, "http_451"),
    "the guard": (failing("blocked_address"), Condition.BLOCKED, "blocked_address (…), 2 times"),
    "429": (failing("http_429"), Condition.THROTTLED, "as long as it asks"),
    "asked to wait": (failing("throttled"), Condition.THROTTLED, "as long as it asks"),
    "failing and frozen": (failing("timeout", **OLD), Condition.FAILING, "timeout"),
    "empty": (well(shown=0), Condition.EMPTY, "lists nothing"),
    "frozen": (well(**OLD), Condition.FROZEN, "nothing new for 30 days; it used to publish every 2 hours"),
    "frozen by its dates alone": (well(newest_at=START - 30 * DAY, first_looked_at=START, last_new_at=START), Condition.FROZEN, "30 days"),
    "re-dated, nothing new": (well(last_new_at=START - 30 * DAY), Condition.HEALTHY, ""),
    "new entries with old dates": (well(newest_at=START - 30 * DAY), Condition.HEALTHY, ""),
    "slow, not frozen": (well(**OLD, gap=7 * 86400.0), Condition.HEALTHY, ""),
    "slower than any patience": (well(last_new_at=START - 190 * DAY, newest_at=None, gap=1e12), Condition.FROZEN, "190 days"),
    "busy, silent for two days": (well(last_new_at=START - 2 * DAY, newest_at=START - 2 * DAY, gap=60.0), Condition.HEALTHY, ""),
    "busy, silent for four days": (well(last_new_at=START - 4 * DAY, newest_at=START - 4 * DAY, gap=60.0), Condition.FROZEN, "every hour or more often"),
    "undated, silent for a month": (well(last_new_at=START - 30 * DAY, newest_at=None, gap=None), Condition.HEALTHY, ""),
    "undated, silent for long": (well(last_new_at=START - 91 * DAY, newest_at=None, gap=None), Condition.FROZEN, "its dates do not say"),
    "moved": (well(moved_to="https://b.example/feed?key=secret"), Condition.MOVED, "asked at https://b.example/feed?key=***; put"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_condition_has_its_word_and_reason(case: str) -> None:
    """The worst that is true of a source is what it is called, and the reason stands beside it."""
    before, condition, why = CASES[case]
    found = health.health(before, START)
    assert found.condition is condition
    assert why in found.why
    assert bool(found.why) is (condition not in {Condition.HEALTHY, Condition.UNSEEN})


def test_what_else_is_good_to_know() -> None:
    """Lost overlap is told for a week, a redirect not yet believed as long as it lasts, another address always."""
    odd = well(
        overflows=3, overflowed_at=START - DAY, moving_to="https://c.example", moving_since=START, moved_to="https://b.example",
        gap=1e6,
    )  # fmt: skip
    assert [note.split(" ")[0] for note in health.health(odd, START + DAY / 2).notes] == ["since", "nothing"]
    assert "3 times" in health.health(odd, START).notes[1]
    broken = dataclasses.replace(odd, failures=1, error_kind="dns")
    assert health.health(broken, START).notes[0].startswith("asked at https://b.example instead")
    assert health.health(dataclasses.replace(odd, moving_to=None), START + 2 * DAY).notes[0].startswith("nothing")
    assert health.health(dataclasses.replace(odd, moving_to=None), START + 8 * DAY).notes == ()


SERVERS: dict[str, tuple[Handler, Condition]] = {
    "sound": (Page(rss(leaves(0))), Condition.HEALTHY),
    "unchanged": (fixed(status=304), Condition.HEALTHY),
    "no entries": (fixed(rss()), Condition.EMPTY),
    "old entries": (fixed(rss(item("Nothing", guid="1", date="Mon, 05 Feb 2024 09:00:00 GMT"))), Condition.FROZEN),
    "bot check with 200": (fixed(b"<!doctype html><title>Just a moment...</title>"), Condition.CHALLENGE),
    "bot check with 403": (fixed(status=403, cf_mitigated="challenge"), Condition.CHALLENGE),
    "login page": (fixed(b"<html><body>Please sign in"), Condition.FAILING),
    "forbidden": (fixed(status=403), Condition.BLOCKED),
    "for legal reasons": (fixed(status=451), Condition.BLOCKED),
    "into the private net": (redirect("http://10.0.0.1/"), Condition.BLOCKED),
    "too many requests": (fixed(status=429), Condition.THROTTLED),
    "overloaded, says when": (fixed(status=503, Retry_After="60"), Condition.THROTTLED),
    "overloaded": (fixed(status=503), Condition.FAILING),
    "not found": (fixed(status=404), Condition.FAILING),
    "gone": (fixed(status=410), Condition.GONE),
    "leads nowhere": (redirect("/x"), Condition.FAILING),
}


@pytest.mark.parametrize("case", SERVERS)
async def test_what_a_server_does_is_what_is_shown(
    server: FeedServer, watch: Watch, database: Database, case: str
) -> None:
    """One look is enough to tell the conditions apart, and `moves sources` reads it from the store alone."""
    assert isinstance(watch.clock, Clock)
    handler, condition = SERVERS[case]
    await watched(server, watch)
    await poll(source(server.put("/feed", handler)), watch)
    later = watch.clock.now + (100 * DAY if condition is Condition.FROZEN else HOUR)
    assert health.health(state(database), later).condition is condition


async def test_a_server_that_hangs_and_comes_back(server: FeedServer, watch: Watch, database: Database) -> None:
    """Failing begins and ends with the looks."""
    _, looked = await watched(server, watch)
    sound = Page(rss(leaves(0)))
    server.put("/feed", fixed(status=500))
    await poll(looked, watch)
    assert health.health(state(database), START).condition is Condition.FAILING
    server.put("/feed", sound)
    await poll(looked, watch)
    assert health.health(state(database), START).condition is Condition.HEALTHY
    assert state(database).failing_since is None
