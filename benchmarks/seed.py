"""What a fresh store knows: the seven seeded moves, nobody who does not move, and nothing twice."""

import json
from pathlib import Path

from benchmarks import score
from benchmarks.figures import Figure
from bot import app, config, measure
from bot.settings import Settings

GOLD = Path(__file__).parent / "gold" / "seed_moves.json"


def figures() -> list[Figure]:
    """Moves of a fresh store against the labels of the seed document."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    with app.opened(Settings(store_url="sqlite://", watchlist=config.default_watchlist())) as parts:
        known = parts.commands.matching("")
    labelled = [{**move, "background": False} for move in gold["moves"]]
    scored = score.score_row(
        {"id": "seed", "moves": labelled}, {"id": "seed", "moves": [measure.move_json(move) for move in known]}
    )
    strangers = [m for m in known if score.same_person([p["person"] for p in gold["must_not"]], m.person)]
    return [
        Figure("moves known", len(known), len(gold["moves"])),
        Figure("moves beyond the labelled ones", len(known), len(gold["moves"]), most=True),
        Figure("sides right", scored["tp"]),
        Figure("sides missed", len(scored["fn"]), 0, most=True),
        Figure("sides wrong", len(scored["fp"]), 0, most=True),
        Figure("people who do not move", len(strangers), 0, most=True),
    ]
