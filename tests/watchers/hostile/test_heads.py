"""Headers about time and identity that are absurd: bounded, or taken for nothing."""

import datetime as dt

import pytest

from watchers import headers

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
DAY, HOUR = 86400, 3600

RETRIES = {
    "": None,
    "0": 0,
    "7": 7,
    " 7 ": 7,
    "07": 7,
    "1000000000000": DAY,
    "9" * 5000: None,
    "-1": None,
    "+7": None,
    "7.5": None,
    "1e9": None,
    "NaN": None,
    "٧": None,
    "７": None,
    "7, 8": None,
    "7;x": None,
    "Thu, 05 Mar 2026 13:00:00 GMT": HOUR,
    "Thu, 05 Mar 2026 13:00:00": HOUR,
    "Thu, 05 Mar 2026 21:00:00 +0800": HOUR,
    "Thu, 05 Mar 2026 11:00:00 GMT": 0,
    "Wed, 21 Oct 9999 07:28:00 GMT": DAY,
    "Wed, 21 Oct 99999 07:28:00 GMT": None,
    "Thu, 32 Mar 2026 13:00:00 GMT": None,
    "Thu, 05 Mar 2026 13:00:00 +99999": None,
    "soon": None,
    "\x00": None,
}

FRESH = {
    "": None,
    "max-age=0": 0,
    "max-age=60": 60,
    "MAX-AGE=60": 60,
    "public, max-age = 60": 60,
    'max-age="60"': 60,
    "max-age=60, max-age=7200": 60,
    "max-age=99999999999": HOUR,
    "max-age=" + "9" * 5000: HOUR,
    "max-age=-1": None,
    "max-age=1.5": 1,
    "max-age=": None,
    "max-age": None,
    "s-maxage=60": None,
    "x-max-age=60": None,
    "no-store": None,
    ("x=" + "y" * 5000) + ", max-age=60": None,
}


@pytest.mark.parametrize("value", RETRIES, ids=range(len(RETRIES)))
def test_retry_after_is_bounded(value: str) -> None:
    """Whole seconds or a date (RFC 9110, 10.2.3), a day at most; anything else is nothing."""
    found = headers.retry_delay({"Retry-After": value}, NOW)
    assert (found.total_seconds() if found is not None else None) == RETRIES[value]


@pytest.mark.parametrize("value", FRESH, ids=range(len(FRESH)))
def test_max_age_is_bounded(value: str) -> None:
    """Whole seconds, an hour at most; anything else is nothing."""
    found = headers.freshness({"Cache-Control": value})
    assert (found.total_seconds() if found is not None else None) == FRESH[value]
