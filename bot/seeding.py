"""Reads documents into the store as known: the same extractor and ledger as for news, and nobody is told."""

import datetime as dt
from collections.abc import Iterable
from importlib.resources import files

from store import leaders, ledger
from store.database import Database
from store.ledger import Telling
from store.model.announce import Circumstances
from store.model.companies import Watchlist
from store.model.moves import Change
from watchers import documents
from watchers.entries import Article
from watchers.extract import organisations
from watchers.extract.engine import Engine

SEED_PUBLISHER = "Moves seed"


def bundled() -> tuple[Article, ...]:
    """The documents that come with Moves, oldest first."""
    folder = files("store").joinpath("seeds")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
    return tuple(documents.article(f.read_text(encoding="utf-8"), name=f.name, publisher=SEED_PUBLISHER) for f in found)


def widened(watchlist: Watchlist, bundled_list: Watchlist) -> Watchlist:
    """The watchlist with the bundled companies and people it does not name itself.

    The seed documents are read with it: they speak of companies an admin may not watch, under several names.
    """
    companies = tuple(
        company
        for company in bundled_list.companies
        if not any(watchlist.resolve(name) for name in (company.name, *company.aliases, *company.units))
    )
    people = leaders.beside(watchlist.people, bundled_list.people)
    return Watchlist((*watchlist.companies, *companies), people)


def seed(
    articles: Iterable[Article], *, database: Database, engine: Engine, watchlist: Watchlist, now: dt.datetime
) -> list[Change]:
    """Record what the documents tell, each in a transaction of its own; returns every change, oldest document first."""
    watched = frozenset(company.name for company in watchlist.companies)
    houses = organisations.houses(watchlist)
    changes: list[Change] = []
    for article in articles:
        findings = engine.read(article).findings
        telling = Telling(
            publisher=article.publisher,
            title=article.title,
            url=article.url,
            published=article.published,
            lang=article.lang,
        )
        at = Circumstances(now=now, max_age=dt.timedelta.max, published=article.published, watched=watched, seed=True)
        with database.writing() as session:
            changes += ledger.record(
                session, findings, telling, routes=(), at=at, people=watchlist.people, houses=houses
            )
    return changes
