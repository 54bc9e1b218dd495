"""How many independent voices tell a move, and who vouches for it. Pure.

Theory. Ten articles are one voice when they are one newsroom's words. So what counts is not articles and not names but
the families of outlets (`store.model.press`) that can have written the texts:

1. A text has one author. Copies (`store.model.likeness`, by title or quote) are one text, by whoever told it first; where
   several told it at once and one of them has other texts of its own, nobody else is needed.
2. "According to Bloomberg" is Bloomberg's voice once more, whoever prints it, and all who lean on it are one voice
   together where Bloomberg itself is not among the tellings. What "media report" is nobody's.
3. Relays, and pages on which a company or an authority speaks, are no outlets. Where nobody else tells it, relays are one
   voice, for somebody must have written it.

So each text gives the families it may be from, and as few are counted as explain all texts: those with one possible
author first. Order of arrival decides nothing.

Who vouches is a question of its own: a filing, the company or the person, by whose page it is or by the words of the
quote. Known limits: two outlets that buy from one agency and rewrite it thoroughly count as two; a quote cut before
"Bloomberg reported" hides that it is a retelling.
"""

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from store.model.claims import Claim
from store.model.likeness import alike
from store.model.moves import Standing, Status
from store.model.phrases import Place, Vouched, Voucher, houses, leans, vouched
from store.model.press import Family, Press, Voice, key

_LONG_QUOTE = 40
"""Characters from which two alike quotes are one text; shorter sentences are alike by chance."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """A claim with what is known of its speaker."""

    claim: Claim
    family: Family
    leans_on: frozenset[str] | None
    """Names of the families it rests on; empty: on somebody unnamed; None: it speaks for itself."""


def count(claims: Iterable[Claim], press: Press) -> int:
    """How many independent outlets tell this; relays alone are one."""
    told = _tellings(claims, press)
    authors = {frozenset(_authors(text)) for text in _texts(told)} - {frozenset()}
    heard: set[str] = set()
    for names in sorted(authors, key=lambda names: (len(names), sorted(names))):
        if heard.isdisjoint(names):
            heard.add(min(names))
    passed_on = any(one.family.kind is Voice.RELAY or one.leans_on is not None for one in told)
    return len(heard) or int(passed_on)


def _authors(text: Iterable[_Telling]) -> set[str]:
    """The families that can have written a text: those it leans on where it names any, else the first outlets with it."""
    printed = list(text)
    named = {name for one in printed for name in one.leans_on or ()}
    own = [one for one in printed if one.leans_on is None and one.family.kind is Voice.OUTLET]
    first = min((one.claim.told_at for one in own), default=None)
    return named or {one.family.name for one in own if one.claim.told_at == first}


def _texts(told: Iterable[_Telling]) -> list[list[_Telling]]:
    """The tellings with copies together."""
    texts: list[list[_Telling]] = []
    for one in told:
        same = [text for text in texts if any(_copied(one, other) for other in text)]
        texts = [text for text in texts if text not in same]
        texts.append([one, *(other for text in same for other in text)])
    return texts


def standing(claims: Sequence[Claim], status: Status, press: Press) -> Standing:
    """What a move of this status rests on: of those who deny it where it is denied, else of those who affirm it."""
    denied = status is Status.DENIED
    speaking = [claim for claim in claims if (claim.status is Status.DENIED) is denied]
    sure = [claim for claim in speaking if claim.status is status]
    found = [one for claim in sure if (one := _vouched(claim, press))] if status in _VOUCHED else []
    ladder = list(Voucher)
    best = min(found, key=lambda one: (ladder.index(one.by), one.company is None, one.company or ""), default=None)
    return Standing(
        outlets=count(speaking, press),
        by=best.by if best is not None else None,
        company=best.company if best is not None else None,
    )


_VOUCHED = frozenset([Status.CONFIRMED, Status.DENIED])


@lru_cache(maxsize=4096)
def _vouched(claim: Claim, press: Press) -> Vouched | None:
    """Who vouches for a claim: the house itself where it is no outlet, else whoever its words name."""
    family = press.family(claim.publisher, claim.url, claim.companies)
    if family.kind is Voice.FILING:
        return Vouched(Voucher.FILING)
    if family.kind is Voice.COMPANY and key(family.name) in map(key, claim.companies):
        return Vouched(Voucher.COMPANY, family.name)
    companies = {name: press.names_of(name) for name in claim.companies}
    said = vouched(claim.quote, claim.person, companies, press.vouching) or vouched(
        claim.title, claim.person, companies, press.vouching
    )
    if said is None and family.kind is Voice.RELEASE:
        return Vouched(Voucher.COMPANY, claim.companies[0] if len(claim.companies) == 1 else None)
    return said


def _tellings(claims: Iterable[Claim], press: Press) -> list[_Telling]:
    """The claims with their speakers."""
    spoken = [(claim, press.family(claim.publisher, claim.url, claim.companies)) for claim in claims]
    telling = {key(claim.publisher): house.name for claim, house in spoken if house.kind is Voice.OUTLET}
    outlets = ChainMap(telling, press.outlets)
    return [_Telling(claim, house, _leans(claim, house, press, outlets)) for claim, house in spoken]


def _leans(claim: Claim, family: Family, press: Press, outlets: Mapping[str, str]) -> frozenset[str] | None:
    named = houses((*_places(claim.quote, press), *_places(claim.title, press)), outlets)
    return None if named is None or named == {family.name} else named - {family.name}


@lru_cache(maxsize=4096)
def _places(text: str, press: Press) -> tuple[Place | None, ...]:
    return leans(text, press.leaning)


def _copied(one: _Telling, other: _Telling) -> bool:
    """Say whether two houses print one text; one house's own texts need no comparing, and a text is equally sure of itself."""
    if one.family.name == other.family.name or one.claim.status is not other.claim.status:
        return False
    quotes = one.claim.quote, other.claim.quote
    return alike(one.claim.title, other.claim.title) or (min(map(len, quotes)) >= _LONG_QUOTE and alike(*quotes))
