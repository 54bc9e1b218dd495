"""What was acknowledged and is under way: each deed once, behind the wall, finished before Moves stops."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import structlog

from bot import views
from bot.cards import Card

_log = structlog.get_logger(__name__)

Done = TypeVar("Done")

PLATFORM = "slack"
RESTARTING = "Moves is restarting"

_REMEMBERED = 3600.0  # seconds; replays after more than five minutes are reported
_MOST_REMEMBERED = 20_000
_FINISH = 5.0  # seconds that stopping waits for answers under way


class Seen:
    """Deeds of the last hour, by Slack's own name for each: an envelope may come twice."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._when: dict[str, float] = {}

    def first(self, deed: str) -> bool:
        """Say whether this deed is new, and remember it; a deed without a name is always new."""
        now = self._clock()
        while self._when and self._outlived(next(iter(self._when.values())), now):
            del self._when[next(iter(self._when))]
        if deed in self._when:
            return False
        if deed:
            self._when[deed] = now
        return True

    def _outlived(self, oldest: float, now: float) -> bool:
        return now - oldest >= _REMEMBERED or len(self._when) >= _MOST_REMEMBERED


class Duties:
    """The work of all listeners. `begin` before the first request, `finish` before the last connection closes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._seen = Seen(clock)
        self._working: set[asyncio.Task[Any]] = set()
        self.stopping = False

    def begin(self) -> None:
        """Take work from now on."""
        self.stopping = False

    def first(self, deed: str) -> bool:
        """Say whether this deed was not seen in the last hour."""
        return self._seen.first(deed)

    def start(self, work: Coroutine[Any, Any, Done]) -> asyncio.Task[Done]:
        """Work outside the listener: bolt forgets an acknowledgement when its listener raises soon after."""
        task = asyncio.get_running_loop().create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return task

    async def finish(self) -> None:
        """Take nothing new and wait for the answers under way, but not for long."""
        self.stopping = True
        loop = asyncio.get_running_loop()
        until = loop.time() + _FINISH
        while self._working and loop.time() < until:
            await asyncio.wait(self._working, timeout=until - loop.time())
        late = tuple(self._working)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def walled(
        self, work: Callable[[], Awaitable[bool]], say: Callable[[Card], Awaitable[bool]], *, asked: str
    ) -> None:
        """Work behind the wall: whatever goes wrong ends in a sentence with a reference that stands in the log.

        `work` returns whether the answer reached anybody; `say` brings a card of trouble to whoever asked.
        """

        async def said() -> Card | bool:
            return await work()

        done = await self._behind(said, asked)
        reached = await say(done) if isinstance(done, Card) else done
        if not reached:
            _log.error("answer_lost", asked=asked, platform=PLATFORM)

    async def guarded(self, work: Callable[[], Awaitable[Card]], *, asked: str) -> Card:
        """The card that work gives, or one of trouble, whose reference stands in the log."""
        return await self._behind(work, asked)

    async def silently(self, work: Callable[[], Awaitable[object]], *, asked: str) -> None:
        """Work that nobody asked for, behind the wall: what goes wrong is in the log alone."""
        await self._behind(work, asked)

    async def _behind(self, work: Callable[[], Awaitable[Done]], asked: str) -> Done | Card:
        reference = secrets.token_hex(3)
        try:
            return await work()
        except Exception:  # noqa: BLE001 - wall: one command
            _log.exception("command_failed", reference=reference, asked=asked, platform=PLATFORM)
            return views.failed(reference)
