"""Who comes where somebody goes, told beside the farewell: "X out, Y in", "His successor will be Y", "Y and Z will share the job"."""

import re
from collections.abc import Iterator

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause, named_company
from watchers.extract.english.drafts import IN, OUT, Draft, Scene, coming
from watchers.extract.english.nodes import Who

_SUCCESSOR_IS = re.compile(r"(?:^|[;&,])[dp][wjt]{0,2}(w)(?:x|V)(P)")
_FOLLOWERS = frozenset({"successor", "successors", "replacement", "replacements"})
_ARE = frozenset({"is", "are", "will be", "is to be"})
_IN_NOW = re.compile(r"(?:(P)(w))?[,;&:](P)(o)(?=$|[.;,])")
_OUT_BEFORE = re.compile(
    r"\b(?:out|swaps|replaces|shuffles|exits?|leaves|quits|departs|ousted|fired|gone|resigns|steps down)\b"
)


def successors(clause: Clause) -> Iterator[Draft]:
    """As in "His successor will be Y" and, in a headline, "X out, Y in"."""
    for found in _SUCCESSOR_IS.finditer(clause.letters) if not _FOLLOWERS.isdisjoint(clause.line.words) else ():
        told = clause.nodes[found.start(2) - 1].low in _ARE
        if told and clause.nodes[found.start(1)].low in _FOLLOWERS:
            yield from _comes(clause, found.start(2))
    for found in _IN_NOW.finditer(clause.letters) if clause.sentence.in_title and "in" in clause.line.words else ():
        gone = _OUT_BEFORE.search(clause.words(0, found.start(3)))
        if gone is None or clause.nodes[found.start(4)].low != "in":
            continue
        yield from _comes(clause, found.start(3))
        if found.group(1) and clause.nodes[found.start(2)].low == "out":
            for person in clause.nodes[found.start(1)].people:
                yield Draft(who=person, direction=OUT, source=CompanySource.MAIN, at=found.start(2), trigger="en.out")


def _comes(clause: Clause, at: int) -> Iterator[Draft]:
    """Whoever stands at this node comes to the house that the news is about."""
    for person in clause.nodes[at].people:
        yield Draft(who=person, direction=IN, source=CompanySource.MAIN, at=at, trigger="en.successor")


def share(scene: Scene) -> Iterator[Draft]:
    """As in "X and Y will share the top job at O": several, and told ahead, of today or by a headline."""
    clause, at, who = scene.clause, scene.at, scene.who
    new = coming(clause, at) or clause.sentence.in_title or "D" in clause.letters[:at]
    if len(who.people) == 1 or who.relative or not new:
        return
    named = named_company(clause, at + 1, clause.stop(at))
    for person in who.people:
        yield Draft(
            who=person,
            direction=IN,
            company=named[0] if named else None,
            source=named[1] if named else CompanySource.MAIN,
            at=at,
            subject=who,
        )


_LIKEWISE = re.compile(r"(?:,?&|[,;])(P)([oT])d?([ON])(?=$|[,;.&D])")


def likewise(clause: Clause, start: int) -> Iterator[tuple[Who, CompanyRef]]:
    """As in "X left for O, Y for O2 and Z for O3": who goes where by the same verb, told from this node on."""
    while (found := _LIKEWISE.match(clause.letters, start)) is not None:
        company = clause.nodes[found.start(3)].company
        if clause.nodes[found.start(2)].low not in {"for", "to"} or company is None:
            return
        yield from ((person, company) for person in clause.nodes[found.start(1)].people)
        start = found.end()
