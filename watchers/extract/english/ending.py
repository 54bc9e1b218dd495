"""Frames of an end: "Friday will be her last day at O", "spent a month at O before returning to O2"."""

import re
from collections.abc import Iterator

from watchers.extract.english.clauses import Clause, named_company
from watchers.extract.english.drafts import OUT, Draft, Scene, gone


def last_day(scene: Scene) -> Iterator[Draft]:
    """As in "Friday will be her last day at O"."""
    clause, at, who = scene.clause, scene.at, scene.who
    low = clause.nodes[at].low
    if low.startswith("employment") and not _owned(clause, at):
        return
    if low.endswith("terminate") and not re.search(
        r"(?:'s|\b(?:his|her|their)) employment\b", clause.words(max(0, at - 6), at + 1)
    ):
        return
    people = next((n.people for n in clause.nodes[:at] if n.kind == "P"), who.people)
    named = named_company(clause, at + 1, clause.stop(at))
    for person in people[:1]:
        yield gone(person, named, at, who)


def _owned(clause: Clause, at: int) -> bool:
    """Whether the noun at this place is told to be somebody's: "her employment", "X's employment", "whose employment"."""
    return clause.letters[at - 1 : at] in ("p", "'") or clause.nodes[at - 1].low == "whose"


_STINT = re.compile(r"[dwjD]{1,8}o[d]?(O)'?[w]{0,3}o(V)")


def stint(scene: Scene) -> Iterator[Draft]:
    """As in "X spent a month at O before returning to O2": only with where the way led from there."""
    clause, at, who = scene.clause, scene.at, scene.who
    found = _STINT.match(clause.letters[at + 1 :])
    if found is None or clause.nodes[at + found.start(2)].low != "before":
        return
    for person in who.people:
        company = clause.nodes[at + 1 + found.start(1)].company
        yield Draft(who=person, direction=OUT, company=company, at=at, subject=who, moving=True)
