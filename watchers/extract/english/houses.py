"""Names that no list has and that the entry itself tells to be companies: "Veldora, an ailing chip firm, has lost …"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from store.model.companies import CompanyRef
from watchers.extract.english.groups import shape
from watchers.extract.english.lexicon import load
from watchers.extract.english.nodes import Node

_NAME_FIRST = re.compile(r"(N),d([wjtRO]{1,6})")
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
        if any(_trade(node) for node in nodes[found.start(2) : found.end(2)] if node.kind in "wR"):
            yield nodes[found.start(1)].low
    for found in _TRADE_FIRST.finditer(letters):
        if _trade(nodes[found.start(2) - 2]):
            yield nodes[found.start(2)].low


def _trade(node: Node) -> bool:
    return node.low.rpartition(" ")[2] in _trades()


def known(nodes: Sequence[Node], names: Iterable[str]) -> list[Node]:
    """The nodes with these names as companies."""
    return [node._replace(kind="O") if node.kind == "N" and node.low in names else node for node in nodes]


_SMALL = frozenset({"startup", "start-up", "upstart", "unicorn"})


@cache
def _giants() -> frozenset[str]:
    return frozenset(load("en_words")["company_words"]["giants"])


def small_house(rows: Iterable[list[Node]]) -> None:
    """Put the house that is meant in place of "the start-up", where the entry names one giant and one house that is none.

    Changes the rows in place; a word before both are named stays as it is.
    """
    named: list[CompanyRef] = []
    for nodes in rows:
        for i, node in enumerate(nodes):
            if node.kind == "O" and node.company is not None and node.company.company not in {n.company for n in named}:
                named.append(node.company)
            small = [house for house in named if house.company not in _giants()]
            if node.kind == "c" and node.low.split()[-1] in _SMALL and len(small) == 1 and len(named) > 1:
                nodes[i] = node._replace(kind="O", company=CompanyRef(small[0].company))
