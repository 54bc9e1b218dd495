"""What follows when a message can no longer be edited: one linked correction, or silence.

The decision is `bot.delivery`'s, which knows what the platform said; this is the deed, in one transaction.
"""

import datetime as dt

from sqlmodel import Session

from store import waiting
from store.deliveries import UNTOLD, Action, Delivery, fresh_key
from store.outbox import held
from store.tables import DeliveryRow, MoveRow


def corrected(session: Session, delivery: Delivery, *, why: str, now: dt.datetime) -> bool:
    """Let a correction take the place of a refused edit and of what waits behind it. False when the lease was lost."""
    row = held(session, delivery)
    if row is None:
        return False
    told = [row, *_silenced(session, row, "told by the correction", now)]
    row.state, row.error, row.settled_at = "dead", why, now
    session.add(
        DeliveryRow(
            key=fresh_key(),
            destination=row.destination,
            move_id=row.move_id,
            about_id=told[-1].about_id,
            revision=session.get_one(MoveRow, row.move_id).revision,
            action=Action.ANEW.value,
            change=told[-1].change,
            differs=" ".join(dict.fromkeys(name for one in reversed(told) for name in one.differs.split())),
            route_when=row.route_when,
            due_at=now,
            created_at=now,
        )
    )
    session.flush()
    return True


def silenced(session: Session, delivery: Delivery, *, why: str, now: dt.datetime) -> bool:
    """Give a refused edit up, and what waits behind it: its message was removed. False when the lease was lost."""
    row = held(session, delivery)
    if row is None:
        return False
    _silenced(session, row, "the message was removed", now)
    row.state, row.error, row.settled_at = "dead", why, now
    return True


def _silenced(session: Session, row: DeliveryRow, why: str, now: dt.datetime) -> list[DeliveryRow]:
    """Withdraw the edits and replies that wait for the same message, oldest first."""
    if row.move_id is None:  # a digest is never edited, so nothing waits behind one
        return []
    behind = [one for one in waiting.rows(session, row.move_id, row.destination) if one.state in UNTOLD]
    for one in behind:
        one.state, one.withdrawn, one.error, one.settled_at = "dead", True, why, now
    return behind
