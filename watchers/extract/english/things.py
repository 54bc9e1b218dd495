"""What verbs of hiring take that is nobody: "O brings back Quickdraw Canvas", "O adds Veldora Mode"."""

import re

from watchers.extract.english.drafts import Scene
from watchers.extract.english.people import reads_as_person

_BRINGING = re.compile(r"(?:bring|brought|add|land|get|score|sign|tak|attract)")


def thing_brought(scene: Scene, i: int) -> bool:
    """As in "O brings back Quickdraw Canvas": what a verb takes that brings things as well, where no word says that it is somebody."""
    clause, at = scene.clause, scene.at
    if scene.form.trigger.needs or not clause.sentence.in_title or _BRINGING.match(clause.nodes[at].low) is None:
        return False
    people = clause.nodes[i].people
    behind = clause.letters[i + 1 : i + 6]
    told = any(person.tie is not None or reads_as_person(person.name) for person in people) or i > at + 1
    return not told and _FOR_SOMEBODY.match(behind) is None


_FOR_SOMEBODY = re.compile(r"[,jD]{0,2}(?:F|a|TV|T[dp]{0,2}B|o[dp]?[Rc])|[.,]?$")
