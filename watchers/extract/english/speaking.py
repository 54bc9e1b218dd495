"""The company that tells the news, or whose person does: "O said that X will be its chief"."""

import re
from functools import cache

from store.model.companies import CompanyRef
from watchers.extract.engine import Direction
from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import Draft
from watchers.extract.english.lexicon import load
from watchers.extract.english.nodes import Node


def company_speaking(clause: Clause, draft: Draft) -> CompanyRef | None:
    """Who gains, where a company itself says it: "O said that X, chief of P, will become its head"."""
    if draft.direction is Direction.OUT and draft.trigger != "en.replaced":
        return None
    if draft.trigger == "en.arrival" and (own := _ANNOUNCES.search(clause.letters, 0, draft.at)) is not None:
        return clause.nodes[own.start(1)].company
    found = _SAYS_WHO.search(clause.letters[: draft.at]) if "s" in clause.letters else None
    return clause.nodes[found.start(1)].company if found else None


def speaker(clause: Clause, at: int) -> CompanyRef | None:
    """The company that tells it: "O said that X will be its chief"."""
    found = _SAYS.search(clause.letters[:at]) if "s" in clause.letters else None
    return _speaks_for(clause.nodes[found.start(1)]) if found else None


_SAYS_WHO = re.compile(
    r"(O)(?:\([^()]*\),?)?(?:,[dt][^;PVs]{0,40},(?=[DjxwT]{0,6}s))?(?:[jD]{0,3}|xwT)s[jDq]{0,3}[^PVs.;]{0,16}P[^.;s]*$"
)
_ANNOUNCES = re.compile(
    r"(?:^|[.,;:\)D])d?(O)(?:\([^()]*\),?)*(?:,[^;PV]{0,40},)?[jDxw]{0,4}(?:T[j]?)?s[jD]{0,2}d?[wjt]{0,3}$"
)
"""As in "O, a leading provider of …, is pleased to announce the appointment of X"."""
_SAYS = re.compile(r"([OP])(?:,[^,;]*,)?(?:\([^()]*\),?)?[jD]{0,2}s[^.;]*$")


def _speaks_for(node: Node) -> CompanyRef | None:
    """The company that speaks, or whose person does."""
    if node.kind == "O":
        return node.company
    tie = node.people[0].tie
    return tie.company if tie is not None and not tie.former else None


_OPENS = re.compile(r"(P)(?:,[^,;]*,)?[jD]{0,2}[:s]")


@cache
def _chiefs() -> dict[str, str]:
    return {str(name).lower(): str(house) for name, house in load("en_words")["chiefs"].items()}


def chief_speaking(clause: Clause) -> CompanyRef | None:
    """The house of a well-known chief with whose word a sentence opens, for an entry that names no house at all."""
    found = _OPENS.match(clause.letters)
    name = clause.nodes[found.start(1)].people[0].name.lower() if found is not None else ""
    house = _chiefs().get(name) or _chiefs().get(name.rpartition(" ")[2])
    return CompanyRef(house) if house is not None else None
