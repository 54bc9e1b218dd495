"""The child process of `watchers.feed_reader`: reads one feed after another from its input, answers on its output.

Run as `python -m watchers.feed_child`; ends when its input does. Sets its own ceilings before the first byte is read.
"""

import json
import os
import resource
import sys
from typing import IO

from watchers import feed_format
from watchers.errors import FormatTrouble
from watchers.feed_reader import pack, receive, send

MEMORY = 768 * 2**20
"""Address space; the largest real feed seen needed a tenth of it."""
LEAST_SECONDS = 2
MOST_SECONDS = 10
_BYTES_A_SECOND = 200_000
"""Processor time for one feed grows with its size: sound feeds take a tenth of this, traps take all they get."""
_BIGGEST_BODY = 64 * 2**20


def main() -> None:
    """Serve until the input ends. A feed that passes a ceiling ends the process: the parent sees the pipe close."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # what a library prints must not get between the answers
    _limit(resource.RLIMIT_AS, MEMORY)
    try:
        while True:
            _serve(sys.stdin.buffer, answers)
    except (EOFError, BrokenPipeError, MemoryError):
        os._exit(0)


def _serve(jobs: IO[bytes], answers: IO[bytes]) -> None:
    header = json.loads(receive(jobs, _BIGGEST_BODY))
    body = receive(jobs, _BIGGEST_BODY)
    spent = resource.getrusage(resource.RUSAGE_SELF)
    allowed = min(MOST_SECONDS, LEAST_SECONDS + len(body) // _BYTES_A_SECOND)
    _limit(resource.RLIMIT_CPU, int(spent.ru_utime + spent.ru_stime) + 1 + allowed)
    try:
        answer = pack(feed_format.read(body, header["content_type"], header["url"]))
    except FormatTrouble as trouble:
        answer = {"trouble": trouble.kind, "detail": trouble.detail}
    send(answers, json.dumps(answer).encode())


def _limit(what: int, soft: int) -> None:
    """Lower the soft limit; systems without that limit do without it."""
    _, hard = resource.getrlimit(what)
    soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    try:
        resource.setrlimit(what, (soft, hard))
    except (ValueError, OSError):
        return


if __name__ == "__main__":
    main()
