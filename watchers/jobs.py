"""Documents that wait to be read, in the order in which they hold up the fewest. Safe between threads."""

import heapq
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

_LARGE = 64 * 1024
"""Bytes above which a document may be a trap worth the name; most feeds are smaller."""


@dataclass(order=True, slots=True)
class Job:
    """A document to read, and where its answer is awaited."""

    size: int
    number: int
    header: Mapping[str, str] = field(compare=False)
    body: bytes = field(compare=False)
    url: str = field(compare=False)
    done: "Future[Mapping[str, Any]]" = field(compare=False, default_factory=Future)

    @property
    def large(self) -> bool:
        """Whether it may take long."""
        return self.size > _LARGE


class Jobs:
    """The smallest goes first, and large ones never have all places: traps are large, and must not keep the others waiting."""

    def __init__(self, places: int) -> None:
        self._changed = threading.Condition()
        self._waiting: list[Job] = []
        self._for_large = max(1, places - 1)

    def put(self, job: Job) -> None:
        """Let it wait."""
        with self._changed:
            heapq.heappush(self._waiting, job)
            self._changed.notify()

    def take(self) -> Job:
        """The next one, once it may be begun. A large one holds its place until `leave`."""
        with self._changed:
            self._changed.wait_for(self._ready)
            job = heapq.heappop(self._waiting)
            self._for_large -= job.large
            return job

    def leave(self, job: Job) -> None:
        """Give back the place of a job: it is done, or others go on beside it."""
        with self._changed:
            self._for_large += job.large
            self._changed.notify()

    def rush(self) -> None:
        """Let everything be taken at once: nothing will be done any more, and nobody may wait for ever."""
        with self._changed:
            self._for_large += len(self._waiting)
            self._changed.notify_all()

    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting

    def _ready(self) -> bool:
        return bool(self._waiting) and (self._for_large > 0 or not self._waiting[0].large)
