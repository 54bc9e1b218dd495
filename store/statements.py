"""How the store is asked and told where it is done for every piece of news: statements made once, rows without objects.

To make a statement anew, and to keep an object for each row, takes several times as long as the database's own work. So
what recording asks stands as a constant with `bindparam` where a value belongs, is asked with `columns` where no object
is wanted, and rows that nobody looks at in the same transaction are added with `put`. Both first write what the session
still holds back, as the session does itself.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, TypeVarTuple, overload

from sqlalchemy import Insert, insert
from sqlmodel import Session
from sqlmodel.sql.expression import Select, SelectOfScalar

from store.columns import Row

_Value = TypeVar("_Value")
_Values = TypeVarTuple("_Values")


@overload
def columns(session: Session, wanted: SelectOfScalar[_Value], **given: object) -> Sequence[_Value]: ...


@overload
def columns(session: Session, wanted: Select[*_Values], **given: object) -> Sequence[tuple[*_Values]]: ...


def columns(session: Session, wanted: Any, **given: object) -> Any:
    """Ask for columns (never for whole rows as objects); what is `given` fills the statement's parameters."""
    session.flush()
    found = session.connection().execute(wanted, given)
    return found.scalars().all() if isinstance(wanted, SelectOfScalar) else found.all()


def put(session: Session, table: type[Row], rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows of one table, all with the same columns; columns left out get their default."""
    if rows:
        session.flush()
        session.connection().execute(_insert(table), rows)


def put_one(session: Session, table: type[Row], **values: object) -> int:
    """Add a row and return the number that the database gave it."""
    session.flush()
    made: Sequence[Any] | None = session.connection().execute(_insert(table), values).inserted_primary_key
    assert made is not None  # both databases tell it of one row
    return int(made[0])


@cache
def _insert(table: type[Row]) -> Insert:
    return insert(table)
