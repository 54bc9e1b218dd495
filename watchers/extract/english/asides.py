"""Small groups folded before all others: "Google-owned Metova", "X, until last month a manager at O"."""

import re
from collections.abc import Sequence

from watchers.extract.english.nodes import Node

_BELONGING = frozenset({"owned", "backed", "run", "led", "controlled", "funded", "founded"})
_LATELY = re.compile(r"(?:last|this|earlier this) (?:week|month|year|spring|summer|autumn|fall|winter)|yesterday|now")


def owned(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "Google-owned Metova": of the owner nothing is told."""
    return [] if nodes[1].low == "-" and nodes[2].low in _BELONGING else None


def until(nodes: Sequence[Node]) -> list[Node] | None:
    """As in "X, until last month a manager at O": as good as now."""
    lately = nodes[0].low == "until" and _LATELY.fullmatch(nodes[1].low)
    return [nodes[0]._replace(kind="t", end=nodes[1].end, low=f"until {nodes[1].low}")] if lately else None
