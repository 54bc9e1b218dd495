"""A newsroom for tests: tells findings to a store in one line each, with a clock that stands where told."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from store import ledger, lookup, outbox
from store.database import Database
from store.deliveries import Delivery
from store.ledger import Telling
from store.lookup import MoveQuery
from store.model.announce import Circumstances, Route
from store.model.dates import PartialDate
from store.model.houses import NOTHING_KNOWN, Houses
from store.model.moves import Change, Finding, Move, Status
from store.model.people import Person
from store.model.positions import Position

LIN = Person(name="Lin Junyang", also=("林俊旸", "Junyang Lin", "Justin Lin"))
YAO = Person(name="Yao Shunyu", also=("姚顺雨", "Shunyu Yao", "Vinces Yao"))
START = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
SLACK = Route(to="slack:C1", mention="<!here>")
THREE = (SLACK, Route(to="slack:C2"), Route(to="discord:7"))
LEASE = dt.timedelta(minutes=2)


def place(text: str | None) -> Position | None:
    """Read `Company`, `Company/unit` or `Company/unit/role`."""
    if text is None:
        return None
    company, unit, role = (*text.split("/"), "", "")[:3]
    return Position(company=company, unit=unit or None, role=role or None)


def finding(
    person: str,
    left: str | None = None,
    joined: str | None = None,
    *,
    status: Status = Status.REPORTED,
    date: str | None = None,
    also: tuple[str, ...] = (),
    background: bool = False,
    alert: bool = True,
    confidence: float = 0.9,
) -> Finding:
    """A finding in one line."""
    return Finding(
        person=person,
        also=also,
        left=place(left),
        joined=place(joined),
        status=status,
        date=None if date is None else PartialDate.parse(date),
        background=background,
        confidence=confidence,
        alert=alert,
        evidence=f"{person}: {left} to {joined}, {status.value}.",
    )


@dataclass
class Newsroom:
    """Tells what articles say to a store; every article has an outlet and an address of its own unless told."""

    database: Database
    routes: tuple[Route, ...] = (SLACK,)
    people: tuple[Person, ...] = ()
    houses: Houses = NOTHING_KNOWN
    watched: frozenset[str] = frozenset({"Alibaba", "OpenAI", "Tencent", "Google", "Meta", "Anthropic"})
    told: int = field(default=0)

    def tell(
        self,
        *findings: Finding,
        day: float = 0,
        outlet: str | None = None,
        url: str | None = None,
        title: str | None = None,
        seed: bool = False,
        baseline: bool = False,
        read: float | None = None,
    ) -> list[Change]:
        """Record one article, published `day` days after the start and read then, or `read` days after it."""
        self.told += 1
        published = START + dt.timedelta(days=day)
        at = Circumstances(
            now=START + dt.timedelta(days=day if read is None else read),
            max_age=dt.timedelta(days=14),
            published=published,
            watched=self.watched,
            seed=seed,
            baseline=baseline,
        )
        telling = Telling(
            publisher=outlet or f"Outlet {self.told}",
            title=title or f"Title {self.told}",
            url=url or f"https://outlet.test/{self.told}",
            published=published,
        )
        with self.database.writing() as session:
            return ledger.record(
                session, findings, telling, routes=self.routes, at=at, people=self.people, houses=self.houses
            )

    def one(self, *findings: Finding, day: float = 0, outlet: str | None = None) -> Change:
        """Record one article with one finding."""
        (change,) = self.tell(*findings, day=day, outlet=outlet)
        return change

    def moves(self, **query: object) -> tuple[Move, ...]:
        """All moves, newest first."""
        with self.database.reading() as session:
            return lookup.moves(session, MoveQuery(**query), limit=1000).moves  # type: ignore[arg-type]  # names are the query's

    def claim(
        self, *, day: float = 0, limit: int = 50, platforms: Sequence[str] = ("slack", "discord")
    ) -> list[Delivery]:
        """Claim what is due."""
        with self.database.writing() as session:
            return outbox.claim(session, now=moment(day), lease=LEASE, limit=limit, platforms=platforms)

    def deliver(self, *, day: float = 0) -> list[Delivery]:
        """Send everything that is due, in order; message ids are the deliveries' keys."""
        done: list[Delivery] = []
        while claimed := self.claim(day=day):
            for delivery in claimed:
                self.sent(delivery, day=day)
            done += claimed
        return done

    def post(self) -> Delivery:
        """Claim the one post to the first channel."""
        return next(one for one in self.claim() if one.destination == SLACK.to)

    def states(self) -> dict[str, int]:
        """How many deliveries are in each state, those without any left out."""
        with self.database.reading() as session:
            tally = dataclasses.asdict(outbox.tally(session))
        return {name: number for name, number in tally.items() if number}

    def sent(self, delivery: Delivery, *, day: float = 0) -> bool:
        """Settle one as sent."""
        with self.database.writing() as session:
            return outbox.sent(session, delivery, message=f"ts-{delivery.key}", now=moment(day))


def moment(day: float) -> dt.datetime:
    """So many days after the start."""
    return START + dt.timedelta(days=day)
