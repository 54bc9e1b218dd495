"""What is concluded from everything that was claimed about one move. Pure: the same claims in any order give the same.

"Order" is the order of telling (publication, then arrival), so that who was read first by chance decides nothing but
which of two equally good wordings is shown.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.model.dates import PartialDate
from store.model.houses import NOTHING_KNOWN, Houses
from store.model.moves import Move, Status
from store.model.names import fold
from store.model.positions import Position, family
from store.model.sameness import same_company

_RUNG = {Status.DENIED: 0, Status.RUMORED: 0, Status.REPORTED: 1, Status.CONFIRMED: 2}
_TWICE_TOLD = 0.5
"""Confidence from which two independent outlets together are sure enough: read from the body alone each is right in
about three of four cases, so both wrong about the same person, company and direction is rare."""
_LONG_QUOTE = 40  # characters: shorter sentences are alike by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One article's claim, as it is remembered."""

    publisher: str
    title: str
    quote: str
    told_at: dt.datetime
    """When it was published, else when it was read."""
    person: str
    """As written."""
    left: Position | None
    joined: Position | None
    status: Status
    date: PartialDate | None
    background: bool
    confidence: float
    alert: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What a reader is shown of a move, but for the person."""

    left: Position | None
    joined: Position | None
    status: Status
    date: PartialDate | None
    background: bool
    confidence: float
    alert: bool


def conclude(claims: Iterable[Claim], houses: Houses = NOTHING_KNOWN) -> Conclusion:
    """Conclude a move from its claims; there must be at least one, with a side. `houses` tell one company from two."""
    told = sorted(claims, key=lambda claim: claim.told_at)
    affirmed = [claim for claim in told if claim.status is not Status.DENIED] or told
    return Conclusion(
        left=_side([(c, c.left) for c in affirmed], houses) or _side([(c, c.left) for c in told], houses),
        joined=_side([(c, c.joined) for c in affirmed], houses) or _side([(c, c.joined) for c in told], houses),
        status=status(told),
        date=_date(affirmed),
        background=all(claim.background for claim in told),
        confidence=max(claim.confidence for claim in told),
        alert=any(claim.alert for claim in told) or _twice_told(affirmed),
    )


def status(claims: Sequence[Claim]) -> Status:
    """The highest rung of the ladder. A denial stands until it is overcome.

    A confirmation that is not older overcomes it, and so do two independent outlets that report the move as a fact on
    a later day; rumors never do.
    """
    affirmed = [claim for claim in claims if claim.status is not Status.DENIED]
    denials = [claim.told_at.date() for claim in claims if claim.status is Status.DENIED]
    if denials:
        last = max(denials)
        confirmed = any(claim.status is Status.CONFIRMED and claim.told_at.date() >= last for claim in affirmed)
        later = [claim for claim in affirmed if claim.status is not Status.RUMORED and claim.told_at.date() > last]
        if not confirmed and len(_voices(later)) < 2:
            return Status.DENIED
    return max((claim.status for claim in affirmed), key=lambda one: _RUNG[one])


def differences(before: Move | Conclusion, after: Conclusion, houses: Houses = NOTHING_KNOWN) -> tuple[str, ...]:
    """Name what a reader can see changed: status, destination, origin, role, unit, date.

    Another name of the same unit, or of a company that got a new one, is no change.
    """
    sides = ((before.left, after.left), (before.joined, after.joined))
    seen = (
        ("status", before.status is not after.status),
        ("destination", _company_differs(before.joined, after.joined, houses)),
        ("origin", _company_differs(before.left, after.left, houses)),
        ("role", any(_role_differs(old, new) for old, new in sides)),
        ("unit", any(_unit_differs(old, new, houses) for old, new in sides)),
        ("date", before.date != after.date),
    )
    return tuple(name for name, differs in seen if differs)


def independent(claim: Claim, others: Iterable[Claim]) -> bool:
    """Say whether an outlet adds a voice of its own: not one already heard, and no reprint of its words."""
    return not any(
        fold(claim.publisher) == fold(other.publisher)
        or fold(claim.title) == fold(other.title)
        or (len(claim.quote) >= _LONG_QUOTE and fold(claim.quote) == fold(other.quote))
        for other in others
    )


def joined_claims(one: Claim, other: Claim) -> Claim:
    """Make one claim of two that one article makes about one move: sides completed, the surer status."""
    surer, lesser = (other, one) if _strength(other) > _strength(one) else (one, other)
    return Claim(
        publisher=surer.publisher,
        title=surer.title,
        quote=surer.quote,
        told_at=min(one.told_at, other.told_at),
        person=one.person,
        left=surer.left or lesser.left,
        joined=surer.joined or lesser.joined,
        status=surer.status,
        date=_finer(surer.date, lesser.date),
        background=one.background and other.background,
        confidence=max(one.confidence, other.confidence),
        alert=one.alert or other.alert,
    )


def _strength(claim: Claim) -> tuple[bool, int]:
    """A denial in an article outweighs the rumor it repeats, but no confirmation."""
    return claim.status is Status.CONFIRMED, 2 if claim.status is Status.DENIED else _RUNG[claim.status]


def _side(told: Sequence[tuple[Claim, Position | None]], houses: Houses) -> Position | None:
    """One side: the company with the surest, most widely told and latest claims; its first unit and role."""
    camps: list[list[tuple[Claim, Position]]] = []
    for claim, place in told:
        if place is None:
            continue
        camp = next((c for c in camps if same_company(c[0][1].company, place.company, houses)), None)
        if camp is None:
            camps.append(camp := [])
        camp.append((claim, place))
    if not camps:
        return None
    camp = max(camps, key=_weight)
    surest = sorted(camp, key=lambda one: -_RUNG[one[0].status])
    company = camp[0][1].company
    return Position(
        company=company,
        unit=next((houses.unit(company, place.unit) for _, place in surest if place.unit), None),
        role=next((place.role for _, place in surest if place.role), None),
    )


def _weight(camp: Sequence[tuple[Claim, Position]]) -> tuple[int, int, dt.datetime]:
    voices = {fold(claim.publisher) for claim, _ in camp}
    return max(_RUNG[claim.status] for claim, _ in camp), len(voices), max(claim.told_at for claim, _ in camp)


def _date(claims: Sequence[Claim]) -> PartialDate | None:
    """The finest date, of those the surest, of those the first told."""
    dated = [(claim.date.precision, _RUNG[claim.status], claim.date) for claim in claims if claim.date is not None]
    return max(dated, key=lambda one: one[:2])[2] if dated else None


def _finer(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    if one is None or other is None:
        return one or other
    return other if other.precision > one.precision else one


def _twice_told(claims: Sequence[Claim]) -> bool:
    sure = [claim for claim in claims if not claim.background and claim.confidence >= _TWICE_TOLD]
    return len(_voices(sure)) > 1


def _voices(claims: Iterable[Claim]) -> list[Claim]:
    """The claims of independent outlets, each the first of its kind."""
    voices: list[Claim] = []
    for claim in claims:
        if independent(claim, voices):
            voices.append(claim)
    return voices


def _company_differs(old: Position | None, new: Position | None, houses: Houses) -> bool:
    """Another company, or one that is now known; two names that lists lead to one company are the same."""
    if old is None or new is None:
        return old is not new
    return houses.means(old.company) != houses.means(new.company)


def _unit_differs(old: Position | None, new: Position | None, houses: Houses) -> bool:
    if old is None or new is None:
        return False
    units = (houses.unit(new.company, old.unit), houses.unit(new.company, new.unit))
    return fold(units[0] or "") != fold(units[1] or "")


def _role_differs(old: Position | None, new: Position | None) -> bool:
    """A role that is now known, or of another family; another wording alone is no news."""
    if old is None or new is None or old.role == new.role:
        return False
    return old.role is None or family(old.role) != family(new.role)
