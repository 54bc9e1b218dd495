"""What a platform lost at once: every destination of a place that threw Moves out is paused, and tried when it is back."""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence

import structlog
from sqlmodel import Session

from store import subscriptions
from store.database import Database
from store.model.announce import Route

_log = structlog.get_logger(__name__)

Mine = Callable[[str], bool]
"""Says whether a destination lies in the place that is meant."""


class Absences:
    """Pauses and resumes destinations together. `routes` is asked each time, so a reload needs no restart."""

    def __init__(
        self, database: Database, routes: Callable[[], Sequence[Route]], clock: Callable[[], dt.datetime]
    ) -> None:
        self._database = database
        self._routes = routes
        self._clock = clock

    async def gone(self, mine: Mine, why: str) -> None:
        """Tell those destinations nothing until they are back, or until somebody resumes them."""
        await asyncio.to_thread(self._gone, mine, why)

    async def back(self, mine: Mine) -> None:
        """Tell those again that were paused because they were lost; what people paused stays so."""
        await asyncio.to_thread(self._back, mine)

    def _gone(self, mine: Mine, why: str) -> None:
        now = self._clock()
        with self._database.writing() as session:
            paused = [to for to in self._known(session) if mine(to) and subscriptions.pause(session, to, by="", why=why, now=now)]  # fmt: skip
        _log.warning("place_lost", destinations=paused, why=why)

    def _back(self, mine: Mine) -> None:
        with self._database.writing() as session:
            lost = [to for to, pause in subscriptions.paused(session).items() if mine(to) and not pause.by]
            for destination in lost:
                subscriptions.resume(session, destination)
        _log.info("place_back", destinations=lost)

    def _known(self, session: Session) -> tuple[str, ...]:
        routes = (*self._routes(), *(one.route for one in subscriptions.of(session)))
        return tuple(dict.fromkeys(route.to for route in routes))
