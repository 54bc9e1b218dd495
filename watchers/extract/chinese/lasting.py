"""How long somebody has been at a house: who came long ago is no newcomer, "加入百度三年多"."""

import re

from watchers.extract.chinese.objects import Organisation, company_before
from watchers.extract.chinese.scene import Scene

_LONG = re.compile(
    r"(?:公司|集团)?(?:都|有|好|已|已经|近|超过?|不到|不足|仅|才|刚|至今|长达)* ?[\d一二两三四五六七八九十半数几多]+余? ?(?:个多?月|年)"
)


def here_for_long(scene: Scene) -> str:
    """Why "加入公司好几年了" tells no coming; empty where no length of time stands behind the verb."""
    long = _LONG.match(scene.clause.sentence.text[: scene.clause.end], scene.word.end)
    return "tells for how long, not that it happens" if long is not None else ""


def for_so_long(scene: Scene, index: int) -> bool:
    """Whether a length of time follows the company: "加入百度三年多"; somebody who came long ago is no newcomer."""
    clause = scene.clause
    return _LONG.match(clause.sentence.text[: clause.end], clause.tokens[index].end) is not None


def stayed_at(scene: Scene) -> Organisation | None:
    """The company of "加入O两年后离开": what somebody goes away from after a length of time."""
    near = company_before(scene.clause, scene.at)
    joined = near is not None and near.index is not None and for_so_long(scene, near.index)
    return near if joined else None
