"""When to look again. Pure: what happened, what the server said and the roll of the dice are handed in."""

import datetime as dt

from watchers.headers import LONGEST_FRESHNESS, LONGEST_PAUSE

JITTER = 0.1
"""Share of the rhythm by which a look may come later, so that sources drift apart and hosts see no drumbeat."""
LONGEST_BACKOFF = dt.timedelta(hours=6)
"""A broken source is asked at least this often (or at its own rhythm, when that is slower): most come back."""
MOST_DOUBLINGS = 10


def pause(
    every: dt.timedelta,
    *,
    roll: float,
    failures: int = 0,
    retry_after: dt.timedelta | None = None,
    max_age: dt.timedelta | None = None,
) -> dt.timedelta:
    """How long to wait after this look. `roll` is 0.0 to 1.0; `failures` counts failed looks in a row, this one too.

    A failing source is left alone twice as long each time. `retry_after` and `max_age` come bounded from
    `watchers.headers` and only ever make the pause longer.
    """
    backed_off = min(every * (1 << min(failures, MOST_DOUBLINGS)), max(LONGEST_BACKOFF, every))
    floors = (wish for wish in (retry_after, max_age) if wish is not None)
    return max(backed_off, *floors, dt.timedelta(0)) + every * JITTER * roll


def first(every: dt.timedelta, *, roll: float, most: dt.timedelta = dt.timedelta(seconds=5)) -> dt.timedelta:
    """How long after the start a source is first looked at: spread, so that a hundred do not set off at once."""
    return min(every, most) * roll


def is_due(
    due: dt.datetime | None, now: dt.datetime, *, every: dt.timedelta, failures: int, looked: dt.datetime | None
) -> bool:
    """Say whether a remembered `due` has come; one left behind by a slower rhythm or another clock counts as come.

    `looked` is the last successful look: a healthy source that was not looked at for its rhythm, or for the longest
    freshness a server may claim, is due whatever was remembered.
    """
    if due is None or due <= now or due - now > LONGEST_PAUSE + every * (1 + JITTER):
        return True
    longest = max(every * (1 + JITTER), LONGEST_FRESHNESS)
    return failures == 0 and looked is not None and now - looked >= longest
