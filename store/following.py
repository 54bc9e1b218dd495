"""Messages that stand follow a correction: edited, with one word in the thread; what was never told is withdrawn."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import update
from sqlmodel import Session, col, select

from store import outbox, rows, stories
from store.deliveries import Action
from store.model.announce import Route
from store.model.moves import Change, ChangeKind
from store.tables import DeliveryRow, HistoryRow, MoveRow

_OWN = (Action.POST.value, Action.ANEW.value)
"""Rows that are messages of their own."""


def follow(session: Session, row: MoveRow, differs: Sequence[str], *, now: dt.datetime) -> None:
    """Count the correction as a revision of the move and bring it to every destination that holds its post.

    Routes are not asked: what stands in a channel is kept true wherever it stands. A post that still waits will show
    the newest anyway.
    """
    row.revision += 1
    change, top = ChangeKind.CORRECTED, stories.head(session, row)
    session.add(
        HistoryRow(
            move_id=row.id, revision=row.revision, changed_at=now, change=change.value, differs=" ".join(differs)
        )
    )
    top.revision += 1 if top is not row else 0
    session.flush()
    move = rows.models(session, [row])[0]
    said = Change(move=move, story=top.token, kind=change, announced=True, why=None, differs=tuple(differs))
    about = None if top is row else row.id
    for destination in _stands(session, top):
        outbox.enqueue(session, top, Action.EDIT, Route(to=destination), said, due=now, now=now)
        outbox.enqueue(session, top, Action.REPLY, Route(to=destination), said, due=now, now=now, about=about)


def refresh(session: Session, top: MoveRow, *, now: dt.datetime) -> None:
    """Let the message of a story show what is left of it, without a word in the thread."""
    top.revision += 1
    session.flush()
    move = rows.models(session, [top])[0]
    said = Change(move=move, story=top.token, kind=ChangeKind.CORRECTED, announced=True, why=None)
    for destination in _stands(session, top):
        outbox.enqueue(session, top, Action.EDIT, Route(to=destination), said, due=now, now=now)


def _stands(session: Session, top: MoveRow) -> list[str]:
    """Where the message of a story stands, or may stand."""
    posts = outbox.told(session, top.id).items()
    return [destination for destination, state in posts if state not in {*outbox.UNTOLD, "dead"}]


def told(session: Session, top: MoveRow) -> bool:
    """Say whether a message of this story stands anywhere or is on its way."""
    return any(state != "dead" for state in outbox.told(session, top.id).values())


def withdraw(session: Session, row: MoveRow, *, why: str, now: dt.datetime) -> list[int]:
    """Hold back what was surely never told of a move; returns the deliveries, for `revive`.

    A post that has another move to tell goes out all the same.
    """
    if any(one.alert and not one.wrong and one.id != row.id for one in stories.members(session, row)):
        return []
    waiting = select(DeliveryRow.id).where(
        DeliveryRow.move_id == row.id,
        DeliveryRow.action == Action.POST.value,
        col(DeliveryRow.state).in_(outbox.UNTOLD),
    )
    held = list(session.exec(waiting))
    outbox.withdraw(session, row.id, why=why, now=now)
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
    mine = select(DeliveryRow).where(DeliveryRow.move_id == gone, col(DeliveryRow.action).in_(_OWN))
    handed = [row.id for row in session.exec(mine) if row.destination not in there and not row.withdrawn]
    hand_back(session, handed, kept)
    return handed


def hand_back(session: Session, deliveries: Collection[int], move_id: int) -> None:
    """Make these posts the move's."""
    session.exec(update(DeliveryRow).where(col(DeliveryRow.id).in_(deliveries)).values(move_id=move_id))
