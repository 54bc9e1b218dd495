"""Where people are by whole clauses: "X, who led models at O,", "X, who has served as R of O", "X is the R of O"."""

import re
from collections.abc import Iterator
from functools import cache

from watchers.extract.english.clauses import Clause
from watchers.extract.english.leading import led_as
from watchers.extract.english.lexicon import load
from watchers.extract.english.nodes import Node, Tie, Who

_AT_WORK = re.compile(r"(P),?h[xj]{0,3}(?:w&)?([Vwm])(?:[^,;.P]{0,10}?o)?[d]?(O)'?[^,;.PV]{0,8},")
_SERVING = re.compile(r"(P),?h?[xjt]{0,3}([Vw])a[dtw]{0,3}(?:(O)'?[wt]{0,2})?(R)(?:o[dw]{0,2}(O))?")
_IS = re.compile(r"(?:^|[,;&o])(P)(?:x[j]?d[w]{0,2}|,hx[jt]{0,2}[dw]{0,2})(R)(?:o[dw]{0,2}(O))?")
_NEW = re.compile(r"(?:interim|acting|new|next|first|future)\b", re.IGNORECASE)


def told_places(clause: Clause) -> Iterator[tuple[Who, Tie]]:
    """Whom the clause places where, as of now; history and new posts place nobody."""
    if "P" not in clause.letters:
        return
    yield from _lately(clause)
    yield from _under(clause)
    yield from _coming_from(clause)
    if "D" in clause.letters and any(n.date is not None and n.date.past for n in clause.nodes):
        return
    for found in _AT_WORK.finditer(clause.letters) if "h" in clause.letters else ():
        long_ago = _ONCE.search(clause.words(found.start(1), found.end()))
        if long_ago is None and _last_word(clause.nodes[found.start(2)]) in _words("working"):
            yield from _tied(clause, found.start(1), None, found.start(3))
    if "R" not in clause.letters:
        return
    for found in _SERVING.finditer(clause.letters) if "a" in clause.letters else ():
        if _last_word(clause.nodes[found.start(2)]) in _words("serving"):
            company = found.start(3) if found.group(3) else found.start(5)
            yield from _tied(clause, found.start(1), found.start(4), company)
    for found in _IS.finditer(clause.letters) if "x" in clause.letters else ():
        if any(n.low == "is" for n in clause.nodes[found.start(1) + 1 : found.start(2)]):
            yield from _tied(clause, found.start(1), found.start(2), found.start(3))


_ONCE = re.compile(r"\b(?:earlier in (?:his|her|their) career|once|formerly|early on|years ago|for years before)\b")
"""As in "X, who led models at O earlier in her career": no place of now."""
_UNTIL_LATELY = re.compile(r"(P),?h[xj]{0,3}([Vw])(?:[^,;.PO]{0,8}?o)[d]?(O)(o?D)[,.]")
_THERE = re.compile(r"(P),?h[xj]{0,3}([Vw])[dpwO]{1,5}(w),")


_UNDER = re.compile(r"(O)[^OPV;.]{0,8}(o)[dt]?(P),h[xj]")


def _under(clause: Clause) -> Iterator[tuple[Who, Tie]]:
    """As in "O stays independent under X, who has been named chief": X is at O."""
    found = _UNDER.match(clause.letters)
    if found is not None and clause.nodes[found.start(2)].low == "under":
        yield from _tied(clause, found.start(3), None, found.start(1))


_COMES_FROM = re.compile(r"(P),?h(w)F[d]?(O)(?=[,.;&]|$)")


def _coming_from(clause: Clause) -> Iterator[tuple[Who, Tie]]:
    """As in "X, who comes from O,": where the way leads from."""
    for found in _COMES_FROM.finditer(clause.letters) if "F" in clause.letters else ():
        if clause.nodes[found.start(2)].low in {"comes", "came"}:
            tie = Tie(company=clause.nodes[found.start(3)].company, role=None, former=True, aside=True)
            yield from ((who, tie) for who in clause.nodes[found.start(1)].people)


def _lately(clause: Clause) -> Iterator[tuple[Who, Tie]]:
    """As in "X, who led safety at O until last week." and "X, who led safety there, has joined": told as of the move."""
    if "h" not in clause.letters:
        return
    for found in _UNTIL_LATELY.finditer(clause.letters):
        verb, company = found.start(2), found.start(3)
        until = clause.words(found.start(4), found.end(4))
        if _last_word(clause.nodes[verb]) in _words("working") and _RECENT.match(until):
            tie = Tie(company=clause.nodes[company].company, role=_post(clause, verb, company - 1))
            yield from ((who, tie) for who in clause.nodes[found.start(1)].people)
    for found in _THERE.finditer(clause.letters):
        post = _post(clause, found.start(2), found.start(3))
        if post is not None and clause.nodes[found.start(3)].low == "there":
            yield from ((who, Tie(company=None, role=post)) for who in clause.nodes[found.start(1)].people)


def _post(clause: Clause, verb: int, stop: int) -> str | None:
    """The post of somebody who led what the words between these nodes name."""
    return led_as(clause, verb, stop) if _LED.search(clause.nodes[verb].low) else None


_LED = re.compile(r"\b(?:led|leads?|leading|ran|runs|running|heads|headed|oversaw|oversees)$")
_RECENT = re.compile(r"until (?:earlier this|last|this|yesterday)\b(?! year)")


def _tied(clause: Clause, person: int, role: int | None, company: int) -> Iterator[tuple[Who, Tie]]:
    """The persons at this node with the post and the company at the others; `company` below zero: none is told."""
    title = clause.nodes[role].role if role is not None else None
    if title is not None and _NEW.match(title):
        return
    tie = Tie(company=clause.nodes[company].company if company >= 0 else None, role=title)
    for who in clause.nodes[person].people:
        yield who, tie


def _last_word(node: Node) -> str:
    return node.low.split(" ")[-1]


@cache
def _words(name: str) -> frozenset[str]:
    """A list of `lexicon/en_words.toml` under `[working]`."""
    return frozenset(load("en_words")["working"][name])
