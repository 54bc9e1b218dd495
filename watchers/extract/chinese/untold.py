"""Claims that their own sentence takes back: told as bygone, or no move at all.

The rules are data, `lexicon/zh_untold.toml`, each with sentences it must and must not strike. It judges claims that
the frames have made; it makes none.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from tomllib import loads
from typing import Any

from watchers.extract.engine import Claim, CompanySource, Direction
from watchers.extract.text import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """One rule: what a sentence says around a person to tell no news of his."""

    id: str
    bygone: bool
    """History is kept as such; what is no move goes."""
    direction: Direction | None
    in_titles: bool
    pattern: re.Pattern[str]
    test_yes: tuple[tuple[str, str], ...]
    """Pairs of a person and a sentence."""
    test_no: tuple[tuple[str, str], ...]


@cache
def rules() -> tuple[Untold, ...]:
    """The shipped rules, read at first need."""
    return tuple(_rule(entry) for entry in _data()["rule"])


@cache
def no_houses() -> re.Pattern[str]:
    """What the name of no house is, or opens with."""
    told = _data()["houses"]
    return re.compile(rf"(?:{told['opens']})|(?:{told['whole']})$")


@cache
def _data() -> dict[str, Any]:
    return loads((files("watchers.extract") / "lexicon" / "zh_untold.toml").read_text(encoding="utf-8"))


def _rule(entry: dict[str, Any]) -> Untold:
    return Untold(
        id=str(entry["id"]),
        bygone=bool(entry["bygone"]),
        direction=Direction(entry["direction"]) if "direction" in entry else None,
        in_titles=bool(entry.get("in_titles", True)),
        pattern=re.compile(str(entry["pattern"]).replace("{n}", _COUNT).replace("{who}", _WHO)),
        test_yes=tuple((who, text) for who, text in entry["test_yes"]),
        test_no=tuple((who, text) for who, text in entry["test_no"]),
    )


_COUNT = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十半几数]{1,3})"
_PARTS = re.compile("[ ·•・]")


_WHO = "\x01"
"""Stands for the person in a sentence that a rule is held to, so that each rule is compiled once."""
_LONGEST = 800
"""Characters of a sentence that is judged: what goes on for longer is no sentence."""


def marked(people: Iterable[str], text: str) -> str:
    """The normalised text with a mark for every mention of a person of these names, be it by the last part alone."""
    for name in _forms(tuple(people)):
        text = text.replace(name, _WHO)
    return text


@lru_cache(maxsize=16)
def _forms(people: tuple[str, ...]) -> tuple[str, ...]:
    """Everything by which a person of these names is mentioned, longest first; kept while the claims of one are judged."""
    names = {normalise(name) for name in people}
    forms = names | {_PARTS.split(name)[-1] for name in names}
    return tuple(sorted(filter(None, forms), key=lambda n: (-len(n), n)))


def strikes(rule: Untold, text: str) -> bool:
    """Whether the rule takes back what a marked text tells of the person."""
    return rule.pattern.search(text) is not None


@cache
def _fitting(direction: Direction, *, in_title: bool) -> tuple[Untold, ...]:
    """The rules for claims of this direction, in the title or below it."""
    return tuple(
        rule
        for rule in rules()
        if (rule.direction is None or rule.direction is direction) and (rule.in_titles or not in_title)
    )


def _judged(claim: Claim) -> Claim | None:
    if len(claim.evidence) > _LONGEST:
        return claim
    text = marked((claim.person, *claim.also), normalise(claim.evidence))
    for rule in _fitting(claim.direction, in_title=claim.in_title):
        if strikes(rule, text):
            return replace(claim, background=True) if rule.bygone else None
    return claim


_LONG_AGO = dt.timedelta(days=200)


def _of_old(claim: Claim, published: dt.date | None) -> Claim:
    """The claim, as history where the text below the title dates it long before the article."""
    if published is None or claim.date is None or claim.in_title or published - claim.date.last <= _LONG_AGO:
        return claim
    return replace(claim, background=True)


def still_told(claims: Iterable[Claim], listed: AbstractSet[str], published: dt.date | None) -> list[Claim]:
    """The claims that are left, history marked as such; `listed` are the houses of any list, whose names are sure."""
    housed = [c for c in claims if c.company is None or c.company.company in listed or _is_house(c.company.company)]
    return [_of_old(kept, published) for c in housed if (kept := _judged(c)) is not None]


def _is_house(name: str) -> bool:
    return no_houses().match(normalise(name)) is None


def in_place(claims: Sequence[Claim], title: str) -> list[Claim]:
    """The claims without those at a house that the article is about, where these are history or a digest's headline."""
    digest = ";" in normalise(title)  # of several items, which belong to several houses
    return [
        c for c in claims if c.company_source is not CompanySource.MAIN or not (c.background or (digest and c.in_title))
    ]
