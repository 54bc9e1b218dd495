"""Whose place somebody is named to take: "appoints X as Y's replacement", "named X as successor to Y"."""

import re
from collections.abc import Iterator

from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import OUT, Draft
from watchers.extract.english.nodes import Who

HEIR = re.compile(r",? ?as (?:(?:his|her|its|their|the|a|[^,;.:]{2,40}'s) )?(?:successor|replacement)\b")
HEIR_NAMED = re.compile(r"(?:as )?(?:(?:his|her|its|their|the|a|[^,;.:]{2,40}'s) )?(?:successor|replacement)\b")

_HEIRS = frozenset({"successor", "replacement"})
_OWNED = re.compile(r"[,D]{0,2}a(?:[ON]'?)?[dwft]{0,2}(P)'[wjt]{0,2}(w)")
_AFTER = re.compile(r"[,D]{0,2}a?[dpwjt]{0,2}(w)([oT])(?:[ON]'?)?[dpwft]{0,2}(P)")


def followed(clause: Clause, start: int) -> tuple[Who, ...]:
    """Whose successor or replacement is told from this node on."""
    owned = _OWNED.match(clause.letters, start)
    if owned is not None and clause.nodes[owned.start(2)].low in _HEIRS:
        return clause.nodes[owned.start(1)].people
    after = _AFTER.match(clause.letters, start)
    if after is None or clause.nodes[after.start(1)].low not in _HEIRS:
        return ()
    return clause.nodes[after.start(3)].people if clause.nodes[after.start(2)].low in {"for", "to"} else ()


def replaced(clause: Clause, start: int, draft: Draft) -> Iterator[Draft]:
    """The departures of those whose place this arrival takes, as told from this node on."""
    for person in followed(clause, start):
        yield Draft(
            who=person,
            direction=OUT,
            company=draft.company,
            source=draft.source,
            at=draft.at,
            subject=draft.subject,
            follows=draft.who.name,
        )
