"""The rows of corrections, and what stands of them for a move: read by whoever concludes or compares moves.

Made and taken back in `store.corrections`; what they mean is `store.model.corrections`.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, String, bindparam, update
from sqlmodel import Field, Session, col, select

from store.columns import KEEP_COUNTING, Id, Moment, Row, Words
from store.model.corrections import EDITS, Edit, Fix, Side
from store.statements import columns


class CorrectionRow(Row, table=True):
    """One thing a person said. Never deleted: what was taken back says when and by whom."""

    __tablename__ = "correction"
    __table_args__ = (Index(None, "move_id"), Index(None, "other_id"), KEEP_COUNTING)

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    made_at: dt.datetime = Field(sa_type=Moment)
    who: str = Field(sa_type=Words)
    note: str = Field(default="", sa_type=Words)
    kind: str = Field(sa_type=String(9))
    what: str = Field(sa_type=Words)
    """In the words of the command line."""
    move_id: int | None = Field(default=None, sa_column_args=(ForeignKey("move.id", ondelete="CASCADE"),), sa_type=Id)
    """The move it is about; where that was taken in by another since, the other."""
    other_id: int | None = Field(default=None, sa_column_args=(ForeignKey("move.id", ondelete="CASCADE"),), sa_type=Id)
    """The move that a merge took in or a split has made."""
    side: str | None = Field(default=None, sa_type=String(4))
    value: str | None = Field(default=None, sa_type=Words)
    before: str = Field(default="", sa_type=Words)
    after: str = Field(default="", sa_type=Words)
    was: str = Field(default="{}", sa_type=Words)
    """JSON: what is needed to take it back, see `store.parting`."""
    undone_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    undone_by: str | None = Field(default=None, sa_type=Words)


_OF_MOVE = (
    select(CorrectionRow)
    .where(CorrectionRow.move_id == bindparam("move"), col(CorrectionRow.undone_at).is_(None))
    .order_by(col(CorrectionRow.id))
)
_SHAPING = select(CorrectionRow.kind, CorrectionRow.move_id, CorrectionRow.other_id).where(
    col(CorrectionRow.kind).in_((Fix.SPLIT.value, Fix.COMPANY.value, Fix.MERGE.value)),
    col(CorrectionRow.undone_at).is_(None),
    col(CorrectionRow.move_id).in_(bindparam("moves")),
)


@dataclass(frozen=True, slots=True)
class Shaped:
    """What people have said of some moves that decides what they are compared by."""

    apart: frozenset[frozenset[int]]
    """Pairs that a person has parted."""
    reshaped: frozenset[int]
    """Those that show other companies than outlets tell, because a person said so."""


def of_move(session: Session, move_id: int) -> list[CorrectionRow]:
    """The corrections of a move that stand, oldest first."""
    return list(session.exec(_OF_MOVE, params={"move": move_id}))


def edits(standing: Collection[CorrectionRow]) -> tuple[Edit, ...]:
    """The edits among corrections, in the same order."""
    return tuple(
        Edit(Fix(row.kind), None if row.side is None else Side(row.side), row.value or "")
        for row in standing
        if row.kind in EDITS
    )


def shaped(session: Session, move_ids: Collection[int]) -> Shaped:
    """Ask what people have parted of these moves, and what they gave other companies."""
    said = columns(session, _SHAPING, moves=sorted(move_ids))
    return Shaped(
        apart=frozenset(frozenset({move, other}) for kind, move, other in said if kind == Fix.SPLIT and move and other),
        reshaped=frozenset(move for kind, move, _ in said if kind != Fix.SPLIT and move),
    )


def hand_over(session: Session, gone: int, kept: int) -> dict[str, list[int]]:
    """Let what was said of one move hold for the one that takes it in; returns which corrections that were.

    A mark as wrong stays where it is: such moves are never taken in.
    """
    said = col(CorrectionRow.kind).in_([kind.value for kind in (*EDITS, Fix.SPLIT, Fix.MERGE)])
    about = list(session.exec(select(CorrectionRow.id).where(CorrectionRow.move_id == gone, said)))
    made = list(session.exec(select(CorrectionRow.id).where(CorrectionRow.other_id == gone, said)))
    point(session, about, made, to=kept)
    return {"about": about, "made": made}


def point(session: Session, about: Collection[int], made: Collection[int], *, to: int) -> None:
    """Let corrections be about another move, and others have made another one."""
    session.exec(update(CorrectionRow).where(col(CorrectionRow.id).in_(about)).values(move_id=to))
    session.exec(update(CorrectionRow).where(col(CorrectionRow.id).in_(made)).values(other_id=to))
