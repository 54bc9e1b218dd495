"""How many people go from which company to which, counted from the moves of a digest. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot import wording
from store.model.moves import Move, Status

FEWEST = 2
"""Flows that are worth a picture; one is told quicker in words."""
MOST = 12
"""Flows drawn; the picture has to be read on a phone."""
_LONGEST = 1000  # characters of alternative text


@dataclass(frozen=True, slots=True)
class Flow:
    """So many people from one company to another."""

    left: str
    joined: str
    people: int


def between(moves: Iterable[Move]) -> tuple[Flow, ...]:
    """Flows between two named companies, the largest first; each person once a flow, denied and wrong moves left out."""
    gone = {
        (move.left.company, move.joined.company, move.person_id or move.person)
        for move in moves
        if move.left is not None
        and move.joined is not None
        and move.left.company != move.joined.company
        and move.status is not Status.DENIED
        and not move.wrong
    }
    counted = Counter((left, joined) for left, joined, _ in gone)
    return tuple(Flow(*pair, number) for pair, number in sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def told(flows: Sequence[Flow]) -> str:
    """The flows in words, with every number that fits."""
    words = "Who went where: "
    for at, flow in enumerate(flows):
        more = f"{flow.people} from {flow.left} to {flow.joined}"
        rest = f"; and {wording.count(len(flows) - at, 'more flow')}."
        if len(words) + len(more) + len(rest) + 2 > _LONGEST:
            return words.removesuffix("; ") + rest
        words += f"{more}; "
    return words.removesuffix("; ") + "."
