"""What one article says of one move, as it is remembered: the stuff that conclusions are made of."""

import datetime as dt
from dataclasses import dataclass

from store.model.dates import PartialDate
from store.model.moves import Status
from store.model.positions import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One article's claim, as it is remembered."""

    publisher: str
    title: str
    quote: str
    told_at: dt.datetime
    """When it was published, else when it was read."""
    person: str
    """As written."""
    left: Position | None
    joined: Position | None
    status: Status
    date: PartialDate | None
    background: bool
    confidence: float
    alert: bool
    url: str | None = None

    @property
    def companies(self) -> tuple[str, ...]:
        """Companies on either side, each once, the left one first."""
        return tuple(dict.fromkeys(side.company for side in (self.left, self.joined) if side is not None))
