"""Moves, findings and evidence in one line, for every test."""

import datetime as dt

from store.model.dates import PartialDate
from store.model.moves import Evidence, Finding, Move, Standing, Status
from store.model.positions import Position

QWEN_LEAD = Position(company="Alibaba", unit="Qwen", role="technical lead")
NOON = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)


def evidence(publisher: str = "Wire", *, status: Status = Status.REPORTED, quote: str = "X has left Y.") -> Evidence:
    """One outlet's words."""
    url = f"https://{publisher.lower().replace(' ', '')}.example/story"
    return Evidence(publisher=publisher, title="A title", url=url, quote=quote, published=NOON, status=status)


def move(
    person: str = "Lin Junyang",
    *,
    left: Position | None = QWEN_LEAD,
    joined: Position | None = None,
    status: Status = Status.REPORTED,
    date: str | None = "2026-03-03",
    told_by: tuple[str, ...] = ("Wire",),
    also: tuple[str, ...] = (),
    standing: Standing | None = None,
) -> Move:
    """A move, by default Lin Junyang leaving Alibaba."""
    return Move(
        id="m1",
        person=person,
        also=also,
        left=left,
        joined=joined,
        status=status,
        date=PartialDate.parse(date) if date else None,
        alert=True,
        first_seen=NOON,
        evidence=tuple(evidence(name, status=status) for name in told_by),
        standing=standing or Standing(outlets=len(told_by)),
    )


def finding(
    person: str = "Lin Junyang",
    *,
    left: Position | None = QWEN_LEAD,
    joined: Position | None = None,
    status: Status = Status.REPORTED,
    date: str | None = "2026-03-03",
    also: tuple[str, ...] = (),
    background: bool = False,
    alert: bool = True,
) -> Finding:
    """A finding, by default that Lin Junyang leaves Alibaba."""
    return Finding(
        person=person,
        also=also,
        left=left,
        joined=joined,
        status=status,
        date=PartialDate.parse(date) if date else None,
        background=background,
        confidence=0.9,
        alert=alert,
        evidence=f"{person} has moved.",
    )
