"""Days of schedule on virtual time: every look happens, or is counted and made up for once."""

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.watchers.virtual import VirtualLoop, played
from tests.watchers.watching import START
from watchers import cadence
from watchers.schedule import Schedule

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
FIVE = 5 * MINUTE


@dataclass
class Told:
    """What a look returns."""

    again: dt.timedelta | None


@dataclass
class Looks:
    """A job that notes when it ran, takes its time and may ask for another rhythm."""

    takes: dt.timedelta = dt.timedelta(0)
    again: Callable[[int], dt.timedelta] | None = None
    at: list[dt.datetime] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0


def watched(
    looks: Looks, *, every: dt.timedelta = FIVE, days: float = 1, sleeps: dict[float, dt.timedelta] | None = None
) -> int:
    """Keep a schedule for so long; the machine sleeps at these hours for as long as said. Returns the missed runs."""
    counted = 0

    async def play(clock: Callable[[], dt.datetime], loop: VirtualLoop) -> None:
        nonlocal counted

        async def look() -> Told:
            looks.at.append(clock())
            looks.at_once += 1
            looks.most_at_once = max(looks.most_at_once, looks.at_once)
            await asyncio.sleep(looks.takes.total_seconds())
            looks.at_once -= 1
            return Told(looks.again(len(looks.at)) if looks.again else None)

        schedule = Schedule(clock=clock, roll=lambda: 0.0)
        schedule.add("a", every, look)
        schedule.start()
        for hour, span in sorted((sleeps or {}).items()):
            await asyncio.sleep(hour * 3600 + 1 - loop.passed)
            loop.slept += span.total_seconds()
        await asyncio.sleep(days * 86400 - 1 - loop.passed - loop.slept)
        await schedule.stop(patience=dt.timedelta(0))
        counted = schedule.missed["a"]

    played(START, play)
    return counted


def test_a_day_in_its_rhythm() -> None:
    """Every five minutes, all day, none missed."""
    looks = Looks()
    assert watched(looks) == 0
    assert looks.at == [START + FIVE * n for n in range(288)]


def test_a_night_asleep_is_counted_and_made_up_for_once() -> None:
    """After eight hours of sleep one look follows, and the 96 that did not happen are counted."""
    looks = Looks()
    missed = watched(looks, sleeps={10: 8 * HOUR})
    night = [at for at in looks.at if START + 10 * HOUR < at < START + 18 * HOUR]
    assert night == []
    assert missed == 96
    assert len(looks.at) + missed == 288


def test_looks_that_overrun_are_counted_and_never_joined() -> None:
    """A look of seventeen minutes in a rhythm of five leaves room for a quarter of them."""
    looks = Looks(takes=17 * MINUTE)
    missed = watched(looks)
    assert looks.most_at_once == 1
    assert len(looks.at) == 72
    assert len(looks.at) + missed == 288


def test_a_longer_wish_is_no_miss() -> None:
    """A source that wants to be left alone for two hours is, and nothing counts as missed."""
    looks = Looks(again=lambda _: 2 * HOUR)
    assert watched(looks) == 0
    assert looks.at == [START + 2 * HOUR * n for n in range(12)]


def test_a_shorter_wish_comes_true() -> None:
    """A source whose window is small is looked at every minute in a rhythm of five."""
    looks = Looks(again=lambda _: MINUTE)
    assert watched(looks) == 0
    assert len(looks.at) == 24 * 60


def test_failures_back_off_and_success_resets() -> None:
    """Ten failures in a row, then all is well: pauses double up to six hours, then the rhythm is the old one."""

    def again(looked: int) -> dt.timedelta:
        return cadence.pause(FIVE, roll=0.0, failures=looked if looked <= 10 else 0)

    looks = Looks(again=again)
    assert watched(looks, days=3) == 0
    pauses = [(later - earlier) // MINUTE for earlier, later in zip(looks.at, looks.at[1:], strict=False)]
    assert pauses[:12] == [10, 20, 40, 80, 160, 320, 360, 360, 360, 360, 5, 5]


@settings(deadline=None, max_examples=12)
@given(
    takes=some.integers(0, 40),
    sleeps=some.dictionaries(some.integers(0, 20), some.integers(1, 300), max_size=4),
    every=some.sampled_from([7, 30, 60]),
)
def test_every_look_happens_or_is_counted(takes: int, sleeps: dict[int, int], every: int) -> None:
    """Whatever looks last and however the machine sleeps, no look is lost without being counted, and none is doubled."""
    looks = Looks(takes=takes * MINUTE)
    missed = watched(
        looks, every=every * MINUTE, days=2, sleeps={float(hour): span * MINUTE for hour, span in sleeps.items()}
    )
    planned = int(2 * DAY / (every * MINUTE))
    assert looks.most_at_once <= 1
    assert planned - 1 <= len(looks.at) + missed <= planned + 1


@pytest.mark.parametrize("name", ["a"])
def test_a_removed_job_is_forgotten(name: str) -> None:
    """A job that takes itself off the schedule while it runs leaves nothing behind."""

    async def play(clock: Callable[[], dt.datetime], _: VirtualLoop) -> None:
        schedule = Schedule(clock=clock, roll=lambda: 0.0)
        ran = 0

        async def once() -> Told:
            nonlocal ran
            ran += 1
            schedule.remove(name)
            return Told(MINUTE)

        schedule.add(name, FIVE, once)
        schedule.start()
        await asyncio.sleep(86400)
        await schedule.stop()
        assert (ran, schedule.names(), schedule.missed[name]) == (1, (), 0)

    played(START, play)
