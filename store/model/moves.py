"""Findings and moves: what one article claims, and what is concluded from all of them."""

import datetime as dt
import enum
from dataclasses import dataclass

from store.model.dates import PartialDate
from store.model.phrases import Voucher
from store.model.positions import Position


class Status(enum.StrEnum):
    """How sure a move is. Confirmed = the company, the person or a filing says so."""

    RUMORED = "rumored"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DENIED = "denied"


class Kind(enum.StrEnum):
    """What sort of move it is; always derived from the two sides, never stored."""

    DEPARTURE = "departure"
    HIRE = "hire"
    APPOINTMENT = "appointment"


def kind_of(left: Position | None, joined: Position | None) -> Kind:
    """Derive the kind: only a left side is a departure, the same company on both an appointment, the rest hires.

    Raises ValueError where both sides are missing: nobody moved.
    """
    if joined is None:
        if left is None:
            raise ValueError("a move needs at least one side")
        return Kind.DEPARTURE
    if left is not None and left.company == joined.company:
        return Kind.APPOINTMENT
    return Kind.HIRE


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One article's claim about one person. Not yet a fact, and not yet compared with anything known."""

    person: str
    """As written in the article, the fullest form found there."""
    also: tuple[str, ...] = ()
    """Other forms the article itself gives for the person: a gloss in brackets, the other script, a nickname."""
    left: Position | None = None
    joined: Position | None = None
    status: Status
    date: PartialDate | None = None
    """When the move happened or takes effect, by the text; None where the text does not tell."""
    background: bool = False
    """Told only as history, not as this article's news."""
    confidence: float
    """0.0 to 1.0: how sure the engine is that it read the sentence right; says nothing of its truth."""
    alert: bool
    """Sure enough to post at once."""
    evidence: str
    """The words as they stand in the article."""
    why: tuple[str, ...] = ()
    """Ids of the patterns that fired, for `moves explain`."""
    tier: tuple[str, ...] = ()
    """What confidence and alert rest on, in words, for `moves explain`."""

    def __post_init__(self) -> None:
        kind_of(self.left, self.joined)

    @property
    def kind(self) -> Kind:
        """Departure, hire or appointment."""
        return kind_of(self.left, self.joined)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One outlet's words about a move."""

    publisher: str
    title: str
    url: str | None
    quote: str
    published: dt.datetime | None
    status: Status
    """What this outlet alone says; the move's status is concluded from all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a move's status rests on (`store.model.voices`)."""

    outlets: int = 1
    """Independent outlets that tell it, or that deny it where it is denied; 0 where only the company's own pages do."""
    by: Voucher | None = None
    """Who confirms or denies it, of those who must know; None where no telling shows it."""
    company: str | None = None
    """Which company, where `by` is one and it is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The event after merging every finding about it."""

    id: str
    person: str
    also: tuple[str, ...] = ()
    left: Position | None = None
    joined: Position | None = None
    status: Status
    date: PartialDate | None = None
    background: bool = False
    confidence: float = 0.0
    alert: bool = False
    first_seen: dt.datetime
    revision: int = 1
    """Counts what a reader can see change; the message shown carries the revision it shows."""
    evidence: tuple[Evidence, ...] = ()
    standing: Standing = Standing()
    wrong: bool = False
    """A person said that it is no move; it is not among answers."""
    person_id: str = ""
    """The person's id."""

    @property
    def kind(self) -> Kind:
        """Departure, hire or appointment."""
        return kind_of(self.left, self.joined)

    @property
    def publishers(self) -> tuple[str, ...]:
        """The outlets that tell it, each once, first teller first."""
        return tuple(dict.fromkeys(e.publisher for e in self.evidence))

    @property
    def companies(self) -> tuple[str, ...]:
        """Companies on either side, each once, the left one first."""
        return tuple(dict.fromkeys(p.company for p in (self.left, self.joined) if p is not None))


class ChangeKind(enum.StrEnum):
    """What a finding, or a person, did to a move."""

    NEW = "new"
    CORROBORATED = "corroborated"
    UPDATED = "updated"
    DENIED = "denied"
    CORRECTED = "corrected"
    """No finding did it but a person."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One finding's effect: on which move, what, and whether anybody hears of it."""

    move: Move
    story: str
    """Id of the move whose message tells of it: its own, or that of the news it is part of."""
    kind: ChangeKind
    announced: bool
    why: str | None
    """Reason when nobody was told; None when announced."""
    differs: tuple[str, ...] = ()
    """For an update: which of status, destination, role, date, unit changed."""
