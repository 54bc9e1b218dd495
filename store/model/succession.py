"""Who takes over a post, and who made room for it: told from two moves' positions. Pure.

A post is one that one person holds at a time: heads, chiefs, leads. Of a researcher nobody is the successor.
"""

import re

from store.model.names import fold
from store.model.positions import Position, family

_SOLE = re.compile(
    r"\b(ceo|cto|cfo|coo|cpo|cro|chief|head|lead|leader|president|general manager|managing director|chair\w*)\b"
    r"|首席|负责人|总裁|总经理|董事长|一号位|主管"
)
_BESIDE = re.compile(r"\b(vice|deputy|associate|assistant|co)\b|副|联席|助理")
"""Words by which a post stands beside others of its name."""
_SAME_POST = (
    re.compile(r"\bceo\b|\bchief executive\b|首席执行官"),
    re.compile(r"\bcto\b|\bchief technology officer\b|首席技术官"),
    re.compile(r"\bcfo\b|\bchief financ\w+ officer\b|首席财务官"),
    re.compile(r"\bcoo\b|\bchief operating officer\b|首席运营官"),
    re.compile(r"\bchief scientist\b|首席科学家"),
)


def same_post(left: Position, joined: Position, *, one_story: bool = False) -> bool:
    """Say whether whoever takes the second position takes over the first.

    `one_story`: one piece of news tells both, which makes likeness of the roles enough.
    """
    if left.company != joined.company or not left.role or not joined.role or _other_unit(left, joined):
        return False
    one, other = fold(left.role), fold(joined.role)
    if not (_SOLE.search(one) and _SOLE.search(other)) or bool(_BESIDE.search(one)) is not bool(_BESIDE.search(other)):
        return False
    if any(post.search(one) and post.search(other) for post in _SAME_POST):
        return True
    if _BESIDE.search(one) and not left.unit:
        return False
    alike = family(left.role) is not None and family(left.role) == family(joined.role) != "board"
    return one == other or (one_story and alike)


def _other_unit(left: Position, joined: Position) -> bool:
    """Two units that are named and are not the same are two posts."""
    return bool(left.unit and joined.unit and fold(left.unit) != fold(joined.unit))
