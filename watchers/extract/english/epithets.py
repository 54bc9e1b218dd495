"""Words that stand for a company: "the company", "the ChatGPT maker", "the firm behind Claude"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from store.model.companies import CompanyRef
from watchers.extract.alternation import one_of
from watchers.extract.english.lexicon import common_words, load
from watchers.extract.english.lines import Line, telling
from watchers.extract.english.nodes import Node
from watchers.extract.english.people import no_houses
from watchers.extract.mentions import CompanyMention

_COMPANY_WORD = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]his|[Hh]is|[Hh]er|[Tt]heir)(?: own| old| former| new)? (?:(?!to |of |and |his |her |their |for |from |at |in |on |with |by |as |who |\w+ing )[\w'’.-]+ ){0,3}?(?:%s)\b(?! (?:of|chief|head|boss|CEO|CFO|CTO|COO|CIO|CMO|CISO|finance|director|president|vice|general|managing|executive|chair|lead)\b)"
)
_POINTERS = frozenset({"the", "its", "this", "his", "her", "their"})


def epithets(line: Line, mentions: Sequence[CompanyMention]) -> list[Node]:
    """Words for a company ("the company", "the ChatGPT maker"), with the company where one is told."""
    text, small, words = line.text, line.small, line.words
    if _company_nouns().isdisjoint(words):
        return []
    made = [*_opener(line)]
    if _POINTERS.isdisjoint(words) and _product_words().isdisjoint(words):
        return made
    for match in _company_words().finditer(text):
        start, end = match.span()
        behind = _BEHIND.match(text, end)
        if behind is not None and _named_at(line, mentions, behind.start(1), behind.end()):
            end = behind.end()
        ref = _epithet(text[start:end], [m for m in mentions if start <= m.start and m.end <= end])
        made.append(Node("O" if ref else "c", start, end, small[start:end], company=ref))
    return made


def _opener(line: Line) -> Iterator[Node]:
    """As in "Banking group also announces …" and "British retail bank announces …": the house, without an article."""
    found = _opens().match(line.text)
    if found is not None:
        first = found.group(1).lower()
        if first in common_words() or first in no_houses():
            yield Node("c", 0, found.end(2), line.small[: found.end(2)])


@cache
def _opens() -> re.Pattern[str]:
    nouns = one_of(load("en_words")["company_words"]["nouns"])
    deeds = r"announce[sd]|name[sd]?|appoint(?:s|ed)|hire[sd]?|confirm(?:s|ed)|promote[sd]?|picks|picked|said|says"
    return re.compile(rf"([A-Z][\w-]+) ((?:[a-z][\w-]+ ){{0,2}}{nouns})(?= (?:also |has |now |today )?(?:{deeds})\b)")


_BEHIND = re.compile(r" behind (?:the )?([A-Z][\w.-]*(?: [A-Z][\w.-]*)?)")
"""As in "the company behind ChatGPT"."""


def _named_at(line: Line, mentions: Sequence[CompanyMention], start: int, end: int) -> bool:
    """Whether a product or a company stands here."""
    return _any_product().match(line.text, start) is not None or any(
        m.start == start and m.end <= end for m in mentions
    )


@cache
def _company_nouns() -> frozenset[str]:
    return telling(load("en_words")["company_words"]["nouns"])


@cache
def _company_words() -> re.Pattern[str]:
    words = load("en_words")
    bare = rf"|\b{one_of(words['products'])} (?:company|maker|developer|creator)\b(?! [A-Z])"
    return re.compile(_COMPANY_WORD.pattern % one_of(words["company_words"]["nouns"]) + bare)


@cache
def _product_words() -> frozenset[str]:
    return telling(load("en_words")["products"])


@cache
def _products() -> tuple[tuple[re.Pattern[str], CompanyRef], ...]:
    products = load("en_words")["products"].items()
    return tuple((re.compile(rf"\b{re.escape(product)}\b"), CompanyRef(str(company))) for product, company in products)


@cache
def _any_product() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(load('en_words')['products'])}\b")


_OWNED = re.compile(r"-(?:backed|owned|funded|led|run|controlled|based) ")


def _epithet(words: str, inside: Sequence[CompanyMention]) -> CompanyRef | None:
    """The company behind "the ChatGPT maker"; None for "the company"."""
    if _any_product().search(words) is not None:
        return next(company for product, company in _products() if product.search(words))
    if inside and _OWNED.search(words) is not None:
        return None  # "the Metova-backed company": of the owner nothing is told
    owners = words.rsplit(" ", 1)[-1]
    if inside and owners in {"maker", "developer", "owner", "parent", "creator", "operator"}:
        return CompanyRef(inside[-1].ref.company)
    return inside[-1].ref if inside else None
