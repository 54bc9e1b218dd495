"""Which day undated news has: the effective day told of its neighbour, else the day on which the news was told.

"O said on Tuesday that X is leaving. Y takes over": both are Tuesday's news. Pure, for any language; a date is always
one of the entry's own.
"""

import datetime as dt
from bisect import bisect
from collections.abc import Iterable, Sequence

from store.model.dates import PartialDate
from store.model.moves import Status
from watchers.extract.engine import Claim

OPENING = 4
"""Sentences of the text in which the day of the news stands, where it stands anywhere."""
_FRESH = dt.timedelta(days=8)
_DAY = 3


def told_day(dates: Iterable[PartialDate | None], published: dt.date | None) -> PartialDate | None:
    """Of the dates of title and opening the first day in the week before the article, else its month where one says so."""
    if published is None:
        return None
    near = [d for d in dates if d is not None and d.first <= published and d.last >= published - _FRESH]
    days = (d for d in near if d.precision == _DAY)
    return next(days, None) or next((d for d in near if d.precision == _DAY - 1), None)


def dated(claims: Sequence[Claim], told: PartialDate | None, published: dt.date | None) -> list[Claim]:
    """The claims, undated news given the entry's day; history, rumours and what has a date stay as they are."""
    if not any(map(_wants_date, claims)):
        return list(claims)
    days = _Days(claims, told, published)
    return [claim.dated(days.of(claim)) if _wants_date(claim) else claim for claim in claims]


def _wants_date(claim: Claim) -> bool:
    return claim.date is None and not claim.background and claim.status in {Status.CONFIRMED, Status.REPORTED}


class _Days:
    """The days that an entry tells of its news."""

    def __init__(self, claims: Sequence[Claim], told: PartialDate | None, published: dt.date | None) -> None:
        self._told = told
        self._own: dict[str, PartialDate] = {}
        self._at: dict[int, tuple[int, PartialDate]] = {}
        ahead: dict[int, tuple[int, PartialDate]] = {}
        for order, claim in enumerate(claims):
            if claim.date is None or claim.background:
                continue
            self._own.setdefault(claim.person, claim.date)
            if claim.date.precision > 1:  # a year is no day that a neighbour shares
                self._at.setdefault(claim.at, (order, claim.date))
            if published is not None and claim.date.first > published:
                ahead.setdefault(claim.at, (order, claim.date))
        self._ahead = sorted((at, order, date) for at, (order, date) in ahead.items())

    def of(self, claim: Claim) -> PartialDate | None:
        """A neighbour's coming day, the day of telling, or the day of another person's news in this or the next sentence."""
        own = self._own.get(claim.person)
        return own or self._coming(claim.at) or self._told or self._beside(claim.at)

    def _coming(self, at: int) -> PartialDate | None:
        """The nearest day still to come, of two as near the one told first."""
        place = bisect(self._ahead, at, key=lambda day: day[0])
        near = self._ahead[max(0, place - 1) : place + 1]
        return min(near, key=lambda day: (abs(day[0] - at), day[1]))[2] if near else None

    def _beside(self, at: int) -> PartialDate | None:
        near = [(abs(there - at), *self._at[there]) for there in (at, at - 1, at + 1) if there in self._at]
        return min(near, key=lambda day: day[:2])[2] if near else None
