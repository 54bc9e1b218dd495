"""Routes that people made in chat, and destinations that are paused; beside them live the routes of the configuration.

Asked in the transaction that records news, so that a subscription counts from the next article on, without a restart.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String
from sqlmodel import Field, Session, col, delete, select

from store.columns import KEEP_COUNTING, Id, Moment, Row, Words
from store.model.announce import Route
from store.model.moves import Kind, Status
from store.statements import columns
from store.tables import NoteRow


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


_MADE = select(SubscriptionRow).order_by(col(SubscriptionRow.id))
_SILENT = select(PauseRow.destination)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A route made in chat, its number, who made it and when."""

    id: int
    route: Route
    by: str
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Edit:
    """The last change of a route made in chat: the how many-th it is, by whom, when, and what the route was before."""

    turn: int
    by: str
    at: dt.datetime
    before: Route


@dataclass(frozen=True, slots=True)
class Pause:
    """Why a destination is told nothing; `by` is empty where Moves itself paused it."""

    since: dt.datetime
    by: str
    why: str


def asked(session: Session, configured: Sequence[Route]) -> tuple[Route, ...]:
    """Every route that is live: the configured ones, then those made in chat, without those of paused destinations."""
    silent = columns(session, _SILENT)
    routes = (*configured, *(one.route for one in of(session)))
    return tuple(route for route in routes if route.to not in silent)


def of(session: Session, destination: str | None = None) -> list[Subscription]:
    """The routes made in chat, of one destination or all, in the order they were made."""
    wanted = _MADE if destination is None else _MADE.where(SubscriptionRow.destination == destination)
    return [_subscription(row) for row in session.exec(wanted)]


def add(session: Session, route: Route, *, by: str, now: dt.datetime) -> Subscription:
    """Remember a route; the same one once more is the one there is."""
    same = next((one for one in of(session, route.to) if one.route == route), None)
    if same is not None:
        return same
    row = SubscriptionRow(destination=route.to, **_columns(route), made_at=now, made_by=by)
    session.add(row)
    session.flush()
    return _subscription(row)


def at(session: Session, number: int) -> Subscription | None:
    """The route of this number, wherever it leads; None where there is none."""
    row = session.get(SubscriptionRow, number)
    return _subscription(row) if row is not None else None


def change(session: Session, one: Subscription, route: Route, *, by: str, now: dt.datetime) -> Edit:
    """Let a route ask for something else, for the same destination; number, maker and day stay.

    Who changed it last, and what it was before that, is kept in a note.
    """
    row, last = session.get_one(SubscriptionRow, one.id), edits(session, [one]).get(one.id)
    edit = Edit(turn=last.turn + 1 if last is not None else 1, by=by, at=now, before=one.route)
    for column, value in _columns(route).items():
        setattr(row, column, value)
    told = {"turn": edit.turn, "by": by, "at": now.isoformat(), "before": _columns(one.route)}
    session.merge(NoteRow(key=_note(one.id), value=json.dumps(told, ensure_ascii=False)))
    session.flush()
    return edit


def edits(session: Session, made: Iterable[Subscription]) -> dict[int, Edit]:
    """The last change of each of these routes that was changed, by number."""
    to = {_note(one.id): one for one in made}
    found = session.exec(select(NoteRow).where(col(NoteRow.key).in_(to)))
    return {to[note.key].id: _edit(json.loads(note.value), to[note.key].route.to) for note in found}


def _edit(told: Mapping[str, Any], to: str) -> Edit:
    return Edit(told["turn"], told["by"], dt.datetime.fromisoformat(told["at"]), _route(to, told["before"]))


def _note(number: int) -> str:
    return f"route.{number}"


def remove(session: Session, destination: str, number: int | None = None) -> tuple[int, ...]:
    """Let a destination's route of that number be none any more, or all; returns their numbers.

    What they were is kept in notes, for `restore`.
    """
    gone = [one for one in of(session, destination) if number in {None, one.id}]
    for one in gone:
        kept = {"to": destination, "by": one.by, "since": one.since.isoformat(), "route": _columns(one.route)}
        session.merge(NoteRow(key=_removed(one.id), value=json.dumps(kept, ensure_ascii=False)))
    session.exec(delete(SubscriptionRow).where(col(SubscriptionRow.id).in_([one.id for one in gone])))
    return tuple(one.id for one in gone)


def restore(session: Session, destination: str, number: int) -> Subscription | None:
    """Let a removed route be there again, as it was; None where that destination lost none of this number, or has its like."""
    note = session.get(NoteRow, _removed(number))
    kept: dict[str, Any] = json.loads(note.value) if note is not None else {}
    if note is None or kept["to"] != destination:
        return None
    if any(one.route == _route(destination, kept["route"]) for one in of(session, destination)):
        return None
    since = dt.datetime.fromisoformat(kept["since"])
    row = SubscriptionRow(id=number, destination=destination, **kept["route"], made_at=since, made_by=kept["by"])
    session.add(row)
    session.delete(note)
    session.flush()
    return _subscription(row)


def _removed(number: int) -> str:
    return f"route.{number}.removed"


def paused(session: Session) -> dict[str, Pause]:
    """The destinations that are told nothing, and why."""
    return {row.destination: Pause(row.since, row.by, row.why) for row in session.exec(select(PauseRow))}


def pause(session: Session, destination: str, *, by: str, why: str = "", now: dt.datetime) -> bool:
    """Tell a destination nothing from now on; False where it is paused already.

    What somebody pauses stays paused, also where Moves had paused it itself and would try it again.
    """
    row = session.get(PauseRow, destination)
    if row is not None and (row.by or not by):
        return False
    session.merge(PauseRow(destination=destination, since=now, by=by, why=why))
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
    return Subscription(row.id, _route(row.destination, row.model_dump()), row.made_by, row.made_at)


def _columns(route: Route) -> dict[str, Any]:
    """A route as its row holds it, without the destination."""
    return {
        "companies": "\n".join(route.companies),
        "kinds": " ".join(kind.value for kind in route.kinds),
        "way": route.way,
        "min_status": route.min_status.value,
        "route_when": route.when,
        "time_zone": route.time_zone,
        "quiet": route.quiet,
        "mention": route.mention,
    }


def _route(to: str, columns: Mapping[str, str]) -> Route:
    return Route(
        to=to,
        companies=tuple(columns["companies"].split("\n")),
        kinds=tuple(map(Kind, columns["kinds"].split())),
        way=columns["way"],
        min_status=Status(columns["min_status"]),
        when=columns["route_when"],
        time_zone=columns["time_zone"],
        quiet=columns["quiet"],
        mention=columns["mention"],
    )
