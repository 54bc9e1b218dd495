"""What "join" tells where no house follows it, "joins the exodus from O", and what else is left: "exits O, O2"."""

import re
from collections.abc import Iterator

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause, named_company
from watchers.extract.english.drafts import IN, Draft, Scene, gone, origin, role_as
from watchers.extract.english.lexicon import words_of

_JOINS_FROM = re.compile(r"(?:[dp]?[wc])?[jD]?F[dwpf]{0,3}[ON]")
"""As in "she joins from O, where she was R": a new house only the sentence before may tell."""
_EXODUS = re.compile(
    r"(?:the|a|an) (?:[\w-]+ ){0,2}(?:(?:list|string|wave|ranks|raft|series|stream|parade|flurry|spate|number|group) of (?:[\w-]+ ){0,3}?"
    r"(?:exits|departures|leavers|exiles|resignations)|exodus)\b(?: (?:of (?:[\w-]+ ){1,3}?)?(?=from|at))?"
)
"""As in "joins the list of senior exits at O" and "join the exodus from O": they go."""


def joined_no_house(scene: Scene, words: str, right: str) -> Iterator[Draft]:
    """What "join" tells without a house behind it."""
    exodus = _EXODUS.match(words)
    if exodus is not None:
        yield from _among_leavers(scene, exodus.end())
    yield from _joined_part(scene, right)
    if _JOINS_FROM.match(right) and scene.clause.nodes[scene.at].low.startswith(("join", "come", "arrive")):
        role, _ = role_as(scene.clause, scene.at + 1, scene.clause.stop(scene.at))
        for person in scene.who.people if role is not None else ():
            yield Draft(
                who=person,
                direction=IN,
                source=CompanySource.MAIN,
                role=role,
                at=scene.at,
                subject=scene.who,
                outside=True,
            )
        yield from origin(scene.clause, scene.at, scene.clause.stop(scene.at), scene.who.people, scene.who)


_PART = re.compile(r"[pd]([wjt]{1,6})")


def _joined_part(scene: Scene, right: str) -> Iterator[Draft]:
    """As in "has joined its growing network of advisors": the house that says so, where a clause before names one."""
    part = _PART.match(right)
    own = part is not None and scene.clause.nodes[scene.at + 1].low in {"its", "our", "their"}
    if not own or part is None or not scene.clause.nodes[scene.at].low.startswith(("join", "has join")):
        return
    behind = scene.clause.words(scene.at + 1, scene.at + 1 + part.end())
    if words_of("joined_parts").search(behind) is None:
        return
    for person in scene.who.people:
        yield Draft(who=person, direction=IN, source=CompanySource.MAIN, at=scene.at, subject=scene.who, outside=True)


def _among_leavers(scene: Scene, length: int) -> Iterator[Draft]:
    """Who joins those that leave, with the company told behind the noun, these letters on."""
    clause, at = scene.clause, scene.at
    end = clause.nodes[at + 1].start + length
    start = next((i for i in range(at + 1, len(clause.nodes)) if clause.nodes[i].start >= end), len(clause.nodes))
    named = named_company(clause, start, clause.stop(at))
    for person in scene.who.people:
        yield gone(person, named, at, scene.who)


_ANOTHER_HOUSE = re.compile(r"(?:,|,?&)([ON])(?=$|[,.;:&DoaT])")


def houses_too(clause: Clause, start: int) -> Iterator[CompanyRef]:
    """As in the headline "X exits O, O2" and "resigns as director of O and O2": the others, of which a list has each."""
    found = _ANOTHER_HOUSE.match(clause.letters, start) if clause.sentence.in_title else None
    while found is not None:
        house = clause.nodes[found.start(1)]
        if house.company is None or house.kind != "O":
            return
        yield house.company
        found = _ANOTHER_HOUSE.match(clause.letters, found.end())
