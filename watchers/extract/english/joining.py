"""Frames of coming: "X joins O", "X becomes R", "X moves from O to O2"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause, named_company
from watchers.extract.english.drafts import (
    IN,
    OUT,
    Draft,
    Scene,
    companions,
    origin,
    role_after,
    role_as,
)
from watchers.extract.english.duties import DUTIES, FROM_OTHERS, duties_taken, taken_over
from watchers.extract.english.leading import led_as
from watchers.extract.english.leavers import joined_no_house
from watchers.extract.english.lexicon import words_of
from watchers.extract.english.nodes import Who
from watchers.extract.english.people import opens_with_given
from watchers.extract.english.posts import no_post, post_taken
from watchers.extract.english.successors import likewise

_PICKED = re.compile(r"[dp]?O'?[wjtf]{0,3}R")
_OFFICE = re.compile(
    r"(?:attorney general|secretary|sen|gov|rep|senator|governor|congress(?:man|woman)|president|prime minister|minister|justice|judge|mayor|king|queen|prince|princess)\b\.?"
)
"""Before somebody's name: whom one joins holds an office of state."""
_DEED_SHARED = re.compile(r"\bin ([a-z]+ing)\b")
"""As in "joins O and O2 in pledging billions": no post is taken."""
_ROLE_RIGHT = re.compile(r"[dpjwftD,]{0,3}\"?[ONc]?'?[wft]{0,2}R")


_BOARD_RIGHT = re.compile(r"[dpjwR]{0,2}(?:[Oc]'?[dw]{0,2}B|B(?:oO)?)")
_TARGET = re.compile(r"(?:[dpjwft]{0,4}|P')([ONcP])")


def join(scene: Scene) -> Iterator[Draft]:
    """As in "X joins O as R", "X moves from O to O2", "X joins the board of O"."""
    clause, at, form, who = scene.clause, scene.at, scene.form, scene.who
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    words = clause.words(at + 1, stop)
    people = who.people
    if not people:
        return
    board = _BOARD_RIGHT.match(right)
    if (form.trigger.needs == "board") != bool(board):
        return
    target = _TARGET.match(right)
    joined = clause.words(at + 1, at + 1 + len(right.partition("V")[0]))
    if board:
        yield from _board_joined(scene)
        return
    if target is None:
        yield from joined_no_house(scene, words, right)
    picked = clause.nodes[at].low == "picks" and _PICKED.match(right)  # "Y picks O's chief": whom, not where to
    if target is None or picked or words_of("not_joined").search(joined[:60]):
        return
    shared = _DEED_SHARED.search(words) if clause.nodes[at].low.startswith("join") else None
    if shared is not None and not words_of("trades").fullmatch(shared.group(1)):
        return
    node = clause.nodes[at + 1 + target.start(1)]
    if node.kind == "P" or (node.kind == "N" and (opens_with_given(node.low) or _OFFICE.match(node.low))):
        return
    company = node.company
    role, _ = role_as(clause, at + 1 + target.end(), stop)
    moving = not clause.nodes[at].low.startswith(("join", "is joining"))
    for person in (*people, *companions(clause, at)):
        yield Draft(
            who=person,
            direction=IN,
            company=company,
            role=role,
            at=at,
            subject=who,
            moving=moving,
            outside=True,
            source=CompanySource.EXPLICIT if company else CompanySource.MAIN,
        )
    for person, other in likewise(clause, at + 1 + target.end()):
        yield Draft(who=person, direction=IN, company=other, at=at, subject=who, moving=moving, outside=True)
    yield from origin(clause, at, stop, people, who)
    yield from _after_a_spell(scene, right)


def _board_joined(scene: Scene) -> Iterator[Draft]:
    """As in "X joins the board of O"."""
    clause, at, who = scene.clause, scene.at, scene.who
    named = named_company(clause, at + 1, min(clause.stop(at), at + 8), skip=())
    for person in who.people:
        yield Draft(
            who=person,
            direction=IN,
            company=named[0] if named else None,
            role="board member",
            at=at,
            subject=who,
            stays=True,
            outside="addition" in clause.nodes[at].low,
            source=CompanySource.EXPLICIT if named else CompanySource.MAIN,
        )


def _after_a_spell(scene: Scene, right: str) -> Iterator[Draft]:
    """As in "returns to O after two weeks at O2"."""
    clause, at = scene.clause, scene.at
    yield from _spell_before(scene)
    spell = _AFTER_SPELL.match(right)
    if spell is not None and _SPELL.search(clause.words(at + 1 + spell.start(1), at + 1 + spell.start(3))):
        former = clause.nodes[at + 1 + spell.start(3)].company
        for person in scene.who.people:
            yield Draft(who=person, direction=OUT, company=former, at=at, subject=scene.who, moving=True)


def _spell_before(scene: Scene) -> Iterator[Draft]:
    """As in "After two years at O, X is joining O2"."""
    clause, who = scene.clause, scene.who
    spell = _SPELL_FIRST.match(clause.letters)
    if spell is not None and spell.end() == who.at and _SPELL.match(clause.words(0, spell.start(1))):
        for person in who.people:
            former = clause.nodes[spell.start(1)].company
            yield Draft(who=person, direction=OUT, company=former, at=scene.at, subject=who, moving=True)


_SPELL_FIRST = re.compile(r"o[dwtjD]{1,5}o[d]?(O),")
_AFTER_SPELL = re.compile(r"[dpw]{0,2}[ONcP][jD]{0,2},?(o)[dwtjD]{1,5}(o)[d]?(O)(?=$|[.,;])")
_SPELL = re.compile(
    r"^after (?:[\w-]+ ){1,4}(?:weeks|months|years|decade|decades)(?: \w+)? (?:at|with)\b|^after (?:an? )?(?:(?:brief|short|quick|[a-z]+-(?:week|month|year)) )?(?:stint|spell) (?:at|with)\b"
)


def come_back(scene: Scene) -> Iterator[Draft]:
    """As in "X is returning too": only where nothing follows the verb."""
    clause, at, who = scene.clause, scene.at, scene.who
    after = clause.letters[at + 1 : clause.stop(at)]
    if re.match(r"[jD]{0,2}$", after) and not _AWAY.search(clause.line.small):
        for person in who.people:
            yield Draft(who=person, direction=IN, source=CompanySource.MAIN, at=at, subject=who, outside=True)


_AWAY = re.compile(r"\b(?:leave|holiday|vacation|break|sabbatical|season|episode|stage|home|office|trip)\b")
"""What people come back from or to without a new post."""


_ANY_FOUNDER = re.compile(r"\S+ an? (?:[\w-]+ ){0,2}(?:co-?)?founder\b(?! (?:and|of|at|in)\b)")
"""As in "quits to become a founder again": of nothing yet."""


def become(scene: Scene) -> Iterator[Draft]:
    """As in "X becomes R of O", "X takes over as R", "X moves from R to R"."""
    clause, at, form, who = scene.clause, scene.at, scene.form, scene.who
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    if form.past and not who.people:
        yield from taken_over(scene)
    owned = DUTIES.match(right)
    if owned is not None and (
        owned.group(1) or form.trigger.needs == "place" or FROM_OTHERS.match(clause.nodes[at].low)
    ):
        yield from duties_taken(scene, owned)
        return
    if form.trigger.needs == "place" or not who.people or "k" in who.passed or clause.letters[:2] == "oj":
        return
    if form.trigger.needs == "role" and not _ROLE_RIGHT.match(right) and post_taken(clause, at, right):
        yield from (Draft(who=w, direction=IN, source=CompanySource.MAIN, at=at, subject=who) for w in who.people)
        return
    nothing = no_post(clause, at, right) or _ANY_FOUNDER.match(clause.words(at, stop)) is not None
    if nothing or (form.trigger.needs == "role" and not _ROLE_RIGHT.match(right)):
        return
    role, _ = role_after(clause, at + 1, stop)
    named = _place_before(clause, at) or named_company(clause, at + 1, stop, skip=("to", "by", "from"))
    if (
        form.trigger.frame == "become"
        and form.trigger.needs != "role"
        and re.match(r"[dw]{0,2}O(?:$|[.,;oDaT])", right) is None
        and named is None
        and role is None
        and not re.match(r"$|[;.,oaFDj]", right)
        and not _IN_CHARGE.match(clause.nodes[at].low)
        and not post_taken(clause, at, right)
    ):
        return
    if role is None and _IN_CHARGE.match(clause.nodes[at].low):
        role = led_as(clause, at, stop)
    draft = Draft(
        who=who.people[0],
        direction=IN,
        company=named[0] if named else None,
        role=role,
        at=at,
        subject=who,
        source=named[1] if named else CompanySource.MAIN,
        outside=form.trigger.outside,
        follows=_left_before(clause, at) if named is None and role is None else "",
    )
    for person in who.people:
        yield draft.of(person)
    if role:
        yield from _others_moved(scene, draft)


def _left_before(clause: Clause, at: int) -> str:
    """As in "X to step down as R of O; Y to take over": whose place it is that Y takes."""
    if not clause.sentence.in_title or not any(form.trigger.id == "en.take-over" for form in clause.nodes[at].forms):
        return ""
    earlier = (i for i in sorted(clause.subjects, reverse=True) if i < at and clause.subjects[i].people)
    gone = (i for i in earlier if any(form.trigger.frame in {"leave", "fire"} for form in clause.nodes[i].forms))
    people = clause.subjects[last].people if (last := next(gone, None)) is not None else ()
    return people[0].name if people and people != clause.subjects[at].people else ""


def _others_moved(scene: Scene, draft: Draft) -> Iterator[Draft]:
    """Who goes where somebody becomes something, and who becomes something else by the same verb."""
    clause, at = scene.clause, scene.at
    predecessor = _FROM_WHOM.match(clause.letters[at + 1 : clause.stop(at)])
    for person in clause.nodes[at + predecessor.end()].people if predecessor else ():
        yield replace(draft, who=person, direction=OUT, follows=draft.who.name)
    for person, other in _and_others(clause, at):
        yield replace(draft, who=person, role=other, follows="" if draft.company else draft.who.name)


_FROM_WHOM = re.compile(r"[dpjwft]{0,3}(?:[ON]'?)?R(?:w|o[dpw]{0,2}[ONc])?[jD]{0,2}F[dwpft]{0,2}P")
"""As in "takes over as R from X": X goes."""
_WHERE = re.compile(r"([ON]),?(o)Hx?[j]?$")


_TALKS_WITH = re.compile(r"m[jD]?o[dwft]{0,2}(O)[Tmo]$")
"""As in "is in talks with O to become R"."""


def _place_before(clause: Clause, at: int) -> tuple[CompanyRef, CompanySource, int] | None:
    """As in "left for O, where she'll be R": the post is at the company before the word."""
    if (talks := _TALKS_WITH.search(clause.letters[:at])) is not None and "talks" in clause.nodes[talks.start()].low:
        company = clause.nodes[talks.start(1)].company
        return (company, CompanySource.EXPLICIT, talks.start(1)) if company else None
    found = _WHERE.search(clause.letters[:at])
    if found is None or clause.nodes[found.start(2)].low != "where":
        return None
    company = clause.nodes[found.start(1)].company
    return (company, CompanySource.EXPLICIT, found.start(1)) if company else None


_IN_CHARGE = re.compile(
    r"(?:put in charge|(?:tak\w+|assum\w+) (?:over )?(?:overall |sole )?(?:responsibility|charge|leadership))\b"
)
_ANOTHER = re.compile(r"(?:,|,?&|,?(o))[dwt]{0,2}(P),?a?[dpt]{0,2}(?:[ON]'?)?[t]?(R)(?=[.,;&o]|$)")


def _and_others(clause: Clause, at: int) -> Iterator[tuple[Who, str | None]]:
    """The verb left out for the next: "X becomes president, Y its chief scientist, with Z as head of sales"."""
    for found in _ANOTHER.finditer(clause.letters, at + 2):
        joined = found.group(1) is None or clause.nodes[found.start(1)].low == "with"
        if joined and "V" not in clause.letters[at + 1 : found.start()]:
            for person in clause.nodes[found.start(2)].people:
                yield person, clause.nodes[found.start(3)].role


def shift(scene: Scene) -> Iterator[Draft]:
    """As in "X moves from O to O2", "X moves from R to R"."""
    clause, at, who = scene.clause, scene.at, scene.who
    right = clause.letters[at + 1 : clause.stop(at)]
    between = re.match(
        r"[jD]{0,2}F[dpwj]{0,3}(?:[ON]'?)?([ONR])[^T]{0,6}T[dpwjft]{0,4}(?:[ON]'?[w]{0,2})?([ONRc])", right
    )
    if between is None or not who.people:
        return
    old, new = clause.nodes[at + 1 + between.start(1)], clause.nodes[at + 1 + between.start(2)]
    for person in who.people:
        if old.kind in "ON" and new.kind in "ON":
            yield Draft(who=person, direction=OUT, company=old.company, at=at, subject=who)
            yield Draft(who=person, direction=IN, company=new.company, at=at, subject=who, moving=True)
        elif new.kind == "R":
            yield Draft(who=person, direction=IN, role=new.role, source=CompanySource.MAIN, at=at, subject=who)
