"""Corrections taken back: exactly, in any order in which nothing that stands rests on them.

What was told meanwhile stays: evidence that came to a merged move after the merge stays with the move that was kept.
"""

import json

from sqlmodel import Session, col, select

from store import audit, concluding, following, joining, reshaping, rows
from store.amendments import CorrectionRow
from store.audit import Editor
from store.database import alone
from store.joining import Noted
from store.model import corrections as model
from store.model.corrections import Correction, Fix, Refused


def undo(session: Session, number: int | None, by: Editor) -> Correction:
    """Take a correction back; without a number the newest of this editor that stands."""
    alone(session)
    row = _meant(session, number, by)
    later = model.obstacle(audit.as_standing(row), audit.standing(session))
    if later is not None:
        raise Refused(f"correction {later.number} ({later.kind.value}) rests on it; undo that first")
    row.undone_at, row.undone_by = by.now, by.who
    session.flush()
    _take_back(session, row, by)
    return audit.told(session, row)


def _meant(session: Session, number: int | None, by: Editor) -> CorrectionRow:
    """The correction to undo; refuses one that is none or does not stand any more."""
    if number is None:
        return _newest(session, by)
    row = session.get(CorrectionRow, number) if number < 1 << 31 else None
    if row is None:
        raise Refused(f"there is no correction {number}; the log lists all")
    if row.undone_at is not None:
        raise Refused(f"correction {number} was undone already, by {row.undone_by}")
    return row


def _newest(session: Session, by: Editor) -> CorrectionRow:
    stands = select(CorrectionRow).where(col(CorrectionRow.undone_at).is_(None)).order_by(col(CorrectionRow.id).desc())
    mine = session.exec(stands.where(CorrectionRow.who == by.who)).first()
    if mine is not None:
        return mine
    newest = session.exec(stands).first()
    if newest is None:
        raise Refused("no correction stands; there is nothing to undo")
    raise Refused(f"none of yours stands; the newest is {newest.id} by {newest.who}: undo {newest.id}")


def _take_back(session: Session, row: CorrectionRow, by: Editor) -> None:
    """Undo one correction that is marked as undone already."""
    was: Noted = json.loads(row.was)
    match Fix(row.kind):
        case Fix.WRONG:
            following.revive(session, was["withdrawn"])
            _plain(session, row, "restored", by)
        case Fix.MERGE:
            _come_apart(session, row, was, by)
        case Fix.SPLIT:
            _go_back(session, row, was, by)
        case Fix.SAME:
            joining.part_persons(session, was["persons"])
            reshaping.renamed(session, was["persons"], by)
        case Fix.DIFFERENT:
            joining.write_pair(session, was["pair"], was["before"])
        case _:
            _plain(session, row, row.kind, by)


def _plain(session: Session, row: CorrectionRow, differs: str, by: Editor) -> None:
    """Conclude the move without the correction; messages follow where a reader can see it."""
    move = rows.kept(session, audit.move_at(session, row.move_id))
    before = rows.models(session, [move])
    concluding.conclude(session, move, by.houses)
    if rows.models(session, [move]) != before:
        following.follow(session, move, (differs,), now=by.now)


def _come_apart(session: Session, row: CorrectionRow, was: Noted, by: Editor) -> None:
    """Undo a merge."""
    other = audit.move_at(session, row.other_id)
    kept = rows.kept(session, other)
    following.hand_back(session, was["handed"], other.id)
    following.revive(session, was["withdrawn"])
    joining.part_moves(session, other, was)
    if was["persons"] is not None:
        joining.part_persons(session, was["persons"])
        reshaping.renamed(session, was["persons"], by, but={kept.id, other.id})
    for one in (kept, other):
        concluding.conclude(session, one, by.houses)
        following.follow(session, one, ("parted",), now=by.now)


def _go_back(session: Session, row: CorrectionRow, was: Noted, by: Editor) -> None:
    """Undo a split: the tellings return, with whatever joined them since."""
    made, kept = audit.move_at(session, was["made"]), rows.kept(session, audit.move_at(session, row.move_id))
    if made.merged_into is not None:
        raise Refused(f"{made.token} has become part of {rows.kept(session, made).token} since; it stays there")
    reshaping.take_in(session, kept, made, now=by.now)
    concluding.conclude(session, kept, by.houses)
    following.follow(session, kept, ("rejoined",), now=by.now)
    following.follow(session, made, ("merged",), now=by.now)
