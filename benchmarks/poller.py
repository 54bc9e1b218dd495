"""Our side of `benchmarks.polling`, in a process of its own: `python -m benchmarks.poller PORT FEEDS`. Prints JSON.

Everything is real: fetching, guard, parsing children, relevance, extraction, the store in a file.
"""

import asyncio
import datetime as dt
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import structlog

from benchmarks.feed_server import HOSTILE
from bot import config, liveliness
from bot.settings import WatchSettings
from store.database import Database
from store.model.announce import Route
from watchers.entries import Source
from watchers.extract import choose
from watchers.poll import Watch, poll
from watchers.web import Caps, Web

AT_ONCE = 20
SWEEPS = 20
WARM = 10
"""Feeds looked at before anything is measured, so that no loading is; one of them tells of a move."""
_BAD = 20
"""Hostile feeds among the healthy ones."""
_BEAT = 0.005
EVERY = dt.timedelta(minutes=5)


@dataclass
class Spent:
    """What something took: seconds on the wall, and of processor time of this process and its ended children."""

    wall: float
    cpu: float


class Poller:
    """A Moves without chat, over a store of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.watchlist = config.default_watchlist()
        self.database = Database(f"sqlite:///{folder / 'moves.db'}")
        self.database.upgrade()
        self.watch = self._watch()

    def _watch(self) -> Watch:
        manners = WatchSettings(allow_private=("127.0.0.0/8",), per_host=AT_ONCE, host_gap=dt.timedelta(0))
        return Watch(
            web=Web(manners, caps=Caps(seconds=10)),
            database=self.database,
            engine=choose.engine(self.watchlist),
            routes=(Route(to="terminal:"),),
            watchlist=self.watchlist,
            max_age=dt.timedelta(days=14),
            clock=lambda: dt.datetime.now(dt.UTC),
        )

    def feeds(self, numbers: Iterable[int], kind: str = "f", host: str = "127.0.0.1") -> list[Source]:
        """Sources of the server; another name is another source, another kind only another way to answer."""
        return [
            Source(name=f"{number}", url=f"http://{host}:{self.port}/{kind}/{number}", every=EVERY)
            for number in numbers
        ]

    def hostile(self) -> list[Source]:
        """Feeds that hang, drip, unpack without end or trap the parser, each on a host of its own."""
        return [
            Source(
                name=f"bad {n}", url=f"http://127.0.1.{n + 1}:{self.port}/bad/{HOSTILE[n % len(HOSTILE)]}", every=EVERY
            )
            for n in range(_BAD)
        ]

    async def sweep(self, sources: list[Source], beside: list[Source] | None = None) -> Spent:
        """Look at all of them at once; what is to be looked at beside them is not waited for."""
        others = [asyncio.create_task(poll(source, self.watch)) for source in beside or ()]
        await asyncio.sleep(0)
        wall, cpu = time.perf_counter(), _cpu()
        reports = await asyncio.gather(*(poll(source, self.watch) for source in sources))
        spent = Spent(time.perf_counter() - wall, _cpu() - cpu)
        failed = [report.summary() for report in reports if not report.went_well]
        assert not failed, failed[0]
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        return spent

    async def close(self) -> None:
        """End everything."""
        await self.watch.web.close()
        self.watch.close()
        self.database.close()


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used) + sum(_ticks(pid) for pid in _children())


def _children() -> list[int]:
    """The parsing children alive now, whichever thread started them; none where the system has no /proc."""
    tasks = Path("/proc/self/task")
    lists = [task / "children" for task in tasks.iterdir()] if tasks.exists() else []
    return [int(pid) for listed in lists if listed.exists() for pid in listed.read_text(encoding="ascii").split()]


def _ticks(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory() -> float:
    """MiB of this process and its children; of pages that several share, each counts its part."""
    return sum(_part(Path(f"/proc/{pid}/smaps_rollup")) for pid in (os.getpid(), *_children()))


def _part(told: Path) -> float:
    if not told.exists():
        return 0.0
    line = next(line for line in told.read_text(encoding="ascii").splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024


class Pulse:
    """How long the loop was ever kept from what was due, in seconds."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def feel(self) -> None:
        """Until cancelled."""
        while True:
            due = time.perf_counter() + _BEAT
            await asyncio.sleep(_BEAT)
            self.longest = max(self.longest, time.perf_counter() - due)


async def measure(folder: Path, port: int, count: int) -> dict[str, float]:
    """Everything, in one process from a first look to the last sweep, once what is loaded once is loaded."""
    await _warmed(folder, port)
    pulse = Pulse()
    feeling = asyncio.create_task(pulse.feel())
    found = await _measured(folder, port, count)
    feeling.cancel()
    return {**found, "stall": pulse.longest}


async def _measured(folder: Path, port: int, count: int) -> dict[str, float]:
    fresh = await asyncio.to_thread(Poller, folder / "one", port)
    feeds = fresh.feeds(range(count))
    found: dict[str, float] = {}
    await fresh.watch.reader.read(b"<rss/>", "", "")
    found["first"] = (await fresh.sweep(feeds)).wall
    await fresh.sweep(feeds)
    early, sweeps = _memory(), [await fresh.sweep(feeds) for _ in range(SWEEPS)]
    found |= {"memory": _memory(), "growth": _memory() - early}
    found["same"] = statistics.median(sweep.wall for sweep in sweeps)
    found["same_cpu"] = statistics.median(sweep.cpu for sweep in sweeps)
    late = fresh.feeds(range(count), "late")
    await fresh.sweep(late)
    found["late"] = (await fresh.sweep(late)).wall
    healthy = feeds[: count - _BAD]
    await fresh.sweep(healthy)
    pairs = [((await fresh.sweep(healthy, fresh.hostile())).wall, (await fresh.sweep(healthy)).wall) for _ in range(5)]
    found["same_beside"] = statistics.median(beside / alone for beside, alone in pairs)
    await fresh.close()
    found["first_beside"] = await _first_beside(folder, port, count)
    return found


async def _warmed(folder: Path, port: int) -> None:
    """Load what a program loads once in its life, in a store that is thrown away; the other side does the same."""
    poller = Poller(folder / "warm", port)
    await poller.sweep(poller.feeds(range(WARM)))
    await poller.close()
    liveliness.settle_in()  # as `bot.run` does once it is ready


async def _first_beside(folder: Path, port: int, count: int) -> float:
    """How many times as long the healthy ones' first looks take beside the hostile ones."""
    taken = []
    for beside in (False, True):
        poller = await asyncio.to_thread(
            Poller, folder / f"beside {beside}", port
        )  # off the loop, as `bot.run` opens it
        await poller.watch.reader.read(b"<rss/>", "", "")
        spent = await poller.sweep(poller.feeds(range(count - _BAD)), poller.hostile() if beside else None)
        taken.append(spent.wall)
        await poller.close()
    return taken[1] / taken[0]


def main() -> None:
    """Measure and print."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("warm", "one", "beside False", "beside True"):
            (Path(folder) / name).mkdir()
        print(json.dumps(asyncio.run(measure(Path(folder), int(sys.argv[1]), int(sys.argv[2])))))


if __name__ == "__main__":
    main()
