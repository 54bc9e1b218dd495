"""People: those an admin names in the watchlist, and what a written name says about who is meant.

The comparisons of names by which `store.model.persons` decides, with the reasons there.
"""

import dataclasses
import difflib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

_LONG_ROW = 3
_LONG_GIVEN = 4
_NEARLY = 0.75
"""Share of consonants alike: Sutskever against 苏茨克维 has 0.86, names of other people at most 0.7 in our sets."""
_ADDED, _CHANGED, _ENDED = 6, 7, 10
"""Letters a word must have for a slip of the pen: one letter too many (Muratti), one other within (Suleiman, but neither
Rowan nor Jansen), one other at the end (Kavukcuoglo)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One known person; `name` is what chat shows, `also` every other form in any script or order."""

    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """How a name is heard: rows of consonant classes, see `store.sounds`."""

    given: str = ""
    """Of the given name; empty where only one word is written."""
    last: str
    called: frozenset[str] = frozenset()
    """The given name in Latin letters, where it is known for certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A person as far as names tell; everything in normal form, simplified script."""

    han: frozenset[str] = frozenset()
    """Full Chinese names in characters; also those of the watched person whom another name leads to."""
    latin: frozenset[str] = frozenset()
    """Keys of the full names in Latin letters, and of Western names written out in characters."""
    keys: frozenset[str] = frozenset()
    """All keys of full names, both scripts and the watchlist's."""
    rare: frozenset[str] = frozenset()
    """Full names, and their keys, that hardly two people bear."""
    single: frozenset[str] = frozenset()
    """Names of one word: a surname, a mononym."""
    unusual: frozenset[str] = frozenset()
    """Those of them that are no common surname or given name: Pineau, but neither Lin nor Smith."""
    romanised: bool = False
    """The Latin names are romanised Chinese or Korean, so namesakes abound and one letter makes another name."""
    surnames: frozenset[str] = frozenset()
    """Surnames of Chinese names, in letters."""
    nicknamed: frozenset[str] = frozenset()
    """Chinese surnames behind Western given names: `wu` of Tony Wu."""
    by_ear: frozenset[str] = frozenset()
    """Chinese names spelled by another tongue than pinyin: surname in pinyin and the consonants of the rest."""
    spoken: frozenset[str] = frozenset()
    """The same of the names in characters."""
    called: frozenset[str] = frozenset()
    """Keys with every full name that a short one may stand for: Chris is Christopher, Christian or Christina."""
    written_out: frozenset[str] = frozenset()
    """Words that are given names of their own, no short forms: Daniel."""
    abbreviated: frozenset[str] = frozenset()
    """Names written with initials."""
    initials: frozenset[str] = frozenset()
    """What the full names may be abbreviated to."""
    western: frozenset[Sound] = frozenset()
    """How Western names sound."""
    transcribed: frozenset[Sound] = frozenset()
    """How names in Chinese characters sound, which may be Western names written by sound."""

    @property
    def parts(self) -> frozenset[str]:
        """Single words of all names."""
        return self.single | frozenset(part for key in self.keys for part in key.split())

    def __or__(self, other: "Identity") -> "Identity":
        both = {one.name: getattr(self, one.name) | getattr(other, one.name) for one in dataclasses.fields(self)}
        return Identity(**both)


def strangers(people: Sequence[Identity]) -> bool:
    """Say whether two of them are two persons by rule 1; a name that ends in the other (a surname alone) is no other."""
    return any(
        bool(one.han and other.han) and not any(a.endswith(b) or b.endswith(a) for a in one.han for b in other.han)
        for one, other in itertools.combinations(people, 2)
    )


def slip_of_characters(one: Identity, other: Identity) -> bool:
    """Say whether two Chinese names of one sound may be one name misspelt: both too rare for two people to be likely."""
    rare = [who.han & who.rare for who in (one, other)]
    return any(len(a) == len(b) and a[0] == b[0] for a in rare[0] for b in rare[1])


def rare_alike(one: Identity, other: Identity) -> bool:
    """Say whether both bear one full name that hardly anybody shares (rule 3)."""
    return bool(one.rare & other.rare)


def unusual_alike(one: Identity, other: Identity) -> bool:
    """Say whether one is written by a single word that few people bear, and the other's name has it."""
    return bool(one.unusual & other.parts or other.unusual & one.parts)


def same_script(one: Identity, other: Identity) -> bool:
    """Say whether both bear one name in one script."""
    return bool(one.han & other.han or one.latin & other.latin)


def hinted(one: Identity, other: Identity) -> bool:
    """Say whether the names alone let one guess at one person (rule 5)."""
    pairs = ((one, other), (other, one))
    if any(
        a.single & b.parts or a.abbreviated & b.initials or a.called & b.latin or a.by_ear & b.spoken for a, b in pairs
    ):
        return True
    full = one.written_out | other.written_out
    if not (one.romanised or other.romanised) and any(_short_for(a, b, full) for a in one.latin for b in other.latin):
        return True
    heard = itertools.chain(
        itertools.product(one.transcribed, other.western),
        itertools.product(other.transcribed, one.western),
        itertools.product(one.transcribed, other.transcribed),
    )
    return any(_sounds_like(a, b) for a, b in heard)


def maybe_nicknamed(one: Identity, other: Identity) -> bool:
    """Say whether one may go by a Western given name where the other has the Chinese one: Tony Wu and 吴宇怀."""
    return bool(one.nicknamed & other.surnames or other.nicknamed & one.surnames)


def _sounds_like(one: Sound, other: Sound) -> bool:
    """Say whether two names may be heard as one: alike, or nearly so where they are long enough to tell.

    Where both have a given name the given names must agree as well: 达里奥·阿莫迪 is Dario Amodei, not Daniela.
    """
    if not one.given or not other.given:
        return _nearly(one.last, other.last, _LONG_ROW) or _nearly(
            one.given + one.last, other.given + other.last, _LONG_ROW
        )
    if one.called and other.called:
        return bool(one.called & other.called) and _nearly(one.last, other.last, _LONG_ROW)
    return _nearly(one.given, other.given, _LONG_GIVEN) and _nearly(one.last, other.last, _LONG_ROW)


def _nearly(one: str, other: str, long: int) -> bool:
    """Say whether two rows of consonants are alike; nearly alike is enough from so many of them."""
    if one == other:
        return True
    if min(len(one), len(other)) < long or one[0] != other[0]:
        return False
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEARLY


def _short_for(one: str, other: str, full: frozenset[str]) -> bool:
    """One part alike, the other shortened (Alex, Alexandr) or with one slip in a long name (Muratti).

    `full` are given names that are no short forms: Daniel is not short for Danielle, nor a slip for it.
    """
    a, b = set(one.split()), set(other.split())
    if len(a) != 2 or len(b) != 2 or len(a & b) != 1:
        return False
    short, long = sorted(((a - b).pop(), (b - a).pop()), key=len)
    if short in full and long in full:
        return False
    more = long[len(short) :]
    begun = long.startswith(short) and short not in full and (len(more) > 1 or more == short[-1])
    return (len(short) >= 3 and begun) or _one_slip(short, long)


def _one_slip(short: str, long: str) -> bool:
    """One letter too many, but not a new first or last one, or one other letter, but not the first."""
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) == len(long):
        enough = _CHANGED if at < len(short) - 1 else _ENDED
        return len(short) >= enough and at > 0 and short[at + 1 :] == long[at + 1 :]
    within = 0 < at < len(short) or long[-1] == short[-1]
    return len(short) >= _ADDED and len(long) == len(short) + 1 and within and short[at:] == long[at + 1 :]
