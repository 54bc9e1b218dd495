"""Routes that people made in chat, and destinations that are paused; beside them live the routes of the configuration.

Asked in the transaction that records news, so that a subscription counts from the next article on, without a restart.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import String
from sqlmodel import Field, Session, col, delete, select

from store.columns import KEEP_COUNTING, Id, Moment, Row, Words
from store.model.announce import Route
from store.model.moves import Kind, Status


class SubscriptionRow(Row, table=True):
    """One route made in chat."""

    __tablename__ = "subscription"
    __table_args__ = (KEEP_COUNTING,)

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    destination: str = Field(sa_type=Words, index=True)
    companies: str = Field(sa_type=Words)
    """Canonical names, one a line; `*` for all."""
    kinds: str = Field(sa_type=Words)
    way: str = Field(default="", sa_type=String(3))
    min_status: str = Field(sa_type=String(9))
    route_when: str = Field(sa_type=Words)
    time_zone: str = Field(sa_type=Words)
    quiet: str = Field(default="", sa_type=Words)
    mention: str = Field(default="", sa_type=Words)
    made_at: dt.datetime = Field(sa_type=Moment)
    made_by: str = Field(sa_type=Words)


class PauseRow(Row, table=True):
    """A destination that is told nothing until somebody resumes it."""

    __tablename__ = "pause"

    destination: str = Field(sa_type=Words, primary_key=True)
    since: dt.datetime = Field(sa_type=Moment)
    by: str = Field(sa_type=Words)
    """Who paused it; empty where Moves did, because the channel was lost."""
    why: str = Field(default="", sa_type=Words)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A route made in chat, its number, who made it and when."""

    id: int
    route: Route
    by: str
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """Why a destination is told nothing; `by` is empty where Moves itself paused it."""

    since: dt.datetime
    by: str
    why: str


def asked(session: Session, configured: Sequence[Route]) -> tuple[Route, ...]:
    """Every route that is live: the configured ones, then those made in chat, without those of paused destinations."""
    silent = paused(session)
    routes = (*configured, *(one.route for one in of(session)))
    return tuple(route for route in routes if route.to not in silent)


def of(session: Session, destination: str | None = None) -> list[Subscription]:
    """The routes made in chat, of one destination or all, in the order they were made."""
    wanted = select(SubscriptionRow).order_by(col(SubscriptionRow.id))
    if destination is not None:
        wanted = wanted.where(SubscriptionRow.destination == destination)
    return [_subscription(row) for row in session.exec(wanted)]


def add(session: Session, route: Route, *, by: str, now: dt.datetime) -> Subscription:
    """Remember a route; the same one once more is the one there is."""
    same = next((one for one in of(session, route.to) if one.route == route), None)
    if same is not None:
        return same
    row = SubscriptionRow(
        destination=route.to,
        companies="\n".join(route.companies),
        kinds=" ".join(kind.value for kind in route.kinds),
        way=route.way,
        min_status=route.min_status.value,
        route_when=route.when,
        time_zone=route.time_zone,
        quiet=route.quiet,
        mention=route.mention,
        made_at=now,
        made_by=by,
    )
    session.add(row)
    session.flush()
    return _subscription(row)


def remove(session: Session, destination: str, number: int | None = None) -> int:
    """Forget a destination's route of that number, or all; returns how many there were."""
    which = [col(SubscriptionRow.destination) == destination]
    if number is not None:
        which.append(col(SubscriptionRow.id) == number)
    there = len(session.exec(select(SubscriptionRow.id).where(*which)).all())
    session.exec(delete(SubscriptionRow).where(*which))
    return there


def paused(session: Session) -> dict[str, Pause]:
    """The destinations that are told nothing, and why."""
    return {row.destination: Pause(row.since, row.by, row.why) for row in session.exec(select(PauseRow))}


def pause(session: Session, destination: str, *, by: str, why: str = "", now: dt.datetime) -> bool:
    """Tell a destination nothing from now on; False where it is paused already."""
    if session.get(PauseRow, destination) is not None:
        return False
    session.add(PauseRow(destination=destination, since=now, by=by, why=why))
    session.flush()
    return True


def resume(session: Session, destination: str) -> bool:
    """Tell a destination again what comes from now on; False where it was not paused."""
    row = session.get(PauseRow, destination)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def resume_lost(session: Session) -> None:
    """Try the channels again that Moves paused because they were lost; whoever starts it may have mended that."""
    session.exec(delete(PauseRow).where(col(PauseRow.by) == ""))


def _subscription(row: SubscriptionRow) -> Subscription:
    route = Route(
        to=row.destination,
        companies=tuple(row.companies.split("\n")),
        kinds=tuple(map(Kind, row.kinds.split())),
        way=row.way,
        min_status=Status(row.min_status),
        when=row.route_when,
        time_zone=row.time_zone,
        quiet=row.quiet,
        mention=row.mention,
    )
    return Subscription(row.id, route, row.made_by, row.made_at)
