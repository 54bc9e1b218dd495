"""When two tellings are of one move. Pure and conservative; every rule with its reason.

Whose move it is, `store.model.persons` says; what speaks for a person here is only what their moves have in common with
the telling.

**One move.** Two tellings of one person are one move when they share a leg (company and direction) within 45 days, or
are its two halves: one only left A, the other only joined B. Exceptions: leaving for good and a change of role inside
the company are one event only within ten days, because people are promoted and leave a month later; halves are never
joined by a date that is only a year. A farewell to a company is one for 90 days, where the later telling has a date of
its own (the last day), unless the person is told to have come back in between or another role is named: nobody leaves a
house twice who is not there. Units never split a move, for outlets name them at will; which names are one
company is for `store.model.houses` to say. And a telling without a
date of its own, up to a year after a known move with the same leg, only tells that again (features, anniversaries),
unless the person came back in between or a new role is named.

45 days: announcements run ahead of last days by weeks (a departure told on 1 April took effect on 30 May), and the
shortest real boomerang known here, two weeks, goes through opposite legs and stays apart by that.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from store.model.dates import PartialDate
from store.model.houses import NOTHING_KNOWN, Houses
from store.model.names import fold
from store.model.people import Identity, unusual_alike
from store.model.persons import Bond, Pairs, bare, meant
from store.model.positions import Position, family

WINDOW = dt.timedelta(days=45)
"""Longest gap between two tellings of one move."""
ROLE_WINDOW = dt.timedelta(days=10)
"""The same where one says "left for good" and the other "changed roles"."""
RETOLD = dt.timedelta(days=365)
"""How long a telling without a date may still be of a known move."""
NOTICE = dt.timedelta(days=90)
"""Longest time between two tellings of one farewell, the first of its announcement and the last of the last day."""
ACQUAINTED = dt.timedelta(days=730)
"""How long a shared company speaks for one person."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days a telling can speak of, both included."""

    first: dt.date
    last: dt.date
    vague: bool = False
    """It only knows the year."""
    dated: bool = True
    """It has a date of its own, beside its day of publication."""

    def apart(self, other: "Span") -> dt.timedelta:
        """Least gap between the two; zero when they overlap."""
        return max(self.first - other.last, other.first - self.last, dt.timedelta())


def hull(spans: Sequence[Span]) -> Span:
    """All days that the tellings of one move speak of.

    Those that only know the year count where no other does; those without a date that come long after the rest are
    retellings and do not prolong it.
    """
    first, *later = sorted((s for s in spans if not s.vague), key=lambda s: s.first) or sorted(
        spans, key=lambda s: s.first
    )
    whole = first
    for one in later:
        if one.dated or one.apart(whole) <= WINDOW:
            whole = Span(whole.first, max(whole.last, one.last), whole.vague, whole.dated or one.dated)
    return whole


def span(date: PartialDate | None, told: dt.date) -> Span:
    """The days a telling speaks of: from the event to the telling, unless the event is history by then.

    A year says little: of the current one it stands for the time up to the telling, of the next one for the telling.
    """
    if date is None or (date.precision == 1 and date.first > told):
        return Span(told, told, dated=False)
    if date.last < told - WINDOW:
        return Span(date.first, date.last, vague=date.precision == 1)
    if date.precision == 1:
        return Span(date.first, told, vague=True)
    return Span(min(date.first, told), max(date.last, told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A finding, or a stored move, as far as sameness is concerned."""

    who: Identity
    left: Position | None
    joined: Position | None
    when: Span
    houses: Houses = NOTHING_KNOWN
    """What is known of companies when the two are compared."""

    @property
    def companies(self) -> tuple[str, ...]:
        """Companies on either side."""
        return tuple(side.company for side in (self.left, self.joined) if side is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A stored move, its id and its person's id."""

    move: int
    person: int
    event: Event
    wrong: bool = False
    """A person said that it is no move: it keeps what is told of it again, and is joined with nothing."""
    apart: frozenset[int] = frozenset()
    """Moves that a person has parted it from."""
    holds: bool = False
    """It has this very article's telling already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a finding belongs to: known persons and moves; several are one and the same by this finding, the first stays."""

    people: tuple[int, ...] = ()
    """Empty: nobody known."""
    moves: tuple[int, ...] = ()
    """Empty: a new move."""
    retold: bool = False
    """Told long after it happened, and as if new."""


def match(found: Event, known: Sequence[Known], here: Collection[int] = (), different: Pairs = ()) -> Match:
    """Decide which known person and move a finding belongs to, among all that share anything with it.

    `here` are the persons whom the same article has told of already, `different` those whom people have said to be two.
    """
    known_by = bonds(found, known)
    persons = meant(found.who, known_by, different) or bare(found.who, known_by, here)
    moves = [one for person in persons for one in known if one.person == person]
    events = [one.event for one in moves]
    fits = (one for one in moves if one_move(found, one.event) or _one_farewell(found, one.event, events))
    same = sorted(fits, key=lambda one: _fitness(found, one))
    if not same:
        again = [one.move for one in moves if not one.wrong and _retold(found, one.event, events)]
        return Match(people=tuple(persons), moves=tuple(again[:1]), retold=bool(again))
    eldest_first = sorted(_joined(same), key=lambda one: one.move)
    return Match(
        people=tuple(dict.fromkeys((*(one.person for one in eldest_first), *persons))),
        moves=tuple(dict.fromkeys(one.move for one in eldest_first)),
    )


def bonds(found: Event, known: Sequence[Known]) -> dict[int, Bond]:
    """What a telling has in common with each known person, by their ids."""
    people: dict[int, list[Event]] = {}
    for one in known:
        people.setdefault(one.person, []).append(one.event)
    return {person: _bond(found, events) for person, events in people.items()}


def one_move(one: Event, other: Event) -> bool:
    """Say whether two tellings of one person are of one move."""
    gap = one.when.apart(other.when)
    if gap > WINDOW:
        return False
    if _shares_leg(one, other):
        return gap <= ROLE_WINDOW or _inside(one) == _inside(other) or _joins_alike(one, other)
    return _halves(one, other) and not (one.when.vague or other.when.vague)


def same_company(one: str, other: str, houses: Houses = NOTHING_KNOWN) -> bool:
    """Say whether two names are one company's, by what is known of companies and by their words (`Houses.same`)."""
    return houses.same(one, other)


def _bond(found: Event, events: Sequence[Event]) -> Bond:
    """What a telling has in common with one person's moves."""
    gaps = [found.when.apart(event.when) for event in events]
    near = [
        (gap, event)
        for gap, event in zip(gaps, events, strict=True)
        if one_move(found, event) or (unusual_alike(found.who, event.who) and _one_farewell(found, event, events))
    ]
    legs = [(gap, event) for gap, event in near if _shares_leg(found, event)]
    return Bond(
        who=events[0].who,
        one_move=bool(near),
        leg=min((gap for gap, _ in legs), default=None),
        alike=any(not _other_family(found, event) for _, event in legs),
        acquainted=any(gap <= ACQUAINTED and _share_company(found, e) for gap, e in zip(gaps, events, strict=True)),
        gap=min(gaps),
    )


def _share_company(one: Event, other: Event) -> bool:
    return any(same_company(a, b, one.houses) for a in one.companies for b in other.companies)


def _retold(found: Event, other: Event, events: Iterable[Event]) -> bool:
    """Say whether the later of the two, having no date of its own, only tells the earlier one again."""
    early, late = sorted((found, other), key=lambda event: event.when.first)
    if late.when.dated or not _shares_leg(early, late) or early.when.apart(late.when) > RETOLD:
        return False
    if _inside(early) != _inside(late) or not (
        _same_role(early.left, late.left) and _same_role(early.joined, late.joined)
    ):
        return False
    return not any(
        _same_side(early.left, one.joined, found.houses) or _same_side(early.joined, one.left, found.houses)
        for one in _between(early, late, events)
    )


def _between(early: Event, late: Event, events: Iterable[Event]) -> list[Event]:
    """The person's moves after the one and before the other."""
    return [one for one in events if early.when.last < one.when.first <= late.when.last]


def _one_farewell(found: Event, other: Event, events: Iterable[Event]) -> bool:
    """Say whether both tell that the person has left one company for good, and none that it was joined again in between."""
    early, late = sorted((found, other), key=lambda event: event.when.first)
    if not _same_side(early.left, late.left, found.houses) or early.when.apart(late.when) > NOTICE:
        return False
    if not late.when.dated or _inside(early) or _inside(late) or early.when.vague or late.when.vague:
        return False
    elsewhere = early.joined is not None and late.joined is not None and not _joins_alike(early, late)
    if elsewhere or not _same_role(early.left, late.left):
        return False
    return not any(_same_side(early.left, one.joined, found.houses) for one in _between(early, late, events))


def _same_role(early: Position | None, late: Position | None) -> bool:
    """Nothing new is said about the role."""
    if early is None or late is None or late.role is None:
        return True
    known = family(early.role)
    return fold(early.role or "") == fold(late.role) or (known is not None and known == family(late.role))


def _shares_leg(one: Event, other: Event) -> bool:
    return _same_side(one.left, other.left, one.houses) or _joins_alike(one, other)


def _joins_alike(one: Event, other: Event) -> bool:
    return _same_side(one.joined, other.joined, one.houses)


def _same_side(one: Position | None, other: Position | None, houses: Houses) -> bool:
    return one is not None and other is not None and same_company(one.company, other.company, houses)


def _inside(one: Event) -> bool:
    """A change of role inside one company."""
    return _same_side(one.left, one.joined, one.houses)


def _halves(one: Event, other: Event) -> bool:
    """One only leaves, the other only arrives, and somewhere else."""
    pairs = ((one, other), (other, one))
    return any(
        a.joined is None
        and b.left is None
        and a.left
        and b.joined
        and not same_company(a.left.company, b.joined.company, one.houses)
        for a, b in pairs
    )


def _joined(same: Sequence[Known]) -> list[Known]:
    """The best fit, and the others that are one with it; people's words on what is no move or apart come first."""
    best, *others = same
    joined = [best]
    for one in others:
        barred = best.wrong or one.wrong or any(one.move in kept.apart for kept in joined)
        if not barred and (one_move(best.event, one.event) or _halves(best.event, one.event)):
            joined.append(one)
    return joined


def _fitness(found: Event, one: Known) -> tuple[bool, bool, bool, dt.timedelta, bool]:
    """What is no move comes last, and of two that are equally near the one that this article has told of before."""
    return one.wrong, *_distance(found, one.event), not one.holds


def _distance(found: Event, other: Event) -> tuple[bool, bool, dt.timedelta]:
    """How far a candidate is: halves after shared legs, another role family after the same, then days."""
    return not _shares_leg(found, other), _other_family(found, other), found.when.apart(other.when)


def _other_family(one: Event, other: Event) -> bool:
    sides = ((one.left, other.left), (one.joined, other.joined))
    families = [(family(a.role), family(b.role)) for a, b in sides if a is not None and b is not None]
    return any(a is not None and b is not None and a != b for a, b in families)
