"""Who goes out of a post because somebody else is told to take it: "X接替Y任R", "X接棒Y", "R由Y换成X".

Says nothing of whoever had gone before (前, 已故, a date long past), of whoever only stood in, and of people of another house.
"""

import re
from collections.abc import Iterable, Iterator

from watchers.extract.chinese.clauses import Phrase
from watchers.extract.chinese.scene import Draft, Result, Scene
from watchers.extract.chinese.tokens import Kind
from watchers.extract.engine import CompanySource, Direction

PATTERN = "zh.followed"
_VACANT = re.compile(
    "临时|代理|暂代|署理|过渡|代行|去世|逝世|病逝|已故|离世|辞世|身故|遇难|已于|此前|早前|先前|年前|时任|曾"
)
_AWAY = re.compile("休假|产假|病假|请假|出差")


def with_followed(scene: Scene, results: Iterable[Draft | str], role: str | None, *people: Phrase | None) -> Result:
    """The results, and behind the first arrival a departure of each of these people from the same post."""
    came: Draft | None = None
    for result in results:
        yield result
        if came is None and isinstance(result, Draft) and result.direction is Direction.IN:
            came = result
    if came is not None:
        yield from _departures(scene, came, role, [p for p in people if p is not None])


def _departures(scene: Scene, came: Draft, role: str | None, people: Iterable[Phrase]) -> Iterator[Draft]:
    told = came.source is CompanySource.EXPLICIT or came.source is CompanySource.MODIFIER
    for phrase in people:
        other = phrase.company is not None and phrase.company.company != came.company.company
        if other or phrase.name == came.phrase.name or _had_gone(scene, phrase):
            continue
        yield Draft(
            phrase=phrase,
            direction=Direction.OUT,
            company=came.company,
            source=CompanySource.TOLD if told else came.source,
            role=role or phrase.role,
            pattern=PATTERN,
        )


def _had_gone(scene: Scene, phrase: Phrase) -> bool:
    """Whether the words beside the name say that the post was free, or was only looked after."""
    tokens = scene.clause.tokens
    between = tokens[scene.at + 1 : phrase.index] if scene.at < phrase.index else tokens[: phrase.index]
    words = "".join(t.text for t in between)
    dated = any(t.kind is Kind.DATE and t.past for t in between)
    return phrase.former or dated or bool(_VACANT.search(words) or _AWAY.search(scene.clause.text))
