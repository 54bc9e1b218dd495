"""When to look again. Pure: what happened, what the server said and the roll of the dice are handed in."""

import datetime as dt

from watchers.headers import LONGEST_FRESHNESS, LONGEST_PAUSE

JITTER = 0.1
"""Share of the rhythm by which a look may come later, so that sources drift apart and hosts see no drumbeat."""
LONGEST_BACKOFF = dt.timedelta(hours=6)
"""A broken source is asked at least this often (or at its own rhythm, when that is slower): most come back."""
MOST_DOUBLINGS = 10

DENSEST = dt.timedelta(minutes=1)
"""However fast a source goes, it is not asked more often than this, unless its own rhythm is denser."""
SHARE = 0.5
"""Of a source's window at most this much may be new at a look: twice the pace expected still loses nothing."""
QUIET = dt.timedelta(days=7)
"""A source without anything new for longer is asked more rarely: at twice its rhythm after two weeks of it, and so on."""
MOST_STRETCH = 4.0
SLOWEST = dt.timedelta(hours=6)
"""Quiet alone never makes a rhythm slower than this."""
_DAY = dt.timedelta(days=1)
_LONGEST_DAYS = 3650.0
_MOST_MISSED = 1_000_000


def rhythm(
    every: dt.timedelta, *, shown: int | None, pace: float, quiet: dt.timedelta, least: dt.timedelta = DENSEST
) -> dt.timedelta:
    """How often a source is looked at, from its own history: `every`, unless its window or its silence says otherwise.

    `shown` is how many entries it shows at once, `pace` how many new ones come a day, `quiet` how long nothing new came.
    Denser than `every` only where the window would otherwise fill by more than SHARE between two looks, and then never
    denser than `least`; slower only when quiet, at most MOST_STRETCH times and never beyond SLOWEST.
    """
    filled = _DAY * (shown * SHARE / pace) if shown and pace > shown * SHARE / _LONGEST_DAYS else None
    if filled is not None and filled < every:
        return max(filled, min(every, least))
    slow = min(every * min(MOST_STRETCH, max(1.0, quiet / QUIET)), max(every, SLOWEST))
    return slow if filled is None else max(every, min(slow, filled))


def pace(before: float, *, new: int, elapsed: dt.timedelta, overflowed: bool = False) -> float:
    """New entries a day, after `new` of them came in `elapsed`. Rises at once and falls by half a day, since news has hours.

    After an overflow nobody knows how many came; twice as many as were left are taken to have.
    """
    span = max(elapsed, DENSEST) / _DAY
    seen = new * (2 if overflowed else 1) / span
    kept: float = 0.5**span
    return max(seen, before * kept + seen * (1 - kept))


def missed(due: dt.datetime | None, now: dt.datetime, every: dt.timedelta) -> int:
    """How many looks should have happened before the one at `now` that makes up for them all."""
    if due is None or now <= due:
        return 0
    return min((now - due) // every, _MOST_MISSED)


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
