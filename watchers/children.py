"""Child processes that read strangers' documents and can be killed, so that no document stalls the program.

A parser is a place where strangers' text meets old regular expressions; a thread in one cannot be stopped. Each child
has ceilings on memory and, job by job, on processor time (`watchers.child`); one that passes them dies, its document
is a trouble, and the next job gets a new child. Children know nothing of ours: no environment beside the module path,
no open files.
"""

import asyncio
import itertools
import json
import os
import queue
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from watchers.errors import FormatTrouble
from watchers.pipes import receive, send

_JOBS_PER_CHILD = 1_000
"""After so many jobs a child is replaced, and with it whatever its libraries have hoarded."""
SECONDS = 30.0
"""Wall time for one job, for a child that neither works nor ends; the child itself counts processor time."""
_PASSED_ON = ("LD_LIBRARY_PATH", "PYTHONHOME", "TMPDIR")
_BIGGEST_ANSWER = 64 * 2**20

Answer = Mapping[str, Any]


class Children:
    """A few processes of one module, started when needed and kept. Not bound to a loop; `close` ends them, as does forgetting it."""

    def __init__(self, module: str, *, at_most: int, seconds: float = SECONDS, linger: float | None = None) -> None:
        """`linger`: seconds without work after which the children end and give back their memory; None: never."""
        self._linger = linger
        self._rest: asyncio.TimerHandle | None = None
        self._crew = _Crew(module, at_most, seconds)
        self._threads = ThreadPoolExecutor(max_workers=at_most, thread_name_prefix=module.rpartition(".")[2])
        self._numbers = itertools.count()
        self._end = weakref.finalize(self, _end, self._crew, self._threads)

    async def ask(self, header: Mapping[str, str], body: bytes, url: str) -> Answer:
        """What a child makes of a document. Raises FormatTrouble: its own, or `parser_gave_up` where it died over it."""
        if self._rest is not None:
            self._rest.cancel()
        job = _Job(len(body), next(self._numbers), header, body, url)
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


@dataclass(order=True, slots=True)
class _Job:
    """A document to read. The smallest goes first: traps are large, and must not keep the others waiting."""

    size: int
    number: int
    header: Mapping[str, str] = field(compare=False)
    body: bytes = field(compare=False)
    url: str = field(compare=False)
    done: Future[Answer] = field(compare=False, default_factory=Future)


class _Crew:
    """The children, shared by as many threads: one is always idle, started or not."""

    def __init__(self, module: str, size: int, seconds: float) -> None:
        self.jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._module = module
        self._seconds = seconds
        self._idle: queue.SimpleQueue[_Child | None] = queue.SimpleQueue()
        for _ in range(size):
            self._idle.put(None)
        self._alive: set[_Child] = set()
        self._closed = False

    def work(self) -> None:
        """Do the smallest job that waits; for each job there is one call."""
        job = self.jobs.get()
        if not job.done.set_running_or_notify_cancel():
            return
        try:
            job.done.set_result(self.ask(job.header, job.body, job.url))
        except (FormatTrouble, RuntimeError) as trouble:
            job.done.set_exception(trouble)
        finally:
            if not job.done.done():  # whatever it was, nobody may wait for ever
                job.done.set_exception(_died(None, job.url))

    def ask(self, header: Mapping[str, str], body: bytes, url: str) -> Answer:
        """One job: a child that dies over it takes its document along, and the next job gets a new one."""
        child = self._idle.get()
        try:
            child = self._ready(child)
            answer = json.loads(child.ask({**header, "url": url}, body, self._seconds))
        except (OSError, EOFError, ValueError) as error:
            status = self._dismiss(child)
            child = None
            raise _died(status, url) from error
        finally:
            self._idle.put(child)
        if "trouble" in answer:
            raise FormatTrouble(answer["trouble"], url, answer["detail"])
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

    def clear(self) -> None:
        """Close the pipes of killed children, once no thread reads from them."""
        for child in tuple(self._alive):
            self._dismiss(child)

    def _ready(self, child: "_Child | None") -> "_Child":
        if self._closed:
            raise EOFError("no more work is taken")
        if child is not None and child.fresh():
            return child
        self._dismiss(child)
        started = _Child(self._module)
        self._alive.add(started)
        return started

    def _dismiss(self, child: "_Child | None") -> int | None:
        if child is None:
            return None
        self._alive.discard(child)
        return child.end()


class _Child:
    """One child process and the pipe to it."""

    def __init__(self, module: str) -> None:
        self._jobs = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own module, named by our own code
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,  # an interrupt from the keyboard is for the program, which ends its children itself
        )

    def fresh(self) -> bool:
        """Whether it lives and has not yet done its share."""
        return self._process.poll() is None and self._jobs < _JOBS_PER_CHILD

    def ask(self, header: Mapping[str, str], body: bytes, seconds: float) -> bytes:
        """One job. Raises OSError or EOFError when the child dies over it or is killed for taking too long."""
        self._jobs += 1
        watchdog = threading.Timer(seconds, self._process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            assert self._process.stdin
            assert self._process.stdout
            send(self._process.stdin, json.dumps(dict(header)).encode(), body)
            return receive(self._process.stdout, _BIGGEST_ANSWER)
        finally:
            watchdog.cancel()

    def kill(self) -> None:
        """Kill it; whoever waits for its answer sees the pipe close."""
        self._process.kill()

    def end(self) -> int:
        """Kill it and close the pipes; nothing it holds is worth saving. Returns its exit status, as `Popen` has it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:  # what was still to be sent has no reader
                    continue
        return self._process.wait()


def _environment() -> dict[str, str]:
    """What a Python needs to find our modules and its libraries, and none of our secrets."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}


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
