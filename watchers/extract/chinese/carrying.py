"""What one clause of a Chinese sentence hands to the next: who is spoken of, which company, whether in the past."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from watchers.extract.chinese.certainty import renewed
from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.listing import coordinated
from watchers.extract.chinese.scene import Draft, Scene
from watchers.extract.chinese.subject import State
from watchers.extract.chinese.tokens import Kind, Token

_ANNOUNCES = ("宣布", "官宣", "公告", "公布", "确认", "证实", "公告称", "声明", "发文称", "内部信", "回应称", "回应")
_SOURCES = ("人士", "知情", "媒体", "员工", "记者", "网友", "网传", "传闻", "消息")


def announces(clause: Clause, found: Sequence[Phrase], state: State) -> None:
    """Remember that "O的CEO今日宣布" opens what follows; a head named with a company speaks for it."""
    if clause.tokens[-1].text not in _ANNOUNCES:
        return
    if any(t.triggers or "no" in t.classes for t in clause.tokens) or any(word in clause.text for word in _SOURCES):
        return
    state.announced = bool(clause.companies)
    head = found[0] if len(found) == 1 else None
    if head is not None and any(t.text in {"旗下", "的"} for t in clause.tokens[head.index + 1 :]):
        return  # "O创始人X旗下的O2宣布"
    if head is not None and head.role and head.company is not None and head.company_known and not head.former:
        state.topic = head.company


def hand_on(clause: Clause, found: Sequence[Phrase], movers: list[Phrase], state: State, *, past: bool) -> None:
    """Put into the state what the next clause of the sentence may take from this one."""
    state.past = past or (not found and not movers and _only_past(clause))
    state.opened = _only_opens(clause)
    state.span = state.span or (past and (state.opened or _opens_with_year(clause)))
    if movers:
        state.subject = list({phrase.name: phrase for phrase in movers}.values())
    elif found:
        heads = _described(clause, found) or [p for p in found if _speaks(clause.tokens, p)]
        state.subject = _listed(clause, heads[0], found) if heads else _at_work(clause, found) or state.subject
    state.latter = found[-1] if found else None
    state.hires = bool(found) and not movers and _takes_unnamed(clause, found)
    alone = alone_in(clause, found)
    state.waiting = [alone] if alone is not None else []
    if clause.roles and not any(
        "stay" in t.classes for t in clause.tokens
    ):  # a post kept is none that somebody takes over
        roles = [(i, t.text) for i, t in enumerate(clause.tokens) if t.kind is Kind.ROLE]
        held = {i for phrase in found for i in range(phrase.first, phrase.index)}
        dealt = [text for i, text in roles if i not in held] or [text for _, text in roles]
        dealt = [text for text in dealt if text not in _ANY_POST]
        state.role = dealt[-1] if dealt else state.role


def _takes_unnamed(clause: Clause, found: Sequence[Phrase]) -> bool:
    """Whether the clause's one person takes somebody whom it does not name: "X提拔亲信"."""
    hires = [at for at in clause.tellers if any(t.frame == "hire" for t in clause.tokens[at].triggers)]
    by = found[-1].index
    return any(at > by and all(t.has("adverb") for t in clause.tokens[by + 1 : at]) for at in hires)


_WORK = re.compile("的(?:工作重心|工作重点|重心|精力|职责|汇报对象)")
"""What stands for its owner: "X的工作重心将转向市场,其将兼任…"."""


def _at_work(clause: Clause, found: Sequence[Phrase]) -> list[Phrase]:
    end = clause.tokens[found[0].index].end
    alone = len(found) == 1 and _WORK.match(clause.sentence.text, end) is not None
    return [found[0]] if alone else []


_ANY_POST = frozenset({"职务", "职位", "岗位", "董事职务"})
"""Behind the post that is meant: "辞去CEO等职务"."""
_EARLY = frozenset({"早", "早在"})  # 在 is a word of its own
_OPENERS = frozenset({"adverb", "preposition", "former", "tail"})


_GRADUATED = re.compile(
    "(?:从|在|自)?[^,。]{0,14}毕业(?:之后|以后|后)|(?:在)?(?:加入|加盟|入职|进入)[^,。]{1,16}(?:之前|以前|前)"
)
"""As in "硕士毕业后,", "加入O之前,": opens what is over."""


_AFTERWARDS = "前后"
"""What such a clause ends with; a quick look before the long one."""


def _only_opens(clause: Clause) -> bool:
    """Whether the clause is nothing but dates and little words: "去年初，", "早在去年，"."""
    if clause.text[-1] in _AFTERWARDS and _GRADUATED.fullmatch(clause.text):
        return True
    for token in clause.tokens:
        if token.classes.isdisjoint(_OPENERS) and token.kind is not Kind.DATE and token.text not in _EARLY:
            return False
    return True


def first_told(clauses: Sequence[Clause]) -> Clause:
    """The first clause of a sentence that tells more than a time: of "去年底,他离开了O" the second."""
    return clauses[1] if len(clauses) > 1 and _only_opens(clauses[0]) else clauses[0]


def _opens_with_year(clause: Clause) -> bool:
    """Whether the sentence begins with a date of the past that tells what happened then: "2016年A设立实验室"."""
    first = clause.tokens[0]
    if clause.opener or first.kind is not Kind.DATE or not first.past:
        return False
    return not any(t.text == "的" for t in clause.tokens)  # "2016年加入O的X" may do something today


_BEFORE = frozenset(
    [
        "那时候",
        "那时",
        "那会儿",
        "其时",
        "此前",
        "之前",
        "在此之前",
        "早前",
        "先前",
        "当年",
        "当时",
        "彼时",
        "早年",
        "起初",
        "最初",
        "过去",
    ]
)


def _only_past(clause: Clause) -> bool:
    """Like "在此之前，": the clause only sets the time."""
    over = clause.text[-1] in _AFTERWARDS and _GRADUATED.fullmatch(clause.text) is not None
    return over or (_sets_time(clause.tokens[0]) and all(map(_sets_time, clause.tokens)))


def _sets_time(token: Token) -> bool:
    return token.text in _BEFORE or token.text in "在的"


def _listed(clause: Clause, head: Phrase, found: Sequence[Phrase]) -> list[Phrase]:
    """The list of people that begins with this one; the person alone where there is none."""
    groups = (coordinated(clause, phrase.index, found) for phrase in reversed(found))
    return next((group for group in groups if any(p.index == head.index for p in group)), [head])


def alone_in(clause: Clause, found: Sequence[Phrase]) -> Phrase | None:
    """The person of a clause that is nothing but a name with its company and role."""
    if len(found) != 1 or not found[0].role or found[0].index != len(clause.tokens) - 1:
        return None
    first = found[0].first
    if _REPORTS.search(clause.sentence.text, clause.start, clause.tokens[first].start):
        return None
    opened = first <= _LEAD or clause.tokens[0].kind is Kind.COMPANY
    by = first > 0 and clause.tokens[first - 1].text in _BY  # "职务将转由OR X,以及R2 Y接手"
    return found[0] if not clause.tellers and (by or opened) else None


_REPORTS = re.compile("(?:汇报|报告)(?:给|于)?|向")
"""Before whom somebody answers to: "汇报给OR X"."""


def with_waiting(drafts: Iterator[Draft], scene: Scene) -> Iterator[Draft]:
    """The drafts, and the same for people who wait in the clause before: "总裁A，联合创始人B离职"."""
    together = scene.trigger.frame == "assume" and scene.clause.tokens[0].has("join")  # "由A,以及B接任"
    waiting = scene.state.waiting if together or scene.trigger.frame in {"leave", "vacate", "join"} else []
    for draft in drafts:
        yield draft
        if waiting and draft.phrase.role and draft.phrase in scene.found:
            yield from (
                replace(draft, phrase=phrase, role=phrase.role, company=phrase.company or draft.company)
                for phrase in waiting
            )
            waiting = []


def named_next(scene: Scene, clause: Clause, found: Sequence[Phrase]) -> Sequence[Phrase]:
    """The people of a clause whom the verb of the last one left open: "三人离职,包括A和B", "离开O后,A加入O2"."""
    if not found:
        return []
    listed = clause.opener == ":" and scene.clause.text.endswith("名单")  # "获得了四位离职高管的名单:"
    if listed or _opens_list(clause, found) or scene.heir_in(clause, found) or _cleft(scene, clause, found):
        everybody = scene.trigger.frame in {"hire", "fire"}  # each with a description of his own
        return found if everybody else coordinated(clause, found[-1].index, found)
    return found[:1] if _goes_on(scene, clause, found) else []


def _cleft(scene: Scene, clause: Clause, found: Sequence[Phrase]) -> bool:
    """Whether a clause says who is meant by the one before: "O从O2挖走的,是R X"."""
    taken = scene.trigger.frame == "hire" and scene.clause.tokens[-1].text == "的"
    return taken and scene.at == len(scene.clause.tokens) - 2 and clause.text.startswith("是") and len(found) == 1


def _goes_on(scene: Scene, clause: Clause, found: Sequence[Phrase]) -> bool:
    """Whether a clause tells where the one went whose going only opened the sentence."""
    opened = scene.trigger.frame == "leave" and scene.clause.opener in {"", ":", "|"}
    after = scene.clause.tokens[-1].text in {"后", "之后", "以后"} or scene.clause.tokens[-1].text.endswith("后")
    comes = any(t.frame in {"join", "assume", "found"} for token in clause.tokens for t in token.triggers)
    first = len(found) == 1 and found[0].first == 0
    told = scene.clause.sentence.in_title and len(scene.clause.tokens) == _BARE and bool(scene.clause.companies)
    return opened and first and ((after and comes) or told)


_BARE = 2
"""Tokens of an opening that tells nothing but a going: "离开O,X…"."""


def _opens_list(clause: Clause, found: Sequence[Phrase]) -> bool:
    """Whether the clause only lists people: "包括A、B和C", "这次是A"."""
    if not found or clause.tellers:
        return False
    head = "".join(t.text for t in clause.tokens[:3])
    return head.startswith(_LISTS) or _COUNTED.match(clause.text) is not None


_COUNTED = re.compile("(?:这|他们)?[两二三四五六七八九十\\d](?:人|位|名)[^,。]{0,4}分别(?:是|为)")
"""As in "这三人分别是A、B和C"."""


_LISTS = (
    "包括",
    "其中包括",
    "分别是",
    "分别为",
    "当中包括",
    "其中有",
    "包含",
    "他们是",
    "有",
    "这次是",
    "此次是",
    "这回是",
)


_BY = frozenset({"由", "改由", "交由", "转由"})
_LEAD = 4


_WORKS = re.compile("(?:在|于)[^,。]{2,12}(?:任职|工作|效力|供职|就职|服务)[^,。的]{0,6}的[^,。的]{0,16}$")
"""As in "在O任职三年的总监X": where X works, and nobody else's deed."""


def _speaks(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether the person can be what the clause is about: behind no preposition, owner of nothing."""
    after = tokens[phrase.index + 1].text if phrase.index + 1 < len(tokens) else ""
    described = phrase.index > 0 and tokens[phrase.index - 1].text == "的"  # "被誉为教父的X": the words before are X's
    led = phrase.first > 0 and tokens[phrase.first - 1].has("preposition") and not described
    led = led and _WORKS.search("".join(t.text for t in tokens[: phrase.index])) is None
    followed = phrase.first > 0 and any(t.frame in {"replace", "join"} for t in tokens[phrase.first - 1].triggers)
    return after not in {"的", "旗下"} and not led and not followed


def _described(clause: Clause, found: Sequence[Phrase]) -> list[Phrase]:
    """The person whom all the words of a clause describe: "O创始人Y亲自挖来的X"."""
    last, tokens = found[-1], clause.tokens
    told = last.index == len(tokens) - 1 and last.index > 1 and tokens[last.index - 1].text == "的"
    ends = {Kind.TRIGGER, Kind.ROLE} if any(t.triggers for t in tokens[: last.index]) else set()
    return [last] if told and tokens[last.index - 2].kind in ends else []


def told_past(clause: Clause, found: Sequence[Phrase], state: State) -> bool:
    """History by the clause's own date, or carried from the last clause where this one brings no subject or date."""
    own = clause.dates
    if own and not all(t.past for t in own) and state.past and state.opened:
        return True
    if own:
        return all(t.past for t in own if t.date is not None or t.past) and any(t.past for t in own)
    led = state.opened and not state.date  # "此前," sets the time of what follows it, whoever that is about
    return state.past and (state.span or led or not found) and not renewed(clause, strictly=state.span)


def starts_bare(clause: Clause) -> bool:
    """Whether a sentence begins with a date or a verb, so that its subject is the last one's."""
    first = clause.tokens[0]
    return first.kind is Kind.TRIGGER or first.has("pronoun", "pronouns")
