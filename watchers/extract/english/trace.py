"""What the English reader sees in an article, for `moves explain`: every sentence with its nodes in words."""

from collections.abc import Iterator, Sequence

from watchers.entries import Article
from watchers.extract.engine import Span, Traced
from watchers.extract.english.clauses import Clause
from watchers.extract.english.entry import prepared
from watchers.extract.english.nodes import Node, Who
from watchers.extract.mentions import CompanyFinder
from watchers.extract.text import Sentence

_NAMES = {
    "P": "person",
    "O": "company",
    "N": "unknown name",
    "R": "role",
    "B": "board",
    "c": "company word",
    "V": "verb",
    "D": "date",
    "n": "negation",
    "y": "maybe",
    "k": "staying",
}


def trace(sentences: Sequence[Sentence], article: Article, companies: CompanyFinder) -> list[Traced]:
    """Every sentence with the nodes that a rule can look at; none where nobody is named in full."""
    entry = prepared(sentences, article, companies)
    return [Traced(c.sentence.original, c.sentence.index, tuple(_spans(c))) for c in entry.clauses]


def _spans(clause: Clause) -> Iterator[Span]:
    for node in clause.nodes:
        if node.kind in _NAMES:
            yield Span(_NAMES[node.kind], clause.sentence.original[node.start : node.end], _meaning(node))


def _meaning(node: Node) -> str:
    if node.company is not None:
        return "/".join(filter(None, (node.company.company, node.company.unit)))
    if node.date is not None:
        return str(node.date.date) if node.date.date else "the past" if node.date.past else ""
    if node.forms:
        return ", ".join(dict.fromkeys(form.trigger.id for form in node.forms))
    return "; ".join(filter(None, map(_place, node.people)))


def _place(who: Who) -> str:
    """The person, and what the words beside the name say of the place."""
    tie = who.tie
    if tie is None:
        return who.name
    where = tie.company.company if tie.company else ""
    place = " at ".join(filter(None, (tie.role or "", where)))
    return f"{who.name}, {'formerly ' if tie.former else ''}{place}" if place else who.name
