"""What the tests of polling share: a plain engine, a clock set by hand, sources and items."""

import datetime as dt
import re

from store import feeds
from store.database import Database
from store.feeds import SourceState
from store.model.moves import Finding, Status
from store.model.positions import Position
from tests.stand_ins.feeds import FeedServer, Page, item, rss
from watchers.entries import Article, Source
from watchers.extract.engine import Reading
from watchers.poll import Watch, poll

START = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
TODAY = "Thu, 05 Mar 2026 09:00:00 GMT"
HOUR = dt.timedelta(hours=1)
PEOPLE = ("Mira Lund", "Tomas Ortega", "Aiko Sato", "Nadia Haddad", "Piotr Zielinski", "Chen Yufei")


class Plain:
    """Reads "NAME leaves COMPANY"; raises on the word "poison"."""

    def __init__(self) -> None:
        self.read_titles: list[str] = []

    def read(self, article: Article) -> Reading:
        """Read the title."""
        self.read_titles.append(article.title)
        if "poison" in article.title:
            raise RuntimeError("cannot read this")
        found = re.fullmatch(r"(.+) leaves (.+)", article.title)
        if found is None:
            return Reading()
        left = Position(company=found[2])
        finding = Finding(
            person=found[1], left=left, status=Status.REPORTED, confidence=0.9, alert=True, evidence=article.title
        )
        return Reading(findings=(finding,))


class Clock:
    """A clock set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        """The time."""
        return self.now


def source(url: str, kind: str = "feed") -> Source:
    """A source at this address."""
    return Source(name="Wire", url=url, kind=kind, every=HOUR)


def leaves(number: int, *, guid: str | None = None, date: str = TODAY) -> str:
    """An item that tells of one person."""
    link = f"https://wire.example/{number}"
    return item(
        f"{PEOPLE[number]} leaves Example Lab", guid=f"g{number}" if guid is None else guid, link=link, date=date
    )


def state(database: Database) -> SourceState:
    """What the store remembers of the one source."""
    with database.reading() as session:
        (found,) = feeds.health(session)
    return found


async def watched(server: FeedServer, watch: Watch, *items: str) -> tuple[Page, Source]:
    """A source past its first look, which showed these items (or one that tells nothing)."""
    page = Page(rss(*(items or [item("Nothing happened", guid="g-old")])))
    looked = source(server.put("/feed", page))
    assert (await poll(looked, watch)).outcome == "baseline"
    return page, looked
