"""A store with its schema and nothing in it, for tests that are not about migrations: migrated once, then copied."""

import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from store.database import Database


def fresh(folder: Path) -> Database:
    """Open a new store in a file of this folder."""
    path = folder / "moves.db"
    path.write_bytes(_migrated())
    return Database(f"sqlite:///{path}")


class _Lent(Database):
    """Goes back to the shelf when it is closed: an engine has each statement to compile but once."""

    def close(self) -> None:
        """Forget everything; whoever closed it does not use it again."""
        super().close()
        if self not in _SHELF:
            _SHELF.append(self)


_SHELF: list[_Lent] = []


def in_memory() -> Database:
    """Open a store in memory: empty, though its engine may have served before."""
    made = _SHELF.pop() if _SHELF else _Lent(":memory:")
    with made._engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.deserialize(_migrated())
    return made


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "moves.db"
        database = Database(f"sqlite:///{path}")
        database.upgrade()
        database.close()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("pragma journal_mode = delete")  # memory knows no write-ahead log
        return path.read_bytes()
