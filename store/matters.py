"""What Moves has to say about itself: matters that begin and end, gathered into notices to one destination, each said once.

A notice is a row of the outbox like any other. A matter that lasts (a source that fails) is told when it has lasted a
while and told again when it is over; one that only happens (a delivery given up) is told. What begins and ends before
anybody was told is forgotten.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ForeignKey
from sqlmodel import Field, Session, col, delete, or_, select

from store.columns import Id, Moment, Row, Words
from store.deliveries import Action, fresh_key
from store.tables import DeliveryRow

SETTLE = dt.timedelta(minutes=2)
"""How long a matter has to last, or a recovery to hold, before it is told; what comes meanwhile is told with it."""
APART = dt.timedelta(minutes=10)
"""Least time between two notices."""
_KEPT = dt.timedelta(days=30)
_STALE = dt.timedelta(days=1)
"""What happened and could not be told for so long is no news any more."""
_LONGEST = 500  # characters


class MatterRow(Row, table=True):
    """One matter: from when to when, and the notices that told of its beginning and its end."""

    __tablename__ = "matter"

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    key: str = Field(sa_type=Words, index=True)
    said: str = Field(sa_type=Words)
    after: str = Field(default="", sa_type=Words)
    """What is said when it is over."""
    began_at: dt.datetime = Field(sa_type=Moment)
    ended_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    lasting: bool = True
    """False for what only happens: its end is no news."""
    told_by: int | None = Field(
        default=None, sa_column_args=(ForeignKey("delivery.id", ondelete="CASCADE"),), sa_type=Id, index=True
    )
    over_by: int | None = Field(
        default=None, sa_column_args=(ForeignKey("delivery.id", ondelete="CASCADE"),), sa_type=Id, index=True
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What is the matter: what to say now, and when it is over."""

    said: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a notice."""

    said: str
    at: dt.datetime
    """When it began, or was over."""
    over: bool = False


def happened(session: Session, key: str, said: str, *, now: dt.datetime) -> None:
    """Note something that happened, once for each key."""
    if session.exec(select(MatterRow.id).where(MatterRow.key == key)).first() is None:
        session.add(MatterRow(key=key, said=said[:_LONGEST], began_at=now, ended_at=now, lasting=False))
        session.flush()


def look(
    session: Session,
    standing: Mapping[str, Standing],
    *,
    going_on: Collection[str] = (),
    concerns: Callable[[str], bool] = lambda _key: True,
    now: dt.datetime,
) -> None:
    """Compare what is the matter now, by key, with what was: begin, go on, end.

    What is `going_on` is not worth beginning, and does not end either. One that comes back before its end was told never
    ended, and one that `concerns` nothing any more (a source that is watched no longer) is forgotten without a word.
    """
    known = {row.key: row for row in session.exec(select(MatterRow).where(_open()).order_by(col(MatterRow.id)))}
    for key, one in standing.items():
        row = known.get(key)
        if row is None:
            session.add(MatterRow(key=key, said=one.said[:_LONGEST], after=one.after[:_LONGEST], began_at=now))
        elif row.told_by is None:
            row.said = one.said[:_LONGEST]
    for key, row in known.items():
        if not concerns(key):
            session.delete(row)
        elif key in standing or key in going_on:
            row.ended_at = None
        else:
            _end(session, row, now)
    session.flush()


def _end(session: Session, row: MatterRow, now: dt.datetime) -> None:
    """It is over; what nobody was told of is forgotten."""
    if row.ended_at is not None:
        return
    if row.told_by is None:
        session.delete(row)
    else:
        row.ended_at = now


def gather(session: Session, destination: str, *, now: dt.datetime) -> bool:
    """Make one notice of all that is to be told, where something has waited long enough; False where nothing has."""
    waiting = _untold(session)
    ripe = [row for row in waiting if (row.ended_at or row.began_at) <= now - SETTLE]
    if not ripe or _told_lately(session, destination, now):
        return False
    notice = DeliveryRow(
        key=fresh_key(), destination=destination, revision=0, action=Action.NOTICE.value, change="", due_at=now,
        created_at=now,
    )  # fmt: skip
    session.add(notice)
    session.flush()
    for row in waiting:
        if row.told_by is None:
            row.told_by = notice.id
        else:
            row.over_by = notice.id
    session.flush()
    return True


def of(session: Session, delivery_id: int) -> tuple[Told, ...]:
    """What a notice tells: what began, then what is over, each in its order."""
    began = session.exec(select(MatterRow).where(MatterRow.told_by == delivery_id).order_by(col(MatterRow.id)))
    over = session.exec(select(MatterRow).where(MatterRow.over_by == delivery_id).order_by(col(MatterRow.id)))
    return (
        *(Told(row.said, row.began_at) for row in began),
        *(Told(row.after, row.ended_at or row.began_at, over=True) for row in over),
    )


def forget(session: Session, *, now: dt.datetime) -> None:
    """Drop what is over and told long ago, and what happened and nobody could be told in time."""
    old = (col(MatterRow.over_by).is_not(None) | ~col(MatterRow.lasting)) & (col(MatterRow.ended_at) < now - _KEPT)
    late = col(MatterRow.told_by).is_(None) & ~col(MatterRow.lasting) & (col(MatterRow.began_at) < now - _STALE)
    session.exec(delete(MatterRow).where(or_(old, late)))


def _open() -> ColumnElement[bool]:
    """Matters that last, or are over and not yet told to be."""
    return col(MatterRow.lasting) & col(MatterRow.over_by).is_(None)


def _untold(session: Session) -> Sequence[MatterRow]:
    began = col(MatterRow.told_by).is_(None)
    over = col(MatterRow.lasting) & col(MatterRow.ended_at).is_not(None) & col(MatterRow.over_by).is_(None)
    return session.exec(select(MatterRow).where(or_(began, over)).order_by(col(MatterRow.id))).all()


def _told_lately(session: Session, destination: str, now: dt.datetime) -> bool:
    notices = select(DeliveryRow.id).where(
        DeliveryRow.destination == destination,
        DeliveryRow.action == Action.NOTICE.value,
        col(DeliveryRow.created_at) > now - APART,
    )
    return session.exec(notices).first() is not None
