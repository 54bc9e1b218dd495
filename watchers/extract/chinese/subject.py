"""Whose deed a Chinese verb is: the person before it, the person behind "的", or the one carried from the last clause."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from store.model.companies import CompanyRef
from store.model.dates import PartialDate
from watchers.extract.chinese.behind import people_behind
from watchers.extract.chinese.between import after_preposition, denial, parted, without_count, without_reason
from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.listing import coordinated, listed_before
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
    hires: bool = False
    """True where the last clause's person takes somebody unnamed: "X提拔亲信,接替Y" tells no coming of X."""
    latter: Phrase | None = None
    """Who was named last in the last clause, for "后者"."""
    announced: bool = False
    """True after a clause in which a company or one of its people announces what follows."""


@dataclass(slots=True, kw_only=True)
class Subject:
    """The people a verb is about, and how they were found. Never changed after it is made; frozen would cost time."""

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
        raised = clause.tokens[at].text in _RAISES and _word_before(clause.tokens, phrase) in {"将", "把"}
        usable = "" if raised and phrase is before[-1] else _usable(clause.tokens, phrase, at, before)
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
_UNDER = re.compile("的(?:领导|带领|率领|邀请|力邀|推动|支持|主导)下")
"""Behind somebody else's name: "X在Y的领导下只工作了两周就辞职"."""
_BY = frozenset({"由", "改由", "交由", "转由"})


def _described_agent(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether 由 stands before a longer description of the person: "交由在O任职多年的X领军"."""
    at = next((i for i in range(phrase.first - 1, -1, -1) if tokens[i].text in _BY), None)
    if at is None or not any(t.text == "的" for t in tokens[at : phrase.index]):
        return False
    between = tokens[at : phrase.first]
    return all(t.kind not in {Kind.PERSON, Kind.TRIGGER, Kind.MARK} or t.text == "、" for t in between)


def _usable(tokens: Sequence[Token], phrase: Phrase, at: int, before: Sequence[Phrase]) -> str:
    """Empty: it is the subject. "skip": look further left. Else the reason why there is none."""
    word = _word_before(tokens, phrase)
    earlier = [p for p in before if p.index < phrase.first]
    if word == "包括" and _verb_follows(tokens, phrase, at):
        return ""
    if word == "包括" and any(t.text == "在内" for t in tokens[phrase.index + 1 : phrase.index + 8]):
        return parted(
            [t for t in tokens[phrase.index + 1 : at] if not t.has("other_subject") and t.kind is not Kind.ROLE]
        )
    if word in _ABOUT and any(t.text.endswith(_HEARSAY) for t in tokens[at + 1 :]):
        return parted(tokens[phrase.index + 1 : at])
    beside = word in _TOGETHER and earlier and earlier[-1].index != phrase.first - 2
    beside = beside and listed_before(tokens, phrase, {p.index: p for p in earlier}) is None
    taken = word == "被" or (phrase.first and (_takes_person(tokens[phrase.first - 1]) or _described(tokens, phrase)))
    under = (
        word == "在" and _UNDER.match("".join(t.text for t in tokens[phrase.index + 1 : phrase.index + 4])) is not None
    )
    meanwhile = under or (word in _WHILE and earlier and any(t.text in _THEN for t in tokens[phrase.index + 1 : at]))
    joined = phrase.index == at - 2 and tokens[at - 1].text in _TOGETHER  # "X和空降O的Y"
    alike = word == "为" and phrase.first > 1 and tokens[phrase.first - 2].text == "同"  # "同为联创的X"
    if (word in _NOT_SUBJECT and not alike) or beside or taken or meanwhile or joined:
        return "skip"
    between = tokens[phrase.index + 1 : at]
    return parted(without_count(without_reason(between))) if between else ""


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


_RAISES = frozenset(["晋升为", "提拔为", "擢升为", "提升为", "升为", "任命为", "升任", "调任", "调任为"])
"""What a house does with somebody, in "O将X晋升为R"."""
_NOBODY = "no person before the verb"
_TAKES_OVER = frozenset({"接替", "接任", "接棒", "接班", "取代", "出任", "担任"})
"""What is done by whom a house just took, not by who took them."""
_THIS_ONE = frozenset({"这位", "这名", "该名"})
"""Before a word for people that means the one spoken of: "这位39岁的高管"."""


def _carried(clause: Clause, at: int, state: State) -> Subject:
    """The last clause's subject, where nothing before the verb is a subject of its own."""
    left = without_reason(clause.tokens[:at])
    reason = (_own_words(left) or _by_unnamed(left)) if left else ""
    if reason or not state.subject:
        return Subject(stop="" if reason is _NOBODY and not state.subject else reason)
    if any(t.text == "后者" for t in left) and state.latter is not None:
        return Subject(people=[state.latter], carried=True)
    if state.hires and clause.tokens[at].text in _TAKES_OVER:
        return Subject(stop="whoever was just taken is meant")
    plural = any(t.has("pronouns") for t in left)
    if plural and len(state.subject) < 2:
        return Subject(stop="several people are meant and one is known")
    if not plural and len(state.subject) > 1 and any(t.has("pronoun") for t in left):
        return Subject(stop="one of several is meant")
    return Subject(people=state.subject, carried=True)


def _by_unnamed(left: Sequence[Token]) -> str:
    """Why "由云计算负责人接任" carries nobody on: somebody acts whom no name tells."""
    along = next((i for i, t in enumerate(left) if t.text in {"随着", "随"}), len(left))
    if any(t.kind in {Kind.TEXT, Kind.ROLE} for t in left[along + 1 :]):
        return "another subject stands before the verb"
    by = next((i for i, t in enumerate(left) if t.text in _BY), None)
    agent = left[by + 1 :] if by is not None else ()
    return "by somebody unnamed" if any(t.kind in {Kind.ROLE, Kind.TEXT} for t in agent) else ""


def _own_words(left: Sequence[Token]) -> str:
    """Why the words left of a verb let no carried subject act; empty where they do."""
    if any(t.has("stay") for t in left):
        return "stays in the post"
    if denied := denial(left):
        return denied
    this = next((i for i, t in enumerate(left) if t.text in _THIS_ONE), len(left))
    nouns = [i for i, t in enumerate(left[:this]) if t.has("other_subject")]
    if any(not after_preposition(left, i) for i in nouns):
        return "another subject stands before the verb"
    strange = sum(len(t.text) for i, t in enumerate(left[:this]) if _own_subject(left, i))
    return _NOBODY if strange > _CARRY_GAP else ""


def _own_subject(left: Sequence[Token], index: int) -> bool:
    """Whether this token before a verb speaks for a subject other than the carried one."""
    token = left[index]
    if token.kind in {Kind.DATE, Kind.TRIGGER} or token.text in "、的了":
        return False
    if token.has("pronoun", "pronouns", "adverb", "say", "preposition", "former", "join", "tail") and not token.has(
        "other_subject"
    ):
        return False
    if token.kind is Kind.COMPANY and any(t.kind is Kind.TRIGGER for t in left[max(0, index - 2) : index]):
        return False  # "他离开O加入O2"
    near = any(t.has("preposition") for t in left[max(0, index - 3) : index])
    return not near


_DIGEST = re.compile(r"(?:氪[|丨]|[晚晨早日周][报刊] ?[|丨:】]|(?:导览|热点)[:|丨 ])|;[^;]+;")


def next_item(clause: Clause, state: State) -> State:
    """The state to read a clause with: no item of a digest's headline is handed to the next, no speaker to what he says."""
    if not clause.sentence.in_title:
        return state
    if clause.opener == ":":
        return _after_speaker(clause, state)
    return State() if clause.opener in {";", "|"} and _DIGEST.search(clause.sentence.text) else state


def _after_speaker(clause: Clause, state: State) -> State:
    """The state without whoever's name stands before the colon of a headline: what follows are the speaker's words."""
    left = clause.sentence.text[: clause.start].rstrip(": \"'")
    spoken = [p for p in (*state.subject, *state.waiting) if left.endswith(p.written)]
    return replace(state, subject=[], waiting=[]) if spoken else state
