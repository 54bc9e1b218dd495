"""Companies on the watchlist: their names in every script, their units, and how a written name is resolved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from store.model.names import fold
from store.model.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """One watched company; `name` is canonical, everything else leads to it."""

    name: str
    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Teams and labs: they answer to the company and to themselves."""
    ambiguous: tuple[str, ...] = ()
    """Names that also mean something else (Meta, Scale): in news text they count only beside a second cue.

    Repeats the name or a unit where that one is meant, else stands in place of an alias.
    """
    ticker: str = ""
    cik: str = ""
    """Central Index Key of the SEC, ten digits, or empty."""
    news: tuple[str, ...] = ()
    """Languages ("en", "zh") for which a news query is watched."""


@dataclass(frozen=True, slots=True)
class CompanyRef:
    """What a written company name means: the canonical company and, where the name was a unit's, the unit."""

    company: str
    unit: str | None = None


@dataclass(frozen=True)
class Watchlist:
    """The companies and people an admin watches; a value, replaced whole on reload.

    Of two equal names the first company listed keeps the name; the configuration refuses duplicates before that.
    """

    companies: tuple[Company, ...] = ()
    people: tuple[Person, ...] = ()
    _by_name: Mapping[str, CompanyRef] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: dict[str, CompanyRef] = {}
        for written, ref in _written(self.companies):
            by_name.setdefault(fold(written), ref)
        object.__setattr__(self, "_by_name", by_name)

    def resolve(self, written: str) -> CompanyRef | None:
        """Say which company or unit is meant by exactly this name, in any case, width or punctuation; else None."""
        return self._by_name.get(fold(written))

    def company(self, name: str) -> Company | None:
        """The watched company of this canonical name."""
        return next((c for c in self.companies if c.name == name), None)

    def written(self) -> Iterator[tuple[str, CompanyRef]]:
        """Every name that leads to a company, with what it means."""
        return _written(self.companies)


def _written(companies: Iterable[Company]) -> Iterator[tuple[str, CompanyRef]]:
    """Names before units, so that a company named like another's unit stays a company; an ambiguous unit stays a unit."""
    listed = tuple(companies)
    for company in listed:
        units = {fold(unit) for unit in company.units}
        doubtful = (name for name in company.ambiguous if fold(name) not in units)
        for name in (company.name, *company.aliases, *doubtful):
            yield name, CompanyRef(company.name)
    for company in listed:
        for unit in company.units:
            yield unit, CompanyRef(company.name, unit)
