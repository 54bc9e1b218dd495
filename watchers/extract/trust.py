"""How often a reading like this one was right, learned from labelled news: what the alert tier adds to its fixed rules.

A side of a move shows a handful of signs: how its house was found and whether a list has it, what the name is like,
whether a post is told, where. Each has a weight, learned by `python -m benchmarks.trust` from labelled entries and kept
in `lexicon/trust.toml`; their sum says how likely the side is right. Pure; knows no text and makes no finding.
"""

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat
from typing import NamedTuple

from store.model.moves import Status
from watchers.extract.engine import Claim, CompanySource, Direction
from watchers.extract.ranks import rank

_BY_SOURCE = tuple(CompanySource)
_MANY, _LONG, _WORDS, _LETTERS = 3, 5, 5, 60
"""From here on more clauses, a longer sentence or name and a later place say the same; a step of a sentence's length."""


class Weights(NamedTuple):
    """What was learned for a language."""

    bar: float
    """Least likelihood at which a side may interrupt, 0.0 to 1.0."""
    base: float
    """The sum without any sign, in log odds."""
    signs: Mapping[str, float]
    """What each sign adds."""


@cache
def _learned() -> Mapping[str, Weights]:
    text = (files("watchers.extract") / "lexicon" / "trust.toml").read_text(encoding="utf-8")
    return {code: Weights(row["bar"], row["base"], row["signs"]) for code, row in tomllib.loads(text).items()}


def language(claims: Sequence[Claim]) -> str:
    """The language of the rules that made these claims: the first part of a rule's id, "en.appoint"."""
    return claims[0].pattern.partition(".")[0]


def signs(side: Sequence[Claim], listed: AbstractSet[str], status: Status, *, whole: bool) -> tuple[str, ...]:
    """The signs of one side of a move; `whole` says that the other side is told too."""
    best = min(side, key=lambda claim: (_BY_SOURCE.index(claim.company_source), claim.at)) if len(side) > 1 else side[0]
    counted = (
        ("name of", min(_WORDS, len(best.person.split()))),
        ("post", rank(best.role) if best.role else "untold"),
        ("clauses", min(_MANY, len(side))),
        ("length", min(_LONG, len(best.evidence) // _LETTERS)),
        ("sentence", min(_MANY, best.at)),
    )
    plain = (any(claim.in_title for claim in side), whole, best.rivalled, bool(best.unit))
    name = "known" if best.personal else "strange"
    return _in_words((_house(best, listed), best.company_source, best.direction, status, name), counted, plain)


@lru_cache(maxsize=4096)
def _in_words(
    kinds: tuple[str, CompanySource, Direction, Status, str],
    counted: tuple[tuple[str, int | str], ...],
    plain: tuple[bool, ...],
) -> tuple[str, ...]:
    """The signs as the weights name them; remembers, for most sides look like one seen before."""
    house, source, direction, status, name = kinds
    return (
        *(f"house {house}", f"found {source}", f"{house} {source}", f"{house} {direction}"),
        *(f"status {status}", f"name {name}"),
        *(f"{sign} {value}" for sign, value in counted),
        *(sign for sign, shown in zip(_PLAIN, plain, strict=True) if shown),
    )


_PLAIN = ("title tells", "both sides", "others named", "unit")
"""The signs that a side shows or does not."""


def _house(claim: Claim, listed: AbstractSet[str]) -> str:
    """What the house is like: on a list, of several words, of one with a capital inside, of one."""
    name = claim.company.company if claim.company is not None else ""
    if name in listed:
        return "listed"
    if " " in name:
        return "long"
    return "camel" if name[1:] != name[1:].lower() else "short"


def likelihood(weights: Weights, shown: Sequence[str]) -> float:
    """How likely a side with these signs is right, 0.0 to 1.0; signs never learned count nothing."""
    total = weights.base + sum(map(weights.signs.get, shown, repeat(0.0)))
    return 1 / (1 + math.exp(-total))


def doubts(sides: Sequence[Sequence[Claim]], listed: AbstractSet[str], status: Status) -> Iterator[str]:
    """Why one of the sides is too seldom right to interrupt anybody; nothing where nothing was learned for a language."""
    told = [side for side in sides if side]
    weights = _learned().get(language(told[0]))
    if weights is None:
        return
    for side in told:
        likely = likelihood(weights, signs(side, listed, status, whole=len(told) > 1))
        if likely < weights.bar:
            yield f"{side[0].direction} like this was right in {likely:.0%} of labelled news, not {weights.bar:.0%}"
