"""How fast, how politely bounded and in how little memory 500 feeds are polled; beside `reader` 3.26 in the same run.

Everything on loopback: the feeds are served by a process of their own, both pollers run in theirs. `reader` needs
packages that ours must not have, so an environment is made for it in a temporary folder; where that cannot be had, ours is
measured alone.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from benchmarks.feed_server import LATENCY
from benchmarks.figures import Figure
from benchmarks.poller import AT_ONCE

FEEDS, ENTRIES = 500, 20
ROUNDS = 3
BOUND = FEEDS * LATENCY / AT_ONCE
"""Seconds that so many feeds at that latency take at least, so many at once."""
Told: TypeAlias = dict[str, float]
"""What a side printed, in seconds and MiB."""
_READER = ("reader==3.26", "sgmllib3k")
"""A clean install of reader with a new feedparser does not start without the second."""


def figures() -> list[Figure]:
    """Ours, and the ratios to reader where it could be had; both take turns, and of each figure the median counts."""
    with _serving() as port, _reader() as reader:
        rounds = [(_ours(port), reader(port) if reader else None) for _ in range(ROUNDS)]
    ours = _median([ours for ours, _ in rounds])
    return [
        Figure("first looks, entries read, feeds a second", FEEDS / ours["first"], unit="1/s"),
        Figure("unchanged feeds a second", FEEDS / ours["same"], unit="1/s"),
        Figure("processor time of an unchanged feed", ours["same_cpu"] / FEEDS * 1000, 0.3, "ms", most=True),
        Figure(
            f"{LATENCY * 1000:.0f} ms latency, times the bound of {BOUND:g} s", ours["late"] / BOUND, 1.2, most=True
        ),
        Figure("unchanged feeds beside 20 hostile, times as long", ours["same_beside"], 1.3, most=True),
        Figure("first looks beside 20 hostile, times as long", ours["first_beside"], 1.3, most=True),
        Figure("longest stall of the loop, hostile feeds and all", ours["stall"] * 1000, 100, "ms", most=True),
        Figure("memory of all processes after 20 sweeps", ours["memory"], 200, "MiB", most=True),
        Figure("its growth over those sweeps", ours["growth"], 10, "MiB", most=True),
        *_ratios([(ours, theirs) for ours, theirs in rounds if theirs is not None]),
    ]


def _ratios(rounds: list[tuple[Told, Told]]) -> list[Figure]:
    """Beside reader, round by round: what is compared was measured within the same minute."""
    if not rounds:
        print("  reader 3.26 could not be had here; only our own figures follow")
        return []
    theirs = _median([theirs for _, theirs in rounds])
    times = _median([{name: theirs[name] / ours[name] for name in theirs} for ours, theirs in rounds])
    return [
        Figure("reader: first pass, no entry read, feeds a second", FEEDS / theirs["first"], unit="1/s"),
        Figure("reader: unchanged feeds a second", FEEDS / theirs["same"], unit="1/s"),
        Figure("reader: processor time of an unchanged feed", theirs["same_cpu"] / FEEDS * 1000, unit="ms"),
        Figure("reader: times the bound at that latency", theirs["late"] / BOUND),
        Figure("unchanged feeds, times as fast as reader", times["same"], 6),
        Figure("processor time, times less than reader", times["same_cpu"]),
        Figure("first looks, times as fast as reader", times["first"], 2),
    ]


def _median(told: list[Told]) -> Told:
    return {name: statistics.median(one[name] for one in told) for name in told[0]}


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


def _ours(port: int) -> Told:
    return _told([sys.executable, "-m", "benchmarks.poller", str(port), str(FEEDS)])


@contextmanager
def _reader() -> Iterator[Callable[[int], Told] | None]:
    """Something that measures reader; None where its environment cannot be made, as without a package index."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        try:
            venv.create(folder, with_pip=True)
            quietly = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *_READER]
            subprocess.run(quietly, check=True, capture_output=True, timeout=300)
        except (OSError, subprocess.SubprocessError):
            yield None
            return
        side = str(Path(__file__).with_name("reader_side.py"))
        yield lambda port: _told([str(python), side, str(port), str(FEEDS)])


def _told(command: list[str]) -> Told:
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return {name: float(value) for name, value in json.loads(done.stdout).items()}
