"""Frames in which a house takes somebody or lets somebody go: hire, fire."""

import re
from collections.abc import Iterator, Sequence

from store.model.companies import CompanyRef
from watchers.extract.chinese.clauses import Phrase
from watchers.extract.chinese.moving import poached
from watchers.extract.chinese.objects import Organisation, company_before, object_of, role_after
from watchers.extract.chinese.places import arrival, departure, hirer, post_company
from watchers.extract.chinese.scene import Draft, Result, Scene
from watchers.extract.chinese.subject import subject
from watchers.extract.chinese.tokens import Kind
from watchers.extract.engine import CompanySource


def hire(scene: Scene) -> Result:
    """O … T P [为 R]: "O挖来X", "O任命X为R"; with 被 or 获 before it "X被O挖走"."""
    mark = _passive_mark(scene)
    if mark is not None:
        yield from _taken(scene, mark)
        return
    people = scene.people or scene.people_after()
    if not people and scene.word.text.endswith("麾下"):
        yield from _under_the_flag(scene)
        return
    if people and (reason := _no_hire(scene, people[0])):
        yield reason
        return
    by = company_before(scene.clause, scene.at)
    if by is None and scene.next is not None and scene.next.text == "其":
        yield "whose person is hired is told, not by whom"
        return
    origin = company_before(scene.clause, scene.at, after=frozenset({"从", "自"}))
    place = hirer(scene, by if by != origin else None) if people else None
    if place is None:
        yield from ["no company hires"] if people else []
        return
    role = role_after(scene.clause, people[-1].index) if not scene.people else None
    if role is None and _brings(scene, people):
        return
    if role is not None and (given := _given(scene, people[-1].index)) is not None:
        place = given, CompanySource.EXPLICIT
    for phrase in people:
        drafts = list(arrival(scene, phrase, place, role))
        yield from drafts
        if origin is not None and phrase.company is None:
            yield poached(drafts[0], origin)


def _only_asked(scene: Scene) -> bool:
    """Whether somebody is invited to something and by nobody hired: "受O邀请参加发布会"."""
    return scene.word.text.endswith("邀请") and _TO_COME.match(scene.clause.sentence.text, scene.word.end) is not None


_TO_COME = re.compile("[^,。;]{0,12}?(?:参加|参与|出席|参观|做客|观看|体验|访问|赴约|到场|品尝|试驾|演讲|见证)")
"""Behind a word for inviting, what one is asked to."""
_BRINGS = frozenset(
    [
        "新增",
        "迎来",
        "迎来了",
        "引入",
        "引进",
        "引进了",
        "收获",
        "换上",
        "换来",
        "敲定",
        "抢到",
        "抢走",
        "抢来",
        "派出",
        "签下",
        "推举",
        "邀请",
        "拿下",
        "提拔",
        "收编",
        "召回",
    ]
)
"""Words for bringing anything, which tell of a person only beside a post: "新增罗马" brings a town."""


def _brings(scene: Scene, people: Sequence[Phrase]) -> bool:
    """Whether no post tells that it is a person who is brought, nor the end of the clause behind "迎来X"."""
    if scene.word.text not in _BRINGS or any(p.role for p in people):
        return False
    ends = bool(people) and people[-1].index == len(scene.clause.tokens) - 1
    return not (ends and scene.word.text.startswith("迎来"))


def _no_hire(scene: Scene, first: Phrase) -> str:
    """Why the words hire nobody, "挖来的X说", "没有任命X"; empty where they may."""
    if _only_asked(scene):
        return "somebody is asked to come"
    if scene.next is not None and scene.next.text == "的" and not scene.people:
        return "describes who was hired"
    if not scene.people and _AND_OTHERS.match(scene.clause.sentence.text, scene.clause.tokens[first.index].end):
        return "somebody else is told of behind the post"
    if scene.before and scene.before[-1].text in {"首批", "首位", "首个"}:
        return "describes who was hired"
    return "not so" if any(t.has("no") for t in scene.before) else ""


_AND_OTHERS = re.compile("旗下|等(?:多[位名])?高管(?:集体)?(?:宣布|表示|增持|发声|回应)")
"""Behind a name, what makes it another one's: "O任命新CEO X等高管宣布增持", "O聘用X旗下O2的高管"."""


def _under_the_flag(scene: Scene) -> Iterator[Draft]:
    """As in "O将X招致麾下"."""
    tokens = scene.clause.tokens
    for phrase in [p for p in scene.found if p.index < scene.at][-1:]:
        by = company_before(scene.clause, phrase.first)
        place = hirer(scene, by) if phrase.first and tokens[phrase.first - 1].text in {"将", "把"} else None
        if place is not None:
            yield from arrival(scene, phrase, place, None)


def _given(scene: Scene, at: int) -> CompanyRef | None:
    """The company of the post given: "O任命X为O2总经理"."""
    words = scene.clause.tokens[at + 1 : at + 4]
    linked = next((i for i, t in enumerate(words) if t.kind is Kind.COMPANY), 0)
    named = linked and words[linked - 1].text in {"为", "担任", "任", "出任", "兼任", "接任", "掌管", "执掌"}
    return words[linked].company if named else None


def _passive_mark(scene: Scene) -> int | None:
    """Index of the 被 or 获 that turns the verb round."""
    near = range(scene.at - 1, max(-1, scene.at - 5), -1)
    return next((i for i in near if scene.clause.tokens[i].text in {"被", "获", "遭", "被曝", "受"}), None)


def _taken(scene: Scene, mark: int) -> Iterator[Draft]:
    if _only_asked(scene):
        return
    by = company_before(scene.clause, scene.at)
    named = by if by is not None and by.index is not None and by.index > mark else None
    who = subject(scene.clause, mark, scene.found, scene.state, behind_allowed=False)
    role = role_after(scene.clause, scene.at)
    leads = scene.next is not None and scene.next.text in {"领导", "带领", "主持", "执掌"}  # "获延揽领导O实验室"
    to = scene.word.text.endswith("到") or leads
    aim = object_of(scene.clause, scene.at + leads, scene.lex, adjacent=True) if to else None
    if named is None and scene.word.text in _TAKES_AWAY:
        yield from (draft for p in who.people if isinstance(draft := departure(scene, p, None), Draft))
        return
    for phrase in who.people:
        place = (
            hirer(scene, named)
            if named
            else post_company(scene, phrase, aim if isinstance(aim, Organisation) else None)
        )
        if place is not None:
            yield from arrival(scene, phrase, place, role)


_TAKES_AWAY = frozenset({"挖走", "挖走了", "挖角", "挖角了", "抢走"})
"""Words by which, where nobody says by whom, somebody is only told to go: "O的X被挖走"."""
_POST_ENDED = re.compile("[^,。;]{2,24}(?:职务|职位|聘用|雇佣|劳动合同|聘任)")
"""Behind 终止: what ends is a post, no cooperation."""


def fire(scene: Scene) -> Result:
    """O … T P: "O解雇X", "O痛失X"; with 被 before it "X被O解雇"."""
    by = company_before(scene.clause, scene.at)
    mark = _passive_mark(scene)
    if mark is not None:
        role = role_after(scene.clause, scene.at)
        named = by if by is not None and by.index is not None and by.index > mark else None
        who = subject(scene.clause, mark, scene.found, scene.state, behind_allowed=False) if named else scene.who()
        yield from (departure(scene, phrase, named, role) for phrase in who.people)
        return
    if scene.word.text.startswith("终止") and not _POST_ENDED.search(scene.clause.sentence.text, scene.word.end):
        return
    after = scene.people or scene.people_after()
    for phrase in after:
        role = role_after(scene.clause, phrase.index) if not scene.people and phrase is after[-1] else None
        yield departure(scene, phrase, by if phrase.company is None else None, role)
