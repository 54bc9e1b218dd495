"""A few strings that outlive the process, by key: what a platform was last told, and the like."""

from store.database import Database
from store.tables import NoteRow


class Notes:
    """Reads and writes notes, each in a transaction of its own; blocks, so callers on an event loop go through a thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """What was set, or None."""
        with self._database.reading() as session:
            row = session.get(NoteRow, key)
            return row.value if row is not None else None

    def set(self, key: str, value: str) -> None:
        """Remember it, replacing what was there."""
        with self._database.writing() as session:
            session.merge(NoteRow(key=key, value=value))
