"""When a digest is due."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.digests import DAYS, last_due


def at(text: str) -> dt.datetime:
    """A UTC time."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("when", "zone", "now", "expected"),
    [
        ("daily 09:00", "UTC", "2026-03-04T09:00", "2026-03-04T09:00"),
        ("daily 09:00", "UTC", "2026-03-04T08:59", "2026-03-03T09:00"),
        ("daily 00:00", "UTC", "2026-03-04T00:00", "2026-03-04T00:00"),
        ("daily 09:00", "Asia/Shanghai", "2026-03-04T00:59", "2026-03-03T01:00"),
        ("daily 09:00", "Asia/Shanghai", "2026-03-04T01:00", "2026-03-04T01:00"),
        # The clock is set forward on the eighth: the same wall clock, an hour earlier; a skipped time comes later.
        ("daily 09:00", "America/New_York", "2026-03-08T13:00", "2026-03-08T13:00"),
        ("daily 02:30", "America/New_York", "2026-03-08T07:20", "2026-03-07T07:30"),
        ("daily 02:30", "America/New_York", "2026-03-08T07:40", "2026-03-08T07:30"),
        # It is set back on the first of November: of half past one the first, and only once.
        ("daily 01:30", "America/New_York", "2026-11-01T05:30", "2026-11-01T05:30"),
        ("daily 01:30", "America/New_York", "2026-11-01T06:40", "2026-11-01T05:30"),
        ("weekly Mon 09:00", "UTC", "2026-03-04T12:00", "2026-03-02T09:00"),
        ("weekly Wed 09:00", "UTC", "2026-03-04T08:59", "2026-02-25T09:00"),
        ("weekly Wed 09:00", "UTC", "2026-03-04T09:00", "2026-03-04T09:00"),
        ("weekly Sun 23:30", "Asia/Tokyo", "2026-03-08T14:30", "2026-03-08T14:30"),
    ],
)
def test_last_due(when: str, zone: str, now: str, expected: str) -> None:
    """By the wall clock of the zone, also on the days it is set."""
    assert last_due(when, zone, at(now)) == at(expected)


@pytest.mark.parametrize("when", ["now", "", "daily", "daily 9:00", "weekly Foo 09:00", "weekly 09:00"])
def test_no_digest(when: str) -> None:
    """Anything else is refused."""
    with pytest.raises(ValueError, match="not the time of a digest"):
        last_due(when, "UTC", at("2026-03-04T12:00"))


@given(
    st.integers(0, 2_145_000_000).map(lambda second: dt.datetime.fromtimestamp(second, dt.UTC)),  # to the end of 2037
    st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"]),
    st.sampled_from(["daily", *(f"weekly {day}" for day in DAYS)]),
    st.times(),
)
def test_every_period_has_one(now: dt.datetime, zone: str, rhythm: str, clock: dt.time) -> None:
    """The last one is never ahead, never more than a period and an hour of clock-setting behind, and is its own last one."""
    when = f"{rhythm} {clock:%H:%M}"
    found = last_due(when, zone, now)
    period = dt.timedelta(days=1 if rhythm == "daily" else 7)
    assert dt.timedelta(0) <= now - found < period + dt.timedelta(hours=1)
    assert last_due(when, zone, found) == found
