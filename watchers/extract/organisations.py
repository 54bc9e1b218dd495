"""The organisations everybody in the trade knows, from `lexicon/organisations.toml`: beside a watchlist, which always wins.

Knows names and dated facts; whether a name stands in a text is for `mentions` to find.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from store.model.companies import CompanyRef, Watchlist
from store.model.dates import PartialDate
from store.model.houses import Became, Houses
from store.model.names import fold, has_han


class Organisation(NamedTuple):
    """One company, or one unit of a group, with all its names; the first is canonical."""

    ref: CompanyRef
    names: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("watchers.extract") / "lexicon" / "organisations.toml").read_text(encoding="utf-8"))


@cache
def known() -> tuple[Organisation, ...]:
    """Every company, then every unit."""
    companies = (Organisation(CompanyRef(row[0]), tuple(row)) for row in _data()["organisations"])
    units = (Organisation(CompanyRef(row[0], row[1]), tuple(row[1:])) for row in _data()["units"])
    return (*companies, *units)


@cache
def ambiguous() -> frozenset[str]:
    """Names that are also everyday words, or names of other things."""
    return frozenset(_data()["ambiguous"])


@cache
def facts() -> tuple[Became, ...]:
    """Renamings and mergers."""
    return tuple(
        Became(
            name=row["name"],
            became=row["became"],
            since=PartialDate.parse(row["since"]),
            renamed=row.get("renamed", False),
        )
        for row in _data()["became"]
    )


def examples(kind: Literal["alike", "apart"]) -> tuple[tuple[str, str], ...]:
    """Pairs of names that are one company's, or two companies'."""
    return tuple((one, other) for one, other in _data()[kind])


def led(organisation: Organisation, watchlist: Watchlist) -> CompanyRef | None:
    """What a watchlist makes of an organisation: where it has one of the names, or has the unit's group; else None."""
    found = list(filter(None, map(watchlist.resolve, organisation.names)))
    company, unit = organisation.ref.company, organisation.ref.unit
    if unit is None:
        return next(iter(found), None)
    group = next(filter(None, map(watchlist.resolve, _names(company))), None)
    # "AI Lab" may be another company's unit on the watchlist: that does not make this one its.
    kept = (ref for ref in found if ref.unit is None or (group is not None and ref.company == group.company))
    return next(kept, None if group is None else CompanyRef(group.company, unit))


def unit_like(unit: str, company: Sequence[str]) -> tuple[str, ...]:
    """Every known name of what a company, by its own names, calls a unit; empty where it is not known as its."""
    own = set(map(fold, company))
    for organisation in _by_name().get(fold(unit), ()):
        group = _names(organisation.ref.company)
        if organisation.ref.unit is None or not own.isdisjoint(map(fold, group)):
            return organisation.names
    return ()


@lru_cache(maxsize=4)
def houses(watchlist: Watchlist) -> Houses:
    """Everything known of companies, the watchlist's names before ours."""
    led_to = ((one, led(one, watchlist) or one.ref) for one in known())
    ours = ((name, ref) for one, ref in led_to for name in one.names)
    return Houses(written=(*watchlist.written(), *ours), parts=tuple(map(fold, _data()["parts"])), facts=facts())


@cache
def _by_name() -> Mapping[str, tuple[Organisation, ...]]:
    """Every organisation of a name, in normal form."""
    found: dict[str, tuple[Organisation, ...]] = {}
    for organisation in known():
        for name in set(map(fold, organisation.names)):
            found[name] = (*found.get(name, ()), organisation)
    return found


@cache
def in_latin(company: str) -> str:
    """A company's first name in Latin letters, where its canonical one is Chinese and it has one; else the same."""
    if not has_han(company):
        return company
    return next((name for name in _names(company) if not has_han(name)), company)


def _names(company: str) -> tuple[str, ...]:
    """All names of the company of this canonical name."""
    listed = _by_name().get(fold(company), ())
    return next((one.names for one in listed if one.ref == CompanyRef(company)), (company,))
