"""Names written with initials: TM Roh for Roh Tae-moon, C.C. Wei for Wei Che-chia, J. Schulman."""

import re

from store.model.names import fold, has_han
from store.readings import given_first, words

_CAPITALS = re.compile(r"(?:[A-Z]\.?[ -]?){1,3}")
_JOINTS = re.compile(r"[-‐‑‒– .]+")


def abbreviated(name: str) -> frozenset[str]:
    """The name's initials and its surname, where it is written so: `tm roh`. Empty for names written out."""
    written = given_first(name).split()
    capitals = [word for word in written[:-1] if _CAPITALS.fullmatch(word)]
    if len(written) < 2 or has_han(name) or len(capitals) < len(written) - 1 or written[-1].isupper():
        return frozenset()
    return frozenset({f"{fold(''.join(capitals)).replace(' ', '')} {fold(written[-1])}"})


def initials(name: str) -> frozenset[str]:
    """What a name written out in Latin letters may be abbreviated to, whichever of its ends is the surname."""
    written = words(given_first(name))
    if len(written) < 2 or has_han(name) or abbreviated(name):
        return frozenset()
    plain = given_first(name).split()
    return frozenset(
        f"{fold(letters)} {surname}"
        for surname, given in ((written[-1], plain[:-1]), (written[0], plain[1:]))
        for letters in (_first_letters(given), _first_letters(given)[:1])
        if letters
    )


def _first_letters(given: list[str]) -> str:
    return "".join(part[0] for word in given for part in _JOINTS.split(word) if part)
