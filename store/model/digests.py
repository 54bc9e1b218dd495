"""When a digest is due. Pure: the clock is handed in.

A route speaks `daily 09:00` or `weekly Mon 09:00` by the wall clock of its zone, also on the days that clock is set: a
time that the clock skips comes as much later as it skips, and of a time that comes twice the first one counts.
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WHEN = re.compile(r"(?:daily|weekly (Mon|Tue|Wed|Thu|Fri|Sat|Sun)) (\d{2}):(\d{2})")


def last_due(when: str, time_zone: str, now: dt.datetime) -> dt.datetime:
    """The last moment, not after `now`, at which such a digest was due; aware, UTC.

    Raises ValueError for a `when` that is no digest's, ZoneInfoNotFoundError for an unknown zone.
    """
    found = _WHEN.fullmatch(when)
    if found is None:
        raise ValueError(f"not the time of a digest: {when!r}")
    weekday, clock = found[1], dt.time(int(found[2]), int(found[3]))
    zone = ZoneInfo(time_zone)
    day = now.astimezone(zone).date()
    back = (day.weekday() - DAYS.index(weekday)) % 7 if weekday else 0
    period = dt.timedelta(days=7 if weekday else 1)
    day -= dt.timedelta(days=back)
    due = _at(day, clock, zone)
    return due if due <= now else _at(day - period, clock, zone)


def _at(day: dt.date, clock: dt.time, zone: ZoneInfo) -> dt.datetime:
    # Python reads a skipped time by the clock before the jump, and takes the first of two.
    return dt.datetime.combine(day, clock, zone).astimezone(dt.UTC)
