"""What verbs of moving take that is nobody: "O brings back Quickdraw Canvas", "Quickdraw Canvas comes to O"."""

import re

from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import Draft, Scene
from watchers.extract.english.entry import Entry
from watchers.extract.english.lexicon import words_of
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
_PERSONAL = re.compile(
    r"\b[A-Z]\. |[À-ɏ]|\b(?:van|von|de|der|del|bin|ibn) |\b(?:Al|al|el|El)-|\b(?:Mc|Mac|O')[A-Z]|[a-z]-[A-Za-z]"
    r"|(?:sson|ova|eva|ski|sky|ska|ovic|oglu|escu|wicz|enko|murthy|stein|mann|wala|walla|dottir|adze|poulos)$"
)
"""How only people's names are written: initials, foreign letters, particles, endings of surnames."""
_TO_DO = re.compile(r"[dp]?[ON],?T[wV]|[dp]?OoO")
"""As in "joins O to widen its research" and "leaves O for O2": what comes to do something, or changes houses, is somebody."""


def nobody(draft: Draft, clause: Clause, entry: Entry) -> bool:
    """As in "Quickdraw Canvas comes to O" and "O retires Quickdraw Canvas": what no word of the entry says to be somebody.

    Asked of verbs that are said of things as well, and of names that begin with no given name anybody knows.
    """
    name = entry.full(draft.who.name)
    if " " not in name or draft.role or reads_as_person(name) or _PERSONAL.search(name) is not None:
        return False
    if draft.at >= len(clause.nodes) or words_of("of_things").match(clause.nodes[draft.at].low) is None:
        return False
    if any(tie.role for tie in entry.ties(draft.who)) or _TO_DO.match(clause.letters, draft.at + 1):
        return False
    beside = next((n.people for n in clause.of("P") if draft.who in n.people), ())
    if any(reads_as_person(who.name) for who in (*beside, *draft.subject.people)):
        return False
    return not entry.heard.somebody(name, entry.clauses)
