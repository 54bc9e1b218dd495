"""What holds for all tests."""

from collections.abc import Iterator

import pytest
import structlog

from store.database import Database
from tests.stores import in_memory

# Rich draws tracebacks with all their locals, which takes a second each where a failure is what is tested.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)


@pytest.fixture
def database() -> Iterator[Database]:
    """A new store in memory; where a file or another database is what is tested, a folder's own fixture stands in its place."""
    made = in_memory()
    yield made
    made.close()
