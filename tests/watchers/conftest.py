"""Servers, readers and stores for the watchers' tests."""

import datetime as dt
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.settings import WatchSettings
from store.database import Database
from store.model.announce import Route
from store.model.companies import Company, Watchlist
from tests.stand_ins.feeds import FeedServer, serving
from tests.watchers.watching import Clock, Plain
from watchers.feed_reader import FeedReader
from watchers.page_reader import PageReader
from watchers.poll import Watch
from watchers.web import Caps, Web


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    """A feed server on loopback."""
    async with serving() as server:
        yield server


@pytest.fixture
async def web(server: FeedServer) -> AsyncIterator[Web]:
    """A Web that reaches that server, with caps small enough for tests."""
    made = Web(manners(server.place), caps=Caps(seconds=5, wire=2**20, decoded=2 * 2**20))
    yield made
    await made.close()


def manners(*allowed: str, per_host: int = 20, gap: float = 0.0, contact: str = "ops@example.com") -> WatchSettings:
    """Settings without pauses."""
    return WatchSettings(
        contact=contact, per_host=per_host, host_gap=dt.timedelta(seconds=gap), allow_private=tuple(allowed)
    )


@pytest.fixture(scope="session")
def reader() -> Iterator[FeedReader]:
    """One child process for all tests of a worker."""
    made = FeedReader(children=1)
    yield made
    made.close()


@pytest.fixture(scope="session")
def page_reader() -> Iterator[PageReader]:
    """One child process for the pages of all tests of a worker."""
    made = PageReader()
    yield made
    made.close()


@pytest.fixture
async def watch(web: Web, database: Database, reader: FeedReader, page_reader: PageReader) -> Watch:
    """Everything a look needs, with one watched company and one route."""
    return watch_of(web, database, reader, page_reader)


def watch_of(web: Web, database: Database, reader: FeedReader, page_reader: PageReader) -> Watch:
    """The same, of parts of one's own."""
    return Watch(
        web=web,
        database=database,
        engine=Plain(),
        routes=(Route(to="terminal:"),),
        watchlist=Watchlist((Company(name="Example Lab"),)),
        max_age=dt.timedelta(days=14),
        clock=Clock(),
        reader=reader,
        page_reader=page_reader,
        roll=lambda: 0.0,
    )
