"""Deliveries: enqueued with the change they tell, claimed with a lease, settled once.

    pending → sending → sent
                      → failed      surely not taken; tried again at its time
                      → uncertain   nobody knows whether it was taken; looked up before it is tried again
                      → dead        never going to work

A post is edited and replied to for as long as it can be. An edit that the platform refuses because the message was
removed or may no longer be changed dies, and where the change is worth it one correction (`anew`, at most one a move
and destination) takes its place and that of all that waits for the move there: see `store.refusals`.

Only the oldest open row of a destination can be claimed, so order holds and a channel in trouble holds back only
itself. `sending` is committed before the request goes out; whoever's lease ran out can no longer settle, and its row is
uncertain. What remains possible is a second post where the platform took the first, we never heard of it, and the
platform cannot be asked.
"""

import datetime as dt
import secrets
from collections.abc import Collection

from sqlalchemy import ColumnElement, bindparam, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from store import subscriptions, waiting
from store.deliveries import UNTOLD, Action, Delivery, Listed, Tally, fresh_key
from store.model.announce import Route
from store.model.moves import Change
from store.statements import columns, put_one
from store.tables import OPEN_STATES, DeliveryRow, MoveRow

__all__ = ["UNTOLD", "Action", "Delivery", "Listed", "Tally"]  # told here, asked for there

_LONGEST_ERROR = 500  # characters
_POSTS = select(DeliveryRow.destination, DeliveryRow.state).where(
    DeliveryRow.move_id == bindparam("move"),
    DeliveryRow.action == Action.POST.value,
    ~col(DeliveryRow.withdrawn),
)


def told(session: Session, move_id: int) -> dict[str, str]:
    """Where the move's post stands, is on its way or was refused: destination to the post's state.

    Withdrawn posts are left out. A dead one stays, for it may have been taken before its death.
    """
    return dict(columns(session, _POSTS, move=move_id))


def enqueue(
    session: Session,
    move: MoveRow,
    action: Action,
    route: Route,
    change: Change,
    *,
    due: dt.datetime,
    now: dt.datetime,
    about: int | None = None,
) -> None:
    """Add a row in the caller's transaction; what waits there anyway takes the change in instead.

    `about` is the move of the story that the change is of, where that is not the one whose message it is.
    """
    if action in {Action.EDIT, Action.REPLY} and waiting.take_in(session, move, action, route.to, change, about=about):
        return
    put_one(
        session,
        DeliveryRow,
        key=fresh_key(),
        destination=route.to,
        move_id=move.id,
        about_id=about,
        revision=move.revision,
        action=action.value,
        change=change.kind.value,
        differs=" ".join(change.differs),
        mention=route.mention if action is Action.POST else "",
        route_when=route.when,
        due_at=due,
        created_at=now,
    )


def withdraw(session: Session, move_id: int, destination: str | None = None, *, why: str, now: dt.datetime) -> None:
    """Kill what waits for a move, at one destination or all, and was surely never told."""
    which = [col(DeliveryRow.move_id) == move_id, col(DeliveryRow.state).in_(UNTOLD)]
    if destination is not None:
        which.append(col(DeliveryRow.destination) == destination)
    session.exec(update(DeliveryRow).where(*which).values(state="dead", withdrawn=True, error=why, settled_at=now))


def pass_on(session: Session, move_id: int, to: int, *, why: str, now: dt.datetime) -> None:
    """Let another move's message tell what waits for this one; where that stands already, what waits is withdrawn."""
    heard = told(session, to)
    open_rows = select(DeliveryRow).where(DeliveryRow.move_id == move_id, col(DeliveryRow.state).in_(UNTOLD))
    for row in session.exec(open_rows).all():
        if row.destination in heard:
            row.state, row.withdrawn, row.error, row.settled_at = "dead", True, why, now
        else:
            row.move_id = to
    session.flush()


def claim(
    session: Session, *, now: dt.datetime, lease: dt.timedelta, limit: int, platforms: Collection[str]
) -> list[Delivery]:
    """Take the due rows that head their destinations, at most `limit`; commit before sending anything.

    What waits for a paused destination goes on waiting: nothing is told there, and nothing is lost.
    """
    if not platforms:
        return []
    older = aliased(DeliveryRow)
    begun = or_(col(older.attempts) > 0, col(older.due_at) <= now)  # one that quiet hours hold is in nobody's way
    blocked = (
        select(older.id)
        .where(older.destination == DeliveryRow.destination, col(older.id) < col(DeliveryRow.id), _open(older), begun)
        .exists()
    )
    silent = sorted(subscriptions.paused(session))
    mine = or_(*(col(DeliveryRow.destination).startswith(f"{platform}:", autoescape=True) for platform in platforms))
    heads = (
        select(DeliveryRow)
        .where(_open(DeliveryRow), col(DeliveryRow.state) != "sending", col(DeliveryRow.due_at) <= now, ~blocked, mine)
        .where(*([col(DeliveryRow.destination).not_in(silent)] if silent else ()))
        .order_by(col(DeliveryRow.due_at), col(DeliveryRow.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_claimed(session, row, now=now, lease=lease) for row in session.exec(heads)]


def sent(session: Session, delivery: Delivery, *, message: str, now: dt.datetime) -> bool:
    """Record that the platform took it, under its message id. False when the lease was lost meanwhile."""
    row = held(session, delivery)
    if row is None:
        return False
    row.state, row.message, row.error, row.settled_at = "sent", message, None, now
    return True


def again(session: Session, delivery: Delivery, *, due: dt.datetime, why: str) -> bool:
    """Surely not taken this time: try again then. An earlier doubt stays a doubt. False when the lease was lost."""
    return _later(session, delivery, "uncertain" if delivery.doubtful else "failed", due, why)


def uncertain(session: Session, delivery: Delivery, *, due: dt.datetime, why: str) -> bool:
    """Nobody knows: look it up then. False when the lease was lost."""
    return _later(session, delivery, "uncertain", due, why)


def dead(session: Session, delivery: Delivery, *, why: str) -> bool:
    """Give up. A dead post takes the edits and replies that wait for it along. False when the lease was lost."""
    row = held(session, delivery)
    if row is None:
        return False
    row.state, row.error = "dead", why[:_LONGEST_ERROR]
    if delivery.action is Action.POST:
        followers = [
            col(DeliveryRow.move_id) == row.move_id,
            col(DeliveryRow.destination) == row.destination,
            _open(DeliveryRow),
            col(DeliveryRow.id) != row.id,
        ]
        gone = "the post it belongs to was given up"
        session.exec(update(DeliveryRow).where(*followers).values(state="dead", error=gone))
    return True


def release(session: Session, *, now: dt.datetime) -> int:
    """Turn rows whose sender vanished into uncertain ones; returns how many."""
    lost = (
        update(DeliveryRow)
        .where(col(DeliveryRow.state) == "sending", col(DeliveryRow.lease_until) < now)
        .values(state="uncertain", token="", lease_until=None, due_at=now, error="its sender vanished")
    )
    return int(session.exec(lost).rowcount)


def tally(session: Session) -> Tally:
    """Count rows by state."""
    counted = session.exec(select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state))
    return Tally(**dict(counted.all()))


def listing(session: Session, *, states: Collection[str], limit: int) -> list[Listed]:
    """Rows in these states, newest first."""
    wanted = (
        select(DeliveryRow, MoveRow.token)
        .join(MoveRow, col(MoveRow.id) == col(DeliveryRow.move_id), isouter=True)
        .where(col(DeliveryRow.state).in_(tuple(states)))
        .order_by(col(DeliveryRow.id).desc())
        .limit(limit)
    )
    return [_listed(row, token or "") for row, token in session.exec(wanted)]


def _open(rows: type[DeliveryRow]) -> ColumnElement[bool]:
    """Word the state exactly as the partial index does, for SQLite uses such an index for no other wording."""
    return col(rows.state).in_(bindparam(None, OPEN_STATES, expanding=True, literal_execute=True))


def _claimed(session: Session, row: DeliveryRow, *, now: dt.datetime, lease: dt.timedelta) -> Delivery:
    doubtful = row.state == "uncertain"
    row.state, row.token, row.lease_until = "sending", secrets.token_hex(8), now + lease
    row.attempts += 1
    row.first_attempt_at = row.first_attempt_at or now
    session.flush()
    move, about = _token(session, row.move_id), _token(session, row.about_id)
    root, earlier = _messages(session, row)
    return Delivery(
        id=row.id,
        token=row.token,
        key=row.key,
        destination=row.destination,
        move_id=move,
        about=about or move,
        revision=row.revision,
        action=Action(row.action),
        change=row.change,
        differs=tuple(row.differs.split()),
        attempts=row.attempts,
        first_attempt_at=row.first_attempt_at,
        doubtful=doubtful,
        root=root,
        earlier=earlier,
        mention=row.mention,
        when=row.route_when,
    )


def _token(session: Session, move_id: int | None) -> str:
    return "" if move_id is None else session.get_one(MoveRow, move_id).token


def _messages(session: Session, row: DeliveryRow) -> tuple[str | None, str | None]:
    """The message a row is for, and the earlier one that a correction is linked to."""
    posts = select(DeliveryRow.action, DeliveryRow.message).where(
        DeliveryRow.move_id == row.move_id,
        DeliveryRow.destination == row.destination,
        col(DeliveryRow.action).in_((Action.POST.value, Action.ANEW.value)),
        DeliveryRow.state == "sent",
    )
    newest = dict(session.exec(posts.order_by(col(DeliveryRow.id))).all())
    post, anew = newest.get(Action.POST.value), newest.get(Action.ANEW.value)
    match row.action:
        case Action.POST.value | Action.DIGEST.value | Action.NOTICE.value:
            return None, None
        case Action.ANEW.value:
            return None, post
        case _:
            return (post, None) if anew is None else (anew, post)


def held(session: Session, delivery: Delivery) -> DeliveryRow | None:
    """The row, locked, if the claim still holds."""
    wanted = (
        select(DeliveryRow)
        .where(DeliveryRow.id == delivery.id, DeliveryRow.token == delivery.token, DeliveryRow.state == "sending")
        .with_for_update()
    )
    return session.exec(wanted).one_or_none()


def _later(session: Session, delivery: Delivery, state: str, due: dt.datetime, why: str) -> bool:
    row = held(session, delivery)
    if row is None:
        return False
    row.state, row.due_at, row.error = state, due, why[:_LONGEST_ERROR]
    row.token, row.lease_until = "", None
    return True


def _listed(row: DeliveryRow, token: str) -> Listed:
    return Listed(
        id=row.id,
        key=row.key,
        destination=row.destination,
        move_id=token,
        revision=row.revision,
        action=Action(row.action),
        state=row.state,
        due_at=row.due_at,
        attempts=row.attempts,
        message=row.message,
        error=row.error,
    )
