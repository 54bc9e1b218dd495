"""Frames of one person following another: "X replaces Y", "X hands O to Y"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause, Subject, named_company
from watchers.extract.english.drafts import (
    IN,
    OUT,
    PERSON_RIGHT,
    Draft,
    Scene,
    origin,
    place_of,
    role_as,
    tie_company,
    tie_role,
)
from watchers.extract.english.nodes import Who


def replace_(scene: Scene) -> Iterator[Draft]:
    """As in "X replaces Y as R", "Y was succeeded by X", "O replaced Y with X"."""
    clause, at, who = scene.clause, scene.at, scene.who
    right = clause.letters[at + 1 : clause.stop(at)]
    by = re.search(r"b[dpwjft]{0,3}(?:[ONc]'?)?(?:[wjt]{0,2}R,)?(P)", right)
    if scene.form.past and by and (who.people or who.company is None):
        new = at + 1 + by.start(1)
        yield from _exchange(scene, who.people, clause.nodes[new].people)
        yield from origin(clause, new, clause.stop(at), clause.nodes[new].people, who)
        return
    person = re.match(r"[dpwjft]{0,3}(?:[ON]'?)?[dw]{0,2}(?:R,(?=P(?:[,.;]|$)))?([PHp])", right)
    if person is None:
        if who.people and _BARE.match(right) and clause.nodes[at].low in _TO_SUCCEED and not scene.form.past:
            yield from _exchange(scene, (), who.people, _meant(clause, who))
        return
    i = at + 1 + person.start(1)
    old = clause.nodes[i].people if clause.letters[i] == "P" else ()
    if who.company is not None and old:
        with_ = re.match(r"[^PV]{0,8}o[dpwjft]{0,3}(?:[ON]'?)?(P)", clause.letters[i + 1 : clause.stop(at)])
        if with_ is None and clause.letters[who.at] == "N":  # who follows somebody is somebody
            scene = replace(scene, who=replace(who, company=None))
        yield from _exchange(scene, old, clause.nodes[i + 1 + with_.start(1)].people if with_ else ())
    elif who.people and not (scene.form.past and "x" in who.passed):
        yield from _exchange(scene, old, who.people, _meant(clause, who))


_BARE = re.compile(r"[jD]{0,2}(?:$|[;.,]|a[dp]?R)")
_TO_SUCCEED = frozenset({"succeed", "succeeds", "succeeding", "replace"})
"""Where nobody follows: "X to step down, Y to succeed"."""
_AS_BEFORE = re.compile(r"[aT][dpwj]{0,3}(?:[ON]'?)?[wjt]{0,2}(R)[^VP;]{0,4}$")


def _exchange(scene: Scene, old: tuple[Who, ...], new: tuple[Who, ...], meant: tuple[Who, ...] = ()) -> Iterator[Draft]:
    """One goes, the other comes, both at the company the clause names or the old one was tied to."""
    clause, at, who = scene.clause, scene.at, scene.who
    stop = clause.stop(at)
    role, role_at = role_as(clause, at + 1, stop)
    if role is None and clause.nodes[at].low.endswith("ing"):  # "names X as R, replacing Y"
        before = _AS_BEFORE.search(clause.letters, 0, at)
        role = clause.nodes[before.start(1)].role if before is not None else None
    near = named_company(clause, at + 1, stop, skip=("from", "to", "by"))
    company = place_of(clause, role_at, at, stop) or (near[0] if near else who.company)
    place = company or (tie_company(Subject(old)) if old and not (old[0].tie and old[0].tie.former) else None)
    source = CompanySource.EXPLICIT if company else CompanySource.MODIFIER if place else CompanySource.MAIN
    draft = Draft(
        who=(new or old)[0],
        direction=IN,
        company=place,
        source=source,
        role=role or tie_role(Subject(old)),
        at=at,
        subject=who,
        outside=True,
    )
    whose = old or meant
    for person in new:
        yield replace(draft, who=person, follows=whose[0].name if whose else "")
    for person in old:
        yield replace(draft, who=person, direction=OUT, follows=new[0].name if new else "", outside=False)


def _meant(clause: Clause, who: Subject) -> tuple[Who, ...]:
    """Whom "him" or "her" after "succeed" means: the nearest person before the new one."""
    earlier = [n for n in clause.nodes[: max(0, who.at)] if n.kind == "P"]
    return earlier[-1].people if earlier else ()


_HEIRS = re.compile(r"(?:the|a|his|her|another) (?:\w+ )?(?:pair|duo|trio|successor|deputy|deputies|co-founder)\b")
"""As in "hands over to a pair from O": who comes, another sentence may tell."""


def hand_over(scene: Scene) -> Iterator[Draft]:
    """As in "X hands over to Y"."""
    clause, at, who = scene.clause, scene.at, scene.who
    person = PERSON_RIGHT.match(clause.letters[at + 1 : clause.stop(at)])
    unnamed = person is None and _HEIRS.match(clause.words(at + 1, clause.stop(at))) is not None
    if (person is None and not unnamed) or not who.people:
        return
    for p in who.people:
        yield Draft(who=p, direction=OUT, source=CompanySource.MAIN, at=at, subject=who)
    for p in clause.nodes[at + person.end()].people if person is not None else ():
        yield Draft(
            who=p,
            direction=IN,
            company=tie_company(who),
            source=CompanySource.MAIN,
            role=tie_role(who),
            at=at,
            subject=who,
        )


_SWAPPED = re.compile(r"[dpft]{0,2}(O)(o)[dft]{0,2}([ON])(?!['w](?!$)|R)")


def swap(scene: Scene) -> Iterator[Draft]:
    """As in "X swaps O for O2": only houses, whole ones, and only people."""
    clause, at, who = scene.clause, scene.at, scene.who
    found = _SWAPPED.match(clause.letters, at + 1)
    if found is None or clause.nodes[found.start(2)].low != "for":
        return
    for person in who.people:
        for place, way in ((found.start(1), OUT), (found.start(3), IN)):
            yield Draft(
                who=person, direction=way, company=clause.nodes[place].company, at=at, subject=who, moving=way is IN
            )
