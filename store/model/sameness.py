"""When two tellings are of one person and one move. Pure and conservative; every rule with its reason.

**One person.** Keys (how a name sounds, see `store.readings`) only propose, for 姚顺雨 and 姚顺宇 share theirs:

1. Different Chinese characters, both known: two persons.
2. A shared key and a shared company within 24 months: one person.
3. The same full name in the same script is one person where namesakes are rare: three Chinese characters or more, or a
   Western name. Two characters (王伟) and romanised Chinese names (Wang Wei) are too common for that.
4. The same key in the same script and the two halves of one move within the window: one person ("left A", then
   "joined B", without a word of A).
5. A bare surname or given name, a shortened given name or one slip of the pen counts only within one move: the same
   company, the same direction, the same window, and nobody else it could be.

**One move.** Two tellings of one person are one move when they share a leg (company and direction) within 45 days, or
are its two halves: one only left A, the other only joined B. Exceptions: leaving for good and a change of role inside
the company are one event only within ten days, because people are promoted and leave a month later; halves are never
joined by a date that is only a year. Units never split a move, for outlets name them at will.

45 days: announcements run ahead of last days by weeks (a departure told on 1 April took effect on 30 May), and the
shortest real boomerang known here, two weeks, goes through opposite legs and stays apart by that.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from store.model.dates import PartialDate
from store.model.names import fold, has_han
from store.model.positions import Position, family

WINDOW = dt.timedelta(days=45)
"""Longest gap between two tellings of one move."""
ROLE_WINDOW = dt.timedelta(days=10)
"""The same where one says "left for good" and the other "changed roles"."""
ACQUAINTED = dt.timedelta(days=730)
"""How long a shared company speaks for one person."""
_COMMON = 2
"""Chinese names of so many characters have namesakes everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A person as far as names tell; everything in normal form, simplified script."""

    han: frozenset[str] = frozenset()
    """Full names in Chinese characters."""
    latin: frozenset[str] = frozenset()
    """Keys of the full names in Latin letters."""
    keys: frozenset[str] = frozenset()
    """All keys of full names, both scripts and the watchlist's."""
    single: frozenset[str] = frozenset()
    """Names of one word: a surname, a mononym."""
    romanised: bool = False
    """The Latin names are romanised Chinese, so namesakes abound."""

    @property
    def parts(self) -> frozenset[str]:
        """Single words of all names."""
        return self.single | frozenset(part for key in self.keys for part in key.split())

    def __or__(self, other: "Identity") -> "Identity":
        return Identity(
            han=self.han | other.han,
            latin=self.latin | other.latin,
            keys=self.keys | other.keys,
            single=self.single | other.single,
            romanised=self.romanised or other.romanised,
        )


@dataclass(frozen=True, slots=True)
class Span:
    """The days a telling can speak of, both included; `vague` when it only knows the year."""

    first: dt.date
    last: dt.date
    vague: bool = False

    def apart(self, other: "Span") -> dt.timedelta:
        """Least gap between the two; zero when they overlap."""
        return max(self.first - other.last, other.first - self.last, dt.timedelta())


def span(date: PartialDate | None, told: dt.date) -> Span:
    """The days a telling speaks of: from the event to the telling, unless the event is history by then.

    A year says little: of the current one it stands for the time up to the telling, of the next one for the telling.
    """
    if date is None or (date.first > told and date.precision == 1):
        return Span(told, told)
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


@dataclass(frozen=True, slots=True)
class Match:
    """What a finding belongs to: a person or nobody known; a move or none yet; moves it shows to be one with that."""

    person: int | None = None
    move: int | None = None
    also: tuple[int, ...] = field(default=())


def match(found: Event, known: Sequence[Known]) -> Match:
    """Decide which known person and move a finding belongs to, among all that share anything with it."""
    people = _people(known)
    sure = [person for person, moves in people.items() if _one_person(found, moves)]
    if len(sure) != 1:
        sure = _decided([p for p in sure or people if _partly(found, people[p]) or p in sure], found, people)
    if len(sure) != 1:
        return Match()
    person = sure[0]
    same = sorted(
        (one for one in people[person] if one_move(found, one.event)), key=lambda one: _distance(found, one.event)
    )
    if not same:
        return Match(person)
    return Match(person, same[0].move, tuple(other.move for other in same[1:] if _halves(same[0].event, other.event)))


def one_move(one: Event, other: Event) -> bool:
    """Say whether two tellings of one person are of one move."""
    gap = one.when.apart(other.when)
    if gap > WINDOW:
        return False
    if _shares_leg(one, other):
        return gap <= ROLE_WINDOW or _inside(one) == _inside(other) or _joins_alike(one, other)
    return _halves(one, other) and not (one.when.vague or other.when.vague)


def same_company(one: str, other: str) -> bool:
    """Say whether two names are one company's: alike, or one the other with more words (Google, Google DeepMind)."""
    a, b = sorted((fold(one), fold(other)), key=len)
    return a == b or b.startswith(f"{a} ") or (has_han(a) and len(a) > 1 and b.startswith(a))


def _people(known: Iterable[Known]) -> dict[int, list[Known]]:
    people: dict[int, list[Known]] = {}
    for one in known:
        people.setdefault(one.person, []).append(one)
    return people


def _one_person(found: Event, moves: Sequence[Known]) -> bool:
    """Rules 1 to 4, for one known person with all their moves."""
    who = moves[0].event.who
    if found.who.han and who.han and not found.who.han & who.han:
        return False
    if not found.who.keys & who.keys:
        return False
    return (
        _rare(found.who, who)
        or any(_acquainted(found, one.event) for one in moves)
        or (_same_script(found.who, who) and any(one_move(found, one.event) for one in moves))
    )


def _rare(one: Identity, other: Identity) -> bool:
    """Rule 3."""
    if any(len(name) > _COMMON for name in one.han & other.han):
        return True
    return bool(one.latin & other.latin) and not (one.romanised or other.romanised or one.han or other.han)


def _same_script(one: Identity, other: Identity) -> bool:
    return bool(one.han & other.han or one.latin & other.latin)


def _acquainted(one: Event, other: Event) -> bool:
    """Rule 2."""
    shared = any(same_company(a, b) for a in one.companies for b in other.companies)
    return shared and one.when.apart(other.when) <= ACQUAINTED


def _decided(people: Sequence[int], found: Event, known: dict[int, list[Known]]) -> list[int]:
    """Of several possible persons those with a move that shares a leg in the window."""
    return [p for p in people if any(_shares_leg(found, k.event) and one_move(found, k.event) for k in known[p])]


def _partly(found: Event, moves: Sequence[Known]) -> bool:
    """Rule 5, without the question who else it could be."""
    who = moves[0].event.who
    if found.who.han and who.han and not found.who.han & who.han:
        return False
    near = any(_shares_leg(found, one.event) and one_move(found, one.event) for one in moves)
    return near and (
        bool(found.who.single & who.parts or who.single & found.who.parts)
        or any(_short_for(a, b) for a in found.who.keys for b in who.keys)
    )


def _short_for(one: str, other: str) -> bool:
    """One part alike, the other shortened (Alex, Alexandr) or off by one letter in a long name (Muratti)."""
    a, b = set(one.split()), set(other.split())
    if len(a) != 2 or len(b) != 2 or len(a & b) != 1:
        return False
    short, long = sorted(((a - b).pop(), (b - a).pop()), key=len)
    return (len(short) >= 3 and long.startswith(short)) or (len(short) >= 5 and _one_slip(short, long))


def _one_slip(short: str, long: str) -> bool:
    """One letter too many, or one letter other than it should be and not the last (Murati, Muratti)."""
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _shares_leg(one: Event, other: Event) -> bool:
    return _same_side(one.left, other.left) or _joins_alike(one, other)


def _joins_alike(one: Event, other: Event) -> bool:
    return _same_side(one.joined, other.joined)


def _same_side(one: Position | None, other: Position | None) -> bool:
    return one is not None and other is not None and same_company(one.company, other.company)


def _inside(one: Event) -> bool:
    """A change of role inside one company."""
    return _same_side(one.left, one.joined)


def _halves(one: Event, other: Event) -> bool:
    """One only leaves, the other only arrives, and somewhere else."""
    pairs = ((one, other), (other, one))
    return any(
        a.joined is None
        and b.left is None
        and a.left
        and b.joined
        and not same_company(a.left.company, b.joined.company)
        for a, b in pairs
    )


def _distance(found: Event, other: Event) -> tuple[bool, bool, dt.timedelta]:
    """How far a candidate is: halves after shared legs, another role family after the same, then days."""
    return not _shares_leg(found, other), _other_family(found, other), found.when.apart(other.when)


def _other_family(one: Event, other: Event) -> bool:
    sides = ((one.left, other.left), (one.joined, other.joined))
    families = [(family(a.role), family(b.role)) for a, b in sides if a is not None and b is not None]
    return any(a is not None and b is not None and a != b for a, b in families)
