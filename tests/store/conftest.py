"""Real stores for the tests: SQLite always, PostgreSQL where one answers on this machine.

Migrations run once a kind; every test then gets a copy of an empty store, or the emptied one.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, exc, text

from store.columns import Row
from store.database import Database
from tests.store.newsroom import LIN, YAO, Newsroom

SERVER = os.environ.get("MOVES_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
KINDS = ["sqlite", "postgresql"]
_WHY_NOT = "no PostgreSQL answers at 127.0.0.1:5432 (start one that trusts user postgres, or set MOVES_TEST_POSTGRES)"

NewServerStore = Callable[[], str]


@pytest.fixture(scope="session")
def new_server_store() -> Iterator[NewServerStore | None]:
    """Makes throw-away databases on the PostgreSQL server and drops them after the run; None without a server."""
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 2})
    try:
        server.connect().close()
    except (exc.SQLAlchemyError, ModuleNotFoundError):
        server.dispose()
        yield None
        return
    made: list[str] = []

    def make() -> str:
        made.append(f"moves_test_{secrets.token_hex(6)}")
        with server.connect() as connection:
            connection.execute(text(f"create database {made[-1]}"))
        return server.url.set(database=made[-1]).render_as_string(hide_password=False)

    yield make
    with server.connect() as connection:
        for name in made:
            connection.execute(text(f"drop database {name} with (force)"))
    server.dispose()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and no rows, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "moves.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    database.close()
    return path


@pytest.fixture(scope="session")
def server_store(new_server_store: NewServerStore | None) -> Database | None:
    """The one PostgreSQL store that tests take turns with."""
    if new_server_store is None:
        return None
    made = Database(new_server_store())
    made.upgrade()
    return made


@pytest.fixture(scope="session")
def file_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, Path]:
    """The one SQLite store that tests take turns with, and its file: an engine has each statement to compile but once."""
    path = tmp_path_factory.mktemp("turns") / "moves.db"
    return Database(f"sqlite:///{path}"), path


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path, new_server_store: NewServerStore | None) -> str:
    """Where a store may be made: nothing is there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'moves.db'}"
    if new_server_store is None:
        pytest.skip(_WHY_NOT)
    return new_server_store()


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, file_store: tuple[Database, Path], empty_file: Path, server_store: Database | None
) -> Iterator[Database]:
    """A store with its schema and no rows; the schema is not to be touched."""
    if request.param == "sqlite":
        made, path = file_store
        for old in path.parent.iterdir():
            old.unlink()
        shutil.copy(empty_file, path)
    elif server_store is None:
        pytest.skip(_WHY_NOT)
    else:
        made = server_store
        _empty(made)
    yield made
    made.close()


def _empty(made: Database) -> None:
    """Take out all rows and count from one again; for so few rows that is many times as quick as `truncate`."""
    with made.writing() as session:
        connection = session.connection()
        counters = connection.execute(text("select sequencename from pg_sequences where schemaname = current_schema"))
        deeds = [f"delete from {table.name}" for table in reversed(Row.metadata.sorted_tables)]  # noqa: S608 - names of our own
        deeds += [f"select setval('{counter}', 1, false)" for counter in counters.scalars()]
        connection.exec_driver_sql("; ".join(deeds))


@pytest.fixture(scope="module", params=KINDS)
def shared(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    new_server_store: NewServerStore | None,
) -> Iterator[Database]:
    """A store that the tests of a module fill once and only read."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'moves.db'}")
    elif new_server_store is None:
        pytest.skip(_WHY_NOT)
    else:
        made = Database(new_server_store())
    made.upgrade()
    yield made
    made.close()


@pytest.fixture
def news(database: Database) -> Newsroom:
    """A newsroom with one Slack channel and two watched people."""
    return Newsroom(database, people=(LIN, YAO))
