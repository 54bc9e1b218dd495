"""A store with its schema and nothing in it, for tests that are not about the store: migrated once, then copied."""

import tempfile
from functools import cache
from pathlib import Path

from store.database import Database


def fresh(folder: Path) -> Database:
    """Open a new store in a file of this folder."""
    path = folder / "moves.db"
    path.write_bytes(_migrated())
    return Database(f"sqlite:///{path}")


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "moves.db"
        database = Database(f"sqlite:///{path}")
        database.upgrade()
        database.close()
        return path.read_bytes()
