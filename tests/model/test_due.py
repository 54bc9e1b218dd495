"""When a post may go out: quiet hours on the wall clock of a zone."""

import datetime as dt

import pytest

from store.model.announce import Route, due


def at(text: str) -> dt.datetime:
    """A UTC time."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("quiet", "zone", "now", "expected"),
    [
        ("", "UTC", "2026-03-04T23:30", "2026-03-04T23:30"),
        ("22:00-07:00", "UTC", "2026-03-04T21:59", "2026-03-04T21:59"),
        ("22:00-07:00", "UTC", "2026-03-04T22:00", "2026-03-05T07:00"),
        ("22:00-07:00", "UTC", "2026-03-05T00:00", "2026-03-05T07:00"),
        ("22:00-07:00", "UTC", "2026-03-05T06:59:59", "2026-03-05T07:00"),
        ("22:00-07:00", "UTC", "2026-03-05T07:00", "2026-03-05T07:00"),
        ("12:00-14:00", "UTC", "2026-03-05T13:00", "2026-03-05T14:00"),
        ("12:00-14:00", "UTC", "2026-03-05T14:00", "2026-03-05T14:00"),
        ("9:00-9:00", "UTC", "2026-03-05T09:00", "2026-03-05T09:00"),
        ("22:00-07:00", "Asia/Shanghai", "2026-03-04T15:00", "2026-03-04T23:00"),
        ("22:00 - 07:00", "America/New_York", "2026-03-04T11:30", "2026-03-04T12:00"),
        # The night the clock is set forward: 07:00 comes an hour earlier in UTC.
        ("22:00-07:00", "America/New_York", "2026-03-08T05:00", "2026-03-08T11:00"),
        # The night it is set back: an hour later.
        ("22:00-07:00", "Europe/Berlin", "2026-10-25T00:30", "2026-10-25T06:00"),
        # An end that the clock skips: as soon as it has jumped.
        ("22:00-02:30", "America/New_York", "2026-03-08T06:00", "2026-03-08T07:30"),
        # Within the hour that comes twice, quiet ends once.
        ("22:00-02:30", "Europe/Berlin", "2026-10-25T00:15", "2026-10-25T00:30"),
    ],
)  # fmt: skip
def test_quiet_hours(quiet: str, zone: str, now: str, expected: str) -> None:
    """A post inside the span waits for its end, by the zone's own clock."""
    assert due(Route(to="slack:C1", quiet=quiet, time_zone=zone), at(now)) == at(expected)


def test_never_before_now() -> None:
    """Whatever the clock does, nothing is due in the past."""
    route = Route(to="slack:C1", quiet="22:00-07:00", time_zone="America/New_York")
    for minute in range(0, 60 * 48, 7):
        now = at("2026-03-07T00:00") + dt.timedelta(minutes=minute)
        assert now <= due(route, now) <= now + dt.timedelta(hours=9)


def test_a_span_that_is_none() -> None:
    """A span nobody can read is refused, not ignored."""
    with pytest.raises(ValueError, match="not a span of hours"):
        due(Route(to="slack:C1", quiet="at night"), at("2026-03-04T12:00"))
