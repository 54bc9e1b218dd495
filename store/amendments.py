"""The rows of corrections, and what stands of them for a move: read by whoever concludes or compares moves.

Made and taken back in `store.corrections`; what they mean is `store.model.corrections`.
"""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ForeignKey, Index, String, update
from sqlmodel import Field, Session, col, select

from store.columns import KEEP_COUNTING, Id, Moment, Row, Words
from store.model.corrections import EDITS, Edit, Fix, Side


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


def of_move(session: Session, move_id: int) -> list[CorrectionRow]:
    """The corrections of a move that stand, oldest first."""
    wanted = select(CorrectionRow).where(CorrectionRow.move_id == move_id, col(CorrectionRow.undone_at).is_(None))
    return list(session.exec(wanted.order_by(col(CorrectionRow.id))))


def edits(standing: Collection[CorrectionRow]) -> tuple[Edit, ...]:
    """The edits among corrections, in the same order."""
    return tuple(
        Edit(Fix(row.kind), None if row.side is None else Side(row.side), row.value or "")
        for row in standing
        if row.kind in EDITS
    )


def apart(session: Session, move_ids: Collection[int]) -> frozenset[frozenset[int]]:
    """The pairs among these moves that a person has parted."""
    parted = select(CorrectionRow.move_id, CorrectionRow.other_id).where(
        CorrectionRow.kind == Fix.SPLIT.value,
        col(CorrectionRow.undone_at).is_(None),
        col(CorrectionRow.move_id).in_(move_ids),
    )
    return frozenset(frozenset({one, other}) for one, other in session.exec(parted) if one and other)


def reshaped(session: Session, move_ids: Collection[int]) -> frozenset[int]:
    """Those of the moves that show other companies than outlets tell, because a person said so."""
    wanted = select(CorrectionRow.move_id).where(
        col(CorrectionRow.kind).in_((Fix.COMPANY.value, Fix.MERGE.value)),
        col(CorrectionRow.undone_at).is_(None),
        col(CorrectionRow.move_id).in_(move_ids),
    )
    return frozenset(number for number in session.exec(wanted) if number is not None)


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
