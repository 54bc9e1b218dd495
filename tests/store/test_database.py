"""The database: migrations, transactions, and its errors in our words."""

import datetime as dt
import sqlite3
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import select

from store import feeds
from store.columns import Row, Words
from store.database import Database, migrations
from store.errors import StoreDamaged, StoreFull, StoreNewer, StoreTrouble, StoreUnreachable
from store.tables import SourceRow

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


def names(database: Database) -> list[str]:
    """Names of all sources."""
    with database.reading() as session:
        return list(session.exec(select(SourceRow.name).order_by(SourceRow.name)))


def test_migrated_schema_equals_declared(database: Database) -> None:
    """Migrations end exactly at the declared tables: nothing to add, drop or alter."""
    with database.writing() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_upgrade_twice_is_once(database: Database) -> None:
    """An upgrade of an upgraded store keeps its rows."""
    with database.writing() as session:
        feeds.look(session, name="a", url="https://a.test")
    database.upgrade()
    assert names(database) == ["a"]


def test_downgrade_leaves_nothing(url: str) -> None:
    """The first migration can be taken back whole."""
    database = Database(url)
    database.upgrade()
    with database._engine.connect() as connection, connection.begin():
        command.downgrade(migrations(connection), "base")
        left = connection.dialect.get_table_names(connection)
    assert set(left) <= {"alembic_version"}
    database.close()


def test_exception_rolls_back(database: Database) -> None:
    """Whatever is raised inside a transaction undoes all of it."""

    def interrupted() -> None:
        with database.writing() as session:
            feeds.look(session, name="a", url="https://a.test")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert names(database) == []


def test_reading_keeps_nothing(database: Database) -> None:
    """Rows added while reading are gone afterwards."""
    with database.reading() as session:
        session.add(SourceRow(name="a", url="https://a.test"))
    assert names(database) == []


def test_threads_take_turns_writing(database: Database) -> None:
    """Two threads counting one row up lose no step."""
    with database.writing() as session:
        number = feeds.look(session, name="a", url="https://a.test").id
        session.connection().execute(text("update source set failures = 0"))

    def count() -> None:
        for _ in range(25):
            with database.writing() as session:
                row = session.exec(select(SourceRow).where(SourceRow.id == number).with_for_update()).one()
                row.failures += 1

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with database.reading() as session:
        assert session.get_one(SourceRow, number).failures == 50


def test_two_processes_upgrade_at_once(url: str) -> None:
    """Two starts on one empty database migrate it once and both go on."""
    made = [Database(url), Database(url)]
    troubles: list[BaseException] = []

    def upgrade(database: Database) -> None:
        try:
            database.upgrade()
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            troubles.append(error)

    threads = [threading.Thread(target=upgrade, args=(database,)) for database in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert troubles == []
    assert names(made[0]) == names(made[1]) == []
    for database in made:
        database.close()


def test_newer_schema_is_refused(url: str) -> None:
    """A store written by a newer Moves is left alone."""
    database = Database(url)
    database.upgrade()
    with database.writing() as session:
        session.connection().execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(StoreNewer, match="newer Moves"):
        database.upgrade()
    database.close()


def test_text_nobody_can_store_is_mended(database: Database) -> None:
    """NUL and lone surrogates from a hostile feed neither fail nor split a transaction."""
    with database.writing() as session:
        feeds.look(session, name="a\0b\ud800", url="https://a.test")
    assert names(database) == ["ab?"]
    assert Words().process_bind_param(None, database._engine.dialect) is None


def test_close_twice(database: Database) -> None:
    """Closing is safe to repeat, and the store can be used again."""
    database.close()
    database.close()
    assert names(database) == []


def test_memory_is_shared_between_threads() -> None:
    """An in-memory store is one store for all threads."""
    database = Database(":memory:")
    database.upgrade()

    def add() -> None:
        with database.writing() as session:
            feeds.look(session, name="a", url="https://a.test")

    thread = threading.Thread(target=add)
    thread.start()
    thread.join(timeout=30)
    assert names(database) == ["a"]
    database.close()


def test_sqlite_is_set_up_on_every_connection(tmp_path: Path) -> None:
    """Write-ahead log, foreign keys and a patient lock hold on each connection."""
    database = Database(f"sqlite:///{tmp_path / 'moves.db'}")
    with database.reading() as one, database.reading() as other:
        for session in (one, other):
            pragmas = [session.connection().execute(text(f"pragma {name}")).scalar_one() for name in
                       ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")]  # fmt: skip
            assert pragmas == ["wal", 1, 5000, 1]
    database.close()


def test_not_a_database(tmp_path: Path) -> None:
    """Any other file is called what it is."""
    path = tmp_path / "moves.db"
    path.write_text("this is a letter to the editor\n" * 100)
    with pytest.raises(StoreDamaged, match="not a usable database"):
        Database(f"sqlite:///{path}").upgrade()


def test_no_such_folder(tmp_path: Path) -> None:
    """A store in a folder that is not there cannot be reached."""
    with pytest.raises(StoreUnreachable, match="cannot be reached"):
        Database(f"sqlite:///{tmp_path / 'nowhere' / 'moves.db'}").upgrade()


def test_read_only(tmp_path: Path) -> None:
    """A store that may only be read says so at the first write, and reads on."""
    path = tmp_path / "moves.db"
    owner = Database(f"sqlite:///{path}")
    owner.upgrade()
    guest = Database(f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(StoreFull, match="cannot be written"), guest.writing() as session:
        feeds.look(session, name="a", url="https://a.test")
    assert names(guest) == []
    owner.close()
    guest.close()


def test_full_disk_loses_only_what_did_not_fit(tmp_path: Path) -> None:
    """A full disk undoes the transaction it hits and nothing before it."""
    database = Database(f"sqlite:///{tmp_path / 'moves.db'}")
    database.upgrade()
    with database.writing() as session:
        feeds.look(session, name="before", url="https://a.test")

    def overfill() -> None:
        with database.writing() as session:
            pages = session.connection().execute(text("pragma page_count")).scalar_one()
            session.connection().execute(text(f"pragma max_page_count = {pages}"))
            feeds.look(session, name="after", url="https://a.test/" + "x" * 200_000)

    with pytest.raises(StoreFull, match="is full"):
        overfill()
    assert names(database) == ["before"]
    database.close()


def test_locked_for_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer in another process that does not let go is trouble, not a hang."""
    monkeypatch.setattr("store.database._PRAGMAS", ("busy_timeout=50",))
    path = tmp_path / "moves.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(StoreUnreachable, match="locked"), database.writing():
        pass
    other.close()
    database.close()


@pytest.mark.parametrize("url", ["postgresql+psycopg://bot:hunter2@127.0.0.1:9/moves?connect_timeout=1",
                                 "postgresql+psycopg://bot@127.0.0.1:9/moves?connect_timeout=1&password=hunter2"])  # fmt: skip
def test_server_away_keeps_the_password(url: str) -> None:
    """A server that does not answer is named without its password."""
    database = Database(url)
    with pytest.raises(StoreUnreachable) as caught:
        database.upgrade()
    assert "127.0.0.1:9" in str(caught.value)
    assert "hunter2" not in str(caught.value) + database.shown


@pytest.mark.parametrize("url", ["", "moves.db", "sqlite:/\0", "nosuchdb://here/there"])
def test_address_nobody_understands(url: str) -> None:
    """A url that is none, or of an unknown database, is refused with what is expected."""
    with pytest.raises(StoreTrouble):
        Database(url).upgrade()
