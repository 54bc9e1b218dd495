"""Reading in a child process that may die."""

import asyncio
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from tests.stand_ins.feeds import item, rss
from watchers import process
from watchers.errors import FormatTrouble
from watchers.feed_reader import FeedReader

URL = "https://news.example/feed"
SOUND = rss(*(item(f"Entry {n}", guid=str(n), date="2026-03-04T10:00:00Z") for n in range(3)))
TRAP = rss("<item><title>t</title><rating/><author>" + "a" * 150_000 + "</author></item>")
"""A run that makes one of feedparser's expressions work for minutes (its issue 562), in an item that the short way leaves to it."""


async def _until(holds: Callable[[], bool]) -> None:
    """Wait for what happens in other threads."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - nobody there tells an event
            await asyncio.sleep(0.001)


async def test_the_child_answers_as_the_reader_itself(reader: FeedReader) -> None:
    """Entries and their fields come through the pipe unchanged, troubles with kind and address."""
    from watchers import feed_format  # noqa: PLC0415 - the one comparison that needs it in this process

    assert await reader.read(SOUND, "", URL) == feed_format.read(SOUND, "", URL)
    with pytest.raises(FormatTrouble) as caught:
        await reader.read(b"<html>", "", URL)
    assert (caught.value.kind, caught.value.url) == ("html_page", URL)


async def test_a_trap_costs_its_own_feed_only() -> None:
    """A feed that makes the parser work for ever is given up; the loop never stalls and the next feed is read."""
    reader = FeedReader(children=2, seconds=1.0)
    longest = 0.0

    async def watch_the_loop() -> None:
        nonlocal longest
        while True:
            started = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - started)

    watching = asyncio.create_task(watch_the_loop())
    trapped = asyncio.create_task(reader.read(TRAP, "", URL))
    healthy = [await reader.read(SOUND, "", URL) for _ in range(5)]
    with pytest.raises(FormatTrouble) as caught:
        await trapped
    assert len((await reader.read(SOUND, "", URL)).entries) == 3
    watching.cancel()
    reader.close()
    assert caught.value.kind == "parser_gave_up"
    assert all(len(document.entries) == 3 for document in healthy)
    assert longest < 0.5


async def test_nobody_waits_behind_a_slow_feed() -> None:
    """A child that takes long over one feed stands back: another takes its place, and ends with the slow one's feed."""
    reader = FeedReader(children=1, slow=0.25)
    await reader.read(SOUND, "", URL)
    trapped = asyncio.create_task(reader.read(TRAP, "", URL))
    crew = reader._children._crew
    await _until(lambda: crew.jobs.empty() and crew._idle.empty())
    read = await reader.read(SOUND, "", URL)
    assert len(read.entries) == 3
    assert not trapped.done()
    with pytest.raises(FormatTrouble):
        await trapped
    await _until(lambda: len(crew._alive) <= 1)
    assert len((await reader.read(SOUND, "", URL)).entries) == 3
    reader.close()


async def test_children_stand_back_behind_the_program() -> None:
    """From their first moment, while they load their libraries, they have less of the processor than who answers people."""
    reader = FeedReader(children=1)
    reading = asyncio.create_task(reader.read(SOUND, "", URL))
    await _until(lambda: bool(reader._children._crew._alive))
    (child,) = reader._children._crew._alive
    assert os.getpriority(os.PRIO_PROCESS, child._process.pid) == min(os.getpriority(os.PRIO_PROCESS, 0) + 10, 19)
    assert len((await reading).entries) == 3
    reader.close()


async def test_traps_never_have_all_children() -> None:
    """However many large documents come, one child is left to the small ones; the end of the reader ends their wait."""
    reader = FeedReader(children=2, slow=60.0)
    await reader.read(SOUND, "", URL)
    trapped = [asyncio.create_task(reader.read(TRAP, "", URL)) for _ in range(3)]
    await asyncio.sleep(0.05)
    assert len((await reader.read(SOUND, "", URL)).entries) == 3
    assert not any(task.done() for task in trapped)
    reader.close()
    assert {type(trouble) for trouble in await asyncio.gather(*trapped, return_exceptions=True)} == {FormatTrouble}


async def test_twenty_kills_cost_twenty_feeds() -> None:
    """However often children are killed, at work or while they start, each takes one feed along and the crew stays whole."""
    reader = FeedReader(children=4)
    killed = 0

    async def kill_on_and_on() -> None:
        nonlocal killed
        while True:
            for child in tuple(reader._children._crew._alive):
                killed += child._process.poll() is None
                child.kill()
            await asyncio.sleep(0.02)

    killing = asyncio.create_task(kill_on_and_on())
    troubles = await asyncio.gather(*(reader.read(TRAP, "", URL) for _ in range(20)), return_exceptions=True)
    killing.cancel()
    read = await asyncio.gather(*(reader.read(SOUND, "", URL) for _ in range(8)))
    reader.close()
    assert {type(trouble) for trouble in troubles} == {FormatTrouble}
    assert killed >= 20
    assert [len(document.entries) for document in read] == [3] * 8


def test_memory_has_a_ceiling() -> None:
    """A child that asks for more than its share gets an error instead of the machine's memory."""
    greedy = "from watchers import child as c; c.limit(c.resource.RLIMIT_AS, c.MEMORY); bytearray(2 * c.MEMORY)"
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", greedy], capture_output=True, check=False, text=True
    )
    assert "MemoryError" in done.stderr


async def test_a_child_that_cannot_start_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the child ends with an error of its own, the trouble says so instead of blaming the feed."""
    monkeypatch.setattr(process, "environment", lambda: {"PYTHONPATH": "", "PYTHONHOME": "/nowhere"})
    reader = FeedReader(children=1)
    with pytest.raises(FormatTrouble) as caught:
        await reader.read(SOUND, "", URL)
    reader.close()
    assert caught.value.kind in {"parser_failed", "parser_gave_up"}


async def test_children_see_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of our environment but the module path reaches the process that reads strangers' text."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "made-up")
    assert set(process.environment()) <= {"PYTHONPATH", "PYTHONUTF8", *process.PASSED_ON}


async def test_a_forgotten_reader_leaves_no_child() -> None:
    """Whoever forgets to close it leaves nothing running."""
    reader = FeedReader(children=1)
    await reader.read(SOUND, "", URL)
    (child,) = reader._children._crew._alive
    started = child._process
    del reader, child
    gc.collect()
    assert started.poll() is not None


async def test_closing_does_not_wait_for_a_trap() -> None:
    """`close` ends a read at work at once; a closed reader reads no more, and closing twice is fine."""
    reader = FeedReader(children=1)
    await reader.read(SOUND, "", URL)
    trapped = asyncio.create_task(reader.read(TRAP, "", URL))
    await asyncio.sleep(0.05)
    started = time.monotonic()
    reader.close()
    reader.close()
    with pytest.raises(FormatTrouble):
        await trapped
    assert time.monotonic() - started < 1.0
    with pytest.raises(RuntimeError):
        await reader.read(SOUND, "", URL)
