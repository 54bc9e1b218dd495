"""What is known of companies beside the watchlist: which names are one house, and what became of it. Pure.

A value that the upper floors make of their lists and hand in, for no list lies on this floor. Two names are compared in
normal form; scripts are joined before.

**One company or two**, by two names (`same`): both known: what the lists say. One known: the other is that company
where it only adds what a company calls itself or its parts by ("Alibaba Cloud Intelligence Group"), for a well-known
name in front of any other word is mostly somebody else's (Apple Bank, Meta Materials). Neither known: the longer name
is taken for the fuller form of the shorter, as an article introduces "Skyway Robotics" and goes on about "Skyway".

**Facts are dated, names are not.** A renamed house answers to both names at any time: people write of 2019 with
today's names and of today with those of 2019. A house that was taken in stays itself, before and after; whoever asks
for its new owner sees both from the day on.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from store.model.companies import CompanyRef
from store.model.dates import PartialDate
from store.model.names import fold, has_han


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """A fact: since a day a house goes by another name, or is part of another house. Names as their lists write them."""

    name: str
    became: str
    since: PartialDate
    """The day it took effect; a month where only that is known, and then its first day counts."""
    renamed: bool = False
    """The same house under a new name; else it was taken in."""


@dataclass(frozen=True, kw_only=True)
class Houses:
    """Known names and facts. Empty: nothing is known, and names are compared by their words alone."""

    written: tuple[tuple[str, CompanyRef], ...] = field(default=(), repr=False)
    """Each known name and what it leads to; of two equal ones the first counts."""
    parts: tuple[str, ...] = ()
    """Words, in normal form, that a company adds to its name for itself or a part of it: Inc, Group, Labs, 集团."""
    facts: tuple[Became, ...] = ()
    _names: Mapping[str, CompanyRef] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names", {fold(name): ref for name, ref in reversed(self.written)})

    def ref(self, written: str) -> CompanyRef | None:
        """The company, or unit of one, that a name leads to; None where no list knows it."""
        return self._names.get(fold(written))

    def same(self, one: str, other: str) -> bool:
        """Say whether two names are one company's; a unit's name is its company's."""
        short, long = sorted((fold(one), fold(other)), key=len)
        if short == long:
            return True
        here, there = self._names.get(short), self._names.get(long)
        if here is not None and there is not None:
            return here.company == there.company
        rest = _rest(short, long)
        return rest is not None and ((here is None and there is None) or self._names_a_part(rest))

    def _names_a_part(self, rest: str) -> bool:
        words = "|".join(map(re.escape, self.parts))
        return bool(words) and re.fullmatch(rf"(?: ?(?:{words})(?![a-z]))+", rest) is not None

    def taken_in(self, ref: CompanyRef, day: dt.date) -> tuple[Became, ...]:
        """What had become part of a house by a day, and what had become part of that, the latest last."""
        found: dict[Became, None] = {}
        wanted = [ref]
        while wanted:
            owner = wanted.pop()
            for fact in self._into(owner, day):
                if fact not in found:
                    found[fact] = None
                    wanted.append(self.means(fact.name))
        return tuple(sorted(found, key=lambda fact: fact.since.first))

    def _into(self, owner: CompanyRef, day: dt.date) -> Iterator[Became]:
        for fact in self.facts:
            reached = self.means(fact.became) == owner != self.means(fact.name)
            if reached and not fact.renamed and fact.since.first <= day:
                yield fact

    def fate(self, written: str, day: dt.date) -> Became | None:
        """What had become by a day of the house that a name was, or is: its new name, or its owner."""
        ref = self.means(written)
        told = (fact for fact in self.facts if fact.since.first <= day)
        own = [
            fact
            for fact in told
            if fold(fact.name) == fold(written) or (self.means(fact.name) == ref and not fact.renamed)
        ]
        return max(own, key=lambda fact: (fold(fact.name) == fold(written), fact.since.first), default=None)

    def means(self, written: str) -> CompanyRef:
        """The same as `ref`; an unknown name is a company of that name."""
        return self.ref(written) or CompanyRef(written)

    def unit(self, company: str, written: str | None) -> str | None:
        """The one name of a company's unit, however an outlet names it; an unknown one as it is written."""
        if written is None:
            return None
        found = (self.ref(name) for name in (written, f"{company} {written}"))
        return next((ref.unit for ref in found if ref is not None and ref.unit and ref.company == company), written)

    def known_as(self, ref: CompanyRef) -> tuple[str, ...]:
        """Every known name of a company or unit, as the lists write it."""
        return tuple(name for name, meant in self.written if meant == ref == self.ref(name))


NOTHING_KNOWN = Houses()
"""No list at hand."""


def _rest(short: str, long: str) -> str | None:
    """What the longer name adds to the shorter, which must be its first words; None where it is not."""
    if long.startswith(f"{short} ") or (has_han(short) and len(short) > 1 and long.startswith(short)):
        return long[len(short) :]
    return None
