"""Where somebody is hired to, told behind the name: "tapped to run O", "elected to O's board"."""

import re

from store.model.companies import CompanyRef
from watchers.extract.english.clauses import Clause, named_company


def goal_of(clause: Clause, at: int, stop: int) -> CompanyRef | None:
    """The company to be led, or any other named after the verb: "tapped to run O"."""
    goal = re.match(r"[,jD]{0,2}TV[dpw']{0,4}(O)", clause.letters[at + 1 : stop + 1])
    if goal:
        return clause.nodes[at + 1 + goal.start(1)].company
    other = named_company(clause, at + 1, stop, skip=("from", "for"))
    return other[0] if other else None


def board_place(clause: Clause, at: int, stop: int) -> CompanyRef | None:
    """The company whose board somebody is elected to; None where the words name none."""
    found = re.search(r"T[dpw]{0,2}(?:(O)'?[dw]{0,2}B|Bo[dw]{0,2}(O))", clause.letters[at + 1 : stop])
    if not found:
        return None
    return clause.nodes[at + 1 + (found.start(1) if found.group(1) else found.start(2))].company
