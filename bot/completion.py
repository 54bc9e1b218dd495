"""Names and words that complete what somebody types, and the names nearest to one that is not known."""

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process
from sqlmodel import Session

from bot.queries import LONGEST, SAMPLES
from store import lookup
from store.model.companies import Watchlist
from store.model.names import fold
from store.readings import simplified

MOST = 25  # Discord shows no more
_NEAR_ENOUGH = 70
"""Likeness, of 100, below which a suggestion reads like a joke: "openia" and OpenAI have 83, "zhang" and Shanghai 62."""
_BEGUN = 3
"""Letters from which on a name that begins so is meant, however short what was typed."""


def names(session: Session, watchlist: Watchlist) -> list[str]:
    """Every name worth offering, each once: companies, then people newest first, then teams."""
    watched = watchlist.companies
    units = (unit for company in watched for unit in company.units)
    return list(dict.fromkeys((*(c.name for c in watched), *lookup.companies(session), *lookup.names(session), *units)))


def near(known: Iterable[str], typed: str, most: int) -> tuple[str, ...]:
    """The names most like what was typed, best first; none that is not like it.

    Like is what begins so, is written almost so, or stands whole among the words that were typed.
    """
    plain, named = fold(simplified(typed)), list(known)
    begun = [name for name in named if len(plain) >= _BEGUN and fold(simplified(name)).startswith(plain)]
    found = process.extract(plain, named, scorer=_likeness, processor=fold, limit=most, score_cutoff=_NEAR_ENOUGH)
    return tuple(dict.fromkeys((*begun, *(str(name) for name, _, _ in found))))[:most]


def _likeness(one: str, other: str, **_options: object) -> float:
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other), _named(one, other))


def _named(typed: str, name: str) -> float:
    """High where the words of a name stand in what was typed, in a row; the longer name before the shorter."""
    return 90 + min(len(name), 99) / 10 if f" {name} " in f" {typed} " else 0


def complete(session: Session, watchlist: Watchlist, typed: str) -> tuple[str, ...]:
    """Names that begin as typed, then those that contain it, then near ones; behind a name, words that narrow."""
    known = names(session, watchlist)
    plain = fold(simplified(typed))
    if not plain:
        return tuple(known[:MOST])
    aliases = {fold(written): ref.unit or ref.company for written, ref in watchlist.written()}
    begins = [name for name in known if fold(simplified(name)).startswith(plain)]
    begins += [company for alias, company in aliases.items() if alias.startswith(plain)]
    begins += [hit.name for hit in lookup.people(session, typed)]
    holds = [name for name in known if plain in fold(simplified(name))]
    narrowed = list(_narrowed(typed))
    nearest = () if begins or holds or narrowed else near(known, typed, 5)
    return tuple(dict.fromkeys((*begins, *holds, *narrowed, *nearest)))[:MOST]


def _narrowed(typed: str) -> Iterator[str]:
    """The text with its last word, begun, as one of those that narrow; all of them behind a blank."""
    name, blank, begun = typed.rpartition(" ")
    if name.strip() and blank:
        yield from (
            f"{name} {word}"
            for word in (*SAMPLES, "share")
            if word.startswith(begun.casefold()) and word != begun and len(name) + 1 + len(word) <= LONGEST
        )
