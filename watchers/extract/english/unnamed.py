"""Movers whom the title tells by their title alone: "O hires the creator of a tool", "O founders return to O2".

The text that follows names them, mostly in its first words. What is told so is never sure enough to interrupt anybody.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from store.model.companies import CompanyRef
from watchers.extract.engine import Direction
from watchers.extract.english.clauses import Clause
from watchers.extract.english.lexicon import load
from watchers.extract.english.nodes import Who
from watchers.extract.ranks import rank


class Unnamed(NamedTuple):
    """One side of a move whose person the title does not name."""

    at: int
    """The node of the verb."""
    direction: Direction
    company: CompanyRef
    role: str | None
    several: bool
    """The title tells of more than one."""


_FROM_TO = re.compile(r"F[ON]T(O):")
"""As in "From O to O2: a founder's farewell"."""
_OBJECT = re.compile(r"(O)[xj]{0,2}(V)[dpwjft]{0,4}(?:(O)'?[wjtf]{0,2})?(R)(?![ON]?P)(?:[^PVs;.,]{0,4}?T(O)(?!'))?")
_NOUN = re.compile(r"(O)[xj]{0,2}(V)[dpwjft']{0,5}(w)$")
"""As in "O lands its favourite teacher"."""
_NOUN_GOES = re.compile(r"[dwjt]{0,3}(w)[xj]{0,2}(V)[dp]?(O)(?=$|[.,;oa])")
"""As in "Viennese programmer goes to O"."""
_SUBJECT = re.compile(
    r"(?:(?<=^)|(?<=[:,]))[wdjtfN]{0,2}(?:(O)'?[wtjf]{0,2})?(R)(?:o[dpw]{0,2}[wON])?[xj]{0,2}(V)[dp]{0,1}(?:(O)(?!')|F[dp]?(O)|$|[,;.oDa])"
)
_ONWARD = re.compile(
    r"(?:(?<=^)|(?<=[:,]))[wdjtf]{0,2}(O)'?[wtjf]{0,2}(R)[xjT]{0,2}(V)(?:F?[dp]?[Oc])?(?:T(V)|(o))[dp]?([ON])(?=$|[,;.oaD])"
)
"""As in "O's head of search leaves to join O2" and "O finance chief leaves for O2"."""


def _onward(clause: Clause, found: re.Match[str]) -> Iterator[Unnamed]:
    """Both sides of such a move."""
    own, goal = clause.nodes[found.start(1)].company, clause.nodes[found.start(6)].company
    title, at = clause.nodes[found.start(2)], found.start(3)
    joins = found.group(4) and "join" in _frames(clause, found.start(4))
    heads = found.group(5) and clause.nodes[found.start(5)].low == "for"
    if own is None or "leave" not in _frames(clause, at):
        return
    if goal is not None and (joins or heads) and goal.company != own.company:
        yield Unnamed(at, Direction.IN, goal, None, title.low.endswith("s"))
    yield Unnamed(at, Direction.OUT, own, title.role, title.low.endswith("s"))


def _goers(clause: Clause) -> Iterator[Unnamed]:
    """Who goes or comes as the subject of the title."""
    if (onward := _ONWARD.search(clause.letters)) is not None:
        yield from _onward(clause, onward)
        return
    for found in _SUBJECT.finditer(clause.letters):
        yield from _subjects(clause, found)


def told(clause: Clause) -> Iterator[Unnamed]:
    """What a title says of people it does not name; nothing where it names anybody."""
    if "P" in clause.letters:
        yield from _gone_before(clause)
        return
    if (way := _FROM_TO.match(clause.letters)) and (goal := clause.nodes[way.start(1)].company) is not None:
        yield Unnamed(way.start(1) - 1, Direction.IN, goal, None, several=False)
    for found in _OBJECT.finditer(clause.letters):
        yield from _objects(clause, found)
    for found in _NOUN.finditer(clause.letters):
        house, at = clause.nodes[found.start(1)].company, found.start(2)
        if house is not None and "hire" in _frames(clause, at) and clause.nodes[found.start(3)].low in _nouns():
            yield Unnamed(at, Direction.IN, house, None, several=False)
    yield from _goers(clause)
    if (taken := _TAKEN.match(clause.letters)) is not None and "hire" in _frames(clause, taken.start(3)):
        yield from _taken(clause, taken)
    if (one := _NOUN_GOES.match(clause.letters)) and clause.nodes[one.start(1)].low in _nouns():
        at, house = one.start(2), clause.nodes[one.start(3)].company
        if house is not None and "join" in _frames(clause, at):
            yield Unnamed(at, Direction.IN, house, None, several=False)


_GONE_BEFORE = re.compile(r"(O)[^;.?!]*od(R)[xj]{0,2}(V)(?=$|[.,;])")


def _gone_before(clause: Clause) -> Iterator[Unnamed]:
    """As in "O gets a new boss, X, after its founders leave": those are not named."""
    for found in _GONE_BEFORE.finditer(clause.letters):
        house, at = clause.nodes[found.start(1)].company, found.start(3)
        if house is not None and "leave" in _frames(clause, at) and clause.nodes[found.start(2) - 1].low == "its":
            title = clause.nodes[found.start(2)]
            yield Unnamed(at, Direction.OUT, house, title.role, title.low.endswith("s"))


_TAKEN = re.compile(r"[wdjt]{0,2}(O)'?[wtjf]{0,2}(R)x{0,2}(V)b[d]?(O)(?!')")


def _taken(clause: Clause, found: re.Match[str]) -> Iterator[Unnamed]:
    """As in "O's head of search poached by O2"."""
    own, goal = clause.nodes[found.start(1)].company, clause.nodes[found.start(4)].company
    title, at = clause.nodes[found.start(2)], found.start(3)
    if own is not None and goal is not None and own.company != goal.company:
        yield Unnamed(at, Direction.IN, goal, None, title.low.endswith("s"))
        yield Unnamed(at, Direction.OUT, own, title.role, title.low.endswith("s"))


@cache
def _nouns() -> frozenset[str]:
    return frozenset(load("en_words")["besides"]["people"])


def _frames(clause: Clause, at: int) -> set[str]:
    return {
        form.trigger.frame
        for form in clause.nodes[at].forms
        if not form.trigger.needs or form.trigger.needs == "company"
    }


def _objects(clause: Clause, found: re.Match[str]) -> Iterator[Unnamed]:
    """As in "O hires O2's head of search", "O loses its chief scientist"."""
    at, role = found.start(2), clause.nodes[found.start(4)].role
    several = clause.nodes[found.start(4)].low.endswith("s")
    house, owner = (
        clause.nodes[found.start(1)].company,
        clause.nodes[found.start(3)].company if found.group(3) else None,
    )
    frames = _frames(clause, at)
    if house is not None and "hire" in frames:
        yield Unnamed(at, Direction.IN, house, None, several)
        if owner is not None and owner.company != house.company:
            yield Unnamed(at, Direction.OUT, owner, role, several)
    elif house is not None and "fire" in frames and owner is None:
        yield Unnamed(at, Direction.OUT, house, role, several)
        goal = clause.nodes[found.start(5)].company if found.group(5) else None
        if goal is not None:
            yield Unnamed(at, Direction.IN, goal, None, several)


def _subjects(clause: Clause, found: re.Match[str]) -> Iterator[Unnamed]:
    """As in "O founders return to O2", "O research chief quits"."""
    at, role = found.start(3), clause.nodes[found.start(2)].role
    several = clause.nodes[found.start(2)].low.endswith("s")
    own = clause.nodes[found.start(1)].company if found.group(1) else None
    goal = clause.nodes[found.start(4)].company if found.group(4) else None
    left = clause.nodes[found.start(5)].company if found.group(5) else None
    frames = _frames(clause, at)
    if "join" in frames and goal is not None:
        yield Unnamed(at, Direction.IN, goal, None, several)
        if own is not None and own.company != goal.company:
            yield Unnamed(at, Direction.OUT, own, role, several)
    elif "leave" in frames and (house := goal or left or own) is not None:
        yield Unnamed(at, Direction.OUT, house, role, several)


_OPENER = re.compile(r"(?:[dtwjRON'f]{0,4}|o[^PVs.;]{1,6},|D,?)(P)(?!')")
_TENURE = re.compile(r"(P)'[wtj]{0,2}(w)[ao]")
"""As in "X's sojourn as chief of O has come to an end"."""
_SPEAKS = re.compile(r"(?:,[^,;.]{1,14},)?[jDx]{0,2}s")


_OWN_NEWS = re.compile(
    r"(?:announced|announces|confirmed|confirms) (?:the|his|her|their) (?:move|departure|exit|decision|change|switch)\b"
)
"""What nobody but the mover says: "X, who led research there, announced the move"."""


@cache
def _tenures() -> frozenset[str]:
    return frozenset(load("en_words")["besides"]["tenures"])


_HEAD = 3
"""Sentences of the text in which whoever the title means is named."""


def holders(clauses: Sequence[Clause], post: str | None) -> tuple[Who, ...]:
    """Who bears the very title that the headline tells of somebody without a name, where only one does."""
    found = {
        who.name: who
        for clause in clauses
        if post and 0 < clause.sentence.index <= _HEAD
        for node in clause.of("P")
        for who in node.people
        if who.tie is not None and not who.tie.former and (who.tie.role or "").lower() == post.lower()
    }
    return tuple(found.values()) if len(found) == 1 else ()


def openers(clause: Clause, side: Unnamed) -> tuple[Who, ...]:
    """With whom a sentence opens; not somebody who only comments, unless the title told fits."""
    found = _OPENER.match(clause.letters) or _TENURE.match(clause.letters)
    if found is not None and found.lastindex == 2 and clause.nodes[found.start(2)].low not in _tenures():
        return ()
    people = clause.nodes[found.start(1)].people if found is not None else ()
    if found is None or (len(people) > 1 and not side.several):
        return ()
    own = people[0].tie.role if people[0].tie is not None else None
    fits = own and side.role and rank(own) == rank(side.role)
    speaks = _SPEAKS.match(clause.letters, found.end())
    own_news = speaks is not None and _OWN_NEWS.match(clause.words(speaks.end() - 1, len(clause.nodes)))
    return () if speaks is not None and not (fits or own_news) else people
