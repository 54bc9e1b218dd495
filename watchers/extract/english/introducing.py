"""Newcomers whom a headline only introduces: "Meet X, O's new R", "Who is X, the new R of O?"."""

import re
from collections.abc import Iterator

from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import IN, Draft

_INTRODUCED = re.compile(
    r"(?:explained: )?(?:meet|who is|who's|all about|all you need to know about|5 things to know about)\b"
)
_NEW = re.compile(r"(?:new|next|incoming)\b")


def introduced(clause: Clause) -> Iterator[Draft]:
    """The people of such a headline whose post is called new, at the house that is told beside it."""
    if not clause.sentence.in_title or _INTRODUCED.match(clause.line.small) is None:
        return
    for at, node in enumerate(clause.nodes):
        before = clause.nodes[at - 1].low if at else ""
        for person in node.people if node.kind == "P" else ():
            tie = person.tie
            if tie is None or tie.role is None or tie.company is None or tie.former or not tie.sure:
                continue
            if before == "new" or _NEW.match(tie.role.lower()):
                yield Draft(
                    who=person,
                    direction=IN,
                    company=tie.company,
                    source=CompanySource.MODIFIER,
                    role=tie.role,
                    at=at,
                    trigger="en.introduced",
                    stays=True,
                )
