"""Words by which a quote says whose word it passes on: another house's, a filing's, the company's, the person's. Pure.

The patterns are data (`store/phrases.toml`), each with sentences it must and must not find.
"""

import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.model.names import fold, has_han

_LONGEST_NAME = 32  # characters of a house's name without blanks
_NEAR = 80  # characters around the words in which the house is named
_PRONOUNS = ("he", "she", "they", "他", "她")


class Voucher(enum.StrEnum):
    """Who, of those who must know, says so; the first is the strongest."""

    FILING = "filing"
    COMPANY = "company"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Leaning:
    """Words by which a telling rests on another house."""

    words: re.Pattern[str]
    named: str
    """Where the house is named: `after` the words, `before` them, or empty where nobody is."""


@dataclass(frozen=True, slots=True)
class Vouching:
    """Words by which somebody who must know says so; ‹C› stands for a company, ‹P› for the person."""

    words: re.Pattern[str]
    by: Voucher


@dataclass(frozen=True, slots=True)
class Vouched:
    """By whom a telling is vouched for; the company by its canonical name where it is named."""

    by: Voucher
    company: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text leans on another house: the words beside which it is named, and whether it stands at their end."""

    near: str
    at_end: bool = False


def leans(text: str, cues: Iterable[Leaning]) -> tuple[Place | None, ...]:
    """Where a text leans on others; None stands for one that names nobody."""
    return tuple(_place(cue, found, text) for cue in cues for found in cue.words.finditer(text))


def _place(cue: Leaning, found: re.Match[str], text: str) -> Place | None:
    match cue.named:
        case "after":
            return Place(text[found.end() : found.end() + _NEAR])
        case "before":
            return Place(text[max(0, found.start() - _NEAR) : found.start()], at_end=True)
        case _:
            return None


def houses(places: Iterable[Place | None], known: Mapping[str, str]) -> frozenset[str] | None:
    """The houses that are named, as `known` translates their folded names; empty: leans on nobody named; None: on nobody."""
    found: set[str] = set()
    unnamed = False
    for place in places:
        if place is None:
            unnamed = True
        elif name := (_last if place.at_end else _first)(place.near, known):
            found.add(name)
    return frozenset(found) if found or unnamed else None


def _first(text: str, known: Mapping[str, str]) -> str | None:
    """The longest known name that a text begins with, its article apart."""
    plain, ends = _packed(text)
    for start in (0, 3) if plain.startswith("the") else (0,):
        for end in range(min(len(plain), start + _LONGEST_NAME), start + 1, -1):
            if plain[start:end] in known and _parted(plain, end, ends):
                return known[plain[start:end]]
    return None


def _last(text: str, known: Mapping[str, str]) -> str | None:
    """The longest known name that a text ends with."""
    plain, ends = _packed(text)
    for start in range(max(0, len(plain) - _LONGEST_NAME), len(plain) - 1):
        if plain[start:] in known and _parted(plain, start, ends):
            return known[plain[start:]]
    return None


def _packed(text: str) -> tuple[str, frozenset[int]]:
    """A folded text without blanks, and where its words begin or end."""
    ends = [0]
    for word in fold(text).split():
        ends.append(ends[-1] + len(word))
    return fold(text).replace(" ", ""), frozenset(ends)


def _parted(plain: str, at: int, ends: frozenset[int]) -> bool:
    """Say whether a name may begin or end here: between words, or beside a Chinese character."""
    return at in ends or has_han(plain[max(0, at - 1) : at + 1])


def vouched(text: str, person: str, companies: Mapping[str, Sequence[str]], cues: Iterable[Vouching]) -> Vouched | None:
    """Who of those who must know speaks in a text; `companies` maps canonical names to all that are used."""
    masked, named = _masked(text, person, companies)
    for cue in sorted(cues, key=lambda one: list(Voucher).index(one.by)):
        place = cue.words.search(masked)
        if place is None:
            continue
        marks = re.findall("‹C›", masked[: place.end()])
        own = named[len(marks) - 1] if "‹C›" in place[0] else None
        only = next(iter(companies)) if len(companies) == 1 else None
        return Vouched(cue.by, (own or only) if cue.by is Voucher.COMPANY else None)
    return None


def _masked(text: str, person: str, companies: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    """The text with signs for the person and the companies, and which company stands behind each sign."""
    written = {name.casefold(): canonical for canonical, names in companies.items() for name in (canonical, *names)}
    named: list[str] = []

    def sign(place: re.Match[str]) -> str:
        named.append(written[place[0].casefold()])
        return "‹C›"

    if written:
        text = _either(written).sub(sign, text)
    forms = (person, *(part for part in person.split() if len(part) > 1), *_PRONOUNS)
    return _either(forms).sub("‹P›", text), named


def _either(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, the longest first; Latin ones as whole words."""
    tried = sorted({name for name in names if name}, key=len, reverse=True)
    return re.compile("|".join(_whole(name) for name in tried), re.IGNORECASE)


def _whole(name: str) -> str:
    return re.escape(name) if has_han(name) else rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])"
