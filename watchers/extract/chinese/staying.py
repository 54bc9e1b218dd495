"""A post kept beside one given up: "X不再担任O的CFO，继续担任执行董事" is a change inside O, no farewell."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from store.model.moves import Status
from watchers.extract.chinese.clauses import Clause, Phrase
from watchers.extract.chinese.objects import role_after
from watchers.extract.chinese.scene import Draft
from watchers.extract.engine import Claim, CompanySource, Direction
from watchers.extract.text import normalise

_KEEPS = frozenset(
    ["仍在", "继续", "继续担任", "继续任", "仍", "仍然", "仍任", "仍将", "仍担任", "依然", "留任", "续任", "保留"]
)
_TEXT = attrgetter("text")
_LIMITED = re.compile("继续履行|履行[^,。]{0,12}职责|直至|直到|过渡期")
"""Whoever stays only until a successor comes has gone."""
_SIDE = re.compile("董事长|董事局|主席|非执行|独立|委员|顾问|股东|(?:^|公司)董事(?:职务|一职)?$")
"""The chair and advice: whoever keeps only these has gone from the company's daily work."""
_LINKS = frozenset(["担任", "任", "出任", "留任"])


def kept_posts(
    clause: Clause, found: Sequence[Phrase], carried: Sequence[Phrase], given_up: Callable[[Phrase], Sequence[Claim]]
) -> Iterable[Draft]:
    """An arrival in the kept post, at the company whose other post the same person gives up as news.

    `given_up` tells what was claimed so far of a person. A kept post at another company, or the very post given up,
    gives nothing.
    """
    return _kept(clause, found, carried, given_up) if not _KEEPS.isdisjoint(map(_TEXT, clause.tokens)) else ()


def _kept(
    clause: Clause, found: Sequence[Phrase], carried: Sequence[Phrase], given_up: Callable[[Phrase], Sequence[Claim]]
) -> Iterator[Draft]:
    at = next(i for i, token in enumerate(clause.tokens) if token.text in _KEEPS)
    if any(t.has("no") for t in clause.tokens[at:]) or _LIMITED.search(clause.sentence.text):
        return
    near = range(at + 1, min(at + 3, len(clause.tokens)))
    role = role_after(clause, next((i for i in near if clause.tokens[i].text in _LINKS), at))
    before = [p for p in found if p.index < at]
    companies = {t.company.company for t in clause.tokens[at:] if t.company is not None}
    for phrase in (before or ([] if found else carried))[-1:]:
        gone = next(filter(_gives_up, given_up(phrase)), None)
        if (
            role is None
            or all(map(_SIDE.search, role.split("、")))
            or gone is None
            or gone.company is None
            or gone.role == role
        ):
            continue
        if not companies - {gone.company.company}:
            yield Draft(
                phrase=phrase,
                direction=Direction.IN,
                company=gone.company,
                source=gone.company_source,
                role=role,
                pattern="zh.stay",
            )


def kept_first(clauses: Sequence[Clause], made: Sequence[Claim], original: Callable[[str], str]) -> Iterator[Claim]:
    """The same, told the other way round: "X继续担任R,不再兼任R2"."""
    for claim in filter(_gives_up, made):
        for clause in clauses:
            at = next((i for i, token in enumerate(clause.tokens) if token.text in _KEEPS), None)
            who = [p for p in clause.people if original(p.name) == claim.person]
            if at is None or not who or who[0].index > at or _LIMITED.search(clause.sentence.text):
                continue
            near = [i for i in range(at + 1, min(at + 3, len(clause.tokens))) if clause.tokens[i].text in _LINKS]
            role = role_after(clause, near[0] if near else at)
            if role is not None and role != claim.role and not _SIDE.search(role):
                yield replace(claim, direction=Direction.IN, role=role, pattern="zh.stay")
                break


_STAYS = re.compile("(?:仍|仍将|将|还将|还会|会|继续|将继续|仍会) ?留在")


def stays_on(
    clauses: Sequence[Sequence[Clause]], claims: Sequence[Claim], original: Callable[[str], str]
) -> list[Claim]:
    """An arrival without a title for everybody who gives up a post and, as a later clause says, stays in the house."""
    found: list[Claim] = []
    for clause in (clause for group in clauses for clause in group if _STAYS.search(clause.text)):
        houses = {t.company.company for t in clause.tokens if t.company is not None}
        people = {original(p.name) for p in clause.people}
        gone = (c for c in claims if c.direction is Direction.OUT and c.role and not c.background)
        found += [
            replace(c, direction=Direction.IN, role=None, pattern="zh.stay")
            for c in gone
            if c.person in people and c.company is not None and c.company.company in houses
        ]
    return found


_KEPT_SEAT = re.compile(
    "(?:在|于).{1,14}?的?(?:原有?|现有)?(?:职务|职位|教职|岗位)(?:将|均|也|会)?(?:继续|仍)?(?:予以)?(?:保留|不变)"
)
"""As in "他在O的职务保留"."""


def without_seats_beside(clauses: Sequence[Sequence[Clause]], claims: Sequence[Claim]) -> list[Claim]:
    """The claims without what only a title, an honour or a seat that is kept would tell."""
    return _without_kept_seats(clauses, _without_old_titles(_without_honours(claims)))


def _without_kept_seats(clauses: Sequence[Sequence[Clause]], claims: Sequence[Claim]) -> list[Claim]:
    """The claims without goings told only by a title, where a clause says that the post there is kept: "他在O的职务保留"."""
    kept = {
        token.company.company
        for group in clauses
        for clause in group
        if _KEPT_SEAT.search(clause.text)
        for token in clause.tokens
        if token.company is not None
    }
    if not kept:
        return list(claims)
    return [c for c in claims if c.pattern != "zh.modifier" or c.company is None or c.company.company not in kept]


def _gives_up(claim: Claim) -> bool:
    resigns = claim.pattern == "zh.resign" and claim.role is not None and claim.status is Status.CONFIRMED
    return (claim.pattern == "zh.vacate" or resigns) and claim.direction is Direction.OUT and not claim.background


def _without_old_titles(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without a post at the house that the title calls the person's, where the text tells who left whom."""
    named = [c for c in claims if c.company_source is CompanySource.EXPLICIT and c.company is not None]
    left = {(c.person, c.company.company) for c in named if c.direction is Direction.OUT and c.company}
    joined = {(c.person, c.company.company) for c in named if c.direction is Direction.IN and c.company}
    moved = {key for key in left if key not in joined and any(p == key[0] for p, _ in joined)}
    return [
        c
        for c in claims
        if c.direction is Direction.OUT
        or c.company is None
        or c.company_source is not CompanySource.MODIFIER
        or (c.person, c.company.company) not in moved
    ]


_HONOUR = re.compile("顾问$|名誉|荣誉|终身")


def _without_honours(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without posts of honour at a company that the person leaves: "离职后担任荣誉顾问" is a departure."""
    left = {(c.person, c.company) for c in claims if c.direction is Direction.OUT}
    return [
        c
        for c in claims
        if c.direction is Direction.OUT
        or (c.person, c.company) not in left
        or not _HONOUR.search(normalise(c.role or ""))
    ]
