"""Names that no list has and that the entry itself tells to be companies: "Veldora, an ailing chip firm, has lost …"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from watchers.extract.english.groups import shape
from watchers.extract.english.lexicon import load
from watchers.extract.english.nodes import Node

_NAME_FIRST = re.compile(r"(N),d[wjtRO]{0,5}([wR])(?=[,.;:?!)oFhq]|$)")
_TRADE_FIRST = re.compile(r"(?:(?<=^)|(?<=[,;:&s(q]))(?:c|d[wjt]{1,5}([wR])),(N),")


@cache
def _trades() -> frozenset[str]:
    return frozenset(load("en_words")["company_words"]["trades"])


def told(nodes: Sequence[Node]) -> Iterator[str]:
    """The names, in small letters, that an apposition of this sentence calls companies."""
    letters = shape(nodes)
    if "N" not in letters or "," not in letters:
        return
    for found in _NAME_FIRST.finditer(letters):
        if _trade(nodes[found.start(2)]):
            yield nodes[found.start(1)].low
    for found in _TRADE_FIRST.finditer(letters):
        if _trade(nodes[found.start(2) - 2]):
            yield nodes[found.start(2)].low


def _trade(node: Node) -> bool:
    return node.low.rpartition(" ")[2] in _trades()


def known(nodes: Sequence[Node], names: Iterable[str]) -> list[Node]:
    """The nodes with these names as companies."""
    return [node._replace(kind="O") if node.kind == "N" and node.low in names else node for node in nodes]
