"""Messages that stand follow a correction: edited, with one word in the thread; what was never told is withdrawn."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import update
from sqlmodel import Session, col, select

from store import outbox, rows
from store.deliveries import Action
from store.model.announce import Route
from store.model.moves import Change, ChangeKind
from store.tables import DeliveryRow, HistoryRow, MoveRow


def follow(session: Session, row: MoveRow, differs: Sequence[str], *, now: dt.datetime) -> None:
    """Count the correction as a revision of the move and bring it to every destination that holds its post.

    Routes are not asked: what stands in a channel is kept true wherever it stands. A post that still waits will show
    the newest anyway.
    """
    row.revision += 1
    change = ChangeKind.CORRECTED
    session.add(
        HistoryRow(
            move_id=row.id, revision=row.revision, changed_at=now, change=change.value, differs=" ".join(differs)
        )
    )
    session.flush()
    said = Change(move=rows.models(session, [row])[0], kind=change, announced=True, why=None, differs=tuple(differs))
    for destination, state in outbox.told(session, row.id).items():
        if state in (*outbox.UNTOLD, "dead"):
            continue
        for action in (Action.EDIT, Action.REPLY):
            outbox.enqueue(session, row, action, Route(to=destination), said, due=now, now=now)


def withdraw(session: Session, move_id: int, *, why: str, now: dt.datetime) -> list[int]:
    """Hold back what was surely never told of a move; returns the deliveries, for `revive`."""
    waiting = select(DeliveryRow.id).where(
        DeliveryRow.move_id == move_id,
        DeliveryRow.action == Action.POST.value,
        col(DeliveryRow.state).in_(outbox.UNTOLD),
    )
    held = list(session.exec(waiting))
    outbox.withdraw(session, move_id, why=why, now=now)
    return held


def revive(session: Session, deliveries: Collection[int]) -> None:
    """Let what was withdrawn go out after all."""
    again = update(DeliveryRow).where(col(DeliveryRow.id).in_(deliveries), col(DeliveryRow.withdrawn))
    session.exec(again.values(state="pending", withdrawn=False, error=None, settled_at=None))


def hand_over(session: Session, gone: int, kept: int) -> list[int]:
    """Make posts of a move those of another wherever the other has none; returns which, for `hand_back`.

    A channel that was told of the one must not be alerted to the other.
    """
    there = set(session.exec(select(DeliveryRow.destination).where(DeliveryRow.move_id == kept)))
    mine = select(DeliveryRow).where(DeliveryRow.move_id == gone, DeliveryRow.action == Action.POST.value)
    handed = [row.id for row in session.exec(mine) if row.destination not in there and not row.withdrawn]
    hand_back(session, handed, kept)
    return handed


def hand_back(session: Session, deliveries: Collection[int], move_id: int) -> None:
    """Make these posts the move's."""
    session.exec(update(DeliveryRow).where(col(DeliveryRow.id).in_(deliveries)).values(move_id=move_id))
