"""How often a source that nobody has watched yet should be looked at, judged by the dates it shows. Pure."""

import datetime as dt
from collections.abc import Sequence

from watchers.entries import Entry

LADDER = tuple(dt.timedelta(minutes=m) for m in (10, 15, 30, 60, 120, 180, 360))
UNKNOWN = dt.timedelta(hours=1)
"""Where too few entries are dated."""
_FEW = 3


def rhythm(entries: Sequence[Entry]) -> dt.timedelta:
    """A step of the ladder: four looks at least while an entry is shown, and no more than one for four new entries.

    Never denser than the ladder's first step, whatever the dates say.
    """
    dates = sorted(entry.published for entry in entries if entry.published is not None)
    if len(dates) < _FEW:
        return UNKNOWN
    window = dates[-1] - dates[0]
    mean = window / (len(dates) - 1)
    longest = min(window / 4, max(4 * mean, LADDER[0]))
    return max((step for step in LADDER if step <= longest), default=LADDER[0])
