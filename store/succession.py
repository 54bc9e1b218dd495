"""Who took over from whom, as far as it is known: looked up beside a move when it is shown."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from store import lookup, rows
from store.companies import find_company
from store.model.moves import Kind, Move, Status
from store.model.positions import Position
from store.model.succession import same_post
from store.tables import MoveCompanyRow, MoveRow

_BEFORE, _AFTER = dt.timedelta(days=60), dt.timedelta(days=180)
"""How long before somebody leaves a successor may be named, and how long after."""
_MOST = 200
"""Moves of one company looked at; the nearest in time would do, but a company has few in such a span."""


@dataclass(frozen=True, slots=True)
class Succession:
    """Whoever takes over what a move leaves, and whoever left what it takes up; None where nobody is known."""

    move: str = ""
    """The move's id."""
    successor: Move | None = None
    predecessor: Move | None = None


def beside(session: Session, story: Sequence[Move]) -> Succession:
    """What is known beside the first move of a story: of the story itself first, then of the store."""
    move, others = story[0], story[1:]
    return Succession(
        move.id,
        successor=_one(session, move, others, move.left, leaving=True),
        predecessor=_one(session, move, others, move.joined, leaving=False),
    )


def _one(session: Session, move: Move, others: Iterable[Move], post: Position | None, *, leaving: bool) -> Move | None:
    """The nearest move the other way at the same post; a change of role counts on both of its sides."""
    if post is None or (leaving and move.kind is Kind.APPOINTMENT and move.left == move.joined):
        return None
    told = [other for other in others if _fits(other, move, post, leaving=leaving, one_story=True)]
    return told[0] if told else _known(session, move, post, leaving=leaving)


def _fits(other: Move, move: Move, post: Position, *, leaving: bool, one_story: bool) -> bool:
    side = other.joined if leaving else other.left
    if side is None or other.wrong or other.status is Status.DENIED or other.person_id == move.person_id:
        return False
    return same_post(post, side, one_story=one_story) if leaving else same_post(side, post, one_story=one_story)


def _known(session: Session, move: Move, post: Position, *, leaving: bool) -> Move | None:
    row = session.exec(select(MoveRow).where(MoveRow.token == move.id)).first()
    company = find_company(session, post.company)
    if row is None or company is None or not post.role:
        return None
    first, last = (row.at - _BEFORE, row.at + _AFTER) if leaving else (row.at - _AFTER, row.at + _BEFORE)
    near = (
        select(MoveRow)
        .join(MoveCompanyRow, col(MoveCompanyRow.move_id) == col(MoveRow.id))
        .where(
            MoveCompanyRow.company_id == company,
            col(MoveCompanyRow.at) >= first,
            col(MoveCompanyRow.at) <= last,
            col(MoveCompanyRow.direction).in_(("in" if leaving else "out", "both")),
            MoveRow.person_id != row.person_id,
        )
        .order_by(col(MoveCompanyRow.at).desc())
        .limit(_MOST)
    )
    found = session.exec(near).all()
    fitting = [
        one
        for one, (left, joined) in zip(found, rows.sides(session, found), strict=True)
        if _same(post, joined if leaving else left, leaving=leaving) and not one.wrong and one.status != Status.DENIED
    ]
    nearest = min(fitting, key=lambda one: abs(one.at - row.at), default=None)
    return lookup.move(session, nearest.token) if nearest is not None else None


def _same(post: Position, side: Position | None, *, leaving: bool) -> bool:
    return side is not None and (same_post(post, side) if leaving else same_post(side, post))
