"""What a server's headers say about time, as bounded answers to named questions. Pure; headers are hostile text."""

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

LONGEST_PAUSE = dt.timedelta(days=1)
"""No server can silence a source for longer than this, whatever Retry-After says."""
LONGEST_FRESHNESS = dt.timedelta(hours=1)
"""A max-age above this is a CDN's habit, not a feed's rhythm; etiquette asks for polls no denser than hourly."""

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?([0-9]{1,12})", re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]{1,20}")


def is_complete(status: int) -> bool:
    """Say whether the answer carries the whole thing asked for; 206 and 226 carry a part."""
    return status in {200, 203}


def is_delta(status: int, headers: Mapping[str, str]) -> bool:
    """Say whether the answer carries only the entries that are new to us (RFC 3229): 226, and made as we asked for it."""
    return status == 226 and headers.get("IM", "").strip().lower() == "feed"


def retry_delay(headers: Mapping[str, str], now: dt.datetime) -> dt.timedelta | None:
    """How long Retry-After (RFC 9110, 10.2.3: seconds or a date) asks us to stay away, at most a day; else None."""
    value = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(value):
        return min(dt.timedelta(seconds=min(int(value), 10**8)), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until.replace(tzinfo=dt.UTC) if until.tzinfo is None else until
    return max(dt.timedelta(0), min(until - now, LONGEST_PAUSE))


def freshness(headers: Mapping[str, str]) -> dt.timedelta | None:
    """How long Cache-Control calls the answer fresh, at most an hour; None where it says nothing."""
    found = _MAX_AGE.search(headers.get("Cache-Control", "")[:1000])
    return min(dt.timedelta(seconds=min(int(found[1]), 10**8)), LONGEST_FRESHNESS) if found else None
