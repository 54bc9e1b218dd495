"""Who gives up a product or a team inside the house, and who gets it: "X gives up O's assistant to build models"."""

import re
from collections.abc import Iterator

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource
from watchers.extract.english.drafts import IN, OUT, Draft, Scene
from watchers.extract.english.leading import BATONS, led_as
from watchers.extract.english.lexicon import words_of

_GIVING = re.compile(r"(?:giv|gave|relinquish|surrender|lay|laid)")
_PART = re.compile(r"[dpwj]{0,2}(O)(?:'w{1,2})?(?=$|[.,;]|T[jw]|&[jp]?w|o[dp]?V)")
_ELSEWHERE = re.compile(r"\b(?:join|found|co-found|move to|start|launch)\b")


def product_given_up(scene: Scene) -> Iterator[Draft]:
    """As in "X gives up O's assistant to build models": a change inside the house, for a product is no post that one leaves."""
    clause, at = scene.clause, scene.at
    found = _PART.match(clause.letters, at + 1)
    if found is None or _GIVING.match(clause.nodes[at].low) is None:
        return
    part = clause.nodes[found.start(1)].company
    if part is None or part.unit is None or _ELSEWHERE.search(clause.words(found.end(), len(clause.nodes))):
        return
    for person in scene.who.people:
        yield Draft(who=person, direction=OUT, company=part, at=at, subject=scene.who)
        house = CompanyRef(part.company)
        yield Draft(who=person, direction=IN, company=house, at=at, subject=scene.who, stays=True, whole=True)


_PASSED = re.compile(
    r"(?:[dpwj]{0,3}?(?P<baton>w)o)?(?P<thing>[dpwjRc]{0,4}(?P<house>[ON])?[wR]{0,3})(?:(?<=[Rw])o[d]?(?P<where>O))?T[dpwjft]{0,3}(?:[ON]'?)?[dwft]{0,2}P"
)
_TITLED = re.compile(r"(?:^|[;:])[dt]{0,2}([ON])'?[wt]{0,2}R")
"""As in "The O chief …": who gives it is not named."""


def pass_on(scene: Scene) -> Iterator[Draft]:
    """As in "X hands O to Y", "X is passing the team to Y", "The O chief hands products to Y"."""
    clause, at, who = scene.clause, scene.at, scene.who
    found = _PASSED.match(clause.letters[at + 1 : clause.stop(at)])
    if found is None or (found.group("baton") and clause.nodes[at + found.end("baton")].low not in BATONS):
        return
    if found.group("house") == "N" and clause.sentence.in_title:
        return  # "X hands Reigns to Y": what a headline's capitals make of any word
    told = "house" if found.group("house") else "where"
    company = clause.nodes[at + 1 + found.start(told)].company if found.group(told) else None
    source = CompanySource.EXPLICIT if company else CompanySource.MAIN
    if not who.people:
        titled = _TITLED.match(clause.letters, 0, at)
        if titled is None or "P" in clause.letters[:at] or not _led(scene, found):
            return
        company = company or clause.nodes[titled.start(1)].company
        source = CompanySource.MODIFIER if company else source
    post = led_as(clause, at, at + 1 + clause.letters[at + 1 :].index("T"))
    for person in who.people:
        yield Draft(who=person, direction=OUT, company=company, source=source, role=post, at=at, subject=who)
    for person in clause.nodes[at + found.end()].people:
        yield Draft(who=person, direction=IN, company=company, source=source, role=post, at=at, subject=who)


def _led(scene: Scene, found: re.Match[str]) -> bool:
    """Whether what is handed over is something that somebody leads."""
    start = scene.at + 1
    return words_of("led").search(scene.clause.words(start, start + found.end("thing"))) is not None
