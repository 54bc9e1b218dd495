"""Titles that say which post it was, where the words beside a name only say that somebody mattered.

"O老将X离职" and "X是O的R" make X leave the post R; whoever gives up R leaves R, whatever else stands before the name.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from store.model.companies import CompanyRef
from watchers.extract.chinese.clauses import Clause
from watchers.extract.chinese.tokens import Kind
from watchers.extract.engine import Claim, Direction
from watchers.extract.text import normalise

_PRAISE = re.compile(
    "(?:[老旧宿大猛悍干]将|元老|掌门人?|掌舵[人者]|大牛|大佬|人物|一号位|一把手|骨干|操盘[手者]|高管|高层|天才|功臣|员工|成员)$"
)
"""Ends of what headlines call people instead of their posts."""
_SHAPE = re.compile("P[wD]{0,2}是O{0,2}的?(R(?:[、兼]R)*)")
"""Of a clause's tokens: "X是O的R"."""
_Place: TypeAlias = tuple[str, CompanyRef | None]
"""A person and a house."""
_GIVES_UP = frozenset({"zh.modifier", "zh.former"})


def true_titles(
    clauses: Sequence[Sequence[Clause]], claims: Sequence[Claim], original: Callable[[str], str]
) -> list[Claim]:
    """The claims of goings, each with the post that the article names for it elsewhere."""
    if not any(c.direction is Direction.OUT for c in claims):
        return list(claims)
    posts = _given_up(claims)
    if any(_praised(c) for c in claims):
        held = {original(name): role for name, role in _told(clauses)}
        named = {(c.person, c.company): c.role for c in reversed(claims) if c.role and not _praised(c) and _out(c)}
        posts = {(c.person, c.company): held[c.person] for c in claims if c.person in held} | named | posts
    return [_with(c, posts.get((c.person, c.company))) for c in claims] if posts else list(claims)


def _given_up(claims: Sequence[Claim]) -> dict[_Place, str]:
    """The posts that somebody gives up by a verb that says so, of who is given another post in the same house."""
    told = {(c.person, c.company): c.role for c in claims if c.pattern == "zh.vacate" and c.role and _out(c)}
    return {key: role for key, role in told.items() if any(_beside(c, key) for c in claims)}


def _beside(claim: Claim, key: _Place) -> bool:
    return claim.pattern in _GIVES_UP and _out(claim) and (claim.person, claim.company) == key


def _told(clauses: Sequence[Sequence[Clause]]) -> Iterator[tuple[str, str]]:
    for clause in (clause for group in clauses for clause in group):
        if len(clause.people) == 1 and (found := _SHAPE.fullmatch(_shape(clause))) is not None:
            tokens = clause.tokens[found.start(1) :]
            yield clause.people[0].name, clause.sentence.original[tokens[0].start : tokens[-1].end]


def _shape(clause: Clause) -> str:
    own = {"是", "的", "、", "兼"}
    return "".join(
        t.text if t.text in own else t.kind for t in clause.tokens if t.kind is not Kind.MARK or t.text in own
    )


def _out(claim: Claim) -> bool:
    return claim.direction is Direction.OUT and not claim.background


def _praised(claim: Claim) -> bool:
    return _out(claim) and claim.role is not None and _PRAISE.search(normalise(claim.role)) is not None


def _with(claim: Claim, post: str | None) -> Claim:
    weak = _praised(claim) or (claim.pattern in _GIVES_UP and _out(claim))
    return replace(claim, role=post) if post and weak else claim
