"""The frames of Chinese triggers by name. `lexicon/zh_triggers.toml` says which word has which and shows their shapes.

A frame sees one trigger in one clause and yields drafts; it knows no dates and no certainty.
"""

import re
from collections.abc import Callable, Mapping

from watchers.extract.chinese.ending import end, last_day
from watchers.extract.chinese.founding import found
from watchers.extract.chinese.hiring import fire, hire
from watchers.extract.chinese.leading import charge, hand
from watchers.extract.chinese.moving import join, leave, vacate
from watchers.extract.chinese.posts import assume, become, qualify, replace_other
from watchers.extract.chinese.scene import Result, Scene

FRAMES: Mapping[str, Callable[[Scene], Result]] = {
    "leave": leave,
    "vacate": vacate,
    "join": join,
    "assume": assume,
    "charge": charge,
    "qualify": qualify,
    "hire": hire,
    "fire": fire,
    "replace": replace_other,
    "become": become,
    "hand": hand,
    "found": found,
    "end": end,
    "last": last_day,
}


_LONGER = re.compile("人(?:工|形|机|寿|民|力)")
"""Words that only begin as what must not follow: "出任人工智能公司CEO"."""


def read_frame(scene: Scene) -> Result:
    """Drafts of one trigger, or the reasons why it gives none."""
    rest = scene.clause.sentence.text[scene.word.end :]
    if (
        not scene.people
        and scene.trigger.not_next
        and rest.startswith(scene.trigger.not_next)
        and not _LONGER.match(rest)
    ):
        return iter(())
    return FRAMES[scene.trigger.frame](scene)
