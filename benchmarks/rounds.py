"""A blind round: labelled entries that the rules have not seen, in one row for the table of docs/extraction.md.

`python -m benchmarks.rounds FILE…` reads files in the form of `benchmarks/gold/`; the texts of real news are not kept
in this repository. `--errors` lists what was false and what was missed.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import score
from benchmarks.details import Item, Share, details
from bot import config, measure
from watchers.extract import choose

HEAD = "| round | entries | without a move | precision | recall | alert precision | alert share | false alarms | roles | status | dates |"


def read(lines: Sequence[str]) -> tuple[list[Item], list[Item]]:
    """The labelled entries of these lines and what the engine reads in each, in the same order."""
    engine = choose.engine(config.default_watchlist())
    gold = [json.loads(line) for line in lines if line.strip()]
    told = [measure.extracted(article.id, engine.read(article).findings) for article in measure.articles(lines)]
    return gold, told


def alerts_of(told: Sequence[Item]) -> list[Item]:
    """The same rows with only the moves sure enough to be posted."""
    return [{**row, "moves": [move for move in row["moves"] if move["alert"]]} for row in told]


def row(name: str, gold: Sequence[Item], told: Sequence[Item]) -> str:
    """One row of the table; false alarms are wrong tuples in entries without any labelled move."""
    scored = [score.score_row(item, found) for item, found in zip(gold, told, strict=True)]
    every, sure = _shares(scored), _shares([score.score_row(g, p) for g, p in zip(gold, alerts_of(told), strict=True)])
    empty = [found for item, found in zip(gold, scored, strict=True) if not _moves(item)]
    alarms = Share(sum(len(found["fp"]) for found in empty), len(empty))
    more = details(gold, told)
    cells = (name, len(gold), len(empty), *every, *sure, alarms, more.roles, more.status, more.dates)
    return f"| {' | '.join(map(str, cells))} |" + (f" {more.wrong_denials} denials told" if more.wrong_denials else "")


def _moves(item: Item) -> list[Item]:
    return [m for m in item["moves"] if not m.get("background") and not m.get("optional")]


def _shares(scored: Sequence[Item]) -> tuple[Share, Share]:
    right, false, missed = (sum(_count(row[key]) for row in scored) for key in ("tp", "fp", "fn"))
    return Share(right, right + false), Share(right, right + missed)


def _count(value: int | list[object]) -> int:
    return value if isinstance(value, int) else len(value)


def _errors(gold: Sequence[Item], told: Sequence[Item]) -> None:
    for item, found in zip(gold, told, strict=True):
        sure = {
            (m["person"], side["company"])
            for m in found["moves"]
            if m["alert"]
            for side in (m["from"], m["to"])
            if side
        }
        result = score.score_row(item, found)
        for kind in ("fp", "fn"):
            for person, company, direction in result[kind]:
                alert = " ALERT" if kind == "fp" and (person, company) in sure else ""
                print(f"{kind.upper()}  {item['id']}  {person} | {company} | {direction}{alert}")


def main(arguments: list[str]) -> None:
    """Print a row for every file, and for all together when there are several."""
    files = [Path(a) for a in arguments if not a.startswith("--")]
    every: tuple[list[Item], list[Item]] = ([], [])
    print(HEAD)
    for path in files:
        gold, told = read(path.read_text(encoding="utf-8").splitlines())
        print(row(path.stem, gold, told))
        if "--errors" in arguments:
            _errors(gold, told)
        every[0].extend(gold)
        every[1].extend(told)
    if len(files) > 1:
        print(row("all", *every))


if __name__ == "__main__":
    main(sys.argv[1:])
