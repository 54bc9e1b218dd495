"""What is known that a finding may belong to: loaded for `store.model.sameness` to judge, and moves made one."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from store import amendments, identity, joining, outbox, rows, stories
from store.model import sameness
from store.model.dates import PartialDate
from store.model.houses import Houses
from store.model.people import Identity, Person, hinted, maybe_nicknamed
from store.model.positions import Position
from store.model.sameness import Event, Known, Span
from store.tables import (
    EvidenceRow,
    MoveCompanyRow,
    MoveRow,
    PersonKeyRow,
)

Sides: TypeAlias = tuple[Position | None, Position | None]
"""Where a move leads from, and to."""

_MOST = 400  # moves compared with one finding; only a namesake of everybody has more
_NEAR = dt.timedelta(days=150)
"""How far a timeline's day may lie from the telling's span: a window each way, and announcements months ahead."""


def candidates(
    session: Session,
    found: Event,
    here: Collection[int] = (),
    people: Sequence[Person] = (),
    *,
    article: int | None = None,
) -> list[Known]:
    """Every move whose person may be meant.

    Those who share a full name's key; those whose name hints at it, at the same companies and in time; and those of
    the persons given. `people` are the watchlist's, `article` is the hash by which its evidence would be kept.
    """
    same = select(PersonKeyRow.person_id).where(col(PersonKeyRow.key).in_(sorted(found.who.keys)))
    persons = {*session.exec(same), *_near(session, found, people), *here}
    wanted = (
        select(MoveRow)
        .where(col(MoveRow.person_id).in_(sorted(persons)), col(MoveRow.merged_into).is_(None))
        .order_by(col(MoveRow.at).desc(), col(MoveRow.id).desc())
        .limit(_MOST)
    )
    moves = session.exec(wanted).all() if persons else []
    if not moves:
        return []
    ids = [row.id for row in moves]
    evidence, who = rows.evidence_of(session, ids), _identities(session, {row.person_id for row in moves}, people)
    parted, reshaped = amendments.apart(session, ids), amendments.reshaped(session, ids)
    return [
        Known(
            move=row.id,
            person=row.person_id,
            event=Event(
                who=who[row.person_id], left=left, joined=joined, when=when(evidence[row.id]), houses=found.houses
            ),
            wrong=row.wrong,
            apart=frozenset().union(*(pair - {row.id} for pair in parted if row.id in pair)),
            holds=any(one.url_hash == article for one in evidence[row.id]),
        )
        for row, shown in zip(moves, rows.sides(session, moves), strict=True)
        for left, joined in _sides(shown, evidence[row.id] if row.id in reshaped else ())
    ]


def _sides(shown: Sides, told: Iterable[EvidenceRow]) -> Iterable[Sides]:
    """What a move is known by: as it is shown and, where people reshaped it, as its outlets still tell it."""
    claims = [rows.claim_of(row) for row in told]
    return dict.fromkeys([shown, *((claim.left, claim.joined) for claim in claims)])


def moves_near(
    session: Session,
    companies: Collection[str],
    when: Span,
    margin: dt.timedelta,
    houses: Houses,
    *,
    way: str | None = None,
) -> SelectOfScalar[int]:
    """Ask for the ids of the moves at these companies whose day lies so near, newest first, at most a few hundred.

    `way` keeps those that lead `in` or `out`; hidden moves lead neither way.
    """
    known = rows.companies_like(session, companies)
    ids = [number for number, name in known.items() if any(sameness.same_company(name, c, houses) for c in companies)]
    wanted = select(MoveCompanyRow.move_id).where(
        col(MoveCompanyRow.company_id).in_(ids),
        MoveCompanyRow.at >= _noon(when.first) - margin,
        MoveCompanyRow.at <= _noon(when.last) + margin,
    )
    if way is not None:
        wanted = wanted.where(col(MoveCompanyRow.direction).in_((way, "both")))
    return wanted.order_by(col(MoveCompanyRow.at).desc()).limit(_MOST)


def when(evidence: Iterable[EvidenceRow]) -> Span:
    """The days that the tellings of one move speak of."""
    return sameness.hull([sameness.span(_date(row.date), row.told_at.date()) for row in evidence])


def absorb(session: Session, kept: MoveRow, other: int, *, now: dt.datetime) -> None:
    """Make another move part of this one: its evidence moves over, its id leads here, what waits for it is told here."""
    joining.join_moves(session, kept, session.get_one(MoveRow, other))
    outbox.pass_on(session, other, stories.head(session, kept).id, why="the move was merged into another", now=now)


def _near(session: Session, found: Event, people: Sequence[Person]) -> list[int]:
    """Persons with a move at the same companies, in time, whose names hint at the one who is written about."""
    near = moves_near(session, found.companies, found.when, _NEAR, found.houses).subquery()
    wanted = select(MoveRow.person_id).join(near, near.c.move_id == col(MoveRow.id))
    near_by = _identities(session, identity.comparable(session, found.who, set(session.exec(wanted))), people)
    return [number for number, who in near_by.items() if hinted(found.who, who) or maybe_nicknamed(found.who, who)]


def _identities(session: Session, ids: Collection[int], people: Sequence[Person]) -> dict[int, Identity]:
    """Who the persons are, by all forms of their names."""
    return {number: identity.identity(forms, people) for number, forms in identity.forms_of_all(session, ids).items()}


def _noon(day: dt.date) -> dt.datetime:
    """The day's noon; of the calendar's first and last years, a year inside, so that there is room to count."""
    return dt.datetime.combine(min(max(day, dt.date(2, 1, 1)), dt.date(9998, 12, 31)), dt.time(12), dt.UTC)


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
