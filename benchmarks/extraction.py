"""How right extraction is on the development sets: tuples of person, company and direction."""

import json
from pathlib import Path

from benchmarks import score
from benchmarks.figures import Figure
from bot import config, measure
from watchers.extract import choose

GOLD = Path(__file__).parent / "gold"
MARKS = {"en_dev": (0.88, 0.65), "zh_dev": (0.90, 0.70), "filings_dev": (0.90, 0.70)}
"""Least precision and recall of a first release."""


def figures() -> list[Figure]:
    """Precision and recall of every set, and of the findings sure enough to post."""
    engine = choose.engine(config.default_watchlist())
    found: list[Figure] = []
    for name, (precision, recall) in MARKS.items():
        lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        gold = [json.loads(line) for line in lines]
        read = [measure.extracted(article.id, engine.read(article).findings) for article in measure.articles(lines)]
        scored = score.summary([score.score_row(g, p) for g, p in zip(gold, read, strict=True)])
        alerts = [{**row, "moves": [m for m in row["moves"] if m["alert"]]} for row in read]  # type: ignore[attr-defined]
        sure = score.summary([score.score_row(g, p) for g, p in zip(gold, alerts, strict=True)])
        found += [
            Figure(f"{name} precision", scored["precision"], precision),
            Figure(f"{name} recall", scored["recall"], recall),
            Figure(f"{name} alert tier precision", sure["precision"]),
            Figure(f"{name} alert tier recall", sure["recall"]),
            Figure(f"{name} denials not told as denied", _wrong_denials(gold, read), 0, most=True),
        ]
    return found


def _wrong_denials(gold: list[dict], read: list[dict]) -> int:  # type: ignore[type-arg]
    """Sides of denied moves that came out as anything but denied."""
    wrong = 0
    for item, row in zip(gold, read, strict=True):
        denied = [m for m in item["moves"] if m["status"] == "denied"]
        told = [m for m in row["moves"] if m["status"] != "denied"]
        wrong += sum(_same(d, m, side) for d in denied for m in told for side in ("from", "to"))
    return wrong


def _same(denied: dict, move: dict, side: str) -> bool:  # type: ignore[type-arg]
    """The same person and the same company on this side."""
    a, b = denied[side], move[side]
    if a is None or b is None:
        return False
    names, companies = [denied["person"], *denied["aliases"]], [a["company"], *a["company_aliases"]]
    return bool(score.same_person(names, move["person"]) and score.same_company(companies, b["company"]))
