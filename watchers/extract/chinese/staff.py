"""Whose people a list names that stands behind the words for them: "O团队多位成员,包括A、B"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from watchers.extract.chinese.clauses import Clause

_LISTS = frozenset({"包括", "其中包括", "当中包括", "包含"})
_STAFF = re.compile("成员|人员|高管|研究员|专家|工程师|员工|科学家|骨干|主管")


def with_houses(clauses: Sequence[Clause]) -> None:
    """Give the people of a list the house that the clause before it opens with, unless that one hires or fires."""
    for before, clause in pairwise(clauses):
        if clause.tokens[0].text not in _LISTS or not clause.people or before.people:
            continue
        first = before.tokens[0]
        if first.company is None:
            continue
        deals = any(trigger.frame in {"hire", "fire"} for token in before.tokens for trigger in token.triggers)
        if not deals and _STAFF.search(before.text):
            clause.people = [p if p.company is not None else replace(p, company=first.company) for p in clause.people]
