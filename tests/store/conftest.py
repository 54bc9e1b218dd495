"""Real stores for the tests: SQLite always, PostgreSQL where one answers on this machine."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, exc, text

from store.database import Database
from store.tables import Row

SERVER = os.environ.get("MOVES_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
HEAD = "0001"
_WHY_NOT = "no PostgreSQL answers at 127.0.0.1:5432 (start one that trusts user postgres, or set MOVES_TEST_POSTGRES)"


@pytest.fixture(scope="session")
def server_url() -> Iterator[str | None]:
    """A throw-away database on the PostgreSQL server, for this run and worker; None where there is no server."""
    try:
        server = create_engine(SERVER, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 2})
        with server.connect() as connection:
            name = f"moves_test_{secrets.token_hex(6)}"
            connection.execute(text(f"create database {name}"))
    except (exc.SQLAlchemyError, ModuleNotFoundError):
        yield None
        return
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, server_url: str | None) -> str:
    """Where an empty store may be made: once on each kind of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'moves.db'}"
    if server_url is None:
        pytest.skip(_WHY_NOT)
    _without_schema(server_url)
    return server_url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, server_url: str | None) -> Iterator[Database]:
    """A store with its schema and no rows."""
    if request.param == "postgresql" and server_url is None:
        pytest.skip(_WHY_NOT)
    made = Database(f"sqlite:///{tmp_path / 'moves.db'}" if request.param == "sqlite" else server_url or "")
    if request.param == "postgresql" and not _emptied(server_url or ""):
        _without_schema(server_url or "")
    made.upgrade()
    yield made
    made.close()


def _emptied(server_url: str) -> bool:
    """Take the rows of the test before away; False where it left another schema."""
    engine = create_engine(server_url)
    tables = ", ".join(table.name for table in Row.metadata.sorted_tables)
    try:
        with engine.begin() as connection:
            head = connection.execute(text("select version_num from alembic_version")).scalar()
            connection.execute(text(f"truncate {tables} restart identity"))
    except exc.ProgrammingError:
        return False
    finally:
        engine.dispose()
    return head == HEAD


def _without_schema(server_url: str) -> None:
    engine = create_engine(server_url)
    with engine.begin() as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))
    engine.dispose()
