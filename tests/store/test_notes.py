"""Strings that outlive the process."""

from pathlib import Path

from store.database import Database
from store.notes import Notes


def test_a_note_is_found_after_a_restart(tmp_path: Path) -> None:
    """What was set last is there for the next process; what never was is None."""
    url = f"sqlite:///{tmp_path / 'moves.db'}"
    first = Database(url)
    first.upgrade()
    Notes(first).set("commands", "one")
    Notes(first).set("commands", "two")
    first.close()
    second = Database(url)
    assert Notes(second).get("commands") == "two"
    assert Notes(second).get("nothing") is None
    second.close()
