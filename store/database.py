"""Engine, pragmas, transactions and migrations. Synchronous: callers on an event loop go through a thread.

The one place where the driver's errors become ours.
"""

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url, text
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool
from sqlmodel import Session

from store.errors import StoreDamaged, StoreFull, StoreNewer, StoreTrouble, StoreUnreachable

_BUSY_MS = 5000
_UPGRADE_LOCK = 0x4D6F7665  # any fixed number of our own: two processes started at once must not both migrate
_RECORD_LOCK = 0x4C656467
_WAL = "PRAGMA journal_mode=WAL"
_PRAGMAS = (f"busy_timeout={_BUSY_MS}", "synchronous=NORMAL", "foreign_keys=ON")
_ASK_AGAIN = 0.01
"""Seconds between two tries of what SQLite refuses at once instead of waiting for."""
_DAMAGED = ("not a database", "malformed", "disk image")
_FULL = ("is full", "readonly", "read-only", "no space left", "could not extend")
_SECRETS = frozenset({"password", "sslpassword", "passfile"})


class Database:
    """One store, by its URL: `sqlite:///path`, `sqlite:///:memory:` or `postgresql+psycopg://…`.

    Opens nothing until first used. Every method raises StoreTrouble or one of its branches and nothing else of the
    database's. Safe to share between threads; in memory they take turns.
    """

    def __init__(self, url: str) -> None:
        address = _address(url)
        self.shown = _masked(address)
        """The address with its password masked, fit for logs."""
        self.sqlite = address.get_backend_name() == "sqlite"
        in_memory = self.sqlite and address.database in {None, "", ":memory:"}
        # SQLite has one writer: threads queue here, in order, instead of polling the file's lock.
        self._writer = threading.RLock() if self.sqlite else contextlib.nullcontext()
        self._reader = self._writer if in_memory else contextlib.nullcontext()
        with self._wrapped():
            self._engine = _engine(address, in_memory=in_memory)

    def upgrade(self) -> None:
        """Bring the schema to this version's, creating it where there is none; all or nothing.

        Raises StoreNewer, and changes nothing, where a newer Moves has been at work.
        """
        with self._wrapped(), self._writer, self._engine.connect() as connection:
            begun = connection.execution_options(moves_write=True)
            with begun.begin():
                if not self.sqlite:
                    begun.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
                config = migrations(begun)
                _refuse_newer(begun, config, self.shown)
                command.upgrade(config, "head")

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open one transaction that may write: committed at the end, rolled back on any exception."""
        with self._wrapped(), self._writer, self._engine.connect() as connection:
            begun = connection.execution_options(moves_write=True)
            with begun.begin(), Session(begun, expire_on_commit=False) as session:
                yield session
                session.flush()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open one transaction for reading: everything is seen as of one moment, nothing is kept."""
        with self._wrapped(), self._reader, self._engine.connect() as connection:
            if not self.sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with Session(connection, autoflush=False) as session:
                yield session
            connection.rollback()

    @contextmanager
    def lending(self, *, tables: bool = False) -> Iterator[Engine]:
        """Lend the engine to a library that keeps tables of its own here; each of its transactions may write.

        The library's turn is one among those who write; it must be done when the block ends. Where it makes its
        `tables`, no other process makes or changes any.
        """
        with self._wrapped(), self._writer, contextlib.ExitStack() as held:
            if tables and not self.sqlite:
                connection = held.enter_context(self._engine.begin())
                connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
            yield self._engine.execution_options(moves_write=True)

    def close(self) -> None:
        """Let SQLite refresh its statistics and close every connection. Safe to call twice."""
        if self.sqlite:
            with contextlib.suppress(StoreTrouble), self._wrapped(), self._writer, self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA optimize")
        self._engine.dispose()

    def backup(self, target: Path) -> None:
        """Copy the store to a new file while it is in use: checked, then named, so that a half copy never looks whole.

        SQLite only; PostgreSQL has pg_dump. Raises StoreTrouble where the target exists or cannot be written.
        """
        if not self.sqlite:
            raise StoreTrouble(f"{self.shown} is not a file; use pg_dump to back it up")
        if target.exists():
            raise StoreTrouble(f"{target} exists; a backup never overwrites")
        half = target.with_name(f"{target.name}.part")
        half.unlink(missing_ok=True)
        with self._wrapped():
            raw = self._engine.raw_connection()  # VACUUM runs outside of any transaction
            try:
                raw.cursor().execute("VACUUM INTO ?", (str(half),))
            except sqlite3.Error as error:
                raise StoreUnreachable(f"{target} cannot be written: {error}") from error
            finally:
                raw.close()
        with contextlib.closing(sqlite3.connect(half)) as copy:
            if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise StoreDamaged(f"the copy {half} did not pass its check")
        half.rename(target)

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        """Turn the database's errors into ours; all others pass untouched."""
        try:
            yield
        except (exc.SQLAlchemyError, ModuleNotFoundError) as error:
            raise _trouble(error, self.shown) from error


def alone(session: Session) -> None:
    """Let nobody else record or correct until this transaction ends: two could both miss what the other will store.

    SQLite has one writer anyway.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _RECORD_LOCK})


def migrations(connection: Connection) -> Config:
    """Make Alembic's configuration in code: the scripts come with the package, the connection is handed in."""
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    config.attributes["connection"] = connection
    return config


def _address(url: str) -> URL:
    try:
        return make_url("sqlite:///:memory:" if url == ":memory:" else url)
    except (exc.ArgumentError, ValueError) as error:
        raise StoreUnreachable(
            "the store's url cannot be read; expected sqlite:///… or postgresql+psycopg://…"
        ) from error


def _masked(address: URL) -> str:
    """Write the address without any secret, whether it stands before the host or in the query."""
    query = {key: "***" if key in _SECRETS else value for key, value in address.query.items()}
    return address.set(query=query).render_as_string(hide_password=True)


def _engine(address: URL, *, in_memory: bool) -> Engine:
    if address.get_backend_name() != "sqlite":
        return create_engine(address, hide_parameters=True, pool_pre_ping=True, pool_size=5, max_overflow=10)
    pool = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(address, hide_parameters=True, connect_args={"check_same_thread": False}, **pool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """Take transactions out of the driver's hands and set what SQLite forgets with each connection."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()
    _log_ahead(connection)


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Turn a file to write-ahead logging, as patient as any other claim of its lock.

    Two first starts on one new file both do this; SQLite tells the second at once that it is locked, whatever its busy
    timeout (seen with 3.40.1). A file that is turned already answers without a lock.
    """
    give_up = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            return connection.execute(_WAL).close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
        time.sleep(_ASK_AGAIN)


def _begin(connection: Connection) -> None:
    """Claim the write lock at the start: a reader that turns writer midway could not wait for its turn."""
    immediate = connection.get_execution_options().get("moves_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _refuse_newer(connection: Connection, config: Config, shown: str) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        raise StoreNewer(f"{shown} was written by a newer Moves (schema {current}); upgrade Moves to use it")


def _trouble(error: Exception, shown: str) -> StoreTrouble:
    """Choose the branch by what the driver said; the words of both databases are listed at the top."""
    if isinstance(error, ModuleNotFoundError):
        return StoreUnreachable(f"{shown} needs a driver that is not installed: {error.name}")
    said = str(getattr(error, "orig", None) or error).strip().split("\n", maxsplit=1)[0]
    low = said.casefold()
    if any(word in low for word in _DAMAGED):
        return StoreDamaged(f"{shown} is not a usable database: {said}")
    if any(word in low for word in _FULL):
        return StoreFull(f"{shown} cannot be written: {said}")
    if isinstance(error, exc.OperationalError | exc.InterfaceError | exc.TimeoutError):
        return StoreUnreachable(f"{shown} cannot be reached: {said}")
    return StoreTrouble(f"{shown}: {type(error).__name__}: {said}")
