"""What the dates of a document tell of its source: how fresh it is and how fast it goes. Pure; dates are hostile text.

Feeds redate, misdate and batch-date their entries: nothing here decides what is new, and one absurd date moves little.
"""

import datetime as dt
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from watchers.entries import Entry

_LEAST = 5
"""Dated entries below which nothing is concluded from them."""
_DAY = dt.timedelta(days=1)
_AHEAD = _DAY
"""Dates further in the future are mistakes or baits."""
_SHORTEST = 1 / 1440
"""A minute, in days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The entries that a whole document shows at once."""

    shown: int
    newest: dt.datetime | None = None
    gap: float | None = None
    """Seconds between two entries, as a rule; None where the dates do not say."""
    pace: float = 0.0
    """Entries a day up to now; 0 where the dates do not say."""


def window(entries: Sequence[Entry], now: dt.datetime) -> Window:
    """Measure a document at the moment it came."""
    dates = sorted(entry.published for entry in entries if entry.published and entry.published <= now + _AHEAD)
    if len(dates) < _LEAST:
        return Window(shown=len(entries), newest=dates[-1] if dates else None)
    gap = statistics.median((later - earlier).total_seconds() for earlier, later in pairwise(dates))
    return Window(shown=len(entries), newest=dates[-1], gap=gap or None, pace=_pace(dates, now))


def _pace(dates: Sequence[dt.datetime], now: dt.datetime) -> float:
    """Entries a day: of the whole, its newer half and its newest quarter the fastest, since hours differ and we may be early."""
    counts = (len(dates), len(dates) // 2, len(dates) // 4)
    return max(count / max((now - dates[-count]) / _DAY, _SHORTEST) for count in counts if count)
