"""Whose post, place or duties are taken: "takes over X's role", "his role will be assumed by Y"."""

import re
from collections.abc import Iterator

from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause, Subject
from watchers.extract.english.drafts import IN, Draft, Scene, role_as, tie_company
from watchers.extract.english.lexicon import load

_POST_TAKEN = re.compile(r"(R)[^RPV]{0,4}V?[xj]{0,2}$")


_POST_SPOKEN_OF = re.compile(r"(?:^|[,;])p[wj]{0,2}(w)(?:V|[xj]){1,4}$")
"""As in "His role will be assumed by X"."""


def taken_over(scene: Scene) -> Iterator[Draft]:
    """As in "the role of R will be taken over by X"."""
    clause, at = scene.clause, scene.at
    by = re.match(r"[jD]?b[dpwjft]{0,3}P", clause.letters[at + 1 :])
    post = _POST_TAKEN.search(clause.letters[:at]) or _POST_SPOKEN_OF.search(clause.letters[:at])
    if by is None or post is None:
        return
    if (
        clause.letters[post.start(1)] == "w"
        and clause.nodes[post.start(1)].low not in load("en_words")["post_nouns"]["words"]
    ):
        return
    for person in clause.nodes[at + by.end()].people:
        role = clause.nodes[post.start(1)].role
        yield Draft(
            who=person, direction=IN, source=CompanySource.MAIN, role=role, at=at, subject=scene.who, outside=True
        )


DUTIES = re.compile(r"(?:[dpwjft]{0,2}(?:[ON]'?)?(P)'[wtjf]{0,3}([wR])|p[wtj]{0,2}(w)(?=$|[.,;oaDj&]))")
"""As in "takes on X's duties" and "takes over her role"."""
FROM_OTHERS = re.compile(r"(?:tak\w+|took) over$|assum")


_PLACES = frozenset({"place", "shoes", "spot", "mantle", "vacancy"})
_AT_TABLE = re.compile(r"o(?!D)|j$|j[.,;]")
"""As in "took her place at the table", "takes her place proudly"."""


def takes_a_place(clause: Clause, at: int) -> bool:
    """Whether "take" is followed by somebody's place: "will take her place", but not "will take a break"."""
    return DUTIES.match(clause.letters, at + 1) is not None


def duties_taken(scene: Scene, owned: re.Match[str]) -> Iterator[Draft]:
    """As in "Y will take over X's responsibilities": Y follows X."""
    clause, at, who = scene.clause, scene.at, scene.who
    start = at + 1 + owned.start(2 if owned.group(1) else 3)
    post = clause.nodes[start]
    place = scene.form.trigger.needs == "place"
    if post.kind == "w" and post.low not in (_PLACES if place else load("en_words")["post_nouns"]["words"]):
        return
    if place and (post.kind != "w" or _AT_TABLE.match(clause.letters, start + 1)):
        return
    old = clause.nodes[at + 1 + owned.start(1)].people[:1] if owned.group(1) else ()
    role = post.role if post.kind == "R" else role_as(clause, start + 1, clause.stop(at))[0]
    company = tie_company(Subject(old))
    for person in who.people:
        yield Draft(
            who=person,
            direction=IN,
            company=company,
            source=CompanySource.MODIFIER if company else CompanySource.MAIN,
            role=role,
            at=at,
            subject=who,
            follows=old[0].name if old else "",
        )
