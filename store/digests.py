"""Digests: moves gathered for a destination and told together at their hour, once.

A move is put down where an alert would have been sent, in the transaction that records it (`store.announcing`). When a
slot has come, all that waits becomes one row of the outbox, under the slot's name, of which the database takes one; what
the digest says is read when it goes out, so that it shows each move as it is then.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ForeignKey, Index
from sqlmodel import Field, Session, col, delete, select, update

from store import rows, subscriptions
from store.columns import Id, Moment, Row, Words
from store.deliveries import Action, fresh_key
from store.model.announce import Route, due
from store.model.digests import last_due
from store.model.moves import Move, Status
from store.tables import DeliveryRow, MoveRow


class DigestItemRow(Row, table=True):
    """A move that a destination will hear of, or has heard of, in a digest."""

    __tablename__ = "digest_item"
    __table_args__ = (Index(None, "destination", "delivery_id"), Index(None, "move_id"), Index(None, "delivery_id"))

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    destination: str = Field(sa_type=Words)
    route_when: str = Field(sa_type=Words)
    mention: str = Field(default="", sa_type=Words)
    move_id: int = Field(sa_column_args=(ForeignKey("move.id", ondelete="CASCADE"),), sa_type=Id)
    added_at: dt.datetime = Field(sa_type=Moment)
    again: bool = False
    """Told before in a digest; this is what became of it."""
    delivery_id: int | None = Field(
        default=None, sa_column_args=(ForeignKey("delivery.id", ondelete="CASCADE"),), sa_type=Id
    )
    """The digest that tells it; None while it waits."""


@dataclass(frozen=True, slots=True)
class Item:
    """One move of a digest, as it is now."""

    move: Move
    again: bool
    """An earlier digest told of it; this is what became of it."""


def told(session: Session, move_id: int, destination: str) -> bool:
    """Say whether a digest there has told of the move, or is about to."""
    wanted = select(DigestItemRow.id).where(DigestItemRow.move_id == move_id, DigestItemRow.destination == destination)
    return session.exec(wanted.where(col(DigestItemRow.delivery_id).is_not(None))).first() is not None


def put_down(session: Session, row: MoveRow, route: Route, *, again: bool, now: dt.datetime) -> None:
    """Let the route's next digest tell of a move, or what became of it; one that waits already is told once, as it is then."""
    waits = select(DigestItemRow.id).where(
        DigestItemRow.move_id == row.id,
        DigestItemRow.destination == route.to,
        DigestItemRow.route_when == route.when,
        col(DigestItemRow.delivery_id).is_(None),
    )
    if session.exec(waits).first() is None:
        item = DigestItemRow(
            destination=route.to,
            route_when=route.when,
            mention=route.mention,
            move_id=row.id,
            added_at=now,
            again=again,
        )
        session.add(item)
        session.flush()


def follow(session: Session, before: Route, after: Route, beside: Iterable[Route]) -> None:
    """Let what waits for a route that was changed go along to its new hour, under its new mention.

    What a route `beside` it asks for at the old hour as well stays there. Of a route that is no digest any more nothing
    goes along: what waited is another digest's of its destination, or forgotten (`_rehouse`).
    """
    kept = any((route.to, route.when) == (before.to, before.when) for route in beside)
    if before.when == "now" or after.when == "now" or kept:
        return
    mine = update(DigestItemRow).where(*_waiting(before.to, before.when))
    session.exec(mine.values(route_when=after.when, mention=after.mention))


def waiting(session: Session, route: Route) -> int:
    """How many moves wait for a route's digest; none where it is no digest."""
    return len(session.exec(select(DigestItemRow.id).where(*_waiting(route.to, route.when))).all())


def _waiting(destination: str, when: str) -> tuple[ColumnElement[bool], ...]:
    """What picks the items that wait for a digest of a destination."""
    return (
        col(DigestItemRow.destination) == destination,
        col(DigestItemRow.route_when) == when,
        col(DigestItemRow.delivery_id).is_(None),
    )


def close(session: Session, routes: Iterable[Route], *, now: dt.datetime) -> int:
    """Make a delivery of every digest whose hour has come and for which something waits; returns how many.

    `routes` are the configured ones, beside which those made in chat count. One hour in two zones is two hours of a
    channel: each comes, and tells what waits by then.
    """
    configured = tuple(routes)
    _rehouse(session, (*configured, *(one.route for one in subscriptions.of(session))))
    live = subscriptions.asked(session, configured)
    asked = {(route.to, route.when, route.time_zone): route for route in live if route.when != "now"}
    return sum(_close(session, route, now=now) for route in asked.values())


def _rehouse(session: Session, routes: Sequence[Route]) -> None:
    """Let what waits for a rhythm that nobody asks for any more wait for the destination's other one, or forget it.

    Else a channel that left and came back after months would be told of those months. Paused routes still ask.
    """
    whens: dict[str, list[str]] = {}
    for route in routes:
        if route.when != "now":
            whens.setdefault(route.to, []).append(route.when)
    waiting = select(DigestItemRow.destination, DigestItemRow.route_when).where(
        col(DigestItemRow.delivery_id).is_(None)
    )
    for destination, when in session.exec(waiting.distinct()).all():
        asked, mine = whens.get(destination, []), _waiting(destination, when)
        if not asked:
            session.exec(delete(DigestItemRow).where(*mine))
        elif when not in asked:
            session.exec(update(DigestItemRow).where(*mine).values(route_when=asked[0]))


def _close(session: Session, route: Route, *, now: dt.datetime) -> bool:
    slot = last_due(route.when, route.time_zone, now)
    waiting = select(DigestItemRow).where(
        DigestItemRow.destination == route.to,
        DigestItemRow.route_when == route.when,
        col(DigestItemRow.delivery_id).is_(None),
        col(DigestItemRow.added_at) <= slot,
    )
    items = session.exec(waiting.with_for_update()).all()
    made = select(DeliveryRow.id).where(
        DeliveryRow.destination == route.to, DeliveryRow.slot == slot, DeliveryRow.route_when == route.when
    )
    if not items or session.exec(made).first() is not None:
        return False
    delivery = DeliveryRow(
        key=fresh_key(),
        destination=route.to,
        revision=0,
        action=Action.DIGEST.value,
        change="",
        mention=next((item.mention for item in items if item.mention), ""),
        route_when=route.when,
        slot=slot,
        due_at=due(route, now),
        created_at=now,
    )
    session.add(delivery)
    session.flush()
    for item in items:
        item.delivery_id = delivery.id
    session.flush()
    return True


def items(session: Session, delivery_id: int) -> tuple[Item, ...]:
    """What a digest tells: each move once, the newest last; what is marked wrong, or denied before it was told, is left out."""
    wanted = select(DigestItemRow).where(DigestItemRow.delivery_id == delivery_id).order_by(col(DigestItemRow.id))
    found: dict[int, bool] = {}
    for item in session.exec(wanted).all():
        row = rows.kept(session, session.get_one(MoveRow, item.move_id))
        found[row.id] = found.get(row.id, False) or item.again
    shown = _models(session, list(found))
    return tuple(
        Item(move, again)
        for move, again in zip(shown, found.values(), strict=True)
        if not move.wrong and (again or move.status is not Status.DENIED)
    )


def _models(session: Session, ids: Sequence[int]) -> tuple[Move, ...]:
    return rows.models(session, [session.get_one(MoveRow, number) for number in ids])
