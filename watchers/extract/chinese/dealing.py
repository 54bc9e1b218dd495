"""Posts dealt out by a bare 为: "宣布组建新部门,X为O董事长"; only where the sentence announces or reorganises."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.scene import Draft
from watchers.extract.chinese.subject import State
from watchers.extract.chinese.tokens import Token
from watchers.extract.engine import CompanySource, Direction

_SHAPE = re.compile("[OwxR]{0,6}P为O?R")
"""Of the kinds of the clause's tokens."""


def dealt(clause: Clause, found: Sequence[Phrase], state: State) -> Iterator[Draft]:
    """A clause that is nothing but a person, 为 and a post, at the company it names or the one that speaks."""
    if len(found) != 1 or not (state.announced or state.reorganised):
        return
    tokens = [t for t in clause.tokens if t.text not in {"新任", "首任"}]
    if not _SHAPE.fullmatch(_shape(tokens)):
        return
    named = next((t.company for t in clause.tokens[found[0].index :] if t.company is not None), None)
    company = named or found[0].company or state.topic
    if company is not None:
        yield Draft(
            phrase=found[0],
            direction=Direction.IN,
            company=company,
            source=CompanySource.EXPLICIT if named else CompanySource.SUBJECT,
            role=tokens[-1].text,
            pattern="zh.dealt",
        )


_LISTED = frozenset({"、", "和", "及", "与"})
_GIVEN = re.compile("((?:P、?)+)为[Oxw]{0,2}R")
"""Of the same letters, people in a list and what they become."""


def also_given(clause: Clause, hired: Draft, told: Sequence[Phrase], *, same: bool) -> Iterator[Draft]:
    """Others who get posts by the verb that hired one: "任命A为R,B、C为R2"; `told` are those it has named already.

    In another clause than the verb's, not the `same`, they must come first.
    """
    people = {phrase.index: phrase for phrase in clause.people if phrase not in told}
    shape = _shape(clause.tokens) if people else ""
    for given in _GIVEN.finditer(shape) if same else filter(None, [_GIVEN.match(shape)]):
        role = clause.tokens[given.end() - 1].text
        for at in range(*given.span(1)):
            if at in people:
                yield replace(hired, phrase=people[at], role=role, pattern="zh.dealt")


def _shape(tokens: Sequence[Token]) -> str:
    return "".join("为" if t.text == "为" else "、" if t.text in _LISTED else t.kind for t in tokens)
