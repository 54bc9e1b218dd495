"""Moves told without any verb of moving: "Y followed X within hours", "O narrows X's role to research", "O wants X to run it"."""

import re
from collections.abc import Iterator
from functools import cache

from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause, Subject
from watchers.extract.english.drafts import IN, OUT, Draft
from watchers.extract.english.lexicon import load

_FOLLOWED = re.compile(r"(P)[xj]{0,2}(w)[dpwjft]{0,2}(P)")
_OUT_AS_WELL = re.compile(
    r"(?:out\b|(?:just )?(?:minutes|hours|days|weeks) later|within (?:\w+ )?(?:minutes|hours|days|weeks)|in (?:leaving|quitting|departing|resigning)|to the (?:exit|door))"
)
WANTED = "en.wanted"
_WANTED = re.compile(r"([Oc])[jDx]{0,3}(y)[dwjft]{0,2}(P)T(V)")
_ROLE_CHANGED = re.compile(r"(O)[xj]{0,2}(w)(P)'[wtjR]{0,3}(w)")


@cache
def _words(name: str) -> frozenset[str]:
    """A list of `lexicon/en_words.toml` under `[besides]`."""
    return frozenset(load("en_words")["besides"][name])


def told_besides(clause: Clause) -> Iterator[Draft]:
    """Every such move of a sentence."""
    words = clause.line.words  # most sentences have none of the verbs
    yield from _followed(clause) if not _words("following").isdisjoint(words) else ()
    yield from _role_changed(clause) if not _words("changing").isdisjoint(words) else ()
    yield from _wanted(clause) if not _words("wishing").isdisjoint(words) else ()


def _followed(clause: Clause) -> Iterator[Draft]:
    """As in "Y followed X out of the door": both go, from the same house."""
    for found in _FOLLOWED.finditer(clause.letters):
        first, second = clause.nodes[found.start(1)], clause.nodes[found.start(3)]
        behind = clause.words(found.end(), len(clause.nodes))
        if clause.nodes[found.start(2)].low not in _words("following") or not _OUT_AS_WELL.match(behind):
            continue
        at, subject = found.start(2), Subject(first.people, at=found.start(1))
        for person, other in ((second.people[0], ""), *((who, second.people[0].name) for who in first.people)):
            yield Draft(
                who=person,
                direction=OUT,
                source=CompanySource.MAIN,
                at=at,
                subject=subject,
                follows=other,
                trigger="en.followed",
            )


def _role_changed(clause: Clause) -> Iterator[Draft]:
    """As in "O narrows X's role to research": a change inside the house."""
    for found in _ROLE_CHANGED.finditer(clause.letters):
        house, verb, post = (clause.nodes[found.start(i)] for i in (1, 2, 4))
        if verb.low in _words("changing") and post.low in load("en_words")["post_nouns"]["words"]:
            for person in clause.nodes[found.start(3)].people:
                yield Draft(
                    who=person,
                    direction=IN,
                    company=house.company,
                    source=CompanySource.SUBJECT,
                    at=found.start(2),
                    subject=Subject(company=house.company, at=found.start(1)),
                    trigger="en.role-changed",
                    stays=True,
                )


def _wanted(clause: Clause) -> Iterator[Draft]:
    """As in "O wants X to run its lab": a rumour, where somebody reports it."""
    for found in _WANTED.finditer(clause.letters):
        house, frames = clause.nodes[found.start(1)], {f.trigger.frame for f in clause.nodes[found.start(4)].forms}
        if clause.nodes[found.start(2)].low in _words("wishing") and frames & {"lead", "become", "join"}:
            for person in clause.nodes[found.start(3)].people:
                yield Draft(
                    who=person,
                    direction=IN,
                    company=house.company,
                    source=CompanySource.SENTENCE,
                    at=found.start(4),
                    subject=Subject(company=house.company, at=found.start(1)),
                    trigger=WANTED,
                    outside=True,
                )
