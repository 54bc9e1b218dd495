"""Time that passes only where somebody waits for it: hours of schedule in milliseconds."""

import asyncio
import datetime as dt
import selectors
from collections.abc import Awaitable, Callable

import pytest


class _Jumping(selectors.SelectSelector):
    """Instead of waiting for a timer, moves the loop's time on to it."""

    loop: "VirtualLoop"

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Whatever is ready now; else the time jumps."""
        ready = super().select(0)
        if not ready and timeout is not None and timeout > 0:
            self.loop.passed += timeout
        return ready or super().select(0 if timeout is not None else 1)


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop on virtual time. Threads and sockets do not know of it: nothing in it may wait for them."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.slept = 0.0
        """Seconds that a clock on the wall is ahead of this loop: the machine slept."""
        selector = _Jumping()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        """What the loop takes for the time; it stands still while the machine sleeps."""
        return self.passed


def played(start: dt.datetime, play: Callable[[Callable[[], dt.datetime], VirtualLoop], Awaitable[None]]) -> None:
    """Run `play` on virtual time. It is given the wall clock and the loop; the scheduler's library sees the same clock."""
    loop = VirtualLoop()

    def clock() -> dt.datetime:
        return start + dt.timedelta(seconds=loop.passed + loop.slept)

    class Told(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override] # a plain datetime will do
            return clock().astimezone(tz)

    with pytest.MonkeyPatch.context() as patched:
        for module in ("apscheduler.schedulers.base", "apscheduler.triggers.interval"):
            patched.setattr(f"{module}.datetime", Told)
        try:
            loop.run_until_complete(asyncio.wait_for(play(clock, loop), 10**7))
        finally:
            loop.close()
