"""The rule engine: language, sentences, claims, findings, in that order; every step lives in a module of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from store.model.companies import Watchlist
from store.model.moves import Finding
from store.model.positions import Position
from watchers.entries import Article
from watchers.extract import claims, organisations, text
from watchers.extract.engine import Claim, Reading, Stop, Traced
from watchers.extract.language import language_of
from watchers.extract.mentions import CompanyFinder
from watchers.extract.text import Sentence


class Language(Protocol):
    """What the package of a language offers; `docs/extraction.md` tells how to add one."""

    def read(
        self, sentences: Sequence[Sentence], article: Article, companies: CompanyFinder
    ) -> tuple[list[Claim], list[Stop]]:
        """Claims of every clause that tells a move, and where a rule almost fired. Never raises on any text."""

    def trace(self, sentences: Sequence[Sentence], article: Article, companies: CompanyFinder) -> list[Traced]:
        """Every clause with what was recognised in it."""


class Rules:
    """Reads articles by rules alone; the same article and watchlist always give the same reading."""

    def __init__(self, watchlist: Watchlist, languages: Mapping[str, Language]) -> None:
        self._companies = CompanyFinder(watchlist)
        self._houses = organisations.houses(watchlist)
        self._languages = languages

    def read(self, article: Article) -> Reading:
        """Find every move the article tells; an article in a language without a reader gives a stop."""
        code = language_of(article)
        language = self._languages.get(code)
        if language is None:
            return Reading(stops=(Stop(article.title, f"no reader for the language {code!r}"),))
        sentences = text.sentences(article)
        made, stops = language.read(sentences, article, self._companies)
        made = claims.unrivalled(made, sentences, self._companies)
        findings = tuple(self._settled(finding) for finding in claims.merge(made, article, self._companies.houses))
        return Reading(findings=findings, stops=tuple(stops), claims=tuple(made))

    def _settled(self, finding: Finding) -> Finding:
        """The finding with its units by the names they are shown by, where they are known."""
        left, joined = self._shown(finding.left), self._shown(finding.joined)
        same = left is finding.left and joined is finding.joined
        return finding if same else replace(finding, left=left, joined=joined)

    def _shown(self, side: Position | None) -> Position | None:
        """The place with its unit by the name it is shown by; the same one where that is its name already."""
        unit = self._houses.unit(side.company, side.unit) if side is not None else None
        return side if side is None or unit == side.unit else replace(side, unit=unit)

    def trace(self, article: Article) -> tuple[Traced, ...]:
        """The clauses of the article and what stands in them; none in a language without a reader."""
        language = self._languages.get(language_of(article))
        if language is None:
            return ()
        return tuple(language.trace(text.sentences(article), article, self._companies))
