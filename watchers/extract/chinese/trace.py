"""What the Chinese reader sees in an article, for `moves explain`: every clause with its tokens in words."""

from collections.abc import Iterator, Sequence

from watchers.entries import Article
from watchers.extract.chinese.article import scan
from watchers.extract.chinese.clauses import Clause
from watchers.extract.chinese.lexicon import lexicon
from watchers.extract.chinese.tokens import Kind, Token
from watchers.extract.engine import Span, Traced
from watchers.extract.mentions import CompanyFinder
from watchers.extract.text import Sentence

_NAMES = {
    Kind.PERSON: "person",
    Kind.COMPANY: "company",
    Kind.ROLE: "role",
    Kind.TRIGGER: "verb",
    Kind.DATE: "date",
}


def trace(sentences: Sequence[Sentence], article: Article, companies: CompanyFinder) -> list[Traced]:
    """Every clause with the tokens that a rule can look at."""
    scanned = scan(sentences, article, companies, lexicon())
    return [
        Traced(c.sentence.original[c.start : c.end], c.sentence.index, tuple(_spans(c)))
        for clauses in scanned.clauses
        for c in clauses
    ]


def _spans(clause: Clause) -> Iterator[Span]:
    for token in clause.tokens:
        if token.kind in _NAMES:
            yield Span(_NAMES[token.kind], clause.sentence.original[token.start : token.end], _meaning(token))


def _meaning(token: Token) -> str:
    if token.company is not None:
        return "/".join(filter(None, (token.company.company, token.company.unit)))
    if token.date is not None:
        return str(token.date)
    return ", ".join(dict.fromkeys(trigger.id for trigger in token.triggers)) or token.person or ""
