"""Whether one story is one move: every cluster of the development sets on a store of its own, in several orders."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import score_clusters
from benchmarks.figures import Figure
from bot import config, replays

GOLD = Path(__file__).parent / "gold"
_Entries = list[dict[str, Any]]

ORDERS: dict[str, Callable[[_Entries], _Entries]] = {
    "as told": lambda entries: entries,
    "reversed": lambda entries: entries[::-1],
    "shuffled": lambda entries: random.Random(7).sample(entries, len(entries)),  # noqa: S311 - the same in every run
}


def figures() -> list[Figure]:
    """Stories found, extra moves, false merges and pair F1 of each set in each order."""
    return [
        figure
        for name in ("en_clusters_dev", "xling_clusters_dev")
        for order in ORDERS
        for figure in _scored(name, order)
    ]


def _scored(name: str, order: str) -> Iterator[Figure]:
    gold = score_clusters.lines(GOLD / f"{name}.jsonl")
    entries = [json.dumps({**entry, "cluster": c["id"]}) for c in gold for entry in ORDERS[order](c["entries"])]
    replayed = list(replays.replay(entries, config.default_watchlist(), apart="cluster"))
    result, _ = score_clusters.score(gold, replayed)
    label = f"{name.removesuffix('_clusters_dev')} {order}"
    yield Figure(f"{label}: stories found", result["found"] / result["stories"], 0.95)
    yield Figure(f"{label}: extra moves", result["extra_moves"], 0, most=True)
    yield Figure(f"{label}: false merges", result["false_merges"], 0, most=True)
    yield Figure(f"{label}: pair precision", result["precision"])
    yield Figure(f"{label}: pair recall", result["recall"])
    yield Figure(f"{label}: pair F1", result["f1"], 0.95)
