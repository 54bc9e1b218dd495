"""When to look again."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from watchers import cadence, headers

MINUTE = dt.timedelta(minutes=1)
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
