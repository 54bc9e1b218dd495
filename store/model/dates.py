"""Dates as coarse as the text that gave them: a year, a month or a day."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of known precision; no time of day and no zone.

    Raises ValueError for a month without its year's range, a day without a month or a day that does not exist.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        dt.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``2026``, ``2026-03`` or ``2026-03-04``; anything else raises ValueError."""
        found = _SHAPE.fullmatch(text)
        if found is None:
            raise ValueError(f"not a date: {text!r}; expected YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, day: dt.date) -> "PartialDate":
        """Make a date of day precision."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text

    @property
    def precision(self) -> int:
        """1 for a year, 2 for a month, 3 for a day."""
        return 1 + (self.month is not None) + (self.day is not None)

    @property
    def first(self) -> dt.date:
        """The earliest day it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The latest day it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def days_apart(self, other: "PartialDate") -> int:
        """Least number of days between the two spans; 0 when they overlap."""
        if self.first > other.last:
            return (self.first - other.last).days
        if other.first > self.last:
            return (other.first - self.last).days
        return 0
