"""Whether one story is one move: every cluster of the development sets on a store of its own."""

import json
from pathlib import Path

from benchmarks import score_clusters
from benchmarks.figures import Figure
from bot import config, replays

GOLD = Path(__file__).parent / "gold"


def figures() -> list[Figure]:
    """Stories found, extra moves, false merges and pair scores of each set. For information until identity deepens."""
    watchlist = config.default_watchlist()
    found: list[Figure] = []
    for name in ("en_clusters_dev", "xling_clusters_dev"):
        gold = score_clusters.lines(GOLD / f"{name}.jsonl")
        entries = [json.dumps({**e, "cluster": c["id"]}) for c in gold for e in c["entries"]]
        result, _ = score_clusters.score(gold, list(replays.replay(entries, watchlist, apart="cluster")))
        found += [
            Figure(f"{name} stories found", result["found"] / result["stories"]),
            Figure(f"{name} extra moves", result["extra_moves"]),
            Figure(f"{name} false merges", result["false_merges"]),
            Figure(f"{name} pair precision", result["precision"]),
            Figure(f"{name} pair recall", result["recall"]),
        ]
    return found
