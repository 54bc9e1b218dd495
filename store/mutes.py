"""People that a destination does not want to hear of; whoever they are merged into is meant as well."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ForeignKey
from sqlmodel import Field, Session, col, delete, select

from store.columns import Id, Moment, Row, Words
from store.deliveries import UNTOLD, Action
from store.digests import DigestItemRow
from store.statements import columns
from store.tables import DeliveryRow, MoveRow, PersonRow


class MuteRow(Row, table=True):
    """One person, not told of at one destination."""

    __tablename__ = "mute"

    destination: str = Field(sa_type=Words, primary_key=True)
    person_id: int = Field(
        sa_column_args=(ForeignKey("person.id", ondelete="CASCADE"),), sa_type=Id, primary_key=True, index=True
    )
    since: dt.datetime = Field(sa_type=Moment)
    by: str = Field(sa_type=Words)


_SAID = select(MuteRow.destination, MuteRow.person_id)


@dataclass(frozen=True, slots=True)
class Mute:
    """Who is not told of, since when, and who said so."""

    person: str
    """The id that leaves the store."""
    name: str
    since: dt.datetime
    by: str


def muted(session: Session, person_id: int) -> frozenset[str]:
    """Where nobody wants to hear of this person."""
    said = columns(session, _SAID)
    return frozenset(destination for destination, person in said if _meant(session, person).id == person_id)


def of(session: Session, destination: str) -> list[Mute]:
    """Who is muted at a destination, in the order it was said."""
    found = [(row, person) for row, person in _all(session) if row.destination == destination]
    return [Mute(person.token, person.name, row.since, row.by) for row, person in found]


def name(session: Session, person: str) -> str:
    """The name of whoever has this id, or of whom they were merged into; empty where it is nobody's."""
    row = _person(session, person)
    return row.name if row is not None else ""


def mute(session: Session, destination: str, person: str, *, by: str, now: dt.datetime) -> bool:
    """Tell a destination nothing more of a person, nor what waits of them; False where that holds already or nobody is that."""
    row = _person(session, person)
    if row is None or destination in muted(session, row.id):
        return False
    session.add(MuteRow(destination=destination, person_id=row.id, since=now, by=by))
    session.flush()
    _take_back(session, destination, row.id)
    return True


def unmute(session: Session, destination: str, person: str) -> bool:
    """Tell a destination again what comes of a person; False where it was told anyway."""
    meant = [row.person_id for row, one in _all(session) if row.destination == destination and one.token == person]
    session.exec(delete(MuteRow).where(col(MuteRow.destination) == destination, col(MuteRow.person_id).in_(meant)))
    return bool(meant)


def _all(session: Session) -> list[tuple[MuteRow, PersonRow]]:
    """Every mute with the person that is meant now. There are few."""
    rows = session.exec(select(MuteRow).order_by(col(MuteRow.since), col(MuteRow.person_id))).all()
    return [(row, _meant(session, row.person_id)) for row in rows]


def _meant(session: Session, person_id: int) -> PersonRow:
    """Whom a mute means now."""
    return _kept(session, session.get_one(PersonRow, person_id))


def _person(session: Session, token: str) -> PersonRow | None:
    row = session.exec(select(PersonRow).where(PersonRow.token == token)).first()
    return None if row is None else _kept(session, row)


def _kept(session: Session, row: PersonRow) -> PersonRow:
    while row.merged_into is not None:
        row = session.get_one(PersonRow, row.merged_into)
    return row


def _take_back(session: Session, destination: str, person_id: int) -> None:
    """Forget what waits there and surely was never told: posts about nobody else, and lines of digests.

    Rows are deleted rather than withdrawn: the same post, at the same revision, may be made again for a companion's sake.
    """
    mine = select(MoveRow.id).where(MoveRow.person_id == person_id)
    others = select(MoveRow.told_with).where(col(MoveRow.told_with).is_not(None), MoveRow.person_id != person_id)
    posts = [
        col(DeliveryRow.destination) == destination,
        col(DeliveryRow.move_id).in_(mine),
        ~col(DeliveryRow.move_id).in_(others),
        col(DeliveryRow.action) == Action.POST.value,
        col(DeliveryRow.state).in_(UNTOLD),
    ]
    session.exec(delete(DeliveryRow).where(*posts))
    session.exec(
        delete(DigestItemRow).where(
            col(DigestItemRow.destination) == destination,
            col(DigestItemRow.move_id).in_(mine),
            col(DigestItemRow.delivery_id).is_(None),
        )
    )
