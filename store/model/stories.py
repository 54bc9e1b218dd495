"""Which moves are one piece of news, told by one message. Pure; every rule with its reason.

A move is one person's; news often is not: three people leave together, one goes and another takes over. Whoever reads
that in a channel wants one message, so moves that an article tells as one are one **story**, and the story's message
is that of the move told first.

1. **Together**: the same company and the same direction, within two days, and told in one breath: by the same sentence,
   or one's sentence names the other. Where the whole article is about one company, it is breath enough; but then both
   must be the day's news, for "A day after X, Y leaves too" is two pieces of news.
2. **Hand-over**: one leaves a company, another takes up something there, within the window of one move. In an article
   about several companies (a round-up) it must be told in one breath, or of posts of one family.

3. **Hand-over told apart**: one article tells who goes, another who takes over. Within ten days, where the words of one
   name the other person and the posts are not of two families, that is one hand-over as well.

Links only add up: a story is whatever is linked by any article, so the order of reading decides nothing but which move
lends its message. History, and moves the article only recalls, link nothing.

What was tried: one story for all that an article tells (a round-up became one message), and only the same sentence
(half of the successors, told in the next one, got an alert of their own).
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from store.model.houses import NOTHING_KNOWN, Houses
from store.model.names import fold, has_han
from store.model.positions import Position, family
from store.model.sameness import ROLE_WINDOW, WINDOW, Span, same_company

TOGETHER = dt.timedelta(days=2)
"""Longest gap between the days of people who go together: the wires name a third one a day later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One move as one article tells it, or as all articles so far do."""

    move: int
    person: int
    left: Position | None
    joined: Position | None
    when: Span
    first: dt.date
    """The day on which anybody told the move first, this article included."""
    evidence: str
    """The words that tell it."""
    names: frozenset[str] = frozenset()
    """Forms of the person's name, and its single words."""
    houses: Houses = NOTHING_KNOWN
    """What is known of companies when two are compared."""

    @property
    def companies(self) -> tuple[str, ...]:
        """Companies on either side."""
        return tuple(side.company for side in (self.left, self.joined) if side is not None)

    @property
    def other_way(self) -> tuple[tuple[str, str], ...]:
        """Where somebody would lead who takes over from this move or makes room for it: company, and `in` or `out`."""
        sides = ((self.left, "in"), (self.joined, "out"))
        return tuple((side.company, way) for side, way in sides if side is not None)


def groups(told: Sequence[Told]) -> list[frozenset[int]]:
    """Gather the moves of one article into stories; moves that stand alone are left out."""
    focused = _one_company(told)
    found: list[frozenset[int]] = []
    for i, one in enumerate(told):
        for other in told[i + 1 :]:
            if one.person != other.person and (
                _together(one, other, focused=focused) or _hand_over(one, other, focused=focused)
            ):
                pair = frozenset({one.move, other.move})
                found = [*(g for g in found if not g & pair), pair.union(*(g for g in found if g & pair))]
    return [group for group in found if len(group) > 1]


def handed_over(one: Told, other: Told) -> bool:
    """Rule 3, for a move of this article and one that is known from others."""
    if one.person == other.person or one.when.apart(other.when) > ROLE_WINDOW or not _one_breath(one, other):
        return False
    return any(
        _meet(a.left, b.joined, one.houses) and not _two_families(a.left, b.joined)
        for a, b in ((one, other), (other, one))
    )


def _one_company(told: Sequence[Told]) -> bool:
    """Say whether everything an article tells happens at one company."""
    return any(all(_among(company, one) for one in told) for company in told[0].companies) if told else False


def _among(company: str, one: Told) -> bool:
    return any(same_company(company, other, one.houses) for other in one.companies)


def _together(one: Told, other: Told, *, focused: bool) -> bool:
    """Rule 1."""
    meet = _meet(one.left, other.left, one.houses) or _meet(one.joined, other.joined, one.houses)
    if not meet or one.when.apart(other.when) > TOGETHER:
        return False
    if _one_breath(one, other):
        return abs(one.first - other.first) <= TOGETHER
    return focused and one.first == other.first and one.when.apart(other.when) == dt.timedelta()


def _hand_over(one: Told, other: Told, *, focused: bool) -> bool:
    """Rule 2."""
    if one.when.apart(other.when) > WINDOW:
        return False
    sure = focused or _one_breath(one, other)
    return any(
        _meet(a.left, b.joined, one.houses) and (sure or _one_family(a.left, b.joined))
        for a, b in ((one, other), (other, one))
    )


def _meet(one: Position | None, other: Position | None, houses: Houses) -> bool:
    return one is not None and other is not None and same_company(one.company, other.company, houses)


def _two_families(one: Position | None, other: Position | None) -> bool:
    known = {family(place.role) for place in (one, other) if place is not None} - {None}
    return len(known) > 1


def _one_family(one: Position | None, other: Position | None) -> bool:
    known = family(one.role) if one is not None else None
    return known is not None and other is not None and known == family(other.role)


def in_one_breath(words: str, names: Collection[str], other_words: str, other_names: Collection[str]) -> bool:
    """Say whether the same words tell two moves, or the words of one name the mover of the other."""
    return words == other_words or _speaks_of(words, names, other_names) or _speaks_of(other_words, other_names, names)


def _one_breath(one: Told, other: Told) -> bool:
    return in_one_breath(one.evidence, one.names, other.evidence, other.names)


def _speaks_of(words: str, movers: Collection[str], names: Collection[str]) -> bool:
    """Say whether words that tell one move name somebody else, all words of the name where it is a Western one.

    A family name that is the mover's own as well names nobody else.
    """
    own = {word for name in movers for word in fold(name).split()}
    told = set(fold(words).split())
    return any(
        name in words if has_han(name) else fold(name) not in own and told.issuperset(fold(name).split())
        for name in names
    )
