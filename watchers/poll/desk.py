"""Many looks, one transaction: what waits for the store together is committed together.

A sweep over hundreds of unchanged feeds is hundreds of tiny writes; each alone would cost more than its request. While
one transaction runs the next works gather, so there is no pause to wait for and no batch size to tune.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from sqlmodel import Session

from store import feeds
from store.database import Database
from store.feeds import SourceState

_T = TypeVar("_T")
_MOST = 200
"""Works in one transaction; other writers wait for its end."""


class Desk:
    """Runs works in the store, off the event loop. Belongs to the loop it is first used in."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Callable[[Session], Any], asyncio.Future[Any]]] = []
        self._kept: list[tuple[SourceState, asyncio.Future[Any]]] = []
        self._clerk: asyncio.Task[None] | None = None

    async def do(self, work: Callable[[Session], _T]) -> _T:
        """Run `work` in a transaction, perhaps with others', and return what it returns, committed.

        A work that raises is rolled back alone, and its error raised here. A work may be run twice, the first time
        without effect, so it must change nothing but the store.
        """
        done: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        self._call()
        return await done

    async def keep(self, state: SourceState) -> None:
        """Write what is remembered after a look that found nothing; all that wait go in one statement."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._kept.append((state, done))
        self._call()
        await done

    def _call(self) -> None:
        if self._clerk is None or self._clerk.done():
            self._clerk = asyncio.create_task(self._serve(), name="desk")

    async def _serve(self) -> None:
        while self._waiting or self._kept:
            now, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            kept, self._kept = self._kept, []
            works: list[Callable[[Session], Any]] = [work for work, _ in now]
            if kept:
                works.append(partial(feeds.keep, states=[state for state, _ in kept]))
            outcomes = await asyncio.to_thread(self._together, works)
            for (_, done), outcome in zip(now, outcomes, strict=False):
                _settle(done, *outcome)
            for _, done in kept:
                _settle(done, *outcomes[-1])

    def _together(self, works: Sequence[Callable[[Session], Any]]) -> list[tuple[Any, Exception | None]]:
        if len(works) > 1:
            try:
                with self._database.writing() as session:
                    return [(work(session), None) for work in works]
            except Exception:  # noqa: BLE001, S110 - one of them failed, nothing was kept: each is tried alone
                pass
        return [self._alone(work) for work in works]

    def _alone(self, work: Callable[[Session], Any]) -> tuple[Any, Exception | None]:
        try:
            with self._database.writing() as session:
                return work(session), None
        except Exception as error:  # noqa: BLE001 - handed to whoever asked, and raised there
            return None, error


def _settle(done: asyncio.Future[Any], result: object, error: Exception | None) -> None:
    if done.done():  # whoever asked was cancelled meanwhile
        return
    if error is None:
        done.set_result(result)
    else:
        done.set_exception(error)
