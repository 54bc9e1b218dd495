"""Who gives up one post and keeps another in the same house: "steps down as R and remains R2", "will continue to lead U".

Staying alone is no news: a place kept counts only beside a place given up. A chair of the board who stays so, an adviser
and whoever stays until a date have gone, as far as the news is concerned.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from store.model.companies import CompanyRef
from store.model.moves import Status
from watchers.extract.engine import Claim, CompanySource, Direction
from watchers.extract.english.clauses import Clause, Subject, named_company
from watchers.extract.english.drafts import Draft
from watchers.extract.english.lexicon import words_of
from watchers.extract.english.subjects import subject

STAY = "en.stay"

_POST_KEPT = re.compile(r"[jD]{0,2}(?:op[wjt]{0,2})?a?(?:[dpjtw]{0,3}[Ocw]')?[dpjtw]{0,2}(R)")
_WORK_KEPT = re.compile(r"[jD]{0,2}T(V)[dpwj']{0,3}[ONcw]")
_LINE_POST = re.compile(r"executive chair|chief|president|\bhead\b|\bc[a-z]o\b", re.IGNORECASE)
_LIMITED = re.compile(r"\b(?:until|through|pending|interim|transition|search|successor)\b")


def staying(clause: Clause, before: Subject) -> Iterator[Draft]:
    """Posts that somebody is told to keep; claims only for `settled` to judge."""
    if "m" in clause.letters or (clause.subjects and "Tw" in clause.letters):
        yield from _turning(clause, before)
    yield from _elsewhere_in_the_house(clause, before)
    for at, node in enumerate(clause.nodes if "k" in clause.letters else ()):
        if node.kind == "k" and (kept := _kept(clause, at)) is not None:
            who = subject(clause, at, before)
            named = named_company(clause, at + 1, clause.stop(at))
            verbs = [i for i in clause.subjects if i < at]
            for person in who.people or (clause.subjects[max(verbs)].people if verbs else ()):
                yield Draft(
                    who=person,
                    direction=Direction.IN,
                    company=named[0] if named else None,
                    source=named[1] if named else CompanySource.MAIN,
                    role=kept,
                    at=at,
                    subject=who,
                    trigger=STAY,
                    stays=True,
                )


_NEW_ROLE = re.compile(
    r"(?:moves?|moving|transitions?|transitioning|shifts?) (?:in)?to (?:an?|another) (?:[\w-]+ ){0,2}(?:role|position)\b|"
    r"(?:takes?|taking) (?:up|on) (?:an?|another|the|his|her)? ?(?:[\w-]+ ){0,2}(?:role|position|assignment|responsibility)\b"
)
_IN_HOUSE = re.compile(
    r" (?:with)?in (?!an?\b|another\b|other\b)(?:(?:the|its) )?(?!rival|new\b|different)(?:[\w&-]+ ){0,3}(?:company|bank|group|firm|organi[sz]ation)\b"
)


def _elsewhere_in_the_house(clause: Clause, before: Subject) -> Iterator[Draft]:
    """As in "X, who will move to a new role within the bank", for `settled` to judge."""
    told = _NEW_ROLE.search(clause.line.small) if "V" in clause.letters else None
    if told is None or _IN_HOUSE.match(clause.line.small, told.end()) is None:
        return
    at = next((i for i, node in enumerate(clause.nodes) if node.start == told.start()), None)
    who = subject(clause, at, before) if at else None
    for person in who.people if at and who is not None else ():
        yield Draft(
            who=person,
            direction=Direction.IN,
            source=CompanySource.MAIN,
            role="",
            at=at or 0,
            subject=who or before,
            trigger=STAY,
            stays=True,
        )


_FOCUS = re.compile(r"T(w)[jD]?o(?:[dp][wjt]{0,3}o)?[dpw]{0,2}(O)")
_WORKING = re.compile(r"(m)[jD]?o[cO]a[dpwt]{0,3}(R)")


def _turns_to(clause: Clause) -> Iterator[tuple[int, CompanyRef | None, str]]:
    """As in "steps down as R to focus on O Cloud" and "will be working in the company as R": where, and as what."""
    for found in _FOCUS.finditer(clause.letters) if "Tw" in clause.letters else ():
        if clause.nodes[found.start(1)].low in {"focus", "concentrate"}:
            yield found.start(1), clause.nodes[found.start(2)].company, ""
    for found in _WORKING.finditer(clause.letters) if "m" in clause.letters else ():
        role = clause.nodes[found.start(2)].role or ""
        at = found.start(1)
        limited = _LIMITED.search(clause.words(at, min(len(clause.nodes), at + 16)))
        if clause.nodes[at].low == "working" and _LINE_POST.search(role) and limited is None:
            yield at, None, role


def _turning(clause: Clause, before: Subject) -> Iterator[Draft]:
    """The posts or parts of the house somebody turns to, for `settled` to judge."""
    for at, company, role in _turns_to(clause):
        who = subject(clause, at, before)
        verbs = [i for i in clause.subjects if i < at]
        people = clause.subjects[max(verbs)].people if verbs else who.people
        for person in people:
            yield Draft(
                who=person,
                direction=Direction.IN,
                company=company,
                source=CompanySource.EXPLICIT if company else CompanySource.MAIN,
                role=role,
                at=at,
                subject=who,
                trigger=STAY,
                stays=True,
            )


def _kept(clause: Clause, at: int) -> str | None:
    """The post kept, or the empty word for work told by a verb ("continue to lead the group")."""
    right = clause.letters[at + 1 :]
    if _LIMITED.search(clause.words(at, min(len(right) + at + 1, at + 16))):
        return None
    post, work = _POST_KEPT.match(right), _WORK_KEPT.match(right)
    if post is not None:
        role = clause.nodes[at + 1 + post.start(1)].role or ""
        return role if _LINE_POST.search(role) else None
    if work is None:
        return None
    forms = clause.nodes[at + 1 + work.start(1)].forms
    if words_of("led").search(clause.words(at, min(len(clause.nodes), at + 9))) is None:
        return None
    return "" if any(form.trigger.frame == "lead" for form in forms) else None


def settled(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without posts kept by people who give up none at that company or go elsewhere.

    Who moves to another role in the house, with no title told that is given up, has not gone.
    """
    inside = {c.person for c in claims if c.pattern == STAY and c.role is None}
    claims = [c for c in claims if c.role or c.direction is not Direction.OUT or c.person not in inside]
    left = {(c.person, c.company) for c in claims if c.direction is Direction.OUT and _news(c) and c.role}
    claims = [_at_home(_where_left(c, left), left) if c.pattern == STAY else c for c in claims]
    gone = {c.person for c in claims if c.direction is Direction.IN and c.pattern != STAY}
    return [c for c in claims if c.pattern != STAY or ((c.person, c.company) in left and c.person not in gone)]


def _where_left(claim: Claim, left: Collection[tuple[str, CompanyRef | None]]) -> Claim:
    """A post kept at a house that is only supplied is at the one house where the person gives up another."""
    houses = {house for person, house in left if person == claim.person and house is not None}
    alone = next(iter(houses)) if len(houses) == 1 and claim.company_source is CompanySource.MAIN else None
    return replace(claim, company=alone, company_source=CompanySource.TOLD) if alone is not None else claim


def _at_home(claim: Claim, left: Collection[tuple[str, CompanyRef | None]]) -> Claim:
    """A part of the house left is that house: who leaves O to focus on O Cloud stays at O."""
    if claim.company is None:
        return claim
    name = claim.company.company
    for person, house in left:
        if person == claim.person and house is not None and f"{name} ".startswith(f"{house.company} "):
            unit = claim.company.unit or (name if name != house.company else None)
            return replace(claim, company=house, unit=unit)
    return claim


def _news(claim: Claim) -> bool:
    return not claim.background and claim.status is not Status.DENIED
