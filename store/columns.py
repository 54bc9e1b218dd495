"""What every row is made of: its root, and the types of its columns.

Times are UTC, kept as whole microseconds since 1970 so that both databases order and compare them alike.
"""

import datetime as dt

from sqlalchemy import BigInteger, Dialect, Integer, MetaData, String, TypeDecorator
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[dt.datetime]):
    """An aware time, kept as microseconds since 1970. Refuses naive times with ValueError."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> int | None:
        """Count microseconds."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time in the store needs a zone")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> dt.datetime | None:
        """Make an aware UTC time again."""
        return None if value is None else _EPOCH + value * _MICROSECOND


class Words(TypeDecorator[str]):
    """Text that came from outside: without NUL, which PostgreSQL refuses, and lone surrogates, which SQLite does."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Drop NUL and put a question mark for what is no character."""
        return None if value is None else clean(value)


def clean(text: str) -> str:
    """Text as `Words` keeps it."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


# SQLite numbers rows by itself only for columns of exactly this type.
Id = BigInteger().with_variant(Integer(), "sqlite")
# Never hand a number out twice, not even after the newest row was deleted; PostgreSQL's sequences never do.
KEEP_COUNTING = {"sqlite_autoincrement": True}


class Row(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """Root of all rows: a registry of our own, so that no other library's tables get into our migrations.

    A row's `id` is None until it is flushed; it is typed as what it is ever after.
    """
