"""Movers whom the text tells without a name: "One of its co-founders has left for a rival", with the name elsewhere."""

import re
from collections.abc import Iterator

from watchers.extract.engine import Direction
from watchers.extract.english.clauses import Clause
from watchers.extract.english.entry import Entry
from watchers.extract.english.nodes import Who
from watchers.extract.english.unnamed import Unnamed, openers

_ONE_LEFT = re.compile(r"[jD,w&]{0,3}?([wd])od[wtj]{0,2}(R)[xj]{1,3}(V)")


def one_of_them(entry: Entry) -> Iterator[tuple[Unnamed, Clause, tuple[Who, ...]]]:
    """The departures that sentences of the text tell so, with who is meant where the entry leaves no doubt."""
    for clause in entry.clauses:
        found = _ONE_LEFT.match(clause.letters) if not clause.sentence.in_title else None
        house = entry.main_at(clause) if found is not None else None
        if found is None or house is None or clause.nodes[found.start(1)].low not in {"one", "another"}:
            continue
        at, title = found.start(3), clause.nodes[found.start(2)]
        if any(form.trigger.frame == "leave" for form in clause.nodes[at].forms):
            side = Unnamed(at, Direction.OUT, house, title.low.removesuffix("s"), several=False)
            yield side, clause, _who(entry, clause, side)


def _who(entry: Entry, clause: Clause, side: Unnamed) -> tuple[Who, ...]:
    """With whom the next sentence opens, else the only one told to have such a title."""
    after = entry.clause_of(clause.sentence.index + 1)
    named = openers(after, side) if after is not None else ()
    if named:
        return named
    titled = [who for c in entry.clauses for n in c.of("P") for who in n.people if _holds(who, side.role or "")]
    return tuple(titled[:1]) if len({entry.full(who.name) for who in titled}) == 1 else ()


def _holds(who: Who, role: str) -> bool:
    return who.tie is not None and who.tie.role is not None and role in who.tie.role.lower()
