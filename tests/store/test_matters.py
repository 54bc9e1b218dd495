"""What Moves has to say about itself: gathered, said once, and said to be over."""

import datetime as dt
from collections.abc import Iterator

import pytest

from store import matters, outbox
from store.database import Database
from store.matters import Standing
from tests.store.newsroom import LEASE, START
from tests.stores import in_memory

OPS = "slack:COPS"
MINUTE = dt.timedelta(minutes=1)
ILL = {"source:Wire": Standing("Wire fails", "Wire is well again")}
LOST = {"lost:slack:C1": Standing("C1 is lost", "C1 is tried again")}


@pytest.fixture
def memory() -> Iterator[Database]:
    """A store in memory: what is decided does not hang on the database, of which one test has both."""
    made = in_memory()
    yield made
    made.close()


def look(database: Database, standing: dict[str, Standing], minutes: float, *going_on: str) -> list[str]:
    """What is said, at that minute: a word in brackets for what is over."""
    now = START + minutes * MINUTE
    with database.writing() as session:
        matters.look(session, standing, going_on=going_on, now=now)
        matters.gather(session, OPS, now=now)
        claimed = outbox.claim(session, now=now, lease=LEASE, limit=9, platforms=("slack",))
        assert len(claimed) <= 1
        assert all((one.action.value, one.move_id, one.root) == ("notice", "", None) for one in claimed)
        told = [one for each in claimed for one in matters.of(session, each.id)]
        for each in claimed:
            outbox.sent(session, each, message="1", now=now)
    return [f"({one.said})" if one.over else one.said for one in told]


def test_a_matter_is_told_once_and_its_end_once(database: Database) -> None:
    """After it has lasted; what came meanwhile goes along, and nothing is repeated however often it is looked at."""
    assert look(database, ILL, 0) == []
    assert look(database, ILL | LOST, 3) == ["Wire fails", "C1 is lost"]
    assert [look(database, ILL | LOST, minute) for minute in range(4, 60, 5)] == [[]] * 12
    assert look(database, LOST, 60) == []
    assert look(database, LOST, 63) == ["(Wire is well again)"]
    assert look(database, LOST, 120) == []
    assert look(database, {}, 130) == []
    assert look(database, {}, 133) == ["(C1 is tried again)"]
    assert look(database, ILL, 200) == []
    assert look(database, ILL, 203) == ["Wire fails"]


def test_what_passes_is_forgotten(memory: Database) -> None:
    """What ends before it was told never was; what comes back before its end was told never ended."""
    assert look(memory, ILL, 0) == []
    assert look(memory, {}, 1) == []
    assert look(memory, {}, 30) == []
    assert look(memory, ILL, 31) == []
    assert look(memory, ILL, 34) == ["Wire fails"]
    for minute in range(50, 90, 2):  # every other look it is well for a minute
        assert look(memory, {}, minute) == []
        assert look(memory, ILL, minute + 1) == []


def test_what_is_not_quite_over_goes_on(memory: Database) -> None:
    """A source that turns from silent to failing was not well in between, and is not told of as such."""
    look(memory, ILL, 0)
    assert look(memory, ILL, 3) == ["Wire fails"]
    assert look(memory, {}, 30, "source:Wire") == []
    assert look(memory, {}, 60, "source:Wire") == []
    assert look(memory, {}, 70, "source:Never") == []
    assert look(memory, {}, 73) == ["(Wire is well again)"]


def test_notices_keep_their_distance(memory: Database) -> None:
    """However fast things break, there is one message in ten minutes, and it has all of them."""
    look(memory, ILL, 0)
    assert look(memory, ILL, 2) == ["Wire fails"]
    broken = dict(ILL)
    said: list[list[str]] = []
    for minute in range(3, 13):
        broken[f"source:{minute}"] = Standing(f"{minute} fails", "")
        said.append(look(memory, broken, minute))
    assert said[:-1] == [[]] * 9
    assert said[-1] == [f"{minute} fails" for minute in range(3, 13)]


def test_what_happens_is_told_once(memory: Database) -> None:
    """A delivery given up has no end; a day later nobody needs to hear of it any more."""
    with memory.writing() as session:
        for _ in range(2):
            matters.happened(session, "delivery:mv-1", "A digest was given up", now=START)
    assert look(memory, {}, 3) == ["A digest was given up"]
    assert look(memory, {}, 60) == []
    with memory.writing() as session:
        matters.happened(session, "delivery:mv-2", "Another", now=START)
        matters.forget(session, now=START + dt.timedelta(days=2))
    assert look(memory, {}, 3000) == []
