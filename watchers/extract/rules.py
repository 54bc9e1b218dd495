"""The rule engine: language, sentences, claims, findings, in that order; every step lives in a module of its own."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from store.model.companies import Watchlist
from watchers.entries import Article
from watchers.extract import claims, text
from watchers.extract.engine import Claim, Reading, Stop
from watchers.extract.mentions import CompanyFinder
from watchers.extract.text import Sentence

Reader: TypeAlias = Callable[[Sequence[Sentence], Article, CompanyFinder], tuple[list[Claim], list[Stop]]]


class Rules:
    """Reads articles by rules alone; the same article and watchlist always give the same reading."""

    def __init__(self, watchlist: Watchlist, readers: dict[str, Reader]) -> None:
        self._companies = CompanyFinder(watchlist)
        self._readers = readers

    def read(self, article: Article) -> Reading:
        """Find every move the article tells; an article in a language without a reader gives a stop."""
        language = text.language(article)
        reader = self._readers.get(language)
        if reader is None:
            return Reading(stops=(Stop(article.title, f"no reader for the language {language!r}"),))
        made, stops = reader(text.sentences(article), article, self._companies)
        return Reading(findings=claims.merge(made, article), stops=tuple(stops))
