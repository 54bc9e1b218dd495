"""How right extraction is on the development sets: tuples of person, company and direction, and what stands beside them.

The rules were written with these sets in sight: what holds on unseen text is in docs/extraction.md.
"""

from collections.abc import Sequence
from pathlib import Path

from benchmarks import score
from benchmarks.details import Item, details
from benchmarks.figures import Figure
from benchmarks.rounds import alerts_of, read

GOLD = Path(__file__).parent / "gold"
MARKS = {"en_dev": (0.96, 0.90), "zh_dev": (0.96, 0.90), "filings_dev": (0.98, 0.95)}
"""Least precision and recall over all findings."""
_ALERT = (0.97, 0.60)
"""Least precision of what is posted at once, and the least share of true moves in it."""
_ROLES, _STATUS, _DATES = 0.85, 0.90, 0.90


def figures() -> list[Figure]:
    """Every set's figures, each with its mark."""
    return [figure for name in MARKS for figure in _of(name)]


def _of(name: str) -> list[Figure]:
    gold, told = read((GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    every, sure, more = _scored(gold, told), _scored(gold, alerts_of(told)), details(gold, told)
    return [
        Figure(f"{name} precision", every["precision"], MARKS[name][0]),
        Figure(f"{name} recall", every["recall"], MARKS[name][1]),
        Figure(f"{name} alert tier precision", sure["precision"], _ALERT[0]),
        Figure(f"{name} alert tier recall", sure["recall"], _ALERT[1]),
        Figure(f"{name} roles right", more.roles.value, _ROLES),
        Figure(f"{name} status right", more.status.value, _STATUS),
        Figure(f"{name} dates right", more.dates.value, _DATES),
        Figure(f"{name} denials not told as denied", more.wrong_denials, 0, most=True),
    ]


def _scored(gold: Sequence[Item], told: Sequence[Item]) -> Item:
    return dict(score.summary([score.score_row(item, row) for item, row in zip(gold, told, strict=True)]))
