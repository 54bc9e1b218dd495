"""How fast entries and articles are read, in how little memory, and how soon the program answers."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks import articles
from benchmarks.figures import Figure
from bot import config, measure
from watchers.entries import Article
from watchers.extract import choose

GOLD = Path(__file__).parent / "gold"
_LINES = 2000
"""Entries in the large file: some 120 MB, of which one in fifty is in a language that is read."""


def figures() -> list[Figure]:
    """Entries a second of one core's own time, long and endless texts, memory, and the time to the first word of the command line."""
    return [
        Figure("short English entries a second", _pace("en_dev"), 2000, "1/s"),
        Figure("short Chinese entries a second", _pace("zh_dev"), 2000, "1/s"),
        Figure("an English article of 5,000 words", _reading(articles.english(5000)) * 1000, 50, "ms", most=True),
        Figure("a Chinese article of 8,000 characters", _reading(articles.chinese(8000)) * 1000, 50, "ms", most=True),
        Figure("the slowest of the endless texts, 100 kB", max(map(_reading, articles.endless())), 1.0, "s", most=True),
        Figure("memory of `moves extract` over a large file", _memory(), 120, "MB", most=True),
        Figure("a line of `moves --help`", _wall("--help"), 1.0, "s", most=True),
        Figure("the try-out from start to end", _wall("run"), 15.0, "s", most=True),
    ]


def _pace(name: str) -> float:
    engine = choose.engine(config.default_watchlist())
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    short = [article for article in measure.articles(lines) if not article.body]
    for article in short:
        engine.read(article)
    rounds = []
    for _ in range(5):
        started = time.process_time()
        for article in islice(cycle(short), 1000):
            engine.read(article)
        rounds.append(1000 / (time.process_time() - started))
    return statistics.median(rounds)


def _reading(article: Article) -> float:
    """Seconds of reading one article, the word lists being loaded."""
    engine = choose.engine(config.default_watchlist())
    engine.read(articles.english(100))
    engine.read(articles.chinese(100))
    taken = []
    for _ in range(3):
        started = time.process_time()
        engine.read(article)
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def _memory() -> float:
    """The peak in MB of reading a file of long articles, which is never held as a whole."""
    long = [articles.english(5000), articles.chinese(8000)]
    other = "der Vertrag und die Frage nach dem Geld sind noch nicht geklärt. " * 900
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for number in range(_LINES):
                row = {"id": str(number), "body": other if number % 50 else long[number // 50 % 2].body}
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        command = [sys.executable, "-m", "bot", "extract", "--json", str(file)]
        peak = subprocess.run([sys.executable, "-c", _LAUNCHER, *command], check=True, stdout=subprocess.PIPE).stdout
    return int(peak) / (1024 * 1024 if sys.platform == "darwin" else 1024)


_LAUNCHER = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_maxrss)
sys.exit(bool(status))
"""
"""A small process in between: Linux counts what a child held before it became another program, and we hold much."""


def _wall(*arguments: str) -> float:
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bot", *arguments], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)
