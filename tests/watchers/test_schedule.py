"""Jobs that run in time, one at a time, and end properly."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from watchers.schedule import Schedule

QUICK = dt.timedelta(milliseconds=20)
HOUR = dt.timedelta(hours=1)


def now() -> dt.datetime:
    """The real clock."""
    return dt.datetime.now(dt.UTC)


class Job:
    """Counts its runs; holds each one until `go` is set."""

    def __init__(self, *, held: bool = False, again: dt.timedelta | None = None) -> None:
        self.runs = 0
        self.ended = 0
        self.at_once = 0
        self.most_at_once = 0
        self.go = asyncio.Event()
        self.cancelled = False
        self._again = again
        self._changed = asyncio.Condition()
        if not held:
            self.go.set()

    async def __call__(self) -> object:
        """Run."""
        self.runs += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        async with self._changed:
            self._changed.notify_all()
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        finally:
            self.at_once -= 1
        self.ended += 1
        return Result(self._again)

    async def ran(self, times: int) -> None:
        """Wait until it ran so often."""
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(lambda: self.runs >= times)


@dataclass
class Result:
    """What a look returns."""

    again: dt.timedelta | None


@pytest.fixture
async def schedule() -> AsyncIterator[Schedule]:
    """A schedule that starts every job at once."""
    made = Schedule(clock=now, roll=lambda: 0.0)
    yield made
    await made.stop(patience=dt.timedelta(milliseconds=50))


async def test_jobs_run_again_and_again(schedule: Schedule) -> None:
    """Jobs added before and after the start both run in their rhythm."""
    early, late = Job(), Job()
    schedule.add("early", QUICK, early)
    schedule.start()
    schedule.add("late", QUICK, late)
    await early.ran(3)
    await late.ran(3)
    assert schedule.names() == ("early", "late")


async def test_a_slow_run_is_never_joined_by_another(schedule: Schedule) -> None:
    """While one run works, due ones are counted as missed and not started; afterwards the job goes on."""
    slow, other = Job(held=True), Job()
    schedule.add("slow", QUICK, slow)
    schedule.add("other", QUICK, other)
    schedule.start()
    await other.ran(6)
    assert slow.runs == 1
    assert schedule.missed["slow"] >= 3
    slow.go.set()
    await slow.ran(3)
    assert slow.most_at_once == 1


async def test_a_failing_job_goes_on_and_spoils_no_other(schedule: Schedule) -> None:
    """A run that raises is logged; it runs again, and so do the others."""
    other = Job()
    runs = 0

    async def broken() -> None:
        nonlocal runs
        runs += 1
        raise ValueError("no")

    schedule.add("broken", QUICK, broken)
    schedule.add("other", QUICK, other)
    schedule.start()
    await other.ran(4)
    assert runs >= 2


async def test_a_result_can_put_the_next_run_off(schedule: Schedule) -> None:
    """A result that asks for an hour gets it, whatever the rhythm."""
    patient, other = Job(again=HOUR), Job()
    schedule.add("patient", QUICK, patient)
    schedule.add("other", QUICK, other)
    schedule.start()
    await other.ran(6)
    assert patient.runs == 1


async def test_removed_and_replaced_jobs_run_no_more(schedule: Schedule) -> None:
    """After `remove` nothing starts, after `replace` only the new work does; unknown names are fine."""
    first, second, removed = Job(), Job(), Job()
    schedule.add("a", QUICK, first)
    schedule.add("b", QUICK, removed)
    schedule.start()
    await first.ran(1)
    await removed.ran(1)
    schedule.replace("a", QUICK, second)
    schedule.remove("b")
    schedule.remove("never heard of")
    before = (first.runs, removed.runs)
    await second.ran(4)
    assert (first.runs, removed.runs) == before
    assert schedule.names() == ("a",)


async def test_a_job_that_removes_itself_ends_well(schedule: Schedule) -> None:
    """A job may be taken off the schedule while it runs and still ask for another time."""
    ended = asyncio.Event()

    async def once() -> Result:
        schedule.remove("once")
        ended.set()
        return Result(HOUR)

    schedule.add("once", QUICK, once)
    schedule.start()
    async with asyncio.timeout(5):
        await ended.wait()
    assert schedule.names() == ()


async def test_stopping_lets_what_runs_finish() -> None:
    """`stop` returns only after the run at work is done, and nothing starts after it."""
    schedule, job = Schedule(clock=now, roll=lambda: 0.0), Job(held=True)
    schedule.add("a", QUICK, job)
    schedule.start()
    await job.ran(1)
    stopping = asyncio.create_task(schedule.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    job.go.set()
    await stopping
    assert (job.runs, job.ended) == (1, 1)


async def test_stopping_has_an_end() -> None:
    """What does not finish within the patience is cancelled."""
    schedule, job = Schedule(clock=now, roll=lambda: 0.0), Job(held=True)
    schedule.add("a", QUICK, job)
    schedule.start()
    await job.ran(1)
    await schedule.stop(patience=dt.timedelta(milliseconds=20))
    assert job.cancelled


async def test_stopping_without_a_start_is_fine() -> None:
    """A schedule never started has nothing to stop; stopping twice is fine too."""
    schedule = Schedule(clock=now)
    schedule.add("a", QUICK, Job())
    await schedule.stop()
    schedule.start()
    await schedule.stop()
    await schedule.stop()
