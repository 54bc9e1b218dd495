"""What an extraction engine is, and the values its steps hand on.

An engine claims; it concludes nothing and knows no store. Two of its claims about one person become one Finding in
`claims.merge`; `grounded` throws away whatever does not stand in the article, whoever made it.
"""

import enum
from dataclasses import dataclass
from typing import Protocol

from store.model.companies import CompanyRef
from store.model.dates import PartialDate
from store.model.moves import Finding, Status
from watchers.entries import Article


class Direction(enum.StrEnum):
    """Which side of a move a claim is about."""

    OUT = "out"
    IN = "in"


class CompanySource(enum.StrEnum):
    """How the company of a claim was found; the best single sign of whether it is right, best first."""

    EXPLICIT = "explicit"
    """Argument of the verb: "leaves OpenAI"."""
    MODIFIER = "modifier"
    """Before the person or role: "OpenAI's chief scientist X"."""
    SUBJECT = "subject"
    """The company acts: "Meta hires X"."""
    TOLD = "told"
    """Told before of the same post: what somebody has just left, or where the one is who is followed."""
    SOLE = "sole"
    """The title names it, and the whole article no other company."""
    SENTENCE = "sentence"
    """Named elsewhere in the sentence."""
    MAIN = "main"
    """The article's main company."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Claim:
    """One clause's words about one person and one direction. Never changed after it is made; frozen would cost time."""

    person: str
    """Fullest form found in the article."""
    also: tuple[str, ...] = ()
    direction: Direction
    company: CompanyRef | None
    """None: the clause names no company and none could be supplied; such a claim can only join another one."""
    company_source: CompanySource = CompanySource.EXPLICIT
    role: str | None = None
    """As written in the article."""
    unit: str | None = None
    status: Status
    """What the clause itself says, before the article's other sentences are weighed."""
    date: PartialDate | None = None
    background: bool = False
    in_title: bool = False
    pattern: str
    """Id of the rule that fired."""
    evidence: str
    """The sentence as it stands in the article."""
    at: int = 0
    """Order in the article: index of the sentence, the title being 0."""
    name_unsure: bool = False
    """Who is meant is concluded: one word that no list has, or a name that only the next sentence tells."""
    rivalled: bool = False
    """The article names other companies too, be it one that no list has."""
    personal: bool = True
    """The name reads as a person's by its own words: a known given name, a Chinese surname."""

    def dated(self, date: PartialDate | None) -> "Claim":
        """The same with this date."""
        return Claim(  # field by field: `replace` takes three times the time
            person=self.person,
            also=self.also,
            direction=self.direction,
            company=self.company,
            company_source=self.company_source,
            role=self.role,
            unit=self.unit,
            status=self.status,
            date=date,
            background=self.background,
            in_title=self.in_title,
            pattern=self.pattern,
            evidence=self.evidence,
            at=self.at,
            name_unsure=self.name_unsure,
            rivalled=self.rivalled,
            personal=self.personal,
        )


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a rule almost fired and what stopped it, for `moves explain`."""

    words: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an engine made of an article."""

    findings: tuple[Finding, ...] = ()
    stops: tuple[Stop, ...] = ()
    claims: tuple[Claim, ...] = ()
    """What the clauses said, before one person's claims were joined; for `moves explain`."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a clause and what it was taken for."""

    kind: str
    """In words: person, company, role, verb, date."""
    words: str
    means: str = ""
    """What it stands for, where that differs: the canonical company, the date."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A clause as the reader saw it, for `moves explain`."""

    words: str
    """As they stand in the article."""
    at: int
    """Index of its sentence, the title being 0."""
    spans: tuple[Span, ...] = ()


class Engine(Protocol):
    """Reads articles. Deterministic engines give the same reading for the same article and watchlist."""

    def read(self, article: Article) -> Reading:
        """Find every move the article tells; never raises on any text."""


def grounded(finding: Finding, article_text: str) -> bool:
    """Say whether the quoted words stand in the article and the person's name stands there too, be it in capitals."""
    named = finding.person in article_text or finding.person.upper() in article_text
    return finding.evidence in article_text and named
