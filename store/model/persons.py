"""When a telling is of a known person. Pure and conservative; every rule with its reason.

Keys (how a name sounds, see `store.readings`) only propose, for 姚顺雨 and 姚顺宇 share theirs:

1. Different Chinese characters, both known: two persons. So are two whom people have said to be different, for good.
2. A shared key and a shared company within 24 months: one person.
3. The same full name is one person where namesakes are rare: three Chinese characters, unless both surname and given
   name are everybody's; a Western name, unless both are. Two characters (王伟), pinyin and Korean names (Wang Wei) and
   the John Smiths are too common for that (`store.namesakes`).
4. The same key in the same script and the two halves of one move within the window: one person ("left A", then
   "joined B", without a word of A).
5. A bare surname or given name, initials, a shortened given name or one slip of the pen (Western names only), and a name
   that another tongue writes by its sound (苏茨克维; Chan Chi-ming for 陈志明) count only within one move: the same
   company, the same direction, the same window, and nobody else it could be. A bare name may also be that of a person
   in the same article. A surname that few people bear is also its bearer's on the last day of a farewell told before. A Western given name before the same Chinese surname (Tony Wu, 吴宇怀) counts so only within
   two days.

Where a telling is of two known persons, by what each is known for, and nothing speaks against it, they are one. So is
whoever is known by a bare or broken name alone, of the very move that the telling gives the full name for: outlets that
write the surname only are read first as often as last.
Where it could be either of two who are not one, it is neither's: a new person, and people are asked (`doubts`).
"""

import datetime as dt
import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from store.model.people import Identity, hinted, maybe_nicknamed, rare_alike, same_script, strangers

SAME_NEWS = dt.timedelta(days=2)
"""Longest gap between two outlets' first reports of one piece of news."""

Pairs = Collection[frozenset[int]]
"""Pairs of persons, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """A known person, and what a telling has in common with their moves."""

    who: Identity
    one_move: bool
    """It may be of one of the moves."""
    leg: dt.timedelta | None
    """Least gap to a move that it may be of, with a company and direction in common; None: there is none."""
    acquainted: bool
    """A company is shared within 24 months (rule 2)."""
    alike: bool
    """Such a move, and nothing speaks of another role."""
    gap: dt.timedelta
    """Least gap to any of the moves."""


def meant(found: Identity, known: Mapping[int, Bond], different: Pairs = ()) -> list[int]:
    """The persons a telling is about: one, or several who are one by it, or nobody known.

    `different` are those whom people have said to be two.
    """
    sure = [person for person, bond in known.items() if _one_person(found, bond)]
    chosen = _surely(sure, known, different)
    if sure and not chosen:
        return []
    maybe = [person for person, bond in known.items() if person not in sure and partly(found, bond)]
    together = [*chosen, *maybe]
    return together if _agree(together, maybe, known) and not _two(together, known, different) else chosen


def _surely(sure: Sequence[int], known: Mapping[int, Bond], different: Pairs) -> list[int]:
    """Those of the persons who are meant for sure: by one of their moves, else the nearest; nobody where two differ."""
    here = [person for person in sure if known[person].one_move]
    if _two(here or sure, known, different):
        return []
    return here or sorted(sure, key=lambda person: known[person].gap)[:1]


def _agree(together: Sequence[int], maybe: Sequence[int], known: Mapping[int, Bond]) -> bool:
    """Say whether those whom a part of a name fits can all be one person, and nobody else it could be.

    Mira Muratti and 米拉·穆拉蒂, told apart so far, are one by a telling of Mira Murati; Lin Junyang and Lin Yuan are not
    by one of Lin, nor is that one of either.
    """
    who = {person: known[person].who for person in together}
    if any(not _compatible(who[a], who[b]) for a, b in itertools.combinations(together, 2)):
        return False
    others = [bond.who for person, bond in known.items() if person not in who and bond.leg is not None]
    return not any(hinted(who[person], other) for person in maybe if not who[person].keys for other in others)


def _compatible(one: Identity, other: Identity) -> bool:
    bare_one = not (one.keys and other.keys)
    return bare_one or bool(one.keys & other.keys) or hinted(one, other)


def bare(found: Identity, known: Mapping[int, Bond], here: Collection[int]) -> list[int]:
    """The one person of the article who bears this bare name; `here` are those the article has told of."""
    if found.keys:
        return []
    bearers = [person for person in here if person in known and found.single & known[person].who.parts]
    return bearers if len(bearers) == 1 else []


def _two(persons: Sequence[int], known: Mapping[int, Bond], different: Pairs) -> bool:
    """Say whether two of these are two people, by rule 1."""
    told_apart = any(frozenset(pair) in different for pair in itertools.combinations(persons, 2))
    return told_apart or strangers([known[person].who for person in persons])


def _one_person(found: Identity, bond: Bond) -> bool:
    """Rules 1 to 4."""
    if strangers([found, bond.who]) or not found.keys & bond.who.keys:
        return False
    return rare_alike(found, bond.who) or bond.acquainted or (same_script(found, bond.who) and bond.one_move)


def partly(found: Identity, bond: Bond) -> bool:
    """Say whether a part of the name fits (rule 5), whoever else it may fit."""
    if bond.leg is None or strangers([found, bond.who]):
        return False
    return hinted(found, bond.who) or (bond.leg <= SAME_NEWS and maybe_nicknamed(found, bond.who))
