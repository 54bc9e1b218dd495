"""The words between a person and a verb: what parts the two, and what may be passed over."""

import re
from collections.abc import Sequence
from itertools import pairwise

from watchers.extract.chinese.tokens import Kind, Token

_GAP = 10

_COUNTED = re.compile(
    r"等?[\d一二两三四五六七八九十多数几]{1,2}(?:名|位|人)(?:[^,。也已均都将]{0,8}(?:人员|成员|高管|研究员|董事|员工|骨干|专家|主管))?"
)


def without_count(between: Sequence[Token]) -> Sequence[Token]:
    """The words behind a list of names without what only counts them: "A、B两名成员也离开"."""
    counted = _COUNTED.match("".join(t.text for t in between))
    if counted is None:
        return between
    length = 0
    for at, token in enumerate(between):
        if length >= counted.end():
            return between[at:]
        length += len(token.text)
    return ()


_BECAUSE = frozenset({"因", "由于", "因为"})


def without_reason(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words before a verb without a reason: "因参与高管学习计划而卸任", "因公司战略调整离任"."""
    start = next((i for i, t in enumerate(tokens) if t.text in _BECAUSE), None)
    if start is None:
        return tokens
    end = next((i for i in range(start + 1, len(tokens)) if tokens[i].text == "而"), None)
    if end is None:
        told = [i for i in range(start + 1, len(tokens)) if tokens[i].text.endswith(_REASONS)]
        end = told[-1] + 1 if told else None
    return tokens if end is None else [*tokens[:start], *tokens[end:]]


_REASONS = ("原因", "调整", "变动", "调动", "需要", "安排", "问题", "到期", "届满", "换届")
"""What a reason ends with that stands right before a verb."""


def parted(between: Sequence[Token]) -> str:
    """Why the words between a person and a verb part the two; empty where they do not."""
    if not between:
        return ""
    nouns = [i for i, t in enumerate(between) if not after_preposition(between, i)]
    strange = sum(len(t.text) for t in between if t.kind is Kind.TEXT)
    reasons = (
        (_relation(between), "somebody close to the person is meant"),
        (_names_another(between), "somebody else is given the post"),
        (len(between) > 1 and between[0].text == "的", "the person owns what the verb is about"),
        (any(t.has("stay") for t in between), "stays in the post"),
        (bool(denied := denial(between)), denied),
        (any(between[i].has("other_subject") for i in nouns), "another subject stands before the verb"),
        (
            any(between[i].kind is Kind.COMPANY and not _object_of_verb(between, i) for i in nouns),
            "a company stands between the person and the verb",
        ),
        (strange > _GAP, "too far from the verb"),
        (_other_post(between), "somebody else's post stands before the verb"),
        (_other_name(between), "an unknown name stands before the verb"),
    )
    return next((reason for holds, reason in reasons if holds), "")


_NAMING = frozenset(
    {
        "招募",
        "招募了",
        "招揽",
        "招揽了",
        "挖来",
        "挖来了",
        "挖走",
        "挖走了",
        "延揽",
        "力邀",
        "引进",
        "聘用",
        "提名",
        "任命",
        "委任",
        "聘请",
        "聘任",
        "推荐",
        "推举",
        "邀请",
        "招聘",
        "欢迎",
        "号召",
        "鼓励",
        "劝说",
        "说服",
        "吸引",
    }
)


def _names_another(between: Sequence[Token]) -> bool:
    """Whether the person names somebody for the post: "X提名一位富翁担任R"."""
    named = next((i for i, t in enumerate(between) if t.text in _NAMING), None)
    if named is None or named + 1 == len(between):
        return False
    passive = named > 0 and between[named - 1].text in {"被", "获", "受", "遭"}
    return not passive and not all(t.has("adverb", "preposition") for t in between[named + 1 :])


_CLOSE = re.compile(
    "其[它他]|(?:的)?(?:第[一二三]|首|头号|前|得意)?[位名个]?(?:博士生|弟子|门生|高徒|爱将|旧部|部下|前同事|学生|师弟|助手|助理|亲信|副手|徒弟|心腹)"
)
"""Right behind a name, whoever is close to its bearer: "X第一位博士生加入O"."""


def _relation(between: Sequence[Token]) -> bool:
    return len(between) > 1 and _CLOSE.match("".join(t.text for t in between[:4])) is not None


_NO_SUBJECT = ("身份", "职务", "继任者", "接班人", "接任者")
"""Ends of a role that goes nowhere itself: "X确认找到继任者后将卸任"."""


def _other_post(between: Sequence[Token]) -> bool:
    """Whether the verb's subject is a post that is no object of an earlier word: "X痛失大将 O灵魂人物跳槽"."""
    rest = list(between)
    while rest and rest[-1].has("adverb", "say"):
        rest.pop()
    if not rest or rest[-1].kind is not Kind.ROLE or rest[-1].text.endswith(_NO_SUBJECT):
        return False
    before = [t for t in rest[:-1] if t.kind is not Kind.COMPANY and not t.has("of")]
    return not before or (before[-1].kind is not Kind.TRIGGER and not before[-1].has("preposition", "adverb", "no"))


def _other_name(between: Sequence[Token]) -> bool:
    """Whether unknown characters behind an earlier verb's object look like a subject: "X出任OCEO 求伯君正式退休"."""
    verbs = [i for i, t in enumerate(between) if t.kind is Kind.TRIGGER]
    rest = between[verbs[-1] + 1 :] if verbs else ()
    return any(
        t.kind is Kind.TEXT and 2 <= len(t.text) <= 4 and before.kind in {Kind.ROLE, Kind.COMPANY}
        for before, t in pairwise(rest)
    )


def denial(between: Sequence[Token]) -> str:
    """The word by which a clause says that it is not so; empty where none does."""
    for token in between:
        if "no" in token.classes:
            return f"not so: {token.text}"
    return ""


def after_preposition(tokens: Sequence[Token], index: int) -> bool:
    """Whether the noun belongs to "在…", "从…", "带…"."""
    return any(
        t.has("preposition") or t.text in {"带", "带领", "率", "率领", "带着"}
        for t in tokens[max(0, index - 4) : index]
    )


def _object_of_verb(tokens: Sequence[Token], index: int) -> bool:
    return any(t.kind is Kind.TRIGGER for t in tokens[:index])
