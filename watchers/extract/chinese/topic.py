"""Which company a Chinese clause is about, so that the next clause may take it."""

import re
from collections.abc import Sequence

from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.subject import State
from watchers.extract.chinese.tokens import Kind, Token

_ONCE = re.compile("(?:曾经?|原先?|此前|先前)(?:长期)?(?:在|为|是|任|担任|于|任职于|供职于|就职于)$")


def set_topic(clause: Clause, found: Sequence[Phrase], state: State) -> None:
    """Remember the company that the clause is about, where it has one."""
    for index in clause.companies:
        if _is_topic(clause.tokens, index, found):
            state.topic = clause.tokens[index].company
            return


def _owns_next(tokens: Sequence[Token], index: int) -> bool:
    """Whether the company only tells whose the next one is: "O的自动驾驶部门O2"."""
    following = tokens[index + 1 : index + 7]
    at = next((i for i, t in enumerate(following) if t.kind is Kind.COMPANY), None)
    if at is None or not any(t.text in {"的", "旗下"} for t in following[:at]):
        return False
    return following[at - 1].text.endswith(("部门", "子公司", "品牌", "公司", "平台", "旗下"))


def _is_topic(tokens: Sequence[Token], index: int, found: Sequence[Phrase]) -> bool:
    """Whether this company is what the clause is about: no part of a name's description, no object."""
    if any(p.first <= index <= p.index for p in found) or _owns_next(tokens, index):
        return False
    if found and any(p.first <= index + 2 <= p.index for p in found) and tokens[index + 1].text in _AND:
        return False  # "O与O2联创X": both tell whose X is
    if index + 1 < len(tokens) and tokens[index + 1].has("former"):
        return False  # "O原执行副总裁" tells whom somebody was with
    return not index or _stands_free(tokens, index)


def _stands_free(tokens: Sequence[Token], index: int) -> bool:
    """Whether the words before a company make it neither somebody's former house nor the object of a verb."""
    if tokens[index - 1].has("former"):
        return False  # "前O高管再创业"
    if _ONCE.search("".join(t.text for t in tokens[max(0, index - 3) : index])):
        return False  # "原为O高管的X"
    near = tokens[max(0, index - 4) : index]
    return not any(t.kind is Kind.TRIGGER or t.text in _TIED for t in near)


_TIED = frozenset({"据", "对", "与", "向", "从", "自", "被", "在", "经", "以及", "及", "、"})
_AND = frozenset({"与", "和", "及", "、"})
