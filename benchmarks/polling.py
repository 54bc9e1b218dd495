"""How fast, how politely bounded and in how little memory 500 feeds are polled; beside `reader` 3.26 in the same run.

Everything on loopback: the feeds are served by a process of their own, both pollers run in theirs. `reader` needs
packages that ours must not have, so an environment is made for it in a temporary folder; where that cannot be had, ours is
measured alone.
"""

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.feed_server import LATENCY
from benchmarks.figures import Figure
from benchmarks.poller import AT_ONCE

FEEDS, ENTRIES = 500, 20
_READER = ("reader==3.26", "sgmllib3k")
"""A clean install of reader with a new feedparser does not start without the second."""


def figures() -> list[Figure]:
    """Ours, and the ratios to reader where it could be had."""
    with _serving() as port:
        ours = _told([sys.executable, "-m", "benchmarks.poller", str(port), str(FEEDS)])
        theirs = _theirs(port)
    bound = FEEDS * LATENCY / AT_ONCE
    return [
        Figure("first looks, entries read, feeds a second", FEEDS / ours["first"], unit="1/s"),
        Figure("unchanged feeds a second", FEEDS / ours["same"], unit="1/s"),
        Figure("processor time of an unchanged feed", ours["same_cpu"] / FEEDS * 1000, 0.3, "ms", most=True),
        Figure(
            f"{LATENCY * 1000:.0f} ms latency, times the bound of {bound:g} s", ours["late"] / bound, 1.2, most=True
        ),
        Figure("unchanged feeds beside 20 hostile, times as long", ours["same_beside"], 1.3, most=True),
        Figure("first looks beside 20 hostile, times as long", ours["first_beside"], 1.3, most=True),
        Figure("memory of all processes after 20 sweeps", ours["memory"], 200, "MiB", most=True),
        Figure("its growth over those sweeps", ours["growth"], 10, "MiB", most=True),
        *_ratios(ours, theirs),
    ]


def _ratios(ours: dict[str, float], theirs: dict[str, float] | None) -> list[Figure]:
    if theirs is None:
        print("  reader 3.26 could not be had here; only our own figures follow")
        return []
    return [
        Figure("reader: unchanged feeds a second", FEEDS / theirs["same"], unit="1/s"),
        Figure("reader: processor time of an unchanged feed", theirs["same_cpu"] / FEEDS * 1000, unit="ms"),
        Figure("reader: times the bound at that latency", theirs["late"] / (FEEDS * LATENCY / AT_ONCE)),
        Figure("unchanged feeds, times as fast as reader", theirs["same"] / ours["same"], 6),
        Figure("processor time, times less than reader", theirs["same_cpu"] / ours["same_cpu"]),
        Figure("first looks, times as fast as reader", theirs["first"] / ours["first"], 2),
    ]


@contextmanager
def _serving() -> Iterator[int]:
    """The feeds, and their port."""
    command = [sys.executable, "-m", "benchmarks.feed_server", str(FEEDS), str(ENTRIES)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.stdin.close()


def _theirs(port: int) -> dict[str, float] | None:
    """Reader's figures; None where its environment cannot be made, as without a package index."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        try:
            venv.create(folder, with_pip=True)
            quietly = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *_READER]
            subprocess.run(quietly, check=True, capture_output=True, timeout=300)
        except (OSError, subprocess.SubprocessError):
            return None
        return _told([str(python), str(Path(__file__).with_name("reader_side.py")), str(port), str(FEEDS)])


def _told(command: list[str]) -> dict[str, float]:
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return {name: float(value) for name, value in json.loads(done.stdout).items()}
