"""Child processes that read strangers' documents and can be killed, so that no document stalls the program.

A parser is a place where strangers' text meets old regular expressions; a thread in one cannot be stopped. Each child
has ceilings on memory and, job by job, on processor time (`watchers.child`); one that passes them dies, its document
is a trouble, and the next job gets a new child. Children know nothing of ours: no environment beside the module path,
no open files.
"""

import asyncio
import itertools
import json
import queue
import threading
import weakref
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from watchers.errors import FormatTrouble
from watchers.jobs import Job, Jobs
from watchers.process import Child, Patience
from watchers.watchdog import Watchdog

SECONDS = 30.0
"""Wall time for one job, for a child that neither works nor ends; the child itself counts processor time."""
SLOW = 0.4
"""Wall time after which a feed is slow: a hundred times what a sound one takes, a third of what a trap is given."""
_MOST_SLOW = 2

Answer = Mapping[str, Any]


class Children:
    """A few processes of one module, started when needed and kept. Not bound to a loop; `close` ends them, as does forgetting it."""

    def __init__(
        self,
        module: str,
        *,
        at_most: int,
        seconds: float = SECONDS,
        slow: float | None = None,
        linger: float | None = None,
    ) -> None:
        """`linger`: seconds without work after which the children end and give back their memory; None: never.

        `slow`: seconds after which a child that is still at one document no longer counts among `at_most` and has
        the least of the processor, so that nobody waits behind it; it ends with its document. Two at once, no more.
        """
        self._linger = linger
        self._rest: asyncio.TimerHandle | None = None
        self._crew = _Crew(module, at_most, Patience(seconds, slow))
        threads = at_most + (_MOST_SLOW if slow is not None else 0)
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix=module.rpartition(".")[2])
        self._numbers = itertools.count()
        self._end = weakref.finalize(self, _end, self._crew, self._threads)

    async def ask(self, header: Mapping[str, str], body: bytes, url: str) -> Answer:
        """What a child makes of a document. Raises FormatTrouble: its own, or `parser_gave_up` where it died over it."""
        if self._rest is not None:
            self._rest.cancel()
        job = Job(len(body), next(self._numbers), header, body, url)
        self._crew.jobs.put(job)
        try:
            # Not a method of ours: a thread that held us could be the last to do so, and would have to end itself.
            self._threads.submit(self._crew.work)
            return await asyncio.wrap_future(job.done)
        finally:
            if self._linger is not None:
                self._rest = asyncio.get_running_loop().call_later(self._linger, _send_home, self._threads, self._crew)

    def close(self) -> None:
        """End the children at once; jobs at work end with FormatTrouble."""
        self._end()


class _Crew:
    """The children, shared by as many threads: one is always idle, started or not, but for those who stand back."""

    def __init__(self, module: str, size: int, patience: Patience) -> None:
        self.jobs = Jobs(size)
        self._module = module
        self._patience = patience
        self._watchdog = Watchdog()
        self._slow = threading.Semaphore(_MOST_SLOW)
        self._idle: queue.SimpleQueue[Child | None] = queue.SimpleQueue()
        for _ in range(size):
            self._idle.put(None)
        self._alive: set[Child] = set()
        self._closed = False

    def work(self) -> None:
        """Do the next job, once a child is free; for each job there is one call."""
        turn = _Turn(self._idle, self._slow, self.jobs)
        try:
            if turn.job.done.set_running_or_notify_cancel():
                self._do(turn.job, turn)
        finally:
            self._dismiss(turn.end())

    def _do(self, job: Job, turn: "_Turn") -> None:
        try:
            job.done.set_result(self._ask(job, turn))
        except (FormatTrouble, RuntimeError) as trouble:
            job.done.set_exception(trouble)
        finally:
            if not job.done.done():  # whatever it was, nobody may wait for ever
                job.done.set_exception(_died(None, job.url))

    def _ask(self, job: Job, turn: "_Turn") -> Answer:
        """One job: a child that dies over it takes its document along, and the next job gets a new one."""
        try:
            turn.child = self._ready(turn.child)
            answer = json.loads(
                turn.child.ask({**job.header, "url": job.url}, job.body, self._patience, turn.stand_back)
            )
        except (OSError, EOFError, ValueError) as error:
            child, turn.child = turn.child, None
            raise _died(self._dismiss(child), job.url) from error
        if "trouble" in answer:
            raise FormatTrouble(answer["trouble"], job.url, answer["detail"])
        found: Answer = answer
        return found

    def rest(self) -> None:
        """End one idle child, where there is one; the next job starts another."""
        try:
            child = self._idle.get_nowait()
        except queue.Empty:
            return
        self._dismiss(child)
        self._idle.put(None)

    @property
    def closed(self) -> bool:
        """Whether there will be no more work."""
        return self._closed

    def kill(self) -> None:
        """End every child, idle or at work; there will be no new ones."""
        self._closed = True
        for child in tuple(self._alive):
            child.kill()
        self.jobs.rush()

    def clear(self) -> None:
        """Close the pipes of killed children, once no thread reads from them."""
        for child in tuple(self._alive):
            self._dismiss(child)
        self._watchdog.end()

    def _ready(self, child: Child | None) -> "Child":
        if self._closed:
            raise EOFError("no more work is taken")
        if child is not None and child.fresh():
            return child
        self._dismiss(child)
        started = Child(self._module, self._watchdog)
        self._alive.add(started)
        return started

    def _dismiss(self, child: Child | None) -> int | None:
        if child is None:
            return None
        self._alive.discard(child)
        return child.end()


class _Turn:
    """A place among the children and the job done there: begun by waiting for both, given back once, early where it takes long."""

    def __init__(self, idle: queue.SimpleQueue[Child | None], slow: threading.Semaphore, jobs: Jobs) -> None:
        self._idle = idle
        self._slow = slow
        self._jobs = jobs
        self._lock = threading.Lock()
        self._ended = False
        self._apart = False
        self.child: Child | None = idle.get()
        self.job = jobs.take()

    def stand_back(self) -> None:
        """Give the place to another child, where not too many stand back already; the job goes on, last in line."""
        with self._lock:
            if self._ended or self.child is None or not self._slow.acquire(blocking=False):
                return
            self._apart = True
            self.child.stand_back()
            self._leave(None)

    def end(self) -> Child | None:
        """Give the place back. Returns the child where it is to be ended: it has stood back, and cannot come forward."""
        with self._lock:
            self._ended = True
            if not self._apart:
                self._leave(self.child)
                return None
        self._slow.release()
        return self.child

    def _leave(self, child: Child | None) -> None:
        self._idle.put(child)
        self._jobs.leave(self.job)


def _died(status: int | None, url: str) -> FormatTrouble:
    """Say why a child is gone: killed or out of memory is the document's fault, any other end is ours."""
    if status is not None and status > 0:
        return FormatTrouble("parser_failed", url, f"the child process ended with status {status}")
    return FormatTrouble("parser_gave_up", url, "it took more time or memory than any feed or page needs")


def _send_home(threads: ThreadPoolExecutor, crew: _Crew) -> None:
    """In a thread, for a process takes its time to end."""
    if not crew.closed:
        threads.submit(crew.rest)


def _end(crew: _Crew, threads: ThreadPoolExecutor) -> None:
    crew.kill()
    threads.shutdown(wait=True)
    crew.clear()
