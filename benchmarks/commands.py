"""How soon a question is acknowledged and answered at 100,000 moves, in Slack and Discord, also while alerts queue.

Moves runs as it does for people, in a process of its own; the platforms are the tests' stand-ins on loopback, spoken to by the
real client libraries. A time is that of the person: from the question to the whole answer at the platform.
"""

import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from benchmarks import asked
from benchmarks.figures import Figure
from store.database import Database
from tests.stand_ins.discord import CHANNEL, DiscordStandIn
from tests.stand_ins.slack import SlackStandIn

Answer = TypeVar("Answer")

SIZE = 100_000
_ROUNDS = 6
"""How often everything is asked."""
_SLACK_CHANNEL = "C0123"


@dataclass
class Times:
    """Milliseconds of one platform, by question for whoever wants to know which was slow."""

    acknowledged: list[float] = field(default_factory=list)
    answered: list[tuple[float, str]] = field(default_factory=list)
    completed: list[tuple[float, str]] = field(default_factory=list)

    def figures(self, where: str) -> list[Figure]:
        """Against the marks."""
        completed = (
            [Figure(f"{where}: completed, p99", _p99(self.completed), 500, "ms", most=True)] if self.completed else []
        )
        return [
            Figure(f"{where}: acknowledged, p99", _percentile(self.acknowledged, 0.99), 100, "ms", most=True),
            Figure(f"{where}: answered, median", _percentile([took for took, _ in self.answered], 0.5), unit="ms"),
            Figure(f"{where}: answered, p99", _p99(self.answered), 300, "ms", most=True),
            *completed,
        ]


def figures() -> list[Figure]:
    """Both platforms at rest, then while a thousand alerts wait for one channel of each."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'moves.db'}")
        asked.filled(database, SIZE)
        try:
            return asyncio.run(_measured(database, f"sqlite:///{Path(folder) / 'moves.db'}"))
        finally:
            database.close()


async def _measured(database: Database, url: str) -> list[Figure]:
    found: list[Figure] = []
    async with SlackStandIn() as slack, DiscordStandIn() as discord:
        slack.channel(_SLACK_CHANNEL)
        told = {"store": url, "slack": slack.url, "discord": discord.url, "gateway": discord.gateway_url}
        async with _running(told):
            for where in ("", " beside a queue"):
                for ask, channel in (
                    (_in_slack(slack), f"slack:{_SLACK_CHANNEL}"),
                    (_in_discord(discord), f"discord:{CHANNEL}"),
                ):
                    if where:
                        asked.put_in_line(database, channel)
                    times = await ask
                    found += times.figures(f"{channel.partition(':')[0].title()}{where}")
                    if where:
                        found.append(
                            Figure("alerts waiting when the last answer came", asked.waiting(database, channel))
                        )
                    _say_slowest(times)
    return found


@asynccontextmanager
async def _running(told: dict[str, str]) -> AsyncIterator[None]:
    """Moves between the platforms."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.answerer", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert child.stdin
    assert child.stdout
    child.stdin.write(f"{json.dumps(told)}\n".encode())
    try:
        await child.stdout.readline()
        yield
    finally:
        child.stdin.close()
        await child.wait()


async def _in_slack(slack: SlackStandIn) -> Times:
    times = Times()
    for question, turn in _questions():
        shown = await _timed(times.answered, question, slack.slash("/moves", question))
        times.acknowledged.append(slack.sockets.acks[-1].seconds * 1000)
        if turn:
            await _timed(times.answered, f"{question}, next page", slack.click(shown, "Older"))
            times.acknowledged.append(slack.sockets.acks[-1].seconds * 1000)
    return times


async def _in_discord(discord: DiscordStandIn) -> Times:
    times, before = Times(), len(discord.acknowledgements)
    for question, turn in _questions():
        shown = await _timed(times.answered, question, discord.slash("moves", query=question))
        if turn:
            await _timed(times.answered, f"{question}, next page", discord.click(shown, "Older"))
    times.acknowledged = [seconds * 1000 for seconds in discord.acknowledgements[before:]]
    for typed in asked.TYPED * _ROUNDS:
        await _timed(times.completed, typed, discord.autocomplete("moves", query=typed))
    return times


def _questions() -> list[tuple[str, bool]]:
    """Everything in a random order, the same in every run."""
    rounds = [(question, False) for question in asked.QUESTIONS] + [(question, True) for question in asked.TURNED]
    questions = rounds * _ROUNDS
    random.Random(7).shuffle(questions)  # noqa: S311 - an order
    return questions


async def _timed(into: list[tuple[float, str]], what: str, asking: Awaitable[Answer]) -> Answer:
    started = time.perf_counter()
    answer = await asking
    into.append(((time.perf_counter() - started) * 1000, what))
    return answer


def _p99(times: list[tuple[float, str]]) -> float:
    return _percentile([took for took, _ in times], 0.99)


def _percentile(values: list[float], share: float) -> float:
    """The value that so large a share of all does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _say_slowest(times: Times) -> None:
    slowest = sorted([*times.answered, *times.completed], reverse=True)[:3]
    print("  slowest: " + ", ".join(f"“{what}” {took:.0f} ms" for took, what in slowest))
