"""Many looks, one transaction: what waits for the store together is committed together.

A sweep over hundreds of unchanged feeds is hundreds of tiny writes; each alone would cost more than its request. While
one transaction runs the next works gather, so there is no pause to wait for and no batch size to tune.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlmodel import Session

from store.database import Database

_T = TypeVar("_T")
_MOST = 200
"""Works in one transaction; other writers wait for its end."""


class Desk:
    """Runs works in the store, off the event loop. Belongs to the loop it is first used in."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Callable[[Session], Any], asyncio.Future[Any]]] = []
        self._clerk: asyncio.Task[None] | None = None

    async def do(self, work: Callable[[Session], _T]) -> _T:
        """Run `work` in a transaction, perhaps with others', and return what it returns, committed.

        A work that raises is rolled back alone, and its error raised here. A work may be run twice, the first time
        without effect, so it must change nothing but the store.
        """
        done: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._clerk is None or self._clerk.done():
            self._clerk = asyncio.create_task(self._serve(), name="desk")
        return await done

    async def _serve(self) -> None:
        while self._waiting:
            now, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            outcomes = await asyncio.to_thread(self._together, [work for work, _ in now])
            for (_, done), (result, error) in zip(now, outcomes, strict=True):
                if done.done():  # whoever asked was cancelled meanwhile
                    continue
                if error is None:
                    done.set_result(result)
                else:
                    done.set_exception(error)

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
