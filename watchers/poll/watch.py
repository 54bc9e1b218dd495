"""What a look needs beside its source, and in whose name an entry is read."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from store.database import Database
from store.feeds import SourceState
from store.model.announce import Circumstances, Route
from store.model.companies import Watchlist
from store.model.houses import Houses
from watchers import fuller, identity, relevance
from watchers.answers import Readers
from watchers.entries import Article, Entry, Source
from watchers.extract import organisations
from watchers.extract.engine import Engine
from watchers.feed_reader import FeedReader
from watchers.page_reader import PageReader
from watchers.pages import Pages
from watchers.poll.desk import Desk
from watchers.web import Web


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Everything a look needs beside the source; replaced whole when the settings change."""

    web: Web
    database: Database
    engine: Engine
    routes: tuple[Route, ...]
    watchlist: Watchlist
    max_age: dt.timedelta
    clock: Callable[[], dt.datetime]
    reader: FeedReader = field(default_factory=FeedReader)
    page_reader: PageReader = field(default_factory=PageReader)
    triggers: relevance.Triggers = field(default_factory=relevance.bundled)
    roll: Callable[[], float] = random.random

    @cached_property
    def desk(self) -> Desk:
        """Where looks do their small business with the store."""
        return Desk(self.database)

    @cached_property
    def readers(self) -> Readers:
        """Those that read what strangers wrote."""
        return Readers(self.reader, self.page_reader)

    @cached_property
    def pages(self) -> Pages:
        """Where the pages behind entries are had."""
        return Pages(self.web, self.page_reader)

    @cached_property
    def names(self) -> relevance.Triggers:
        """Finds those watched, wherever they are named."""
        return fuller.names(self.watchlist)

    @cached_property
    def houses(self) -> Houses:
        """What the watchlist and everybody knows of companies."""
        return organisations.houses(self.watchlist)

    @cached_property
    def states(self) -> dict[str, SourceState]:
        """What the store remembers of each source, by name, as of its last look here; saves asking it each time."""
        return {}

    def circumstances(self, state: SourceState, published: dt.datetime | None, now: dt.datetime) -> Circumstances:
        """What is known about the telling of an entry, beside its findings."""
        return Circumstances(
            now=now,
            max_age=self.max_age,
            published=published,
            watched=frozenset(company.name for company in self.watchlist.companies),
            baseline=state.first_looked_at is None,
            watched_since=state.first_looked_at,
        )

    def close(self) -> None:
        """End the readers' children; the rest belongs to others."""
        self.pages.close()
        self.page_reader.close()
        self.reader.close()


def article(entry: Entry, source: Source) -> Article:
    """What is read of an entry, and in whose name: the source's publisher, the entry's own, or the host."""
    return Article(
        id=entry.id or entry.url or entry.title,
        title=entry.title,
        summary=entry.summary,
        body=entry.body,
        published=entry.published,
        url=identity.clean_link(entry.url) if entry.url else None,
        publisher=source.publisher or entry.publisher or identity.publisher_of((entry.url, source.url)),
        companies=source.companies,
    )
