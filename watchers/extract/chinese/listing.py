"""Lists of people: "A、B和C", each with what the first one brings along."""

from collections.abc import Mapping, Sequence

from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.tokens import Kind, Token


def coordinated(clause: Clause, last: int, found: Sequence[Phrase]) -> list[Phrase]:
    """The list of people that ends with the phrase at token `last`: "A、B和C"."""
    by_index = {phrase.index: phrase for phrase in found}
    group = [by_index[last]]
    while (before := listed_before(clause.tokens, group[-1], by_index)) is not None:
        group.append(before)
    return _shared(list(reversed(group)))


_FAR = 8
_OWN = frozenset({"负责", "主管", "分管"})
"""Verbs that only describe the next of a list: "X和负责剧集的总监Y"."""
_BESIDE = _OWN | {"的", "/"}


def listed_before(tokens: Sequence[Token], phrase: Phrase, by_index: Mapping[int, Phrase]) -> Phrase | None:
    """Who stands before this one in a list; words of the post that no list has may stand between."""
    for at in range(phrase.first - 1, max(phrase.first - 1 - _FAR, 0), -1):
        token = tokens[at]
        if token.has("join") or token.text in "、&":
            if at - 1 in by_index:
                return by_index[at - 1]
            if phrase.role is None:
                return None
        elif (at == phrase.first - 1 and token.text not in _BESIDE) or _parts_list(token):
            return None
    return None


def _parts_list(token: Token) -> bool:
    """Whether a list of people cannot go on across this token."""
    ends = token.kind in _ENDS_LIST and token.text not in _OWN
    marked = token.kind is Kind.MARK and token.text != "/"
    return ends or marked or token.has("say", "pronoun", "adverb", "no", "stay")


_ENDS_LIST = frozenset({Kind.PERSON, Kind.TRIGGER, Kind.DATE})


def _shared(group: list[Phrase]) -> list[Phrase]:
    """Give what stands before the first name of a list to those that bring nothing of their own."""
    head = group[0]
    if head.company is None and head.role is None:
        return group
    return [
        p
        if p.company is not None or (p.former and p.first != p.index)  # "前A高管X、前副首相Y"
        else Phrase(
            name=p.name,
            written=p.written,
            index=p.index,
            first=p.first,
            company=head.company,
            company_known=head.company_known,
            role=p.role or head.role,
            former=head.former or p.former,
        )
        for p in group
    ]
