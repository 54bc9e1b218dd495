"""The read side: moves of a company, a person, a span of time, a text; and the names that can be asked for.

Every list is answered by walking one index backwards: companies by `move_company`, texts by `move_token`, people and
everything else by the move's own. Never by `from = ? or to = ?`, the one query that grows with the store.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from store import identity, rows, stories
from store.companies import company_names, find_companies
from store.model.companies import CompanyRef
from store.model.moves import Move, Status
from store.readings import person_keys
from store.search import tokens
from store.tables import CompanyRow, EvidenceRow, MoveCompanyRow, MoveRow, MoveTokenRow, PersonKeyRow, PersonRow

MOST_COUNTED = 10_000
"""A list's total is counted so far and no further: nobody pages on, and counting all of a large store takes time."""
_MOST_NAMES = 2000
_SHOWN = (col(MoveRow.merged_into).is_(None), col(MoveRow.wrong).is_(False))
_TOLD = col(MoveCompanyRow.direction) != "none"
_MOST_HITS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveQuery:
    """What moves are asked for; everything given must hold. Days are the timeline's, both included."""

    company: str | None = None
    """Canonical name, as `companies` lists it."""
    unit: str | None = None
    """A team, by the name it is shown by; moves of which any outlet says so, on the side of the company given."""
    also: tuple[CompanyRef, ...] = ()
    """Other names of that company or unit, and whatever became part of it: moves there count as well."""
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
    """Some moves of a list, newest first, and how many the list has, counted up to `MOST_COUNTED`."""

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
    some = wanted.order_by(None).limit(MOST_COUNTED).subquery()
    total = session.exec(select(func.count()).select_from(some)).one()
    ids = list(session.exec(wanted.limit(limit).offset(offset)))
    found = {row.id: row for row in session.exec(select(MoveRow).where(col(MoveRow.id).in_(ids)))}
    return Page(rows.models(session, [found[number] for number in ids]), total)


def move(session: Session, move_id: str) -> Move | None:
    """The move of this id, also a hidden one; one that was merged into another is answered by that one."""
    row = session.exec(select(MoveRow).where(MoveRow.token == move_id)).first()
    return None if row is None else rows.models(session, [rows.kept(session, row)])[0]


def story(session: Session, move_id: str) -> tuple[Move, ...]:
    """The moves told by the message of this one, its head first; empty for an unknown id."""
    row = session.exec(select(MoveRow).where(MoveRow.token == move_id)).first()
    if row is None:
        return ()
    return rows.models(session, stories.members(session, stories.head(session, rows.kept(session, row))))


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
    asked = identity.identity([written]).han
    return _hits(session, [row for row in same if not asked or not _other_han(session, row, asked)])


def persons(session: Session, ids: Collection[int]) -> dict[int, PersonHit]:
    """Persons by their numbers; those without a move are left out."""
    held = select(MoveRow.person_id).where(col(MoveRow.person_id).in_(sorted(ids)), *_SHOWN)
    found = session.exec(select(PersonRow).where(col(PersonRow.id).in_(held))).all()
    return dict(zip((row.id for row in found), _hits(session, found), strict=True))


def names(session: Session) -> list[str]:
    """Shown names of people with moves, newest move first, at most 2,000."""
    newest = (
        select(MoveRow.person_id, MoveRow.at, MoveRow.id)
        .where(*_SHOWN)
        .order_by(col(MoveRow.at).desc(), col(MoveRow.id).desc())
        .limit(2 * _MOST_NAMES)
        .subquery()
    )
    wanted = (
        select(PersonRow.name)
        .join(newest, newest.c.person_id == col(PersonRow.id))
        .order_by(newest.c.at.desc(), newest.c.id.desc())
    )
    return list(dict.fromkeys(session.exec(wanted)))[:_MOST_NAMES]


def companies(session: Session) -> list[str]:
    """Names of the companies that have moves, in alphabetical order."""
    has = select(MoveCompanyRow.move_id).where(MoveCompanyRow.company_id == CompanyRow.id, _TOLD).exists()
    return list(session.exec(select(CompanyRow.name).where(has).order_by(CompanyRow.name)))


def count(session: Session) -> int:
    """How many moves are known."""
    return session.exec(select(func.count()).select_from(MoveRow).where(*_SHOWN)).one()


def _wanted(session: Session, query: MoveQuery) -> SelectOfScalar[int] | None:
    """The statement that lists the ids, or None where no such company is known or the text has no word.

    The index of what is asked for is walked alone; moves are looked at only where a question needs more of them.
    """
    words = tokens(query.text) if query.text is not None else ()
    places = _places(session, query)
    if (query.company is not None and not places) or (query.text is not None and not words):
        return None
    unit = query.unit is not None or any(ref.unit is not None for ref in places)
    narrow = unit or query.status is not None or query.person is not None
    if places:
        at, number = col(MoveCompanyRow.at), col(MoveCompanyRow.move_id)
        wanted = select(MoveCompanyRow.move_id).where(_at_company(set(places.values())), _TOLD)
        if len(set(places.values())) > 1:
            wanted = wanted.group_by(at, number)  # a move between two of them is one move
    elif words:
        at, number = col(MoveTokenRow.at), col(MoveTokenRow.move_id)
        wanted = select(MoveTokenRow.move_id).where(MoveTokenRow.token == words[0])
        words, narrow = words[1:], narrow or query.direction is not None
    else:
        at, number = col(MoveRow.at), col(MoveRow.id)
        wanted = select(MoveRow.id).where(*_SHOWN)
    if narrow and number is not col(MoveRow.id):
        wanted = wanted.join(MoveRow, number == col(MoveRow.id))
    wanted = wanted.where(*(_has_token(word, at, number) for word in words))
    if unit:
        wanted = wanted.where(_of_unit(query, places))
    return _narrowed(wanted, query, at).order_by(at.desc(), number.desc())


def _places(session: Session, query: MoveQuery) -> dict[CompanyRef, int]:
    """The companies asked for that have moves, with their rows."""
    if query.company is None:
        return {}
    asked = (CompanyRef(query.company, query.unit), *query.also)
    found = find_companies(session, {ref.company for ref in asked})
    return {ref: found[ref.company] for ref in asked if ref.company in found}


def _at_company(ids: Collection[int]) -> ColumnElement[bool]:
    """One company is walked in its own order; several have to be sorted."""
    company = col(MoveCompanyRow.company_id)
    return company == next(iter(ids)) if len(ids) == 1 else company.in_(sorted(ids))


def _of_unit(query: MoveQuery, places: Mapping[CompanyRef, int]) -> ColumnElement[bool]:
    """Moves at any of the units, on the side of its company, and any move of the companies asked for as a whole."""
    if query.company is None:
        return or_(_told_of(EvidenceRow.left_unit, {query.unit}), _told_of(EvidenceRow.joined_unit, {query.unit}))
    units: dict[int, set[str | None]] = {}
    for ref, number in places.items():
        units.setdefault(number, set()).add(ref.unit)
    return or_(
        *(
            col(MoveCompanyRow.company_id) == number
            if None in names
            else or_(
                and_(col(MoveRow.left_company_id) == number, _told_of(EvidenceRow.left_unit, names)),
                and_(col(MoveRow.joined_company_id) == number, _told_of(EvidenceRow.joined_unit, names)),
            )
            for number, names in units.items()
        )
    )


def _told_of(unit: str | None, names: Collection[str | None]) -> ColumnElement[bool]:
    """Some outlet names the unit: outlets name another level of the house at will, so the move's own is not enough."""
    plain = sorted(name.casefold() for name in names if name is not None)
    told = select(EvidenceRow.id).where(EvidenceRow.move_id == MoveRow.id, func.lower(unit).in_(plain))
    return told.exists()


def _has_token(word: str, at: Mapped[dt.datetime], number: Mapped[int]) -> ColumnElement[bool]:
    other = aliased(MoveTokenRow)
    return select(other.move_id).where(other.token == word, other.at == at, other.move_id == number).exists()


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
        .where(col(PersonRow.id).in_(held), *_SHOWN)
        .group_by(col(PersonRow.id))
        .order_by(func.max(MoveRow.at).desc(), col(PersonRow.id).desc())
        .limit(_MOST_HITS)
    )
    return session.exec(wanted).all()


def _other_han(session: Session, row: PersonRow, asked: frozenset[str]) -> bool:
    """Say whether the person is known in Chinese characters, and by none of these."""
    known = identity.identity(identity.forms_of(session, row.id)).han
    return bool(known) and not known & asked


def _hits(session: Session, found: Sequence[PersonRow]) -> list[PersonHit]:
    """Make hits of persons, in three queries however many they are."""
    ids = [row.id for row in found]
    forms = identity.forms_of_all(session, ids)
    newest = (
        select(MoveRow.person_id, MoveRow.joined_company_id, MoveRow.left_company_id)
        .where(col(MoveRow.person_id).in_(ids), *_SHOWN)
        .order_by(col(MoveRow.at).desc(), col(MoveRow.id).desc())
        .limit(_MOST_NAMES)
    )
    places: dict[int, dict[int, None]] = {number: {} for number in ids}
    for number, *sides in session.exec(newest):
        places[number].update(dict.fromkeys(side for side in sides if side is not None))
    known = company_names(session, {company for each in places.values() for company in each})
    return [
        PersonHit(
            id=row.token,
            name=row.name,
            also=identity.also(row.name, forms[row.id]),
            companies=tuple(known[company] for company in places[row.id]),
        )
        for row in found
    ]
