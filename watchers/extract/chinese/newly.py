"""A post told by nothing but its new holder: "O新CTO:X", "O公布新任首席科学家X", "新任CEO为X".

A person who only bears such a title ("O新任CTO X表示") comes nowhere: the title must be what the clause tells.
"""

import re
from collections.abc import Iterator, Sequence

from store.model.companies import CompanyRef
from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.lexicon import lexicon
from watchers.extract.chinese.scene import Draft
from watchers.extract.chinese.subject import State
from watchers.extract.chinese.tokens import Kind, Token
from watchers.extract.engine import CompanySource, Direction

_ANNOUNCED = frozenset(
    ["公布", "宣布", "官宣", "确认", "敲定", "宣告", "通报", "披露", "介绍", "介绍了", "公布了", "宣布了", "官宣了"]
)
_LINKS = frozenset({"为", "是", "系", "即", "就是", "正是", "则为", "则是", "将是", "将为"})
_PATTERN = "zh.newly"
_HOLDS_BACK = frozenset({"no", "stay"})
_FOUNDED = re.compile("(?:成立|组建|设立|新设)了?")
"""Before "负责人是X": the part that the house has just made."""
_HEIR = ("继任者", "接任者")
"""Whoever is named behind such a word and a colon has the post of somebody else: "O一号位的继任者:X"."""


def newcomers(
    clause: Clause, before: Clause | None, found: Sequence[Phrase], state: State, main: CompanyRef | None
) -> Iterator[Draft]:
    """An arrival for the one person of a clause who is told as the new holder of a post, and for nobody else."""
    if len(found) != 1:
        return
    who, tokens = found[0], clause.tokens
    opens = who.first == 0 and tokens[-1].kind is Kind.ROLE and who.index + 1 < len(tokens) - 1
    ends = who.index == len(tokens) - 1
    if not (opens or ends) or any(t.triggers or not _HOLDS_BACK.isdisjoint(t.classes) for t in tokens):
        return
    if opens:
        post = _new_post(tokens, len(tokens)) if tokens[who.index + 1].text == "为" else None
        if post == len(tokens) - 1:
            yield from _draft(who, tokens, post, state, main)
        return
    if before is not None and clause.opener == ":" and who.first == 0 and before.tokens[-1].kind is Kind.ROLE:
        post = _new_post(before.tokens, len(before.tokens))
        whole = not any(t.triggers or t.kind is Kind.PERSON or t.has("no") for t in before.tokens)
        tokens = before.tokens if post and whole else []
    else:
        post = _new_post(tokens, who.index)
        if post is None and before is not None and clause.text.startswith("负责人") and _FOUNDED.search(before.text):
            post = 0
        told = (
            tokens[who.index - 1].text in _LINKS
            or (post == 0 and tokens[1].text in _LINKS)
            or _announced(tokens[: post or 0])
        )
        tokens = tokens if told else []
    if post is not None and tokens:
        yield from _draft(who, tokens, post, state, main)


def _new_post(tokens: Sequence[Token], end: int) -> int | None:
    """Where before `end` a new post stands: a title that 新 opens or a word for "new" comes right before."""
    for at in range(end - 1, -1, -1):
        if tokens[at].kind is Kind.ROLE and at == end - 1 and tokens[at].text.endswith(_HEIR):
            return at
        if tokens[at].kind is Kind.ROLE:
            behind = [t.text for t in tokens[max(0, at - 2) : at]]
            if _opened(tokens[at].text) or behind == ["新", "的"] or (at and tokens[at - 1].has("newly")):
                return at
    return None


def _opened(title: str) -> bool:
    """Whether 新 stands right before a listed title: "新CTO"; "新能源负责人" and "新闻发言人" are other posts."""
    return title.startswith("新任") or (title[:1] == "新" and "role" in lexicon().classes.get(title[1:], ()))


def _announced(left: Sequence[Token]) -> bool:
    """Whether the words before the post announce it; the words for "new" and the house may stand between."""
    for token in reversed(left):
        if token.text in _ANNOUNCED:
            return True
        if token.kind is not Kind.COMPANY and not token.has("of", "newly", "adverb"):
            return False
    return False


def _draft(who: Phrase, tokens: Sequence[Token], post: int, state: State, main: CompanyRef | None) -> Iterator[Draft]:
    beside = next((t.company for t in reversed(tokens[:post]) if t.company is not None), None)
    places = (
        (beside, CompanySource.MODIFIER),
        (state.topic, CompanySource.SUBJECT),
        (main, CompanySource.MAIN),
    )
    place = next(((ref, source) for ref, source in places if ref is not None), None)
    role = tokens[post].text.removeprefix("新任").removeprefix("新")
    if place is not None:
        yield Draft(
            phrase=who,
            direction=Direction.IN,
            company=place[0],
            source=place[1],
            role=None if role.endswith(_HEIR) else role,
            pattern=_PATTERN,
        )
