"""Frames in which a part of the house gets a head: charge ("新设O部,由X负责"), hand ("大模型业务交给X")."""

import re

from watchers.extract.chinese.objects import company_before, meant_post, role_after
from watchers.extract.chinese.posts import IN_CHARGE, into_post
from watchers.extract.chinese.scene import Result, Scene
from watchers.extract.chinese.subject import Subject
from watchers.extract.chinese.tokens import Kind

_DEALT = frozenset(["将", "改", "转", "今后", "此后", "统一", "全面", "兼", "改由", "转由", "交由"])
_UNIT = re.compile(r"(?:部|部门|中心|事业部|事业群|实验室|研究院|业务组|项目组)$")


_REPORTS = frozenset(["直接管理", "直管", "管理", "统一管理", "分管", "主管"])
_TOP = ("CEO", "首席执行官", "董事长", "总裁", "创始人", "行政总裁")
"""Who has charge of all parts: one more of them is no post."""


def charge(scene: Scene) -> Result:
    """Only after 由, and only where posts are being dealt out: "新设O部，由X负责"; "X负责" alone never tells a move."""
    if scene.next is not None and scene.next.text == "的":
        return  # "由X领导的部门" describes
    who = scene.who()
    ahead = any(t.text == "将" for t in scene.before[-2:]) and (scene.state.reorganised or scene.reorganised)
    leads = not who.agent and _leads_the_new(scene, who)
    if not who.people or not (who.agent or ahead or leads):
        return
    if _STILL.search(scene.clause.sentence.text, scene.clause.start, scene.word.start):
        yield "stays in charge"
        return
    if scene.word.text in _REPORTS and any((p.role or "").endswith(_TOP) for p in who.people):
        yield "says to whom the part reports"
        return
    dealt = leads or any(t.text in _DEALT for t in scene.before)
    if not (dealt or scene.state.reorganised or (scene.reorganised and _unit_before(scene))):
        yield "says who is in charge, not that it changed"
        return
    role = role_after(scene.clause, scene.at) if scene.word.text in {"轮值", "轮任"} else None
    for phrase in who.people:
        yield from into_post(scene, phrase, None, role or IN_CHARGE)


_STILL = re.compile("(?:仍|仍然|依旧|依然|继续|一直|照旧)(?:将|会|是)?由")
"""As in "研发部仍由X负责"."""
_SET_UP = re.compile(
    "(?:成立|设立|组建|新设|筹建)(?!于|以来|之初|时|后)[^,。]{0,20}(?:部|部门|中心|团队|实验室|研究院|事业群|小组)[,:]$"
)


def _leads_the_new(scene: Scene, who: Subject) -> bool:
    """Whether the clause only names who leads what the one before sets up: "O成立医疗事业部,原O2副总裁X带队"."""
    clause, people = scene.clause, who.people
    bare = len(people) == 1 and people[0].first == 0 and people[0].index == scene.at - 1 == len(clause.tokens) - 2
    return bare and not who.carried and _SET_UP.search(clause.sentence.text[: clause.start]) is not None


def _unit_before(scene: Scene) -> bool:
    """Whether a department stands before the word 由, in this clause or as the end of the one before."""
    text = scene.clause.sentence.text[: scene.word.start]
    return any(_UNIT.search(_LINK.sub("", part).strip(' ,"')) for part in re.split("由", text)[:-1])


_LINK = re.compile("[,，]?(?:则是|则|改|将|也|也将|今后)$")
"""Between a department and the word 由: "晶片部门,则是由X负责"."""
_HANDED = re.compile(
    "(?:业务|团队|部门|工作|职责|职务|职位|一职|帅印|权杖|接力棒|事务|管理权|指挥棒|指挥权|事业部|大权|实验室|职权|担子)"
    "(?:的?管理权?)?(?:也|则|将|已|已经|一并|全部|暂时|正式|被|都|暂)*$"
)
"""What goes from one head to the next."""


def hand(scene: Scene) -> Result:
    """U … T P: "大模型业务交给X", "接力棒交给X"; a task or a thing handed to somebody makes no post."""
    if not _HANDED.search(scene.clause.sentence.text[scene.clause.start : scene.word.start]):
        yield "what is handed over is no post"
        return
    roles = [t.text for t in scene.before if t.kind is Kind.ROLE]
    role = roles[-1] if roles else scene.state.role or IN_CHARGE
    for phrase in scene.people_after():
        yield from into_post(scene, phrase, company_before(scene.clause, scene.at), meant_post(role, scene.state.role))
