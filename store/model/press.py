"""Who speaks behind a publisher's name: families of outlets, and houses that carry others' words. Pure.

The families are data (`store/publishers.toml`, read by `store.press`) and handed in as a `Press`; an empty one knows
every publisher as a house of its own.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from store.model.names import fold
from store.model.phrases import Leaning, Vouching

_NEWSROOM = frozenset(
    ["blog", "blogs", "news", "newsroom", "press", "research", "official", "engineering", "官方", "博客"]
)
"""Words behind a company's name that make it its own pages."""


class Voice(enum.StrEnum):
    """In whose name a house speaks."""

    OUTLET = "outlet"
    """A newsroom of its own."""
    RELAY = "relay"
    """Carries what others wrote: portals, aggregators, networks."""
    RELEASE = "release"
    """A wire on which companies speak."""
    FILING = "filing"
    """Where companies file what they must."""
    COMPANY = "company"
    """A company's own pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Outlets of one owner or newsroom. Of a company, `name` is its canonical name."""

    name: str
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    kind: Voice = Voice.OUTLET


@dataclass(frozen=True, eq=False, kw_only=True)
class Press:
    """What is known of houses and of the words by which they lean on others. Made once, so compared by identity."""

    families: tuple[Family, ...] = ()
    leaning: tuple[Leaning, ...] = field(default=(), repr=False)
    vouching: tuple[Vouching, ...] = field(default=(), repr=False)

    def family(self, publisher: str, url: str | None = None, companies: Iterable[str] = ()) -> Family:
        """The family of a publisher: by its name, by its host, by the host of the article; else its own.

        `companies` are those of the move that is told: their newsrooms need not be listed.
        """
        known = self._by_name.get(key(publisher)) or self._by_host(publisher.casefold())
        if known is not None:
            return known
        host = _host(url)
        own = next((name for name in companies if _is_newsroom(publisher, name) or _bears(host, name)), None)
        if own is not None:
            return Family(name=own, kind=Voice.COMPANY)
        carrier = self._by_host(host)
        # Whoever is named on a relay's page speaks there, not the relay.
        return Family(name=publisher) if carrier is None or carrier.kind is Voice.RELAY else carrier

    @cached_property
    def outlets(self) -> dict[str, str]:
        """Folded names of outlets, which others may lean on, and their families' names."""
        return {name: family.name for name, family in self._by_name.items() if family.kind is Voice.OUTLET}

    def names_of(self, company: str) -> tuple[str, ...]:
        """The names a company goes by, the given one first."""
        known = self._by_name.get(key(company))
        return (company, *known.names) if known is not None and known.kind is Voice.COMPANY else (company,)

    @cached_property
    def _by_name(self) -> Mapping[str, Family]:
        """Of two equal names the first family listed keeps it; a test allows no two."""
        found: dict[str, Family] = {}
        for family in self.families:
            for name in (family.name, *family.names):
                found.setdefault(key(name), family)
        return found

    @cached_property
    def _hosts(self) -> Mapping[str, Family]:
        return {domain: family for family in self.families for domain in family.domains}

    def _by_host(self, host: str) -> Family | None:
        """The family of a host or of the nearest one above it."""
        labels = host.removeprefix("www.").split(".")
        return next(
            (self._hosts[h] for at in range(len(labels) - 1) if (h := ".".join(labels[at:])) in self._hosts), None
        )


def key(name: str) -> str:
    """How names of houses are compared: folded, without blanks."""
    return fold(name).replace(" ", "")


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _is_newsroom(publisher: str, company: str) -> bool:
    """Say whether the publisher is the company's own pages by name: "OpenAI", "Databricks blog"."""
    words, name = fold(publisher).split(), fold(company).split()
    return words[: len(name)] == name and _NEWSROOM.issuperset(words[len(name) :])


def _bears(host: str, company: str) -> bool:
    """Say whether the host is the company's by name: databricks.com, character.ai."""
    labels = host.split(".")
    return len(labels) > 1 and key(company) in {labels[-2], "".join(labels[-2:])}
