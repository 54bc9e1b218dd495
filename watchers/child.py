"""What every child of `watchers.children` does: one document after another from its input, an answer to each.

Sets its own ceilings before the first byte is read, and ends when its input does.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from typing import IO, Any

from watchers.errors import FormatTrouble
from watchers.pipes import receive, send

MEMORY = 768 * 2**20
"""Address space; the largest real feed seen needed a tenth of it."""
LEAST_SECONDS = 2.0
MOST_SECONDS = 10.0
_BYTES_A_SECOND = 200_000
"""Processor time for one document grows with its size: sound ones take a tenth of this, traps take all they get."""
_BIGGEST_BODY = 64 * 2**20

Read = Callable[[bytes, Mapping[str, str]], Mapping[str, Any]]
"""Body and header in, what JSON can carry out; FormatTrouble where the document is not what it should be."""


def serve(read: Read, *, least: float = LEAST_SECONDS) -> None:
    """Serve until the input ends. A document that passes a ceiling ends the process: the parent sees the pipe close.

    `least` is the processor time, in seconds, that every document has; loading libraries at the first one counts too.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # what a library prints must not get between the answers
    limit(resource.RLIMIT_AS, MEMORY)
    try:
        send(answers, b"")  # here, and everything loaded
        while True:
            _answer(read, sys.stdin.buffer, answers, least)
    except (EOFError, BrokenPipeError, MemoryError):
        os._exit(0)


def _answer(read: Read, jobs: IO[bytes], answers: IO[bytes], least: float) -> None:
    header = json.loads(receive(jobs, _BIGGEST_BODY))
    body = receive(jobs, _BIGGEST_BODY)
    allowed = min(MOST_SECONDS, least + len(body) / _BYTES_A_SECOND)
    signal.setitimer(signal.ITIMER_PROF, allowed)  # its signal ends the process, in the middle of an expression too
    try:
        answer = read(body, header)
    except FormatTrouble as trouble:
        answer = {"trouble": trouble.kind, "detail": trouble.detail}
    signal.setitimer(signal.ITIMER_PROF, 0)
    send(answers, json.dumps(answer).encode())


def limit(what: int, soft: int) -> None:
    """Lower the soft limit; systems without that limit do without it."""
    _, hard = resource.getrlimit(what)
    soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    try:
        resource.setrlimit(what, (soft, hard))
    except (ValueError, OSError):
        return
