"""How often a reading like this one was right, learned from labelled news: what the alert tier adds to its fixed rules.

A side of a move shows a handful of signs: how its house was found and whether a list has it, what the name is like,
whether a post is told, where, and the words beside the name. Each has a weight, learned by `python -m benchmarks.trust` from labelled entries and kept
in `lexicon/trust.toml`; their sum says how likely the side is right. Pure; knows no text and makes no finding.
"""

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from store.model.moves import Status
from store.model.names import has_han
from watchers.extract.engine import Claim, CompanySource
from watchers.extract.ranks import rank
from watchers.extract.text import normalise

_BY_SOURCE = tuple(CompanySource)
_MANY, _LONG, _WORDS, _LETTERS = 3, 5, 5, 60
"""From here on more clauses, a longer sentence or name say the same; a step of a sentence's length.

What else the article tells, and where in it the sentence stands, is no sign: a remark beside the point changes no tier.
"""


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


def signs(side: Sequence[Claim], listed: AbstractSet[str], status: Status, *, whole: bool) -> list[str]:
    """The signs of one side of a move; `whole` says that the other side is told too."""
    best = min(side, key=lambda claim: (_BY_SOURCE.index(claim.company_source), claim.at)) if len(side) > 1 else side[0]
    house = _house(best, listed)
    shown = [
        f"house {house}",
        f"found {best.company_source}",
        f"{house} {best.company_source}",
        f"{house} {best.direction}",
        f"status {status}",
        f"name {'known' if best.personal else 'strange'}",
        f"name of {min(_WORDS, len(best.person.split()))}",
        f"post {rank(normalise(best.role)) if best.role else 'untold'}",
        f"clauses {min(_MANY, len(side))}",
        f"length {min(_LONG, len(best.evidence) // _LETTERS)}",
        f"rule {best.pattern}",
    ]
    if any(claim.in_title for claim in side):
        shown.append("title tells")
    if whole:
        shown.append("both sides")
    if best.unit:
        shown.append("unit")
    return [*shown, *_beside(best)]


_RUBRIC = "|"
"""What an outlet parts its own words from a title's by; behind it nothing is said of the name."""
_ENDS = " .。!"
"""What may end a sentence or be left out."""
_BEFORE, _BEHIND = 60, 80
"""Letters around a name whose words are signs."""
_BEFORE_HAN, _BEHIND_HAN = 24, 32
"""The same of Chinese characters, each of which says more."""
_SMALL = re.compile(r"[a-z']+|[,:;?]")
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")


def _beside(claim: Claim) -> list[str]:
    """The words beside the person's name, and what touches it with its place; the name itself left out.

    In Chinese every two characters that stand together are a word, and one or two touch the name.
    """
    text, name = normalise(claim.evidence), normalise(claim.person)
    at = max(0, text.find(name))
    before, behind = text[:at].rpartition(_RUBRIC)[2], text[at + len(name) :].partition(_RUBRIC)[0].rstrip(_ENDS)
    if has_han(text):
        touching = [before[-1:], before[-2:]], [behind[:1], behind[:2]]
        words = _pairs(before[-_BEFORE_HAN:]) + _pairs(behind[:_BEHIND_HAN])
    else:
        left, right = _SMALL.findall(before[-_BEFORE:].lower()), _SMALL.findall(behind[:_BEHIND].lower())
        touching = left[-1:], right[:1]
        words = left + right
    return [
        *[f"word {word}" for word in dict.fromkeys(words)],
        *[f"before {word}" for word in dict.fromkeys(touching[0])],
        *[f"behind {word}" for word in dict.fromkeys(touching[1])],
    ]


def _pairs(text: str) -> list[str]:
    return [run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)]


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
    adds = weights.signs.get
    total = weights.base + sum([adds(sign, 0.0) for sign in shown])
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
