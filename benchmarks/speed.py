"""How fast entries are read, and how soon the program answers."""

import statistics
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks.figures import Figure
from bot import config, measure
from watchers.extract import choose

GOLD = Path(__file__).parent / "gold"


def figures() -> list[Figure]:
    """Entries a second on one core, and the time to the first word of the command line."""
    return [
        Figure("short English entries a second", _pace("en_dev"), 2000, "1/s"),
        Figure("short Chinese entries a second", _pace("zh_dev"), 2000, "1/s"),
        Figure("a line of `moves --help`", _wall("--help"), 1.0, "s", most=True),
    ]


def _pace(name: str) -> float:
    engine = choose.engine(config.default_watchlist())
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    short = [article for article in measure.articles(lines) if not article.body]
    for article in short:
        engine.read(article)
    rounds = []
    for _ in range(5):
        started = time.perf_counter()
        for article in islice(cycle(short), 1000):
            engine.read(article)
        rounds.append(1000 / (time.perf_counter() - started))
    return statistics.median(rounds)


def _wall(*arguments: str) -> float:
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bot", *arguments], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)
