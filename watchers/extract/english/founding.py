"""The frame of founding: "X is founding a start-up called O", "X in talks to start a company known as O"."""

import re
from collections.abc import Iterator

from watchers.extract.english.drafts import IN, Draft, Scene
from watchers.extract.english.lexicon import words_of

_CALLED = re.compile(r"[dpcw]{0,6}?(w)a?,?([ON])(?!['w])")
_NAMING = frozenset({"called", "named", "dubbed", "known"})
_PARTNER = re.compile(r"o[dpwjft]{0,3}(?:[ON]'?)?[dwft]{0,2}(?:R,?)?P")


def found(scene: Scene) -> Iterator[Draft]:
    """The founder comes to the house that is told by its name, and so does the partner told after "with"."""
    clause, at, who = scene.clause, scene.at, scene.who
    called = _CALLED.match(clause.letters, at + 1)
    if called is None or clause.nodes[called.start(1)].low not in _NAMING:
        return
    if words_of("houses").search(clause.words(at + 1, called.start(1))) is None:
        return
    house = clause.nodes[called.start(2)].company
    partner = _PARTNER.match(clause.letters, called.end())
    with_ = partner is not None and clause.nodes[called.end()].low in {"with", "alongside"}
    others = clause.nodes[partner.end() - 1].people if with_ and partner is not None else ()
    for person in (*who.people, *others):
        yield Draft(who=person, direction=IN, company=house, at=at, subject=who, moving=True)
