"""Names that no list has and that the entry itself tells to be companies: "Veldora, an ailing chip firm, has lost …"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from store.model.companies import CompanyRef
from watchers.extract.english.groups import shape
from watchers.extract.english.lexicon import load
from watchers.extract.english.nodes import Node
from watchers.extract.english.people import no_houses

_NAME_FIRST = re.compile(r"(N),d([wjtRO]{1,6})")
_LISTED = re.compile(r"(N)\([wN]:[wN]\)")
"""With a stock code: "Veldora (Euronext: VLD)"."""
_TRADE_FIRST = re.compile(r"(?:(?<=^)|(?<=[,;:&s(q]))(?:c|d[wjt]{1,5}([wR])),(N),")


@cache
def _trades() -> frozenset[str]:
    return frozenset(load("en_words")["company_words"]["trades"])


def told(nodes: Sequence[Node], letters: str) -> Iterator[str]:
    """The names, in small letters, that an apposition of this sentence of these letters calls companies."""
    if "N" not in letters:
        return
    yield from (nodes[found.start(1)].low for found in _LISTED.finditer(letters) if "(" in letters)
    if "," not in letters:
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


_SHORTEST = 4


def shortened(rows: Sequence[list[Node]]) -> list[list[Node]]:
    """The rows with a house's first word put for it where the entry has its whole name: "Metova" of "Metova Technology"."""
    whole = {n.company.company: n.company for nodes in rows for n in nodes if n.kind == "O" and n.company is not None}
    first = {name.lower().partition(" ")[0]: house for name, house in whole.items() if " " in name}
    initials = {"".join(re.findall(r"\b[A-Z]", name)).lower(): house for name, house in whole.items() if " " in name}
    initials = {
        letters: house for letters, house in initials.items() if len(letters) > _PAIR and letters in _small(whole)
    }
    if all(len(word) < _SHORTEST for word in first) and not initials:
        return list(rows)
    first |= initials
    return [[_whole(node, first, initials) if node.kind in "NO" else node for node in nodes] for nodes in rows]


def _small(whole: Mapping[str, CompanyRef]) -> frozenset[str]:
    """The names in small letters."""
    return frozenset(name.lower() for name in whole)


_PAIR = 2


def _whole(node: Node, first: Mapping[str, CompanyRef], initials: Mapping[str, CompanyRef]) -> Node:
    """The node with the whole name: a name nobody knows by its first word, one in capitals by its initials."""
    house = first.get(node.low) if node.kind == "N" and len(node.low) >= _SHORTEST else initials.get(node.low)
    return node if house is None else node._replace(kind="O", company=CompanyRef(house.company))


_SMALL = frozenset({"startup", "start-up", "upstart", "unicorn"})
_FIRM = frozenset({"firm", "outfit"})
"""The same with a word of trade before: "the data firm", but not "the firm", which may be any."""


@cache
def _giants() -> frozenset[str]:
    return frozenset(load("en_words")["company_words"]["giants"])


@cache
def _by_trade() -> tuple[tuple[str, frozenset[str]], ...]:
    """What a house may be called after a pointer, the longest first, and the houses that are called so."""
    trades = load("en_words")["houses_by_trade"].items()
    made = [(f" {trade}", frozenset(str(house) for house in houses)) for trade, houses in trades]
    return tuple(sorted(made, key=lambda pair: -len(pair[0])))


_NAMING = re.compile("[OPc]")
"""What names a house, and what stands for one."""


def meant_house(rows: Sequence[list[Node]], shapes: list[str]) -> None:
    """Put the house that is meant in place of "the start-up", "the data firm" and "the chipmaker".

    Start-up is the one house named that is no giant, where one is; a trade stands for the one house named that has it.
    Changes the rows and their letters in place; a word before the houses are named stays as it is.
    """
    if not any("c" in letters for letters in shapes):
        return
    named: dict[str, CompanyRef] = {}
    for row, (nodes, letters) in enumerate(zip(rows, list(shapes), strict=True)):
        for i in (found.start() for found in _NAMING.finditer(letters)):
            node = nodes[i]
            for house in _houses(node):
                named.setdefault(house.company, house)
            meant = _meant(node, list(named.values())) if node.kind == "c" and len(named) > 1 else None
            if meant is not None:
                nodes[i] = node._replace(kind="O", company=CompanyRef(meant.company))
                shapes[row] = shape(nodes)


def _houses(node: Node) -> Iterator[CompanyRef]:
    """The companies a node names, those of its persons' ties included."""
    if node.kind == "O" and node.company is not None:
        yield node.company
        return
    ties = (who.tie for who in node.people)
    yield from (tie.company for tie in ties if tie is not None and tie.company is not None and tie.sure)


def _meant(node: Node, named: Sequence[CompanyRef]) -> CompanyRef | None:
    words = node.low.split()
    small = words[-1] in _SMALL or (words[-1] in _FIRM and len(words) > 2 and no_houses().isdisjoint(words))
    fit = [house for house in named if house.company not in _giants()] if small else []
    trade = next((houses for trade, houses in _by_trade() if node.low.endswith(trade)), None)
    if trade is not None:
        fit = [house for house in named if house.company in trade]
    return fit[0] if len(fit) == 1 else None
