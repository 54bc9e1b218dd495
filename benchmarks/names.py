"""Whether two names are taken for one person's: the pairs of tests/data/names.toml, told to a store of their own.

Each pair goes through `store.ledger` in both orders with the default watchlist and counts as right only where both
orders give the same and the right answer.
"""

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlmodel import Session, col, select

from benchmarks.figures import Figure
from bot import config
from store import ledger
from store.database import Database
from store.ledger import Telling
from store.model.announce import Circumstances
from store.model.dates import PartialDate
from store.model.moves import Finding, Status
from store.model.people import Person
from store.model.positions import Position
from store.tables import EvidenceRow, MoveRow, PersonPairRow

PAIRS = Path(__file__).parents[1] / "tests" / "data" / "names.toml"
FALSE_MERGES, TRUE_MERGES = 0.01, 0.93
"""The marks: at most so many of the pairs of two people are made one, at least so many of those of one person are."""
_START = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """One of the two tellings of a pair."""

    name: str
    left: Position | None
    joined: Position | None
    day: int
    date: str

    def finding(self) -> Finding:
        """What an engine would have read."""
        person, *also = self.name.split(" = ")
        return Finding(
            person=person,
            also=tuple(also),
            left=self.left,
            joined=self.joined,
            status=Status.REPORTED,
            date=PartialDate.parse(self.date) if self.date else None,
            confidence=0.8,
            alert=True,
            evidence=f"{person} has moved.",
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings and whether they are of one person: "one", "two" or "doubt"."""

    one: Told
    other: Told
    verdict: str

    def __str__(self) -> str:
        return f"{self.one.name} | {self.other.name} ({self.verdict})"


def pairs(path: Path = PAIRS) -> list[Pair]:
    """Every pair of the file."""
    return [_pair(row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["pairs"]]


def answers(pair: Pair, store: Database) -> tuple[str, str]:
    """What an empty store says of the pair when told in order and in the other order; it is empty again afterwards."""
    return answer([pair.one, pair.other], store), answer([pair.other, pair.one], store)


def answer(tellings: Sequence[Told], store: Database) -> str:
    """Say "one" where the store has one person after these tellings, "doubt" where it asks about two, else "two"."""
    persons, asked = persons_of(list(enumerate(tellings)), store)
    return "one" if len(persons) == 1 else "doubt" if asked else "two"


def persons_of(tellings: Sequence[tuple[int, Told]], store: Database) -> tuple[set[frozenset[int]], int]:
    """The numbers of the tellings by person, after they were told in this order, and how many pairs are asked about."""
    with store.writing() as session:
        undone = session.begin_nested()
        for number, told in tellings:
            _tell(session, told, str(number))
        persons = _persons(session)
        asked = len(session.exec(select(PersonPairRow)).all())
        undone.rollback()
    return persons, asked


@contextmanager
def empty() -> Iterator[Database]:
    """A store in memory with its schema and nothing in it."""
    store = Database("sqlite://")
    store.upgrade()
    yield store
    store.close()


def figures() -> list[Figure]:
    """Both rates, the pairs that were asked about, and how many pairs they rest on."""
    with empty() as store:
        judged = [(pair, answers(pair, store)) for pair in pairs()]
    for pair, said in judged:
        if set(said) != {pair.verdict}:
            print(f"  {pair}: {' and '.join(said)}")
    merged = Counter(pair.verdict == "one" for pair, said in judged if "one" in said and _wrong_or_all(pair, said))
    true = sum(pair.verdict == "one" for pair, _ in judged)
    held = [said for pair, said in judged if pair.verdict == "doubt"]
    return [
        Figure("pairs of one person", true),
        Figure("pairs of two people", len(judged) - true),
        Figure("true merges", merged[True] / true, TRUE_MERGES),
        Figure("false merges", merged[False] / (len(judged) - true), FALSE_MERGES, most=True),
        Figure("doubtful pairs held for review", sum(set(said) == {"doubt"} for said in held) / len(held)),
    ]


def _wrong_or_all(pair: Pair, said: tuple[str, str]) -> bool:
    """One order suffices for a wrong merge, a right one needs both."""
    return pair.verdict != "one" or set(said) == {"one"}


def _pair(row: dict[str, str | list[str] | list[int]]) -> Pair:
    days, dates = row.get("days", [0, 2]), row.get("dates", ["", ""])
    both = [
        Told(str(row[key]), *map(_side, str(at).split(">")), int(day), str(date))
        for key, at, day, date in zip("ab", row["at"], days, dates, strict=True)
    ]
    return Pair(*both, str(row["is"]))


def _side(text: str) -> Position | None:
    company, unit, role = (*text.strip().split("/"), "", "")[:3]
    return Position(company=company, unit=unit or None, role=role or None) if company else None


def _tell(session: Session, told: Told, outlet: str) -> None:
    published = _START + dt.timedelta(days=told.day)
    at = Circumstances(
        now=_START + dt.timedelta(days=800), max_age=dt.timedelta(days=14), published=published, watched=frozenset()
    )
    telling = Telling(publisher=outlet, title=told.name, url=f"https://outlet.example/{outlet}", published=published)
    ledger.record(session, [told.finding()], telling, routes=(), at=at, people=_people())


def _persons(session: Session) -> set[frozenset[int]]:
    """Which outlets tell of each person; one that only told a known move again is evidence of nothing and left out."""
    wanted = select(MoveRow.person_id, EvidenceRow.publisher)
    told: dict[int, set[int]] = {}
    for person, outlet in session.exec(wanted.join(EvidenceRow, col(EvidenceRow.move_id) == col(MoveRow.id))):
        told.setdefault(person, set()).add(int(outlet))
    return set(map(frozenset, told.values()))


@cache
def _people() -> tuple[Person, ...]:
    return tuple(config.default_watchlist().people)
