"""Posts told by a verb of being in charge: "负责MiMo大模型" makes an "MiMo大模型负责人"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from watchers.extract.engine import Claim, Direction

_HEAD = "负责人"
_VERB = "负责|主管|分管|掌管|领导|带领|统管|牵头"
_THING = r"[^,。;:!?、的在他她将其该]{2,16}"
_WORK = "(?:的)?(?:工作|业务|事务|相关工作)?"
_ALONE = re.compile(
    rf"(?:并|将|主要|具体|全面|直接|在[^,。]{{1,12}}?)*(?:{_VERB})(?:了)?(?:[^,。;的]{{1,8}}的)?({_THING}?){_WORK}$"
)
_BEFORE_NAME = re.compile(rf"(?:{_VERB})(?:了)?({_THING})的$")
_NO_POST = re.compile("公司|集团|一切|全部|任务|过|开发|研究|设计|撰写|提供|报道")
"""What is led is the house, or it is work on something and no post."""


def post_of(clause: str) -> str | None:
    """The post of whom a clause only says what they lead; None for any other clause."""
    return _post(_ALONE.match(clause))


def post_before(left: str) -> str | None:
    """The post told right before a name: "负责TikTok推荐算法的" before "宋洋"."""
    return _post(_BEFORE_NAME.search(left))


def _post(found: re.Match[str] | None) -> str | None:
    return f"{found[1]}{_HEAD}" if found and not _NO_POST.search(found[1]) else None


def given_posts(claims: list[Claim], clause: str, people: Sequence[str]) -> list[Claim]:
    """The claims of a sentence, an arrival without a title given the post that the next clause tells of the same people."""
    post = post_of(clause) if claims else None
    if not post:
        return claims
    return [
        replace(c, role=post)
        if c.direction is Direction.IN and c.role is None and c.person in people and not c.background
        else c
        for c in claims
    ]
