"""What is known that a finding may belong to: loaded for `store.model.sameness` to judge, and moves made one."""

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col, select

from store import identity, outbox, rows
from store.model import conclusion, sameness
from store.model.dates import PartialDate
from store.model.sameness import Event, Known, Span
from store.tables import (
    EvidenceRow,
    MoveCompanyRow,
    MoveRow,
    PersonFormRow,
    PersonKeyRow,
    PersonRow,
)

_MOST = 200  # moves compared with one finding; more of one name only a namesake of everybody has
_NEAR = dt.timedelta(days=150)
"""How far a timeline's day may lie from the telling's span: a window each way, and announcements months ahead."""


def candidates(session: Session, found: Event) -> list[Known]:
    """Every move whose person may be meant.

    Those who share a full name's key; and at the same companies, in time, those who share a part of the name.
    """
    ids = {*_by_key(session, found), *_by_company(session, found)}
    moves = session.exec(select(MoveRow).where(col(MoveRow.id).in_(sorted(ids)))).all()
    evidence = rows.evidence_of(session, sorted(ids))
    people = {number: identity.identity(identity.forms_of(session, number)) for number in {m.person_id for m in moves}}
    shown = rows.models(session, moves)
    return [
        Known(
            move=row.id,
            person=row.person_id,
            event=Event(who=people[row.person_id], left=move.left, joined=move.joined, when=_when(evidence[row.id])),
        )
        for row, move in zip(moves, shown, strict=True)
    ]


def absorb(session: Session, kept: MoveRow, other: int, *, now: dt.datetime) -> None:
    """Make another move part of this one: its evidence moves over, its id leads here, what waits for it is withdrawn."""
    gone = session.get_one(MoveRow, other)
    held = {row.url_hash: row for row in rows.evidence_of(session, [kept.id])[kept.id]}
    for row in rows.evidence_of(session, [other])[other]:
        twin = held.get(row.url_hash)
        if twin is None:
            row.move_id = kept.id
        else:
            rows.write_claim(twin, conclusion.joined_claims(rows.claim_of(twin), rows.claim_of(row)))
    gone.merged_into = kept.id
    kept.known = kept.known and gone.known
    outbox.withdraw(session, other, why="the move was merged into another", now=now)
    rows.unindex(session, other)
    session.flush()


def unite(session: Session, kept: int, other: int) -> None:
    """Make another person part of this one: forms, keys and moves move over, the id is gone for good."""
    session.exec(update(MoveRow).where(col(MoveRow.person_id) == other).values(person_id=kept))
    session.exec(update(PersonFormRow).where(col(PersonFormRow.person_id) == other).values(person_id=kept))
    held = select(PersonKeyRow.key).where(PersonKeyRow.person_id == kept)
    session.exec(delete(PersonKeyRow).where(col(PersonKeyRow.person_id) == other, col(PersonKeyRow.key).in_(held)))
    session.exec(update(PersonKeyRow).where(col(PersonKeyRow.person_id) == other).values(person_id=kept))
    session.exec(delete(PersonRow).where(col(PersonRow.id) == other))
    session.expire_all()


def _by_key(session: Session, found: Event) -> Sequence[int]:
    held = select(PersonKeyRow.person_id).where(col(PersonKeyRow.key).in_(sorted(found.who.keys)))
    return _ids(session, col(MoveRow.person_id).in_(held))


def _by_company(session: Session, found: Event) -> Sequence[int]:
    companies = rows.companies_like(session, found.companies)
    ids = [n for n, name in companies.items() if any(sameness.same_company(name, c) for c in found.companies)]
    near = select(MoveCompanyRow.move_id).where(
        col(MoveCompanyRow.company_id).in_(ids),
        MoveCompanyRow.at >= _noon(found.when.first) - _NEAR,
        MoveCompanyRow.at <= _noon(found.when.last) + _NEAR,
    )
    held = select(PersonKeyRow.person_id).where(col(PersonKeyRow.key).in_(sorted(found.who.parts)))
    return _ids(session, col(MoveRow.id).in_(near) & col(MoveRow.person_id).in_(held))


def _ids(session: Session, which: ColumnElement[bool]) -> Sequence[int]:
    wanted = select(MoveRow.id).where(which, col(MoveRow.merged_into).is_(None))
    found = session.exec(wanted.order_by(col(MoveRow.at).desc(), col(MoveRow.id).desc()).limit(_MOST))
    return list(found)


def _noon(day: dt.date) -> dt.datetime:
    """The day's noon; of the calendar's first and last years, a year inside, so that there is room to count."""
    return dt.datetime.combine(min(max(day, dt.date(2, 1, 1)), dt.date(9998, 12, 31)), dt.time(12), dt.UTC)


def _when(evidence: Iterable[EvidenceRow]) -> Span:
    return sameness.hull([sameness.span(_date(row.date), row.told_at.date()) for row in evidence])


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
