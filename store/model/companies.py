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
    """Teams and labs, side by side: they answer to the company and to themselves.

    A unit within a unit is not told: who reports to whom changes with every reorganisation, and outlets name whichever
    level they like (a lead of Qwen is one of Tongyi Lab and of Alibaba Cloud), so only what is written counts.
    """
    unit_aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Other names of a unit, in any script, by the name it is shown by."""
    ambiguous: tuple[str, ...] = ()
    """Names that also mean something else (Meta, Scale): in news text they count only beside a second cue.

    Repeats the name or a unit where that one is meant, else stands in place of an alias.
    """
    ticker: str = ""
    cik: str = ""
    """Central Index Key of the SEC, ten digits, or empty."""
    news: tuple[str, ...] = ()
    """Languages ("en", "zh") for which a news query is watched."""

    def names_of(self, unit: str) -> tuple[str, ...]:
        """Every name of one of the units, the one it is shown by first."""
        return (unit, *self.unit_aliases.get(unit, ()))

    @property
    def unit_names(self) -> tuple[str, ...]:
        """Every name of every unit."""
        return tuple(name for unit in self.units for name in self.names_of(unit))


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
        units = {fold(name) for name in company.unit_names}
        doubtful = (name for name in company.ambiguous if fold(name) not in units)
        for name in (company.name, *company.aliases, *doubtful):
            yield name, CompanyRef(company.name)
    for company in listed:
        for unit in company.units:
            for name in company.names_of(unit):
                yield name, CompanyRef(company.name, unit)
