"""One child process and the pipe to it, from the parent's side; the child's own is `watchers.child`."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from watchers.pipes import receive, send
from watchers.watchdog import Watchdog

_JOBS_PER_CHILD = 1_000
"""After so many jobs a child is replaced, and with it whatever its libraries have hoarded."""
_POLITENESS = 10
"""How much children stand back behind the loop that answers people (`nice`), while they load their libraries too."""
_LAST_IN_LINE = 19
PASSED_ON = ("LD_LIBRARY_PATH", "PYTHONHOME", "TMPDIR")
_BIGGEST_ANSWER = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that one document may take on the wall, and after how many it has to stand back."""

    seconds: float
    slow: float | None


class Child:
    """One child process and the pipe to it."""

    def __init__(self, module: str, watchdog: Watchdog) -> None:
        self._jobs = 0
        self._watchdog = watchdog
        self._process = subprocess.Popen(  # noqa: S603 - our own module, named by our own code
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            # An interrupt from the keyboard is for the program, which ends its children itself. Not a session of their
            # own: Linux gives each session an equal share of the processor (autogroup), whatever its `nice`.
            process_group=0,
        )
        self._give_way(min(os.getpriority(os.PRIO_PROCESS, 0) + _POLITENESS, _LAST_IN_LINE))

    def fresh(self) -> bool:
        """Whether it lives and has not yet done its share."""
        return self._process.poll() is None and self._jobs < _JOBS_PER_CHILD

    def ask(self, header: Mapping[str, str], body: bytes, patience: Patience, stand_back: Callable[[], None]) -> bytes:
        """One job. Raises OSError or EOFError when the child dies over it or is killed for taking too long."""
        assert self._process.stdin
        assert self._process.stdout
        kill = self._process.kill
        if not self._jobs:
            with self._watchdog.watching((patience.seconds, kill)):
                receive(self._process.stdout, 0)  # it has started; what that took is not the document's
        self._jobs += 1
        late = () if patience.slow is None else ((patience.slow, stand_back),)
        with self._watchdog.watching(*late, (patience.seconds, kill)):
            send(self._process.stdin, json.dumps(dict(header)).encode(), body)
            return receive(self._process.stdout, _BIGGEST_ANSWER)

    def stand_back(self) -> None:
        """Take the least of the processor from now on."""
        self._give_way(_LAST_IN_LINE)

    def _give_way(self, nice: int) -> None:
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, nice)

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


def environment() -> dict[str, str]:
    """What a Python needs to find our modules and its libraries, and none of our secrets."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
