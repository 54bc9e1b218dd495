"""What one look at one source came to, for logs, `moves poll` and the schedule. A plain value."""

import datetime as dt
import logging
from dataclasses import dataclass

from store.model.moves import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class PollReport:
    """One look."""

    source: str
    outcome: str
    """`ok`, `baseline`, `not_modified`, `waiting` (not due yet), `gone` (not asked), or the kind of the trouble (`timeout`, `http_404`, …)."""
    detail: str = ""
    """The trouble in words, secrets masked; empty where there was none."""
    entries: int = 0
    """Entries the source showed."""
    new: int = 0
    """Of those, entries not seen before."""
    ignored: int = 0
    """Of the new ones, those not worth reading."""
    failed: int = 0
    """Of the new ones, those whose reading or recording raised."""
    pages: int = 0
    """Of the new ones, those read from the page behind them."""
    findings: int = 0
    changes: tuple[Change, ...] = ()
    overflowed: bool = False
    """Nothing known was among the entries: between two looks some may have come and gone."""
    failures: int = 0
    """Looks in a row that failed, this one included."""
    seconds: float = 0.0
    again: dt.timedelta | None = None
    """How long to wait before the next look."""

    @property
    def announced(self) -> int:
        """Changes that go to at least one destination."""
        return sum(change.announced for change in self.changes)

    @property
    def went_well(self) -> bool:
        """Whether the source answered as it should."""
        return self.outcome in {"ok", "baseline", "not_modified", "waiting"}

    @property
    def level(self) -> int:
        """How loud the log says it: trouble at its 1st, 2nd, 4th, … time in a row, news always, silence hardly."""
        if not self.went_well:
            return logging.WARNING if self.failures.bit_count() == 1 else logging.DEBUG
        return logging.INFO if self.new or self.outcome == "baseline" else logging.DEBUG

    def counted(self) -> dict[str, str | int | float]:
        """The look as values of a log line; what is zero or empty is left out."""
        values: dict[str, str | int | float] = {
            "outcome": self.outcome,
            "entries": self.entries,
            "new": self.new,
            "ignored": self.ignored,
            "failed": self.failed,
            "pages": self.pages,
            "findings": self.findings,
            "changes": len(self.changes),
            "announced": self.announced,
            "failures": self.failures,
            "seconds": round(self.seconds, 3),
            "detail": self.detail,
        }
        return {name: value for name, value in values.items() if value or name == "outcome"}

    def summary(self) -> str:
        """The look in one line for people."""
        if self.outcome == "gone":
            return f"not asked, {self.detail}"
        if not self.went_well:
            return f"failed, {self.detail or self.outcome}"
        if self.outcome == "not_modified":
            return "nothing new (not modified)"
        if self.outcome == "waiting":
            return "not due yet"
        counts = [
            _count(self.entries, "entry", "entries"),
            f"{self.new} new",
            _count(self.findings, "finding", "findings"),
        ]
        counts += [_count(len(self.changes), "change", "changes"), f"{self.announced} announced"]
        counts += [f"{_count(self.pages, 'page', 'pages')} read"] if self.pages else []
        counts += [f"{self.failed} could not be read"] if self.failed else []
        first = "first look, kept silent: " if self.outcome == "baseline" else ""
        return first + ", ".join(counts)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
