"""The frame "found": somebody starts a company, told as new; who founded one long ago is no news."""

import re

from store.model.companies import CompanyRef
from watchers.extract.chinese.objects import Organisation, object_of
from watchers.extract.chinese.places import arrival
from watchers.extract.chinese.scene import Result, Scene
from watchers.extract.chinese.tokens import Kind
from watchers.extract.engine import CompanySource

_FRESH = frozenset(
    [
        "正在",
        "正",
        "将",
        "准备",
        "筹备",
        "计划",
        "打算",
        "已",
        "已经",
        "近日",
        "日前",
        "宣布",
        "离职",
        "自己",
        "刚",
        "刚刚",
        "新公司",
        "着手",
        "会",
        "将会",
        "随后",
        "开始",
        "全职",
        "转身",
    ]
)


_NEW_HOUSE = re.compile(
    '["\']?[,:;!。 ]{1,2}(?:其|他的|她的)?新(?:创(?:立|办)?|成立)?的?公司(?:名为|名叫|名|叫做?|为|是|系)? ?["「]([^"」,。]{2,16})["」]'
)
"""A clause that opens with the new house in quotes, behind one that only says that somebody starts one."""


def _told_next(scene: Scene) -> Organisation | None:
    """The house of "X离职创业,新公司“O”获得融资"."""
    told = _NEW_HOUSE.match(scene.clause.sentence.text, scene.clause.end)
    ends = scene.next is None or scene.next.kind is Kind.MARK
    return Organisation(ref=CompanyRef(told[1]), known=False) if told is not None and ends else None


def found(scene: Scene) -> Result:
    """P … T O, told as new: "X正在创办O"."""
    who = scene.who()
    target = object_of(scene.clause, scene.at, scene.lex) or _told_next(scene)
    if not who.people or not isinstance(target, Organisation):
        return
    fresh = any(t.text in _FRESH or (t.kind is Kind.DATE and not t.past) for t in scene.before)
    fresh = fresh or scene.state.left is not None
    if not fresh and not scene.word.text.startswith(("开了", "自立", "另立", "正", "筹")):
        yield "no sign that the company is new"
        return
    for phrase in who.people:
        yield next(arrival(scene, phrase, (target.ref, CompanySource.EXPLICIT), "创始人"))
