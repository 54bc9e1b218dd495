"""The people behind a verb and its "的", whose deed it is: "离开阿里的千问负责人X", "离职的人才包括X、Y"."""

from collections.abc import Sequence

from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.tokens import Kind, Token


def people_behind(clause: Clause, at: int, found: Sequence[Phrase]) -> list[Phrase] | None:
    """As in "离开阿里的千问后训练负责人郁博文": the first person after a "的" that follows the verb and its object."""
    tokens = clause.tokens
    mark = next((i for i in range(at + 1, min(at + 5, len(tokens))) if tokens[i].text == "的"), None)
    if mark is None or any(t.kind is Kind.TRIGGER for t in tokens[at + 1 : mark]):
        return None
    phrase = next((p for p in found if p.index > mark), None)
    if (
        phrase is None
        or not _named_behind(tokens[mark + 1 : phrase.first])
        or any(t.kind is Kind.TRIGGER for t in tokens[mark : phrase.index])
    ):
        return None
    group = [phrase]
    for other in found:
        previous = tokens[other.first - 1] if other.first else None
        if (
            other.index > group[-1].index
            and previous is not None
            and other.first - 2 == group[-1].index
            and (previous.text == "、" or previous.has("join"))
        ):
            group.append(other)
    return group


_LISTS = frozenset(["包括", "有", "是", "为", "分别是", "分别为", "分别", "其中", "则是", "还有", "即", "、"])


def _named_behind(between: Sequence[Token]) -> bool:
    """Nothing stands between "的" and the name, or only what opens a list: "离职的人才包括…"."""
    if not between:
        return True
    if any(t.text.startswith("第") for t in between):
        return False  # "离开O的第二个X" likens somebody to X
    return between[-1].text in _LISTS and sum(len(t.text) for t in between) <= 10
