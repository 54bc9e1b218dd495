"""Posts at associations of a trade, which nobody's own house gives and which take nobody away from it."""

import re

from store.model.companies import CompanyRef
from watchers.extract.chinese.scene import Scene

_KINDS = "协会|学会|商会|联合会|校友会|促进会|同业公会"
_TERM = r"(?:第[^,。;]{1,4}届|新一届|新一任|首任|首届|本届)?"
_HEAD = r"((?:兼职|专职|轮值|名誉|执行|常务)?(?:(?:副)?(?:会长|理事长|主席|秘书长)|兼职负责人))"
_BODY = re.compile(
    rf"(?:了|为)?{_TERM}([\u4e00-\u9fffA-Za-z ]{{2,20}}?(?:{_KINDS})|[\u4e00-\u9fff]{{1,4}}协){_TERM}(?:理事会)?{_TERM}{_HEAD}"
)
"""Behind the verb, a post that tells its own house: "中国半导体协会会长", "钢协新一届理事会会长"."""
_BARE = re.compile(rf"(?:了|为)?{_TERM}(理事会|理监事会)?{_HEAD}")
"""The same where the house stands before: "当选第七届理事会会长", "当选副会长"."""
_NAMED = re.compile(
    rf"(?:中国|全国|国际|[\u4e00-\u9fff]{{2}}[省市])[\u4e00-\u9fff]{{2,12}}?(?:{_KINDS})"
    r"|(?<=[任选在据从为自])[\u4e00-\u9fff]{1,3}协(?=理事会|会长|新|第)"
)


_COUNCIL = "理事会"
"""What such a body is led by, and no company."""


def at_body(scene: Scene) -> tuple[CompanyRef | None, str] | None:
    """The association and the post that the verb gives; no house where none is told, None where it is no such post."""
    text, end = scene.clause.sentence.text, scene.word.end
    if (told := _BODY.match(text, end)) is not None:
        return CompanyRef(told[1].strip()), told[2]
    bare = _BARE.match(text, end)
    named = _NAMED.findall(text, 0, scene.clause.start) if bare is not None else []
    if bare is None or not (named or bare[1] or _COUNCIL in text[: scene.clause.start]):
        return None
    return CompanyRef(named[-1]) if named else None, bare[2]
