"""Sends entries through the whole pipeline on a throw-away store: relevance, extraction, merging, announcing.

The entries are taken as one long-watched source gave them, each told on its own day, with one route that asks for
everything. Nothing is delivered and nothing of the admin's store is touched.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator

from bot import measure
from bot.app import now
from bot.measure import Json
from store import ledger
from store.database import Database
from store.ledger import Telling
from store.model.announce import Circumstances, Route
from store.model.companies import Watchlist
from store.model.moves import Change
from watchers import identity, relevance
from watchers.entries import Article, Entry
from watchers.extract import choose, organisations

_EVERYTHING = (Route(to="terminal:"),)
_NOTHING_FOUND = "no move found"


def replay(lines: Iterable[str], watchlist: Watchlist, *, apart: str = "") -> Iterator[Json]:
    """Replay entries in order, one output line each; a new store whenever the value of the key `apart` changes.

    Raises LineTrouble at the first line that is no entry; what came before it has been given.
    """
    replayer = Replayer(watchlist)
    part: object = None
    store = _fresh()
    try:
        for number, line in enumerate(lines, start=1):
            for article in measure.articles([line], first=number):
                belongs = json.loads(line.removeprefix("\ufeff")).get(apart) if apart else None
                if belongs != part:
                    store.close()
                    store, part = _fresh(), belongs
                yield replayer.replay(article, store)
    finally:
        store.close()


def _fresh() -> Database:
    store = Database("sqlite://")
    store.upgrade()
    return store


class Replayer:
    """The pipeline behind `replay`, built once for a watchlist."""

    def __init__(self, watchlist: Watchlist) -> None:
        self._watchlist = watchlist
        self._engine = choose.engine(watchlist)
        self._triggers = relevance.bundled()

    def replay(self, article: Article, store: Database) -> Json:
        """Send one entry through and say what it did, or why nothing."""
        why_not = self._triggers.why_not(_entry(article))
        if why_not:
            return measure.replayed(article.id, (), str(why_not))
        findings = self._engine.read(article).findings
        if not findings:
            return measure.replayed(article.id, (), _NOTHING_FOUND)
        told = article.published or now()
        at = Circumstances(
            now=told,
            max_age=dt.timedelta(days=14),
            published=article.published,
            watched=frozenset(company.name for company in self._watchlist.companies),
        )
        telling = Telling(
            publisher=identity.publisher_of((article.url,)) or article.id,
            title=article.title,
            url=article.url,
            published=article.published,
            lang=article.lang,
        )
        changes: list[Change] = []
        with store.writing() as session:
            changes += ledger.record(
                session,
                findings,
                telling,
                routes=_EVERYTHING,
                at=at,
                people=self._watchlist.people,
                houses=organisations.houses(self._watchlist),
            )
        return measure.replayed(article.id, changes, None)


def _entry(article: Article) -> Entry:
    return Entry(
        id=article.id, url=article.url, title=article.title, summary=article.summary, body=article.body,
        published=article.published, publisher=article.publisher,
    )  # fmt: skip
