"""What is left and is no house that is known: "leaves O staff with a smile", "ditches the tie", "resigns from RVC"."""

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause

_DITCHED = ("ditch", "abandon")
_PUBLIC = frozenset(
    {"staff", "fans", "workers", "users", "customers", "viewers", "critics", "employees", "investors", "shareholders"}
)


def something_else(clause: Clause, at: int, named: tuple[CompanyRef, CompanySource, int] | None) -> bool:
    """As in "ditches the tie" and "leaves O staff with a smile": whatever is left, it is no house."""
    if named is None:
        return clause.nodes[at].low.startswith(_DITCHED)
    behind = clause.nodes[named[2] + 1].low if named[2] + 1 < len(clause.nodes) else ""
    return behind in _PUBLIC and named[2] <= at + 2


def shouted_house(clause: Clause, at: int, right: str) -> bool:
    """As in "resigns from RVC over a sponsor": a house in capitals that nobody knows is no other house's name."""
    behind = at + 1 + right.startswith("F") + right.startswith("Fd")
    node = clause.nodes[behind] if right.startswith("F") and behind < len(clause.nodes) else None
    return node is not None and node.kind == "w" and clause.line.text[node.start : node.end].isupper()
