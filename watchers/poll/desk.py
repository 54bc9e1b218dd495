"""Many looks, one thread, and one transaction: what waits for the store together is committed together.

A sweep over hundreds of unchanged feeds is hundreds of tiny writes; each alone would cost more than its request. While
one transaction runs the next works gather, so there is no pause to wait for and no batch size to tune. One thread does
it all, the reading of entries too: threads that compute take turns anyway, and the more of them, the longer the event
loop waits for its own.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlmodel import Session

from store.database import Database

_Order = TypeVar("_Order")
_T = TypeVar("_T")
_MOST = 200
"""Orders in one transaction; other writers wait for its end."""
_SLICE = 0.02
"""Seconds that one look may compute at a time: a feed of thousands of entries keeps nobody waiting."""
_BREATH = 5
"""Answers given in one turn of the event loop: each lets a look go on, and others want their turn too."""

ForMany = Callable[[Session, Sequence[_Order]], Sequence[_T]]
"""A work done for many orders at once: an answer to each, in their order."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Somebody who waits for an answer of a work."""

    work: ForMany[Any, Any]
    order: Any
    done: asyncio.Future[Any]


class Desk:
    """Works for looks, off the event loop. Belongs to the loop it is first used in."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Waiting] = []
        self._clerk: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")

    async def each(self, deed: Callable[[_Order], _T], things: Sequence[_Order]) -> list[_T]:
        """Do a deed with one thing after the other, outside the desk's transactions; many let others in between."""
        done: list[_T] = []
        while len(done) < len(things):
            done += await self._aside(partial(_some, deed, things, len(done)))
        return done

    async def do(self, work: Callable[[Session], _T]) -> _T:
        """Run `work` in a transaction, perhaps with others', and return what it returns, committed.

        A work that raises is rolled back alone, and its error raised here. A work may be run twice, the first time
        without effect, so it must change nothing but the store.
        """
        return await self.join(_each, work)

    async def join(self, work: ForMany[_Order, _T], order: _Order) -> _T:
        """The same for a work that many orders share: those that wait together are handed to it in one call."""
        done: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(work, order, done))
        if self._clerk is None or self._clerk.done():
            self._clerk = asyncio.create_task(self._serve(), name="desk")
        return await done

    async def _aside(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _serve(self) -> None:
        while self._waiting:
            now, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            outcomes = await self._aside(partial(self._together, now))
            for at, (one, outcome) in enumerate(zip(now, outcomes, strict=True), start=1):
                _settle(one.done, *outcome)
                if not at % _BREATH:
                    await asyncio.sleep(0)

    def _together(self, those: Sequence[_Waiting]) -> list[tuple[Any, Exception | None]]:
        if len(those) > 1:
            try:
                with self._database.writing() as session:
                    return _answered(session, those)
            except Exception:  # noqa: BLE001, S110 - one of them failed, nothing was kept: each is tried alone
                pass
        return [self._alone(one) for one in those]

    def _alone(self, one: _Waiting) -> tuple[Any, Exception | None]:
        try:
            with self._database.writing() as session:
                return one.work(session, [one.order])[0], None
        except Exception as error:  # noqa: BLE001 - handed to whoever asked, and raised there
            return None, error


def _some(deed: Callable[[_Order], _T], things: Sequence[_Order], begin: int) -> list[_T]:
    """As many of them as one turn allows, at least one."""
    done, end = [deed(things[begin])], time.monotonic() + _SLICE
    while begin + len(done) < len(things) and time.monotonic() < end:
        done.append(deed(things[begin + len(done)]))
    return done


def _each(session: Session, works: Sequence[Callable[[Session], _T]]) -> list[_T]:
    """Works that share nothing but the transaction."""
    return [work(session) for work in works]


def _answered(session: Session, those: Sequence[_Waiting]) -> list[tuple[Any, Exception | None]]:
    """Every work in one call with all its orders; the answers in the order of those who wait."""
    orders: dict[ForMany[Any, Any], list[Any]] = {}
    for one in those:
        orders.setdefault(one.work, []).append(one.order)
    answers = {work: iter(work(session, its)) for work, its in orders.items()}
    return [(next(answers[one.work]), None) for one in those]


def _settle(done: asyncio.Future[Any], result: object, error: Exception | None) -> None:
    if done.done():  # whoever asked was cancelled meanwhile
        return
    if error is None:
        done.set_result(result)
    else:
        done.set_exception(error)
