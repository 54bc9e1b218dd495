"""Pairs of persons of whom it is asked whether they are one, and those known to be two. Decided by `store.model.doubts`."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam
from sqlmodel import Session, col, or_, select

from store import identity, lookup
from store.lookup import PersonHit
from store.model import doubts
from store.model.doubts import Doubt
from store.statements import columns
from store.tables import PersonPairRow

DOUBTFUL, DIFFERENT = "doubtful", "different"
"""The verdicts. One that two are one is none of these: then there are no two."""
_ASKED_OF = select(PersonPairRow).where(
    or_(col(PersonPairRow.one_id) == bindparam("person"), col(PersonPairRow.other_id) == bindparam("person")),
    PersonPairRow.verdict == DOUBTFUL,
)
_DIFFERENT = select(PersonPairRow.one_id, PersonPairRow.other_id).where(
    col(PersonPairRow.one_id).in_(bindparam("persons")),
    col(PersonPairRow.other_id).in_(bindparam("persons")),
    PersonPairRow.verdict == DIFFERENT,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two persons who may be one."""

    one: PersonHit
    other: PersonHit
    why: str
    since: dt.datetime


def ask(session: Session, person: int, others: Mapping[int, Doubt], *, now: dt.datetime) -> None:
    """Ask of a new person whether they are one with each of these; what was asked or answered before stays."""
    for other, why in others.items():
        if pair(session, person, other) is None:
            one, two = sorted((person, other))
            session.add(PersonPairRow(one_id=one, other_id=two, verdict=DOUBTFUL, why=why.value, raised_at=now))
    session.flush()


def drop_answered(session: Session, person: int) -> None:
    """Ask no longer where what has become known of the person answers it."""
    for row in session.exec(_ASKED_OF, params={"person": person}).all():
        one, other = (identity.identity(identity.forms_of(session, number)) for number in (row.one_id, row.other_id))
        if doubts.settled(one, other, row.why):
            session.delete(row)
    session.flush()


def pair(session: Session, one: int, other: int) -> PersonPairRow | None:
    """What was asked or said of two persons, whichever comes first."""
    return session.get(PersonPairRow, (min(one, other), max(one, other)))


def different(session: Session, persons: Collection[int]) -> frozenset[frozenset[int]]:
    """Pairs of these persons whom people have said to be two."""
    ids = sorted(persons)
    if len(ids) < 2:
        return frozenset()
    return frozenset(frozenset(pair) for pair in columns(session, _DIFFERENT, persons=ids))


def asked(session: Session) -> list[Pair]:
    """Pairs that wait for an answer, eldest first; those without a move on either side are left out."""
    waiting = select(PersonPairRow).where(PersonPairRow.verdict == DOUBTFUL).order_by(col(PersonPairRow.raised_at))
    found = session.exec(waiting.order_by(col(PersonPairRow.one_id), col(PersonPairRow.other_id))).all()
    who = lookup.persons(session, {number for row in found for number in (row.one_id, row.other_id)})
    return [
        Pair(who[row.one_id], who[row.other_id], row.why, row.raised_at)
        for row in found
        if row.one_id in who and row.other_id in who
    ]
