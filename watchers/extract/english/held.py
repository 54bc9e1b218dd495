"""What somebody has held at a house, and which house has taken another in their place."""

import re

from store.model.companies import CompanyRef
from watchers.extract.engine import Direction
from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import Draft
from watchers.extract.english.entry import Entry
from watchers.extract.english.nodes import Who

_GONE_BEFORE = re.compile(r"o[dpwjft]{0,3}$|o[dpft]{0,3}P'[wjt]{0,2}$")


def hired_instead(draft: Draft, clause: Clause, entry: Entry) -> CompanyRef | None:
    """As in "O named X its R after the departure of Y" and "after Y's retirement": the house that has just hired."""
    if draft.company is not None or entry.newcomer is None:
        return None
    house, told = entry.newcomer
    if draft.trigger == "en.become" and draft.role and told == clause.sentence.index:
        return house  # "O has named X its R, as Y becomes R2"
    if draft.trigger != "en.departure":
        return None
    led = _GONE_BEFORE.search(clause.letters[: draft.at])
    if led is None or told != clause.sentence.index:
        return None
    return house if clause.nodes[led.start()].low in {"after", "following"} else None


def held(who: Who, company: CompanyRef, entry: Entry) -> str | None:
    """The title the person has had at the company, by the rest of the entry."""
    ties = (t for t in entry.ties(who) if t.role and not t.former)
    roles = [t.role for t in ties if t.company is None or t.company.company == company.company]
    return next((role for role in roles if role and not _VAGUE.fullmatch(role)), next(iter(roles), None))


_VAGUE = re.compile(
    r"(?:top |senior |key |longtime )?(?:exec|executive|executives|veteran|vet|entrepreneur|leader|investor|expert|insider|pioneer)",
    re.IGNORECASE,
)
"""What says little of a post, where a title is told as well."""


def unit_in(clause: Clause, company: CompanyRef) -> str | None:
    """The company's unit that the sentence names, where it names one."""
    name = company.company
    named = [node.company for node in clause.nodes if node.company is not None]
    return next((house.unit for house in named if house.unit and house.company == name), None) if named else None


def own_unit(draft: Draft, company: CompanyRef) -> str | None:
    """The unit told beside the person's name, where it is this company's."""
    tie = draft.who.tie
    told = tie is not None and tie.company is not None and not tie.former and tie.company.company == company.company
    return tie.company.unit if told and tie and tie.company else None


_GOING = frozenset({"en.leave", "en.resign"})


def newly_come(draft: Draft, entry: Entry) -> CompanyRef | None:
    """As in "O's co-founder X is O2's new R. He'll oversee product": where the entry has told them to come."""
    come = entry.places.get((entry.full(draft.who.name), Direction.IN)) if draft.trigger == "en.lead" else None
    elsewhere = any(tie.company is not None and tie.company != come for tie in entry.ties(draft.who)) if come else False
    return come if elsewhere else None


def lately(draft: Draft, entry: Entry) -> CompanyRef | None:
    """As in "X, former head of O's models, who recently left the company": O, though told as past."""
    aside = draft.who.tie is not None and draft.who.tie.aside and not draft.subject.relative
    just = aside and draft.trigger in _GOING and not entry.several  # "X, a former R at O, resigned"
    if not (draft.house or just) or draft.direction is Direction.IN:
        return None
    return next((t.company for t in entry.ties(draft.who) if t.former and t.company is not None and t.sure), None)
