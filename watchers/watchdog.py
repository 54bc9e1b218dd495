"""Deeds for work that takes too long: one thread for all of it, since a thread for each job costs more than the job."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Stage = tuple[float, Callable[[], None]]
"""A deed, and how many seconds after the stage before it is done. Brief: others wait for it."""


@dataclass(order=True, slots=True)
class _Alarm:
    """The next deed of something that is watched."""

    due: float
    number: int
    stages: list[Stage] = field(compare=False)
    """Those still to come, the next one last; none once it is over."""


class Watchdog:
    """Watches any number of works at once. Its thread starts with the first of them and stays until `end`."""

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._alarms: list[_Alarm] = []
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None
        self._ended = False

    @contextmanager
    def watching(self, *stages: Stage) -> Iterator[None]:
        """Do one deed after the other until what is inside is over; none begins after that."""
        left = list(reversed(stages))
        with self._lock:
            self._set(left)
        try:
            yield
        finally:
            with self._lock:
                left.clear()

    def end(self) -> None:
        """Watch no more, and let the thread end."""
        with self._lock:
            self._ended = True
            self._lock.notify()

    def _set(self, stages: list[Stage]) -> None:
        """Wait for the first of them; wakes the thread only where it would otherwise sleep too long."""
        if not stages:
            return
        alarm = _Alarm(time.monotonic() + stages[-1][0], next(self._numbers), stages)
        heapq.heappush(self._alarms, alarm)
        if self._thread is None:
            self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
            self._thread.start()
        elif self._alarms[0] is alarm:
            self._lock.notify()

    def _watch(self) -> None:
        with self._lock:
            while not self._ended:
                self._ring()
                self._lock.wait(self._alarms[0].due - time.monotonic() if self._alarms else None)

    def _ring(self) -> None:
        """Do what is due, and forget what is over: works that end in time, as most do, wake nobody."""
        while self._alarms and (not self._alarms[0].stages or self._alarms[0].due <= time.monotonic()):
            stages = heapq.heappop(self._alarms).stages
            if stages:
                _, deed = stages.pop()
                deed()
                self._set(stages)
