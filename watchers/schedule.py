"""The only user of APScheduler: one job a name, never two at once, late rather than skipped. Knows no watcher.

APScheduler's defaults skip a run that starts a second late (agronholm/apscheduler issue 292); here a late run is made up
for, once, and a run that could not start because the last one still works is counted and logged.
"""

import asyncio
import datetime as dt
import logging
import random
from collections import Counter
from collections.abc import Awaitable, Callable

import structlog
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, JobExecutionEvent, JobSubmissionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from watchers import cadence

_log = structlog.get_logger(__name__)

Work = Callable[[], Awaitable[object]]
"""What is run. If its result has an attribute `again` (a timedelta), the next run comes that much later instead."""


class Schedule:
    """Jobs by name. `add`, `remove` and `replace` work before and after `start`; all belong to one event loop."""

    def __init__(self, *, clock: Callable[[], dt.datetime], roll: Callable[[], float] = random.random) -> None:
        self._clock = clock
        self._roll = roll
        self._works: dict[str, tuple[dt.timedelta, Work]] = {}
        self._due: dict[str, dt.datetime] = {}
        self._running: set[asyncio.Task[object]] = set()
        self._scheduler: AsyncIOScheduler | None = None
        self.missed: Counter[str] = Counter()
        """Runs by name that did not happen because the last one was still at work or the machine asleep.

        One run makes up for all of them. Counted here, since the library tells of one where a sleep cost a hundred.
        """

    def add(self, name: str, every: dt.timedelta, work: Work) -> None:
        """Run `work` from now on in this rhythm, first after a spread of at most five seconds. Replaces a job of that name."""
        self._works[name] = (every, work)
        if self._scheduler is not None:
            self._enter(self._scheduler, name, every)

    replace = add

    def remove(self, name: str) -> None:
        """Run it no more; a run at work goes on to its end. Unknown names are fine."""
        self._due.pop(name, None)
        if self._works.pop(name, None) is not None and self._scheduler is not None:
            self._scheduler.remove_job(name)

    def names(self) -> tuple[str, ...]:
        """What is scheduled, in the order it was added."""
        return tuple(self._works)

    def start(self) -> None:
        """Begin, in the running loop."""
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        quiet = logging.Logger("schedule", logging.ERROR)  # noqa: LOG001 - the library's warnings are said by `_pass`
        scheduler = AsyncIOScheduler(timezone=dt.UTC, logger=quiet, job_defaults=defaults)
        scheduler.add_listener(self._skipped, EVENT_JOB_MAX_INSTANCES)
        scheduler.add_listener(self._failed, EVENT_JOB_ERROR)
        for name, (every, _) in self._works.items():
            self._enter(scheduler, name, every)
        scheduler.start()
        self._scheduler = scheduler

    async def stop(self, *, patience: dt.timedelta = dt.timedelta(seconds=30)) -> None:
        """Start nothing more and let what runs finish; after `patience` it is cancelled. Fine without a start."""
        scheduler, self._scheduler = self._scheduler, None
        if scheduler is None:
            return
        scheduler.pause()
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=patience.total_seconds())
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # the library ends itself in a callback of the loop

    def _enter(self, scheduler: AsyncIOScheduler, name: str, every: dt.timedelta) -> None:
        first = self._due[name] = self._clock() + cadence.first(every, roll=self._roll())
        scheduler.add_job(
            self._run,
            "interval",
            args=(name,),
            id=name,
            seconds=every.total_seconds(),
            next_run_time=first,
            replace_existing=True,
        )

    async def _run(self, name: str) -> None:
        every_work = self._works.get(name)
        if every_work is None:
            return
        self._pass(name, started=1)
        task = asyncio.ensure_future(every_work[1]())
        self._running.add(task)
        result = None
        try:
            result = await task
        finally:
            self._running.discard(task)
            self._plan(name, getattr(result, "again", None))

    def _plan(self, name: str, again: object) -> None:
        """Put the next run off, or forward, where the last one asked for it."""
        job = self._scheduler.get_job(name) if self._scheduler is not None else None
        if job is None or not isinstance(again, dt.timedelta):  # removed while it ran, or stopping, or as ever
            return
        self._pass(name, started=0)
        self._due[name] = self._clock() + again
        job.modify(next_run_time=self._due[name])

    def _skipped(self, event: JobSubmissionEvent) -> None:
        self._pass(event.job_id, started=0)

    def _pass(self, name: str, *, started: int) -> None:
        """Tick off every run that has been due since the last time; those beyond the one started now were missed."""
        due, now, work = self._due.get(name), self._clock(), self._works.get(name)
        if due is None or work is None or due > now:
            return
        slots = cadence.missed(due, now, work[0]) + 1
        self._due[name] = due + slots * work[0]
        before = self.missed[name]
        self.missed[name] = missed = before + slots - started
        if missed.bit_length() > before.bit_length():  # at 1, 2, 4, …: a job that always overruns must not fill the log
            _log.warning("run_missed", job=name, missed=missed)

    def _failed(self, event: JobExecutionEvent) -> None:
        error = event.exception
        _log.error("run_failed", job=event.job_id, error=type(error).__name__, why=str(error)[:500])
