"""The read side: moves of a company, a person, a span of time, a text; and the names that can be asked for.

Every list is answered by walking one index backwards: companies by `move_company`, texts by `move_token`, people and
everything else by the move's own. Never by `from = ? or to = ?`, the one query that grows with the store.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from store import rows
from store.identity import forms_of
from store.model.moves import Move, Status
from store.model.names import fold
from store.readings import person_keys, simplified
from store.search import tokens
from store.tables import CompanyRow, MoveCompanyRow, MoveRow, MoveTokenRow, PersonKeyRow, PersonRow

_MOST_NAMES = 2000
_MOST_HITS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveQuery:
    """What moves are asked for; everything given must hold. Days are the timeline's, both included."""

    company: str | None = None
    """Canonical name, as `companies` lists it."""
    unit: str | None = None
    person: str | None = None
    """A person's id."""
    since: dt.date | None = None
    until: dt.date | None = None
    direction: Literal["in", "out"] | None = None
    """Of the company; without a company: moves that have that side at all."""
    status: Status | None = None
    text: str | None = None
    """Words that all stand in the move's names, units or roles; Chinese ones as a run of characters."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some moves of a list, newest first, and how many the list has."""

    moves: tuple[Move, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person a written name may mean."""

    id: str
    name: str
    also: tuple[str, ...]
    companies: tuple[str, ...]
    """Those of the person's moves, newest first."""


def moves(session: Session, query: MoveQuery, *, limit: int, offset: int = 0) -> Page:
    """List moves, newest first: by the event's day, else by when it was first told."""
    wanted = _wanted(session, query)
    if wanted is None:
        return Page()
    total = session.exec(select(func.count()).select_from(wanted.order_by(None).subquery())).one()
    ids = list(session.exec(wanted.limit(limit).offset(offset)))
    found = {row.id: row for row in session.exec(select(MoveRow).where(col(MoveRow.id).in_(ids)))}
    return Page(rows.models(session, [found[number] for number in ids]), total)


def move(session: Session, move_id: str) -> Move | None:
    """The move of this id; one that was merged into another is answered by that one."""
    row = session.exec(select(MoveRow).where(MoveRow.token == move_id)).first()
    while row is not None and row.merged_into is not None:
        row = session.get_one(MoveRow, row.merged_into)
    return None if row is None else rows.models(session, [row])[0]


def people(session: Session, written: str) -> list[PersonHit]:
    """Whom a written name may mean, in any script and order; a single word is a surname, a given name, or its start.

    Exact by readings; near misses are the caller's affair. Newest move first.
    """
    keys = person_keys(written)
    if not keys:
        return []
    same = list(_holders(session, col(PersonKeyRow.key).in_(sorted(keys))))
    if not same and all(" " not in key for key in keys):
        starts = or_(*(col(PersonKeyRow.key).startswith(key, autoescape=True) for key in sorted(keys)))
        same = list(_holders(session, starts))
    exact = [row for row in same if fold(simplified(written)) in _forms(session, row)]
    return [_hit(session, row) for row in (exact if " " in min(keys) and exact else same)]


def names(session: Session) -> list[str]:
    """Shown names of people with moves, newest move first, at most 2,000."""
    newest = func.max(MoveRow.at)
    wanted = (
        select(PersonRow.name)
        .join(MoveRow, col(MoveRow.person_id) == col(PersonRow.id))
        .where(col(MoveRow.merged_into).is_(None))
        .group_by(col(PersonRow.id), col(PersonRow.name))
        .order_by(newest.desc(), col(PersonRow.id).desc())
        .limit(_MOST_NAMES)
    )
    return list(dict.fromkeys(session.exec(wanted)))


def companies(session: Session) -> list[str]:
    """Names of the companies that have moves, in alphabetical order."""
    has = select(MoveCompanyRow.move_id).where(MoveCompanyRow.company_id == CompanyRow.id).exists()
    return list(session.exec(select(CompanyRow.name).where(has).order_by(CompanyRow.name)))


def count(session: Session) -> int:
    """How many moves are known."""
    return session.exec(select(func.count()).select_from(MoveRow).where(col(MoveRow.merged_into).is_(None))).one()


def _wanted(session: Session, query: MoveQuery) -> SelectOfScalar[int] | None:
    """The statement that lists the ids, or None where no such company is known or the text has no word."""
    words = tokens(query.text) if query.text is not None else ()
    if query.text is not None and not words:
        return None
    at, number = col(MoveRow.at), col(MoveRow.id)
    wanted = select(MoveRow.id).where(col(MoveRow.merged_into).is_(None))
    if query.company is not None:
        like = rows.companies_like(session, [query.company])
        ids = [known for known, name in like.items() if fold(name) == fold(query.company)]
        if not ids:
            return None
        at, number = col(MoveCompanyRow.at), col(MoveCompanyRow.move_id)
        wanted = wanted.join(MoveCompanyRow, number == col(MoveRow.id)).where(col(MoveCompanyRow.company_id).in_(ids))
    elif words:
        at, number = col(MoveTokenRow.at), col(MoveTokenRow.move_id)
        wanted = wanted.join(MoveTokenRow, number == col(MoveRow.id)).where(MoveTokenRow.token == words[0])
        words = words[1:]
    for word in words:
        wanted = wanted.where(_has_token(word))
    return _narrowed(wanted, query, at).order_by(at.desc(), number.desc())


def _has_token(word: str) -> ColumnElement[bool]:
    held = select(MoveTokenRow.move_id).where(
        MoveTokenRow.token == word, MoveTokenRow.at == MoveRow.at, MoveTokenRow.move_id == MoveRow.id
    )
    return held.exists()


def _narrowed(wanted: SelectOfScalar[int], query: MoveQuery, at: Mapped[dt.datetime]) -> SelectOfScalar[int]:
    """Add everything but the company and the text; `at` is the column of the index that is walked."""
    if query.person is not None:
        wanted = wanted.where(
            col(MoveRow.person_id) == select(PersonRow.id).where(PersonRow.token == query.person).scalar_subquery()
        )
    if query.direction is not None and query.company is not None:
        wanted = wanted.where(col(MoveCompanyRow.direction).in_((query.direction, "both")))
    elif query.direction is not None:
        side = MoveRow.joined_company_id if query.direction == "in" else MoveRow.left_company_id
        wanted = wanted.where(col(side).is_not(None))
    if query.unit is not None:
        unit = query.unit.casefold()
        wanted = wanted.where(or_(func.lower(MoveRow.left_unit) == unit, func.lower(MoveRow.joined_unit) == unit))
    if query.status is not None:
        wanted = wanted.where(MoveRow.status == query.status.value)
    if query.since is not None:
        wanted = wanted.where(at >= dt.datetime.combine(query.since, dt.time(), dt.UTC))
    if query.until is not None:
        wanted = wanted.where(at < dt.datetime.combine(query.until + dt.timedelta(days=1), dt.time(), dt.UTC))
    return wanted


def _holders(session: Session, which: ColumnElement[bool]) -> Sequence[PersonRow]:
    """Persons holding such a key, newest move first; those whose every move was merged away are left out."""
    held = select(PersonKeyRow.person_id).where(which)
    wanted = (
        select(PersonRow)
        .join(MoveRow, col(MoveRow.person_id) == col(PersonRow.id))
        .where(col(PersonRow.id).in_(held), col(MoveRow.merged_into).is_(None))
        .group_by(col(PersonRow.id))
        .order_by(func.max(MoveRow.at).desc(), col(PersonRow.id).desc())
        .limit(_MOST_HITS)
    )
    return session.exec(wanted).all()


def _forms(session: Session, row: PersonRow) -> set[str]:
    return {fold(simplified(form)) for form in (row.name, *forms_of(session, row.id))}


def _hit(session: Session, row: PersonRow) -> PersonHit:
    newest = select(MoveRow).where(MoveRow.person_id == row.id, col(MoveRow.merged_into).is_(None))
    found = session.exec(newest.order_by(col(MoveRow.at).desc(), col(MoveRow.id).desc()).limit(_MOST_HITS)).all()
    known = rows.models(session, found)
    places = dict.fromkeys(company for move in known for company in reversed(move.companies))
    return PersonHit(row.token, row.name, known[0].also if known else (), tuple(places))
