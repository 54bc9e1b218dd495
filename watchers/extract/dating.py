"""Which day undated news has: the effective day told of its neighbour, else the day on which the news was told.

"O said on Tuesday that X is leaving. Y takes over": both are Tuesday's news. Pure, for any language; a date is always
one of the entry's own.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

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
    return [
        replace(claim, date=_day_of(claim, claims, told, published)) if _wants_date(claim) else claim
        for claim in claims
    ]


def _wants_date(claim: Claim) -> bool:
    return claim.date is None and not claim.background and claim.status in {Status.CONFIRMED, Status.REPORTED}


def _day_of(
    claim: Claim, claims: Sequence[Claim], told: PartialDate | None, published: dt.date | None
) -> PartialDate | None:
    """A neighbour's coming day, the day of telling, or the day of another person's news in this or the next sentence."""
    own = [c.date for c in claims if c.person == claim.person and c.date is not None and not c.background]
    others = [c for c in claims if c.date is not None and not c.background and c.person != claim.person]
    others.sort(key=lambda c: abs(c.at - claim.at))
    ahead = (c.date for c in others if published is not None and c.date is not None and c.date.first > published)
    beside = (c.date for c in others if abs(c.at - claim.at) <= 1)
    return next(iter(own), None) or next(ahead, None) or told or next(beside, None)
