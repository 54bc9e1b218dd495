"""People: those an admin names in the watchlist, and what a written name says about who is meant.

The name rules of `store.model.sameness`, with the reasons there.
"""

import difflib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

_LONG_ROW = 3
_NEARLY = 0.75
"""Share of consonants alike: Sutskever against 苏茨克维 has 0.86, names of other people at most 0.7 in our sets."""
_COMMON = 2
"""Chinese names of so many characters have namesakes everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One known person; `name` is what chat shows, `also` every other form in any script or order."""

    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A person as far as names tell; everything in normal form, simplified script."""

    han: frozenset[str] = frozenset()
    """Full names in Chinese characters."""
    latin: frozenset[str] = frozenset()
    """Keys of the full names in Latin letters."""
    keys: frozenset[str] = frozenset()
    """All keys of full names, both scripts and the watchlist's."""
    single: frozenset[str] = frozenset()
    """Names of one word: a surname, a mononym."""
    romanised: bool = False
    """The Latin names are romanised Chinese, so namesakes abound."""
    surnames: frozenset[str] = frozenset()
    """Surnames of Chinese names, in letters."""
    nicknamed: frozenset[str] = frozenset()
    """Chinese surnames behind Western given names: `wu` of Tony Wu."""
    western: frozenset[str] = frozenset()
    """Consonant rows of Western names, see `store.sounds`."""
    transcribed: frozenset[str] = frozenset()
    """Consonant rows of names in Chinese characters, which may be Western names written by sound."""

    @property
    def parts(self) -> frozenset[str]:
        """Single words of all names."""
        return self.single | frozenset(part for key in self.keys for part in key.split())

    def __or__(self, other: "Identity") -> "Identity":
        return Identity(
            han=self.han | other.han,
            latin=self.latin | other.latin,
            keys=self.keys | other.keys,
            single=self.single | other.single,
            romanised=self.romanised or other.romanised,
            surnames=self.surnames | other.surnames,
            nicknamed=self.nicknamed | other.nicknamed,
            western=self.western | other.western,
            transcribed=self.transcribed | other.transcribed,
        )


def strangers(people: Sequence[Identity]) -> bool:
    """Say whether two of them are two persons by rule 1; a name that ends in the other (a surname alone) is no other."""
    return any(
        bool(one.han and other.han) and not any(a.endswith(b) or b.endswith(a) for a in one.han for b in other.han)
        for one, other in itertools.combinations(people, 2)
    )


def rare_alike(one: Identity, other: Identity) -> bool:
    """Say whether both bear one full name that hardly anybody shares (rule 3)."""
    if any(len(name) > _COMMON for name in one.han & other.han):
        return True
    return bool(one.latin & other.latin) and not (one.romanised or other.romanised or one.han or other.han)


def same_script(one: Identity, other: Identity) -> bool:
    """Say whether both bear one name in one script."""
    return bool(one.han & other.han or one.latin & other.latin)


def hinted(one: Identity, other: Identity) -> bool:
    """Say whether the names alone let one guess at one person (rule 5)."""
    if one.single & other.parts or other.single & one.parts:
        return True
    if not (one.romanised or other.romanised) and any(_short_for(a, b) for a in one.latin for b in other.latin):
        return True
    return any(
        _sounds_like(*pair)
        for a, b in ((one, other), (other, one))
        for pair in itertools.product(a.transcribed, b.western)
    )


def maybe_nicknamed(one: Identity, other: Identity) -> bool:
    """Say whether one may go by a Western given name where the other has the Chinese one: Tony Wu and 吴宇怀."""
    return bool(one.nicknamed & other.surnames or other.nicknamed & one.surnames)


def _sounds_like(transcribed: str, western: str) -> bool:
    """Say whether two rows of consonants may be one name: alike, or nearly so where they are long enough to tell."""
    if transcribed == western:
        return True
    if min(len(transcribed), len(western)) < _LONG_ROW or transcribed[0] != western[0]:
        return False
    return difflib.SequenceMatcher(None, transcribed, western, autojunk=False).ratio() >= _NEARLY


def _short_for(one: str, other: str) -> bool:
    """One part alike, the other shortened (Alex, Alexandr) or off by one letter in a long name (Muratti)."""
    a, b = set(one.split()), set(other.split())
    if len(a) != 2 or len(b) != 2 or len(a & b) != 1:
        return False
    short, long = sorted(((a - b).pop(), (b - a).pop()), key=len)
    return (len(short) >= 3 and long.startswith(short)) or (len(short) >= 6 and _one_slip(short, long))


def _one_slip(short: str, long: str) -> bool:
    """One letter too many (Murati, Muratti), or one other letter within (Suleyman, Suleiman): neither first nor last."""
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) == len(long):
        return 0 < at < len(short) - 1 and short[at + 1 :] == long[at + 1 :]
    return len(long) == len(short) + 1 and short[at:] == long[at + 1 :]
