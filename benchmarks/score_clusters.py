#!/usr/bin/env python3
"""Score story clusters: does every story come out as one move, and no two stories as the same?

CLUSTERS is JSON lines, one cluster a line: {"id", "entries": [{"id", "story": "A"|"B"|…, …}]}. Entries with equal story
letters tell of one move. PREDICTIONS is what `moves replay --json` wrote for the entries of all clusters, each cluster
replayed on a store of its own: {"id", "changes": [{"move", "change", "announced", …}], "ignored"}.

Prints, over all clusters: stories found (at least one entry gave a move), extra moves (moves of a story beyond its
first: each would be a second alert), false merges (pairs of stories sharing a move), and pair precision, recall and F1
over entry pairs of one cluster (same move or not).

  score_clusters.py --entries CLUSTERS           one entry a line, in order, with "cluster" added: feed these to replay
  score_clusters.py CLUSTERS PREDICTIONS [--errors] [--json]
"""

import argparse
import collections
import itertools
import json
import sys


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def score(clusters, predictions):
    moves_of = {p["id"]: {c["move"] for c in p.get("changes", []) if c.get("move")} for p in predictions}
    totals, errors = collections.Counter(), []
    for cluster in clusters:
        stories = collections.defaultdict(list)
        for entry in cluster["entries"]:
            stories[entry["story"]].append(entry["id"])
        story_moves = {}
        for story, ids in stories.items():
            counts = collections.Counter(m for i in ids for m in moves_of.get(i, ()))
            story_moves[story] = counts
            totals["stories"] += 1
            totals["found"] += bool(counts)
            totals["extra_moves"] += max(0, len(counts) - 1)
            totals["entries"] += len(ids)
            totals["entries_read"] += sum(bool(moves_of.get(i)) for i in ids)
            if not counts:
                errors.append(f"{cluster['id']} {story}: no move found in {ids}")
            elif len(counts) > 1:
                errors.append(f"{cluster['id']} {story}: {len(counts)} moves {dict(counts)}")
        for a, b in itertools.combinations(story_moves, 2):
            totals["story_pairs"] += 1
            shared = set(story_moves[a]) & set(story_moves[b])
            if shared:
                totals["false_merges"] += 1
                errors.append(f"{cluster['id']} {a}/{b}: share {sorted(shared)}")
        entries = [(i, s) for s, ids in stories.items() for i in ids]
        for (i, s), (j, t) in itertools.combinations(entries, 2):
            same = bool(moves_of.get(i, set()) & moves_of.get(j, set()))
            totals["tp"] += same and s == t
            totals["fp"] += same and s != t
            totals["fn"] += not same and s == t
    tp, fp, fn = totals["tp"], totals["fp"], totals["fn"]
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "stories": totals["stories"],
        "found": totals["found"],
        "entries": totals["entries"],
        "entries_read": totals["entries_read"],
        "extra_moves": totals["extra_moves"],
        "story_pairs": totals["story_pairs"],
        "false_merges": totals["false_merges"],
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1, 3),
    }, errors


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clusters")
    parser.add_argument("predictions", nargs="?")
    parser.add_argument("--entries", action="store_true", help="write the entries, one a line")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    clusters = lines(args.clusters)
    if args.entries:
        for cluster in clusters:
            for entry in cluster["entries"]:
                shown = {k: v for k, v in entry.items() if k != "story"}
                print(json.dumps({**shown, "cluster": cluster["id"]}, ensure_ascii=False))
        return
    result, errors = score(clusters, lines(args.predictions))
    print(json.dumps(result) if args.json else "\n".join(f"{k}: {v}" for k, v in result.items()))
    if args.errors:
        print("\n".join(errors), file=sys.stderr)


if __name__ == "__main__":
    main()
