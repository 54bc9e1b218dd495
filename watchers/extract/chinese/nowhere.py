"""What a Chinese verb of joining tells where no house stands behind it: where somebody goes from, or back to."""

from watchers.extract.chinese.clauses import Phrase
from watchers.extract.chinese.places import departure
from watchers.extract.chinese.scene import Draft, Scene
from watchers.extract.chinese.tokens import Kind
from watchers.extract.engine import CompanySource, Direction


def told_without_house(scene: Scene, phrase: Phrase) -> Draft | str:
    """What a verb of joining tells without a house behind it: "O负责人X跳槽" where from, "O前副总裁X回归" where to."""
    if phrase.company is not None and not phrase.former and scene.word.text.startswith("跳槽"):
        return departure(scene, phrase, None)
    if phrase.company is not None and phrase.former and _comes_back(scene):
        return Draft(
            phrase=phrase,
            direction=Direction.IN,
            company=phrase.company,
            source=CompanySource.MODIFIER,
            pattern=scene.trigger.id,
        )
    return "no company is named"


_COMES_BACK = frozenset({"回归", "回流", "回巢", "归队", "重返"})


def _comes_back(scene: Scene) -> bool:
    """Whether the verb tells a return and ends its clause, so that the house told before the name is meant."""
    ends = scene.next is None or scene.next.kind is Kind.MARK
    return ends and scene.word.text in _COMES_BACK
