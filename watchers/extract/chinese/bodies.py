"""Associations, whose posts tell their own house, whoever else is spoken of: "O董事长X当选中国半导体协会会长"."""

import re

_TERM = "(?:新一[届任]|第.{1,3}届|[一二三四五六七八九十]{1,2}届|首[任届]|新任|兼职|现任|理事会|董事会)*"
_NAME = "([\u4e00-\u9fffA-Za-z ]{0,24}?(?:协会|学会|商会|联合会|校友会|促进会|[\u4e00-\u9fff]协))"
_POST = "((?:副|轮值|名誉|执行|常务|联席)*(?:会长|理事长|主席|秘书长|理事))"
_BODY = re.compile(rf"(?:为|了)?{_TERM}{_NAME}(?:\([^)]*\))?{_TERM}{_POST}(?:一职|职务)?(?=$|[,。;、!?并兼 ])")
_ANY = frozenset({"协会", "学会", "商会", "联合会", "校友会", "促进会", "该协会", "本协会", "该学会", "该商会"})
_SOME = re.compile("协会|学会|商会|联合会|校友会|促进会|理事会")
_OF_A_BODY = ("会长", "理事长", "理事")


def body_post(words: str) -> tuple[str, str] | None:
    """The association and the post that these words begin with; None where they tell none, or none by name."""
    found = _BODY.match(words)
    return (found[1].strip(), found[2]) if found is not None and found[1] not in _ANY else None


def unnamed_body(sentence: str, role: str, behind: str) -> bool:
    """Whether a post is one of an association that is not named beside it: "A、B当选副会长", "当选理事会负责人"."""
    return "理事会" in behind or (role.endswith(_OF_A_BODY) and _SOME.search(sentence) is not None)
