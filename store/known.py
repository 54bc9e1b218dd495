"""What is known that a finding may belong to: loaded for `store.model.sameness` to judge, and moves made one."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from store import amendments, identity, joining, outbox, rows, stories
from store.companies import companies_like
from store.model import sameness
from store.model.dates import PartialDate
from store.model.houses import Houses
from store.model.people import Identity, Person, hinted, maybe_nicknamed
from store.model.positions import Position
from store.model.sameness import Event, Known, Span
from store.statements import columns
from store.tables import EvidenceRow, MoveCompanyRow, MoveRow

Sides: TypeAlias = tuple[Position | None, Position | None]
"""Where a move leads from, and to."""

_MOST = 400  # moves compared with one finding; only a namesake of everybody has more
_NEAR = dt.timedelta(days=150)
"""How far a timeline's day may lie from the telling's span: a window each way, and announcements months ahead."""

_OF_PERSONS = (
    select(MoveRow)
    .where(col(MoveRow.person_id).in_(bindparam("persons")), col(MoveRow.merged_into).is_(None))
    .order_by(col(MoveRow.at).desc(), col(MoveRow.id).desc())
    .limit(_MOST)
)
_AT_COMPANIES = (
    select(MoveCompanyRow.move_id)
    .where(
        col(MoveCompanyRow.company_id).in_(bindparam("companies")),
        MoveCompanyRow.at >= bindparam("first"),
        MoveCompanyRow.at <= bindparam("last"),
    )
    .order_by(col(MoveCompanyRow.at).desc())
    .limit(_MOST)
)
_ONE_WAY = _AT_COMPANIES.where(col(MoveCompanyRow.direction).in_((bindparam("way"), "both")))
_near_by = _AT_COMPANIES.subquery()
_PERSONS_NEAR = select(MoveRow.person_id).join(_near_by, _near_by.c.move_id == col(MoveRow.id))


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
    same = identity.holders(session, found.who).union(here)
    persons = same.union(_near(session, found, people, but=same))
    moves = session.exec(_OF_PERSONS, params={"persons": sorted(persons)}).all() if persons else []
    if not moves:
        return []
    ids = [row.id for row in moves]
    evidence, who = rows.evidence_of(session, ids), _identities(session, {row.person_id for row in moves}, people)
    said = amendments.shaped(session, ids)
    return [
        Known(
            move=row.id,
            person=row.person_id,
            event=Event(
                who=who[row.person_id], left=left, joined=joined, when=when(evidence[row.id]), houses=found.houses
            ),
            wrong=row.wrong,
            apart=frozenset().union(*(pair - {row.id} for pair in said.apart if row.id in pair)),
            holds=any(one.url_hash == article for one in evidence[row.id]),
        )
        for row, shown in zip(moves, rows.sides(session, moves), strict=True)
        for left, joined in _sides(shown, evidence[row.id] if row.id in said.reshaped else ())
    ]


def _sides(shown: Sides, told: Iterable[EvidenceRow]) -> Iterable[Sides]:
    """What a move is known by: as it is shown and, where people reshaped it, as its outlets still tell it."""
    claims = [rows.claim_of(row) for row in told]
    return dict.fromkeys([shown, *((claim.left, claim.joined) for claim in claims)])


def moves_one_way(
    session: Session, places: Collection[tuple[str, str]], when: Span, margin: dt.timedelta, houses: Houses
) -> set[int]:
    """Moves that lead `in` or `out` of a company, as each place says, and whose day lies so near.

    At most a few hundred of each place, the newest; hidden moves lead neither way.
    """
    like = companies_like(session, [company for company, _ in places])
    moves: set[int] = set()
    for company, way in places:
        same = [number for number, name in like[company].items() if sameness.same_company(name, company, houses)]
        if same:
            moves.update(columns(session, _ONE_WAY, companies=same, way=way, **_days(when, margin)))
    return moves


def _days(when: Span, margin: dt.timedelta) -> dict[str, dt.datetime]:
    """The first and the last moment that lie so near, to be asked for."""
    return {"first": _noon(when.first) - margin, "last": _noon(when.last) + margin}


def when(evidence: Iterable[EvidenceRow]) -> Span:
    """The days that the tellings of one move speak of."""
    return sameness.hull([sameness.span(_date(row.date), row.told_at.date()) for row in evidence])


def absorb(session: Session, kept: MoveRow, other: int, *, now: dt.datetime) -> None:
    """Make another move part of this one: its evidence moves over, its id leads here, what waits for it is told here."""
    joining.join_moves(session, kept, session.get_one(MoveRow, other))
    outbox.pass_on(session, other, stories.head(session, kept).id, why="the move was merged into another", now=now)


def _near(session: Session, found: Event, people: Sequence[Person], *, but: frozenset[int]) -> list[int]:
    """Persons with a move at the same companies, in time, whose names hint at the one who is written about.

    Those who are meant anyway are left out.
    """
    like = {number: name for each in companies_like(session, found.companies).values() for number, name in each.items()}
    same = [n for n, name in like.items() if any(sameness.same_company(name, c, found.houses) for c in found.companies)]
    if not same:
        return []
    persons = set(columns(session, _PERSONS_NEAR, companies=same, **_days(found.when, _NEAR))) - but
    near_by = _identities(session, identity.comparable(session, found.who, persons), people)
    return [number for number, who in near_by.items() if hinted(found.who, who) or maybe_nicknamed(found.who, who)]


def _identities(session: Session, ids: Collection[int], people: Sequence[Person]) -> dict[int, Identity]:
    """Who the persons are, by all forms of their names."""
    return {number: identity.identity(forms, people) for number, forms in identity.forms_of_all(session, ids).items()}


def _noon(day: dt.date) -> dt.datetime:
    """The day's noon; of the calendar's first and last years, a year inside, so that there is room to count."""
    return dt.datetime.combine(min(max(day, dt.date(2, 1, 1)), dt.date(9998, 12, 31)), dt.time(12), dt.UTC)


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
