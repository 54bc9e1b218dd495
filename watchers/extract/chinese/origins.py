"""Where somebody who comes to a house was before, by what stands before the name."""

from collections.abc import Iterator
from dataclasses import replace

from store.model.companies import CompanyRef
from watchers.extract.chinese.clauses import Phrase
from watchers.extract.chinese.scene import Draft, Scene
from watchers.extract.engine import CompanySource, Direction

INSIDE = frozenset(
    [
        "升任",
        "晋升",
        "晋升为",
        "升为",
        "升至",
        "转任",
        "转岗",
        "转岗至",
        "调任",
        "兼任",
        "兼管",
        "代管",
        "荣升",
        "擢升",
        "提拔为",
        "改任",
        "增任",
        "接过",
        "转去负责",
        "转为负责",
        "暂代",
        "调岗",
        "接下",
    ]
)
_STANDING_IN = frozenset(["暂时", "临时", "暂", "暂由"])
_BESIDE_WORDS = frozenset(["兼任", "兼管", "当选", "当选为", "受聘", "受聘为", "受邀担任"])
_TAKES_ALONG = frozenset(["接管", "接手", "代管", "统管", "接掌", "分管"])
"""Words for taking on a team, which takes nobody away from where they are."""
ADVISER = "顾问"
# Posts that people hold beside a job: taking one takes nobody away from the other.
_BESIDE = (
    ADVISER,
    "教授",
    "独立董事",
    "非执行董事",
    "董事",
    "院士",
    "委员",
    "观察员",
    "理事",
    "客座",
    "董事会的一员",
    "董事会一员",
    "董事会成员",
    "体验官",
    "推荐官",
    "代言人",
    "大使",
    "协会会长",
    "协会副会长",
    "学会会长",
    "商会会长",
    "理事长",
)
NEW = ("新", "候任", "下任", "下一任", "首任")
"""Begins of a title that somebody only now comes to: "O新CTO X到任"."""
_CHAIR = ("董事长", "董事局主席", "董事会主席", "董事主席")
"""Nobody gives up the chair of one house for that of another: the parent's chair takes the daughter's too."""
_SENDS = frozenset({"调任", "调任至", "转任", "改任", "调往", "调至"})
"""Words that take somebody from one chair to another all the same."""


def came_from(scene: Scene, phrase: Phrase, draft: Draft) -> Iterator[Draft]:
    """The company written before the name of somebody who comes to another one is the one left."""
    company, source = _origin(scene, phrase)
    if company is None or phrase.academic or (draft.role or "").endswith(_BESIDE):
        return
    same = company.company == draft.company.company
    if same and scene.word.text in _ARRIVES and draft.role in {None, phrase.role}:
        return
    if same and (phrase.role or "").startswith(NEW):
        return
    if same and (phrase.company is None or phrase.role is None or phrase.former or not phrase.company_known):
        return
    chairs = (draft.role or "").endswith(_CHAIR) and not phrase.former and scene.word.text not in _SENDS
    chairs = chairs and ((phrase.role or "").endswith(_CHAIR) or not phrase.company_known)
    stands_in = any(t.text in _STANDING_IN for t in scene.before) or scene.word.text.startswith(("暂", "临时"))
    looks_after = scene.word.text in _TAKES_ALONG and not phrase.former
    if not same and (scene.word.text in _BESIDE_WORDS or chairs or stands_in or looks_after):
        return
    pattern = "zh.former" if phrase.former else "zh.modifier"
    yield replace(draft, direction=Direction.OUT, company=company, source=source, role=phrase.role, pattern=pattern)


_ARRIVES = frozenset({"上任", "走马上任", "到任", "就任", "履新", "到岗"})
"""Words for taking up the very post that stands before the name: "O的R X上任"."""


def _origin(scene: Scene, phrase: Phrase) -> tuple[CompanyRef | None, CompanySource]:
    known = scene.profile(phrase).company
    if phrase.company is not None:
        return phrase.company, CompanySource.MODIFIER
    if scene.trigger.also_out and known is not None:
        return known, CompanySource.MODIFIER
    if phrase.role is not None and known is None and any(p.index == phrase.index for p in scene.found):
        return scene.state.topic, CompanySource.SUBJECT
    return None, CompanySource.MODIFIER
