"""Moves told together, as rows. A move's `told_with` is the head of its story, a move that has none itself."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from store.tables import MoveRow


def head(session: Session, row: MoveRow) -> MoveRow:
    """The move whose message tells of this one."""
    return row if row.told_with is None else session.get_one(MoveRow, row.told_with)


def members(session: Session, top: MoveRow) -> Sequence[MoveRow]:
    """The moves of a story, its head first, then in the order they came."""
    wanted = select(MoveRow).where(
        or_(MoveRow.id == top.id, MoveRow.told_with == top.id), col(MoveRow.merged_into).is_(None)
    )
    return sorted(session.exec(wanted), key=lambda row: (row.id != top.id, row.id))


def follow(session: Session, row: MoveRow, top: MoveRow) -> None:
    """Let a move and all that it tells of be told by another head."""
    for each in (row, *_companions(session, row.id)):
        each.told_with = top.id
    session.flush()


def take_over(session: Session, kept: MoveRow, gone: MoveRow) -> None:
    """Let the story of a move that was merged into another be told by that one."""
    if kept.told_with == gone.id:
        kept.told_with = None
    top = head(session, kept)
    for row in _companions(session, gone.id):
        row.told_with = top.id if row.id != top.id else None
    gone.told_with = None
    session.flush()


def _companions(session: Session, number: int) -> Sequence[MoveRow]:
    return session.exec(select(MoveRow).where(MoveRow.told_with == number)).all()
