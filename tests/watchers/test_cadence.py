"""When to look again."""

import bisect
import datetime as dt
import math
import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as some

from watchers import cadence, headers
from watchers.entries import Entry
from watchers.window import window

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(("failures", "minutes"), [(0, 5), (1, 10), (2, 20), (3, 40), (6, 320), (7, 360), (500, 360)])
def test_failures_double_the_pause_up_to_a_bound(failures: int, minutes: int) -> None:
    """Each failure in a row doubles the wait, to six hours at most."""
    assert cadence.pause(5 * MINUTE, roll=0, failures=failures) == minutes * MINUTE


def test_a_slow_source_is_never_hurried_by_failing() -> None:
    """A daily source that fails is still looked at daily, not every six hours."""
    assert cadence.pause(1440 * MINUTE, roll=0, failures=3) == 1440 * MINUTE


def test_the_server_can_only_slow_us_down() -> None:
    """Retry-After and max-age lengthen the pause and never shorten it."""
    assert cadence.pause(5 * MINUTE, roll=0, retry_after=60 * MINUTE) == 60 * MINUTE
    assert cadence.pause(5 * MINUTE, roll=0, max_age=30 * MINUTE, retry_after=MINUTE) == 30 * MINUTE
    assert cadence.pause(5 * MINUTE, roll=0, max_age=MINUTE) == 5 * MINUTE


@given(
    every=some.timedeltas(dt.timedelta(seconds=1), dt.timedelta(days=30)),
    roll=some.floats(0, 1),
    failures=some.integers(0, 10**6),
    wish=some.none() | some.timedeltas(dt.timedelta(0), headers.LONGEST_PAUSE),
)
def test_the_pause_is_always_bounded(
    every: dt.timedelta, roll: float, failures: int, wish: dt.timedelta | None
) -> None:
    """Never shorter than the rhythm, never longer than the longest of the bounds and its jitter."""
    pause = cadence.pause(every, roll=roll, failures=failures, retry_after=wish)
    assert every <= pause <= max(every, cadence.LONGEST_BACKOFF, headers.LONGEST_PAUSE) + every * cadence.JITTER


@pytest.mark.parametrize(
    ("due", "failures", "looked", "is_due"),
    [
        (None, 0, None, True),
        (NOW, 0, None, True),
        (NOW + MINUTE, 0, NOW - 4 * MINUTE, False),
        (NOW + 600 * MINUTE, 0, NOW - 30 * MINUTE, False),
        (NOW + 600 * MINUTE, 0, NOW - 120 * MINUTE, True),
        (NOW + 300 * MINUTE, 7, NOW - 9000 * MINUTE, False),
        (NOW + dt.timedelta(days=40), 3, None, True),
    ],
    ids=["never", "now", "soon", "fresh", "slower rhythm once", "backing off", "clock was set"],
)
def test_a_remembered_due_time_is_kept_within_reason(
    due: dt.datetime | None, failures: int, looked: dt.datetime | None, *, is_due: bool
) -> None:
    """A restart asks nobody too early; an old rhythm or a wrong clock silences nobody."""
    assert cadence.is_due(due, NOW, every=5 * MINUTE, failures=failures, looked=looked) is is_due


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("max-age=60", 60),
        ('public, max-age="90"', 90),
        ("s-maxage=5", None),
        ("max-age=99999999999", 3600),
        ("no-store", None),
        ("", None),
    ],
)
def test_freshness_is_read_and_bounded(value: str, seconds: int | None) -> None:
    """Only max-age counts, for an hour at most."""
    fresh = headers.freshness({"Cache-Control": value})
    assert (fresh.total_seconds() if fresh is not None else None) == seconds


RHYTHMS = some.timedeltas(dt.timedelta(seconds=1), dt.timedelta(days=30))
PACES = some.floats(0, 10**7)
WINDOWS = some.none() | some.integers(0, 5000)
SILENCES = some.timedeltas(dt.timedelta(0), dt.timedelta(days=5000))
FLOORS = some.timedeltas(MINUTE, dt.timedelta(hours=1))


@given(every=RHYTHMS, shown=WINDOWS, pace=PACES, quiet=SILENCES, least=FLOORS)
def test_the_rhythm_stays_within_its_bounds(
    every: dt.timedelta, shown: int | None, pace: float, quiet: dt.timedelta, least: dt.timedelta
) -> None:
    """Never denser than the floor or the configured rhythm, never slower than four times it or six hours."""
    often = cadence.rhythm(every, shown=shown, pace=pace, quiet=quiet, least=least)
    assert min(every, least) <= often <= max(every, min(4 * every, cadence.SLOWEST))


@given(every=RHYTHMS, shown=some.integers(1, 5000), pace=PACES, more=some.floats(1, 100), quiet=SILENCES)
def test_a_faster_source_is_never_looked_at_more_rarely(
    every: dt.timedelta, shown: int, pace: float, more: float, quiet: dt.timedelta
) -> None:
    """More entries a day, a smaller window or a shorter silence can only make the rhythm denser."""
    often = cadence.rhythm(every, shown=shown, pace=pace, quiet=quiet)
    assert cadence.rhythm(every, shown=shown, pace=pace * more, quiet=quiet) <= often
    assert cadence.rhythm(every, shown=shown, pace=pace, quiet=quiet / 2) <= often
    assert cadence.rhythm(every, shown=shown * 2, pace=pace, quiet=quiet) >= often


@given(every=RHYTHMS, shown=some.integers(1, 5000), pace=PACES)
def test_half_the_window_stays_known(every: dt.timedelta, shown: int, pace: float) -> None:
    """At the expected pace no more than half of what a source shows is new at the next look, where the floor allows it."""
    often = cadence.rhythm(every, shown=shown, pace=pace, quiet=dt.timedelta(0))
    assert often == min(every, cadence.DENSEST) or often / DAY * pace <= shown * cadence.SHARE * 1.001


@pytest.mark.parametrize(
    ("shown", "pace", "days", "minutes"),
    [
        (20, 0, 0, 60),
        (20, 240, 0, 60),
        (20, 480, 0, 30),
        (20, 10**6, 0, 1),
        (None, 480, 0, 60),
        (0, 480, 0, 60),
        (20, 0, 7, 60),
        (20, 0, 14, 120),
        (20, 0, 400, 240),
        (20, 192, 400, 75),
    ],
    ids=[
        "default",
        "half_filled",
        "dense",
        "floor",
        "unknown",
        "empty",
        "a_week",
        "two_weeks",
        "years",
        "fast_though_quiet",
    ],
)
def test_an_hourly_source_is_looked_at(shown: int | None, pace: float, days: int, minutes: int) -> None:
    """Hourly by default, more often when its window would overflow, more rarely when it sleeps."""
    often = cadence.rhythm(60 * MINUTE, shown=shown, pace=pace, quiet=days * DAY)
    assert often == minutes * MINUTE


def test_the_pace_rises_at_once_and_falls_slowly() -> None:
    """A burst counts from the next look on and half of it after a day of silence; a look by hand makes no burst."""
    assert cadence.pace(0, new=10, elapsed=DAY / 24) == pytest.approx(240)
    assert cadence.pace(240, new=0, elapsed=DAY) == pytest.approx(120)
    assert cadence.pace(240, new=10, elapsed=DAY) == pytest.approx(125)
    assert cadence.pace(0, new=20, elapsed=DAY / 24, overflowed=True) == pytest.approx(960)
    assert cadence.pace(0, new=1, elapsed=dt.timedelta(0)) == pytest.approx(1440)


@given(
    before=PACES, new=some.integers(0, 5000), elapsed=some.timedeltas(dt.timedelta(days=-5), dt.timedelta(days=9999))
)
def test_the_pace_is_always_a_number(before: float, new: int, elapsed: dt.timedelta) -> None:
    """Not even a clock that was set back makes it anything else."""
    assert 0 <= cadence.pace(before, new=new, elapsed=elapsed) <= max(before, new * 1440) * 1.001


@pytest.mark.parametrize(
    ("late", "count"),
    [(None, 0), (-MINUTE, 0), (0 * MINUTE, 0), (4 * MINUTE, 0), (5 * MINUTE, 1), (12 * MINUTE, 2), (9999 * DAY, 10**6)],
)
def test_missed_looks_are_counted(late: dt.timedelta | None, count: int) -> None:
    """Every rhythm that a look is late by is a look that did not happen; the late one makes up for all."""
    assert cadence.missed(None if late is None else NOW - late, NOW, 5 * MINUTE) == count


@dataclass
class Feed:
    """A feed that shows its twenty newest entries, at a pace that swings fourfold between night and day."""

    arrivals: list[dt.datetime]

    @classmethod
    def of(cls, per_hour: float, seed: int) -> "Feed":
        """Nine days of it."""
        dice, arrivals, at = random.Random(seed), [], 0.0  # noqa: S311 - the same in every run
        while at < 9 * 86400:
            swing = 1 + 0.6 * math.sin(at / 86400 * 2 * math.pi)
            at += dice.expovariate(per_hour * swing / 3600)
            arrivals.append(NOW + dt.timedelta(seconds=at))
        return cls(arrivals)

    def watched(self, *, dated: bool) -> tuple[int, int]:
        """Watch it hourly by default for a week, from its second day on: entries missed, and looks."""
        at, last, missed, looks = NOW + DAY, NOW + DAY, 0, 0
        known = bisect.bisect_right(self.arrivals, at)
        shown = [Entry(id="", url=None, title="", published=date) for date in self.arrivals[known - 20 : known]]
        pace = window(shown, at).pace if dated else 0.0
        while at < NOW + 8 * DAY:
            published = bisect.bisect_right(self.arrivals, at)
            new = min(published - known, 20)
            missed += published - known - new
            if looks:
                pace = cadence.pace(pace, new=new, elapsed=at - last, overflowed=new == 20)
            known, last, looks = published, at, looks + 1
            often = cadence.rhythm(60 * MINUTE, shown=20, pace=pace, quiet=dt.timedelta(0))
            at += cadence.pause(often, roll=0.5)
        return missed, looks


@pytest.mark.parametrize("per_hour", [1, 20, 60, 240])
@pytest.mark.parametrize("seed", range(3))
def test_no_entry_of_a_twenty_item_window_is_missed(per_hour: int, seed: int) -> None:
    """Entries with dates tell the pace from the first look on, and then nothing is ever missed."""
    assert Feed.of(per_hour, seed).watched(dated=True)[0] == 0


@pytest.mark.parametrize("per_hour", [20, 60, 240])
def test_without_dates_the_pace_is_found_within_three_looks(per_hour: int) -> None:
    """What is missed is missed before the pace is known."""
    assert Feed.of(per_hour, 7).watched(dated=False)[0] <= 1.5 * per_hour


def test_a_slow_feed_is_not_looked_at_more_often_than_configured() -> None:
    """Twenty entries that last most of a day need no more than hourly looks."""
    assert Feed.of(1, 1).watched(dated=True)[1] <= 7 * 24
