"""When people are asked whether two persons are one. Pure.

A telling that is no known person's for certain begins a new person; nothing is guessed. Whoever may be meant all the same
is put beside the new one, with the reason in words, until somebody says that they are one or two.
"""

import enum
from collections.abc import Mapping

from store.model.people import Identity, slip_of_characters, strangers
from store.model.persons import Bond, partly

MOST = 5
"""Pairs raised for one new person, the nearest in time: beside everybody's namesake nobody looks at more."""


class Doubt(enum.StrEnum):
    """Why two persons may be one, in words for whoever reviews them."""

    NAMESAKE = "the same name, but no company in common"
    SLIP = "one sound in other characters, with the same company: perhaps a slip of the pen"
    EITHER = "the same name, and more than one whom it fits"
    PARTLY = "only a part of the name was told, and it fits more than one"


def raised(found: Identity, known: Mapping[int, Bond]) -> dict[int, Doubt]:
    """Known persons who may be the new one of this telling, nearest first, each with the reason."""
    doubts = {person: _doubt(found, bond) for person, bond in known.items()}
    fits = [person for person, doubt in doubts.items() if doubt is Doubt.PARTLY]
    nearest = sorted(doubts, key=lambda person: (known[person].gap, person))
    sure = {person: doubt for person in nearest if (doubt := doubts[person]) is not None}
    kept = [person for person in sure if person not in fits or len(fits) > 1]
    return {person: sure[person] for person in kept[:MOST]}


def settled(one: Identity, other: Identity, why: str) -> bool:
    """Say whether what has become known of two persons answers the doubt: their Chinese names are different ones."""
    return why != Doubt.SLIP and strangers([one, other])


def _doubt(found: Identity, bond: Bond) -> Doubt | None:
    same = bool(found.keys & bond.who.keys)
    if strangers([found, bond.who]):
        slip = same and bond.alike and slip_of_characters(found, bond.who)
        return Doubt.SLIP if slip else None
    if same:
        return Doubt.EITHER if bond.acquainted or bond.one_move else Doubt.NAMESAKE
    return Doubt.PARTLY if partly(found, bond) else None
