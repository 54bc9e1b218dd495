"""Reads feeds in child processes that can be killed, so that no feed stalls the program or eats its memory.

A feed parser is a place where strangers' text meets old regular expressions; a thread in one cannot be stopped. Each
child has ceilings on memory and, job by job, on processor time; one that passes them dies, its feed is a trouble, and
the next job gets a new child. Children know nothing of ours: no environment beside the module path, no open files.
"""

import asyncio
import datetime as dt
import json
import os
import queue
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import IO

from watchers.entries import Document, Entry
from watchers.errors import FormatTrouble

_JOBS_PER_CHILD = 1_000
"""After so many jobs a child is replaced, and with it whatever its libraries have hoarded."""
_SECONDS = 30.0
"""Wall time for one job, for a child that neither works nor ends; `watchers.feed_child` counts processor time."""
_PASSED_ON = ("LD_LIBRARY_PATH", "PYTHONHOME", "TMPDIR")
_BIGGEST_ANSWER = 64 * 2**20


class FeedReader:
    """A few children, started when needed and kept. Not bound to a loop; `close` ends them, as does forgetting it."""

    def __init__(self, *, children: int = 2, seconds: float = _SECONDS) -> None:
        self._crew = _Crew(children, seconds)
        self._threads = ThreadPoolExecutor(max_workers=children, thread_name_prefix="feed-reader")
        self._end = weakref.finalize(self, _end, self._crew, self._threads)

    async def read(self, body: bytes, content_type: str, url: str) -> Document:
        """Read a feed as `watchers.feed_format.read` does. Raises FormatTrouble, of kind `parser_gave_up` too."""
        loop = asyncio.get_running_loop()
        # Not a method of ours: a thread that held us could be the last to do so, and would have to end itself.
        return await loop.run_in_executor(self._threads, self._crew.read, body, content_type, url)

    def close(self) -> None:
        """End the children at once; reads at work end with FormatTrouble."""
        self._end()


class _Crew:
    """The children, shared by as many threads: one is always idle, started or not."""

    def __init__(self, size: int, seconds: float) -> None:
        self._seconds = seconds
        self._idle: queue.SimpleQueue[_Child | None] = queue.SimpleQueue()
        for _ in range(size):
            self._idle.put(None)
        self._alive: set[_Child] = set()
        self._closed = False

    def read(self, body: bytes, content_type: str, url: str) -> Document:
        """One job: a child that dies over it takes its feed along, and the next job gets a new one."""
        child = self._idle.get()
        try:
            child = self._ready(child)
            return _document(child.ask({"content_type": content_type, "url": url}, body, self._seconds), url)
        except (OSError, EOFError, ValueError) as error:
            status = self._dismiss(child)
            child = None
            raise _died(status, url) from error
        finally:
            self._idle.put(child)

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
            raise EOFError("the reader is closed")
        if child is not None and child.fresh():
            return child
        self._dismiss(child)
        started = _Child()
        self._alive.add(started)
        return started

    def _dismiss(self, child: "_Child | None") -> int | None:
        if child is None:
            return None
        self._alive.discard(child)
        return child.end()


class _Child:
    """One child process and the pipe to it."""

    def __init__(self) -> None:
        self._jobs = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "watchers.feed_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,  # an interrupt from the keyboard is for the program, which ends its children itself
        )

    def fresh(self) -> bool:
        """Whether it lives and has not yet done its share."""
        return self._process.poll() is None and self._jobs < _JOBS_PER_CHILD

    def ask(self, header: dict[str, str], body: bytes, seconds: float) -> bytes:
        """One job. Raises OSError or EOFError when the child dies over it or is killed for taking too long."""
        self._jobs += 1
        watchdog = threading.Timer(seconds, self._process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            assert self._process.stdin
            assert self._process.stdout
            send(self._process.stdin, json.dumps(header).encode(), body)
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


def send(pipe: IO[bytes], *parts: bytes) -> None:
    """Write each part after its length in eight bytes."""
    for part in parts:
        pipe.write(len(part).to_bytes(8, "big"))
        pipe.write(part)
    pipe.flush()


def receive(pipe: IO[bytes], ceiling: int) -> bytes:
    """Read one part. Raises EOFError at the end of the pipe, ValueError for a part above the ceiling."""
    head = pipe.read(8)
    size = int.from_bytes(head, "big")
    if size > ceiling:
        raise ValueError("more came through the pipe than allowed")
    part = pipe.read(size) if len(head) == 8 else b""
    if len(head) < 8 or len(part) < size:
        raise EOFError("the other end is gone")
    return part


def pack(entries: Document) -> dict[str, object]:
    """A document as JSON can carry it; `_document` is the way back."""
    rows = [
        [e.id, e.url, e.title, e.summary, e.body, e.published.isoformat() if e.published else None, e.publisher]
        for e in entries.entries
    ]
    return {"entries": rows, "complete": entries.complete}


def _environment() -> dict[str, str]:
    """What a Python needs to find our modules and its libraries, and none of our secrets."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}


def _died(status: int | None, url: str) -> FormatTrouble:
    """Say why a child is gone: killed or out of memory is the feed's fault, any other end is ours."""
    if status is not None and status > 0:
        return FormatTrouble("parser_failed", url, f"the child process ended with status {status}")
    return FormatTrouble("parser_gave_up", url, "it took more time or memory than any feed needs")


def _document(answer: bytes, url: str) -> Document:
    told = json.loads(answer)
    if "trouble" in told:
        raise FormatTrouble(told["trouble"], url, told["detail"])
    return Document(entries=tuple(_entry(row) for row in told["entries"]), complete=told["complete"])


def _entry(row: list[str]) -> Entry:
    identity, link, title, summary, body, published, publisher = row
    return Entry(
        id=identity,
        url=link,
        title=title,
        summary=summary,
        body=body,
        published=dt.datetime.fromisoformat(published) if published else None,
        publisher=publisher,
    )


def _end(crew: _Crew, threads: ThreadPoolExecutor) -> None:
    crew.kill()
    threads.shutdown(wait=True)
    crew.clear()
