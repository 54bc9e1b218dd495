"""Many looks, one transaction."""

import asyncio
import datetime as dt
import threading
import time
from collections.abc import Callable, Sequence
from unittest.mock import ANY

import pytest
from sqlmodel import Session

from store import feeds
from store.database import Database
from store.feeds import Closing, Looked, SourceState
from watchers.poll.desk import Desk

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)


def looked(name: str) -> Callable[[Session], SourceState]:
    """A work that begins a source."""
    return lambda session: feeds.look(session, name=name, url="https://a.example")


def names(database: Database) -> list[str]:
    """The sources in the store."""
    with database.reading() as session:
        return [state.name for state in feeds.health(session)]


async def test_works_get_their_own_results(database: Database) -> None:
    """Works that wait together are each answered with what they returned, after it is stored."""
    desk = Desk(database)
    states = await asyncio.gather(*(desk.do(looked(f"s{n:03}")) for n in range(450)))
    assert [state.name for state in states] == names(database)


async def test_a_work_that_raises_is_rolled_back_alone(database: Database) -> None:
    """Its error comes to whoever asked, what it wrote is gone, its neighbours are stored."""
    desk = Desk(database)

    def bad(session: Session) -> None:
        feeds.look(session, name="half", url="https://a.example")
        raise ZeroDivisionError

    results = await asyncio.gather(desk.do(looked("a")), desk.do(bad), desk.do(looked("b")), return_exceptions=True)
    assert isinstance(results[1], ZeroDivisionError)
    assert names(database) == ["a", "b"]


async def test_looks_that_found_nothing_are_written_together(database: Database) -> None:
    """What is kept is what a single look would have stored."""
    desk = Desk(database)
    states = await asyncio.gather(*(desk.do(looked(f"s{n}")) for n in range(5)))
    renewed = [feeds.renewed(s, Looked(etag=f'"{s.id}"', now=NOW, due=NOW, shown=3, pace=0.5, gap=7.5)) for s in states]
    assert await asyncio.gather(*(desk.join(feeds.close, Closing(state)) for state in renewed)) == renewed
    with database.reading() as session:
        assert feeds.health(session) == renewed


async def test_one_work_is_done_once_for_all_that_wait(database: Database) -> None:
    """Orders of one work go to it together, each answer comes to who asked; one that spoils the rest is told so alone."""
    desk, calls = Desk(database), []

    def halves(_: Session, orders: Sequence[int]) -> list[float]:
        calls.append(len(orders))
        return [60 / order for order in orders]

    assert await asyncio.gather(*(desk.join(halves, n) for n in (1, 2, 3)), desk.do(looked("a"))) == [60, 30, 20, ANY]
    assert calls == [3]
    results = await asyncio.gather(*(desk.join(halves, n) for n in (4, 0, 5)), return_exceptions=True)
    assert (results[0], type(results[1]), results[2]) == (15, ZeroDivisionError, 12)


async def test_many_things_let_others_in_between(database: Database) -> None:
    """A deed with many things gives the thread away every now and then, keeps their order, and ends with the first error."""
    desk = Desk(database)

    hurry = threading.Event()

    def slowly(number: int) -> int:
        if not hurry.is_set():
            time.sleep(0.005)
        return number

    long = asyncio.create_task(desk.each(slowly, range(50_000)))
    await asyncio.sleep(0.05)
    assert await desk.each(str, [1, 2]) == ["1", "2"]
    assert (await desk.do(looked("a"))).name == "a"
    assert not long.done()
    hurry.set()
    assert await long == list(range(50_000))
    assert await desk.each(str, []) == []
    with pytest.raises(ZeroDivisionError):
        await desk.each(lambda n: 1 / n, [1, 0, 2])


async def test_a_broken_store_tells_everybody(database: Database) -> None:
    """When nothing can be written, no work and no look waits for ever."""
    desk = Desk(database)

    def broken(_: Session) -> None:
        raise RuntimeError("no store")

    state = await desk.do(looked("a"))
    odd = feeds.renewed(state, Looked(now=NOW.replace(tzinfo=None), due=NOW))
    async with asyncio.timeout(5):
        results = await asyncio.gather(
            desk.join(feeds.close, Closing(odd)), desk.do(broken), desk.do(looked("b")), return_exceptions=True
        )
    assert isinstance(results[0], Exception)
    assert isinstance(results[1], RuntimeError)
    assert names(database) == ["a", "b"]


async def test_a_cancelled_work_holds_up_nobody(database: Database) -> None:
    """Whoever stops waiting leaves the desk working."""
    desk = Desk(database)
    leaving = asyncio.create_task(desk.do(looked("a")))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    assert (await desk.do(looked("b"))).name == "b"
