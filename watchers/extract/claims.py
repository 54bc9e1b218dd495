"""Claims of single clauses become findings: one person's two sides joined, repeats dropped.

Pure. Knows no language: what a clause says was decided before; how sure the whole is, `tier` decides after.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from store.model.moves import Finding, Status
from store.model.names import fold
from store.model.positions import Position
from watchers.entries import Article
from watchers.extract import tier
from watchers.extract.engine import Claim, CompanySource, Direction, grounded
from watchers.extract.glosses import glosses
from watchers.extract.mentions import CompanyFinder
from watchers.extract.ranks import rank
from watchers.extract.text import Sentence, full_text, normalise

_BY_SOURCE = tuple(CompanySource)


def merge(claims: Sequence[Claim], article: Article, listed: AbstractSet[str] = frozenset()) -> tuple[Finding, ...]:
    """Join one person's claims into findings; never two with the same person, company and direction.

    What does not stand in the article, word for word, is left out, whoever claimed it. `listed` are the companies that
    a list has, by their canonical names.
    """
    whole = full_text(article)
    made = (_as_written(finding, whole) for group in _by_person(claims) for finding in _findings(group, listed))
    return tuple(finding for finding in made if grounded(finding, whole))


def unrivalled(claims: list[Claim], sentences: Sequence[Sentence], companies: CompanyFinder) -> list[Claim]:
    """The claims, those whose company was only supplied marked where title and article name no other company."""
    if not any(map(_may_be_sole, claims)):
        return claims
    sole: set[str] = set()
    titled = False
    for sentence in sentences:
        named = {m.ref.company for m in companies.find(sentence.text) if m.certain}
        titled = titled or (sentence.in_title and bool(named))
        sole |= named
        if len(sole) > 1:
            return claims
    if not titled:
        return claims
    return [
        replace(c, company_source=CompanySource.SOLE)
        if _may_be_sole(c) and c.company is not None and c.company.company in sole
        else c
        for c in claims
    ]


def _may_be_sole(claim: Claim) -> bool:
    """Whether the company was only supplied, and nothing says yet that the article names others."""
    return claim.company_source in _WEAK and not claim.rivalled and claim.company is not None


def _as_written(finding: Finding, whole: str) -> Finding:
    """The finding with its person's name in the article's own letters: its curly apostrophe, its wide blanks."""
    if finding.person in whole or finding.person.upper() in whole:
        return finding
    start = normalise(whole).find(finding.person)
    return replace(finding, person=whole[start : start + len(finding.person)]) if start >= 0 else finding


def _by_person(claims: Sequence[Claim]) -> list[list[Claim]]:
    if len({claim.person for claim in claims}) <= 1:
        return [list(claims)] if claims else []
    groups: list[list[Claim]] = []
    known = _Known()
    for claim in claims:
        number = known.find(claim.person)
        if number is None:
            number = len(groups)
            groups.append([])
        groups[number].append(claim)
        for name in (claim.person, *claim.also):
            known.add(name, number)
    return groups


class _Known:
    """Which person a name belongs to: two are one person when equal in any order, or when the one ends the other."""

    def __init__(self) -> None:
        self._same: dict[tuple[str, ...], int] = {}
        self._whole: dict[tuple[str, ...], int] = {}
        self._ends: dict[tuple[str, ...], int] = {}

    def find(self, name: str) -> int | None:
        """The first person whom the name can mean."""
        words = tuple(fold(name).split())
        found = [self._same.get(tuple(sorted(words))), self._ends.get(words)]
        found += [self._whole.get(end) for end in _endings(words)]
        return min((number for number in found if number is not None), default=None) if words else None

    def add(self, name: str, number: int) -> None:
        """Take in a name of the person with this number."""
        words = tuple(fold(name).split())
        if self._whole.get(words, number + 1) <= number:
            return
        self._whole[words] = number
        for table, key in ((self._same, tuple(sorted(words))), *((self._ends, end) for end in _endings(words))):
            table[key] = min(table.get(key, number), number)


def _endings(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [words[at:] for at in range(max(0, len(words) - _PARTS), len(words))]


_PARTS = 8
"""Words that a name can have; an ending longer than this is none."""


_WEAK = frozenset({CompanySource.SENTENCE, CompanySource.MAIN})


def _firm(group: list[Claim]) -> list[Claim]:
    """Without claims whose company was only supplied, after the same direction was told with a company named."""
    if len(group) == 1:
        return group
    first: dict[tuple[Direction, bool], int] = {}
    kept: set[str] = set()
    for claim in group:
        if claim.company is not None and claim.company_source not in _WEAK:
            kept.add(claim.company.company)
            key = (claim.direction, claim.background)
            first[key] = min(first.get(key, claim.at), claim.at)
    return [
        c
        for c in group
        if c.company is None
        or c.company_source not in _WEAK
        or c.company.company in kept
        or c.at < first.get((c.direction, c.background), c.at + 1)
    ]


def _without_biography(group: list[Claim]) -> list[Claim]:
    """Without history at a company which the same person is in the news about: how X once came to what X now leaves."""
    if not any(c.background for c in group):
        return group
    news = {c.company.company for c in group if c.company is not None and not c.background}
    return [c for c in group if not c.background or c.company is None or c.company.company not in news]


def _findings(group: list[Claim], listed: AbstractSet[str]) -> list[Finding]:
    sides: dict[tuple[Direction, str], list[Claim]] = {}
    for claim in _without_biography(_firm(group)):
        if claim.company is not None:
            sides.setdefault((claim.direction, claim.company.company), []).append(claim)
    outs = [claims for (direction, _), claims in sides.items() if direction is Direction.OUT]
    ins = [claims for (direction, _), claims in sides.items() if direction is Direction.IN]
    pairs = _paired(outs, ins) if outs and ins else [*((out, []) for out in outs), *(([], into) for into in ins)]
    return [_finding(group, out, into, listed) for out, into in pairs]


def _paired(outs: list[list[Claim]], ins: list[list[Claim]]) -> list[tuple[list[Claim], list[Claim]]]:
    """Which departure belongs to which arrival: equal age (news or history), nearest in the text."""
    pairs: list[tuple[list[Claim], list[Claim]]] = []
    free = list(ins)
    for out in outs:
        fits = [into for into in free if _fit(out, into)]
        best = min(fits, key=lambda into: _distance(out, into), default=None)
        if best is not None:
            free.remove(best)
        pairs.append((out, best or []))
    return pairs + [([], into) for into in free]


def _fit(out: list[Claim], into: list[Claim]) -> bool:
    same_age = _background(out) == _background(into)
    denied = {_status(out), _status(into)}
    return same_age and (Status.DENIED not in denied or len(denied) == 1)


def _distance(out: list[Claim], into: list[Claim]) -> tuple[bool, int]:
    a, b = out[0].company, into[0].company
    inside = a is not None and b is not None and a.company == b.company
    places = sorted({(claim.at, side) for side, claims in enumerate((out, into)) for claim in claims})
    gaps = (after - before for (before, one), (after, other) in pairwise(places) if one != other)
    return inside, min(gaps, default=0)


def _background(claims: Sequence[Claim]) -> bool:
    return all(claim.background for claim in claims)


def _status(claims: Sequence[Claim]) -> Status:
    """The strongest word of the clauses that tell it as news; a denial outweighs mere rumour, which is what it denies."""
    if len(claims) == 1:
        return claims[0].status
    first = min(claim.at for claim in claims)
    opening = [c for c in claims if c.at == first]
    if any(c.status is Status.DENIED for c in opening):
        return Status.DENIED  # what the text opens by denying is what it goes on to quote
    told = {c.status for c in claims if not c.in_title} or {c.status for c in claims}
    if Status.REPORTED not in told:  # headlines leave out whose word it is
        told = {c.status for c in claims}
    order = (Status.CONFIRMED, Status.REPORTED, Status.DENIED, Status.RUMORED)
    return next((status for status in order if status in told), Status.DENIED)


def _position(claims: list[Claim]) -> Position | None:
    if not claims:
        return None
    ranked = sorted(claims, key=lambda c: (_BY_SOURCE.index(c.company_source), c.at)) if len(claims) > 1 else claims
    company = ranked[0].company
    if company is None:
        return None
    units = [unit for c in ranked if (unit := c.unit or (c.company.unit if c.company else None))]
    unit = units[0] if units else None
    return Position(company=company.company, unit=unit, role=_best_role([c.role for c in ranked if c.role]))


def _best_role(roles: Sequence[str]) -> str | None:
    """Of several titles for one place the highest, and of those the one that says most."""
    if len(set(roles)) <= 1:
        return roles[0] if roles else None
    return min(roles, key=lambda role: (rank(normalise(role)), -len(role)))


_PARTICLES = frozenset(
    {"van", "von", "de", "der", "den", "del", "della", "di", "da", "la", "le", "dos", "du", "ten", "ter", "al", "el"}
)


def _fullest(names: Sequence[str]) -> str:
    """The first name of several words, or the longer one that ends with it: "Van der Linden" of "Pieter van der Linden"."""
    first = next((name for name in names if len(name.split()) > 1), names[0])
    if first.split()[0].casefold() not in _PARTICLES:
        return first
    return max((name for name in names if fold(name).endswith(f" {fold(first)}")), key=len, default=first)


def _finding(group: list[Claim], out: list[Claim], into: list[Claim], listed: AbstractSet[str]) -> Finding:
    claims = [*into, *out]
    written = {name for c in group for name in (c.person, *c.also)}
    written.update(glosses(written, {c.evidence for c in group}))
    names = sorted(written, key=lambda n: (-len(n.split()), -len(n), n)) if len(written) > 1 else written
    person = _fullest([c.person for c in group])
    best = (
        min(claims, key=lambda c: (c.background, _BY_SOURCE.index(c.company_source), c.at))
        if len(claims) > 1
        else claims[0]
    )
    dates = [c.date for c in claims if c.date is not None and c.background == best.background]
    background = _background(claims)
    status = _status(into) if into and out and _status(into) == _status(out) else _status(claims)
    parts = tuple(tier.parts(claims))
    against = tier.objections(claims, status, listed, background=background)
    return Finding(
        person=person,
        also=tuple(name for name in names if name != person),
        left=_position(out),
        joined=_position(into),
        status=status,
        date=max(dates, key=lambda d: d.precision, default=None),
        background=background,
        confidence=tier.confidence(parts),
        alert=not against,
        evidence=best.evidence,
        why=tuple(dict.fromkeys(c.pattern for c in claims)),
        tier=tier.reasons(parts, against),
    )
