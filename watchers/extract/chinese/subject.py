"""Whose deed a Chinese verb is: the person before it, the person behind "的", or the one carried from the last clause."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from store.model.companies import CompanyRef
from store.model.dates import PartialDate
from watchers.extract.chinese.behind import people_behind
from watchers.extract.chinese.clauses import Clause, Phrase, coordinated
from watchers.extract.chinese.tokens import Kind, Token

_NOT_SUBJECT = frozenset(
    [
        "向",
        "对",
        "给",
        "据",
        "按",
        "根据",
        "针对",
        "围绕",
        "除",
        "除了",
        "随",
        "随着",
        "为",
        "接受",
        "包括",
        "关于",
        "有关",
        "对于",
        "把",
        "将",
        "让",
        "跟随",
        "追随",
        "作为",
        "以",
        "自",
        "从",
        "至",
        "到",
    ]
)
_TOGETHER = frozenset(["与", "和", "跟", "同", "携", "及", "以及"])
_GAP = 10
_CARRY_GAP = 1
# Objects of other verbs that stand before a verb without being its subject.
FOLLOWS = frozenset({"接棒", "接班", "接力", "接任"})
_TAKES_PERSON = frozenset({"replace", "fire"})


@dataclass(slots=True)
class State:
    """What one sentence hands from clause to clause."""

    subject: list[Phrase] = field(default_factory=list)
    topic: CompanyRef | None = None
    past: bool = False
    span: bool = False
    """True where the sentence opened with a date of the past, which holds until a newer one."""
    opened: bool = False
    """True where the last clause was nothing but a date."""
    date: PartialDate | None = None
    left: CompanyRef | None = None
    """Where the last person of the sentence went away from."""
    waiting: list[Phrase] = field(default_factory=list)
    """People of a clause that was nothing but their name and role: "总裁A，联合创始人B离职"."""
    joined: dict[str, CompanyRef] = field(default_factory=dict)
    """Who has arrived where in this sentence."""
    role: str | None = None
    """The last role named, for "P接任"."""
    reorganised: bool = False
    """True after words that say that posts are being dealt out."""
    announced: bool = False
    """True after a clause in which a company or one of its people announces what follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The people a verb is about, and how they were found."""

    people: Sequence[Phrase] = ()
    agent: bool = False
    """After 由."""
    carried: bool = False
    behind: bool = False
    """Found behind "的": "离开阿里的郁博文"."""
    stop: str = ""
    """Why nobody can be the subject, where something speaks against it."""


def subject(clause: Clause, at: int, found: Sequence[Phrase], state: State, *, behind_allowed: bool) -> Subject:
    """Find the subject of the trigger at token `at`."""
    before = [p for p in found if p.index < at]
    behind = people_behind(clause, at, found) if behind_allowed else None
    if behind is not None and _object(clause.tokens, at):
        return Subject(people=behind, behind=True)
    for phrase in reversed(before):
        usable = _usable(clause.tokens, phrase, at, before)
        if usable == "skip":
            continue
        if usable:
            return Subject(stop=usable)
        agent = _word_before(clause.tokens, phrase) in _BY or _described_agent(clause.tokens, phrase)
        return Subject(people=coordinated(clause, phrase.index, found), agent=agent)
    if behind is not None:
        return Subject(people=behind, behind=True)
    return _carried(clause, at, state)


_ABOUT = frozenset(["针对", "对于", "关于", "有关", "对", "就"])
_HEARSAY = ("传闻", "传言", "消息", "说法", "报道", "信息", "流言", "一事", "猜测")
"""Behind a verb: "针对X离职的传闻" tells of X's going."""
_WHILE = frozenset(["在", "于", "当", "待", "等"])
_THEN = frozenset(["后", "之后", "以后", "时", "之际", "期间", "前", "之前"])
"""Around a time that another person's deed sets: "X在Y出任R后担任R2"."""
_BY = frozenset({"由", "改由", "交由", "转由"})


def _described_agent(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether 由 stands before a longer description of the person: "交由在O任职多年的X领军"."""
    at = next((i for i in range(phrase.first - 1, -1, -1) if tokens[i].text in _BY), None)
    if at is None or not any(t.text == "的" for t in tokens[phrase.first - 1 : phrase.index]):
        return False
    return all(t.kind not in {Kind.PERSON, Kind.TRIGGER, Kind.MARK} for t in tokens[at : phrase.first])


def _usable(tokens: Sequence[Token], phrase: Phrase, at: int, before: Sequence[Phrase]) -> str:
    """Empty: it is the subject. "skip": look further left. Else the reason why there is none."""
    word = _word_before(tokens, phrase)
    earlier = [p for p in before if p.index < phrase.first]
    if word == "包括" and _verb_follows(tokens, phrase, at):
        return ""
    if word == "包括" and any(t.text == "在内" for t in tokens[phrase.index + 1 : phrase.index + 8]):
        return _gap(
            [t for t in tokens[phrase.index + 1 : at] if not t.has("other_subject") and t.kind is not Kind.ROLE]
        )
    if word in _ABOUT and any(t.text.endswith(_HEARSAY) for t in tokens[at + 1 :]):
        return _gap(tokens[phrase.index + 1 : at])
    beside = word in _TOGETHER and earlier and earlier[-1].index != phrase.first - 2
    taken = word == "被" or (phrase.first and (_takes_person(tokens[phrase.first - 1]) or _described(tokens, phrase)))
    meanwhile = word in _WHILE and earlier and any(t.text in _THEN for t in tokens[phrase.index + 1 : at])
    if word in _NOT_SUBJECT or beside or taken or meanwhile:
        return "skip"
    return _gap(_without_count(tokens[phrase.index + 1 : at]))


_COUNTED = re.compile(
    r"等?[\d一二两三四五六七八九十]{1,2}(?:名|位|人)(?:[^,。也已均都将]{0,4}(?:人员|成员|高管|研究员|董事|员工|骨干|专家|主管))?"
)


def _without_count(between: Sequence[Token]) -> Sequence[Token]:
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


def _verb_follows(tokens: Sequence[Token], phrase: Phrase, at: int) -> bool:
    """As in "成员包括X担任R": the verb stands right behind the name, so that the list is told by clauses."""
    return all(t.has("adverb") for t in tokens[phrase.index + 1 : at]) and any(
        t.kind is Kind.ROLE for t in tokens[at + 1 : at + 3]
    )


def _word_before(tokens: Sequence[Token], phrase: Phrase) -> str:
    return tokens[phrase.first - 1].text if phrase.first else ""


def _described(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether words of their own stand between the verb before and its object: "接替即将退休的Y", "接替已故的Y"."""
    first = next((i for i in range(phrase.first, phrase.index) if tokens[i].text == "的"), phrase.first - 1)
    if first < 1 or tokens[first].text != "的":
        return False
    at = first - 1 if tokens[first - 1].kind is Kind.TRIGGER else first
    return _object(tokens, at)


def _object(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb that takes a person stands before the verb at this place: "接替" before "即将退休的Y"."""
    for index in range(at - 1, max(-1, at - 5), -1):
        if tokens[index].kind is not Kind.DATE and not tokens[index].has("adverb", "say", "preposition"):
            return _takes_person(tokens[index])
    return False


def _takes_person(token: Token) -> bool:
    if token.kind is not Kind.TRIGGER:
        return False
    return token.text in FOLLOWS or any(t.frame in _TAKES_PERSON for t in token.triggers)


def _gap(between: Sequence[Token]) -> str:
    """Why the words between a person and a verb part the two; empty where they do not."""
    nouns = [i for i, t in enumerate(between) if not _after_preposition(between, i)]
    strange = sum(len(t.text) for t in between if t.kind is Kind.TEXT)
    reasons = (
        (len(between) > 1 and between[0].text == "的", "the person owns what the verb is about"),
        (any(t.has("stay") for t in between), "stays in the post"),
        (bool(_denial(between)), _denial(between)),
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


def _denial(between: Sequence[Token]) -> str:
    return next((f"not so: {t.text}" for t in between if t.has("no")), "")


def _after_preposition(tokens: Sequence[Token], index: int) -> bool:
    """Whether the noun belongs to "在…", "从…", "带…"."""
    return any(
        t.has("preposition") or t.text in {"带", "带领", "率", "率领", "带着"}
        for t in tokens[max(0, index - 4) : index]
    )


def _object_of_verb(tokens: Sequence[Token], index: int) -> bool:
    return any(t.kind is Kind.TRIGGER for t in tokens[:index])


def _carried(clause: Clause, at: int, state: State) -> Subject:
    """The last clause's subject, where nothing before the verb is a subject of its own."""
    left = clause.tokens[:at]
    if any(t.has("stay") for t in left):
        return Subject(stop="stays in the post")
    if denied := _denial(left):
        return Subject(stop=denied)
    if any(t.has("other_subject") and not _after_preposition(left, i) for i, t in enumerate(left)):
        return Subject(stop="another subject stands before the verb")
    strange = sum(len(t.text) for i, t in enumerate(left) if _own_subject(left, i))
    if strange > _CARRY_GAP or not state.subject:
        return Subject(stop="no person before the verb" if state.subject else "")
    plural = any(t.has("pronouns") for t in left)
    if plural and len(state.subject) < 2:
        return Subject(stop="several people are meant and one is known")
    people = (
        state.subject
        if plural or len(state.subject) == 1 or not any(t.has("pronoun") for t in left)
        else state.subject[-1:]
    )
    return Subject(people=people, carried=True)


def _own_subject(left: Sequence[Token], index: int) -> bool:
    """Whether this token before a verb speaks for a subject other than the carried one."""
    token = left[index]
    if token.kind in {Kind.DATE, Kind.TRIGGER} or token.text in "、的了":
        return False
    if token.has("pronoun", "pronouns", "adverb", "say", "preposition", "former", "join", "tail") and not token.has(
        "other_subject"
    ):
        return False
    near = any(t.has("preposition") for t in left[max(0, index - 3) : index])
    return not near
