"""The relations of `test_metamorphic` over the labelled entries, where a machine can change them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot import measure
from bot.config import default_watchlist
from tests.extract.metamorphic import (
    DATA,
    TRADITIONAL,
    capitalised,
    essences,
    moves,
    read,
    wide,
)
from watchers.entries import Article
from watchers.extract import choose

FOLDER = Path(__file__).parents[2] / "benchmarks" / "gold"


@dataclass(frozen=True)
class Labelled:
    """A labelled entry: its text, its language and who moves in it."""

    article: Article
    lang: str
    people: dict[str, set[str]]
    """Every form of the name that the label gives, by the name."""

    def __str__(self) -> str:
        return self.article.id

    @property
    def text(self) -> str:
        """All that is written in it."""
        return f"{self.article.title}\n{self.article.summary}\n{self.article.body}"


def _labelled(name: str) -> Iterator[Labelled]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for line, article in zip(lines, measure.articles(lines), strict=True):
        people: dict[str, set[str]] = {}
        rows: list[dict[str, Any]] = json.loads(line)["moves"]
        for row in rows:
            people.setdefault(row["person"], set()).update(row["aliases"])
        yield Labelled(article, "zh" if name.startswith("zh") else "en", people)


ENGLISH = [*_labelled("en_dev"), *_labelled("filings_dev")]
CHINESE = [*_labelled("zh_dev")]


def _each(article: Article, change: re.Pattern[str], into: str) -> Article:
    """The article with a pattern replaced in every part."""
    title, summary, body = (change.sub(into, part) for part in (article.title, article.summary, article.body))
    return replace(article, title=title, summary=summary, body=body)


def _others(entry: Labelled) -> dict[str, str] | None:
    """Another name for each word by which the entry calls its people; None where a machine cannot tell them all."""
    simple = r"[A-Z][a-z]+ [A-Z][a-z]+" if entry.lang == "en" else r"[\u4e00-\u9fff]{2,4}"
    pool: list[list[str]] = DATA[entry.lang]["people"]
    given: dict[str, str] = {}
    for person, forms in entry.people.items():
        if not re.fullmatch(simple, person) or person not in entry.text:
            return None
        fits = [p for p in pool if p[0] not in given.values() and _alike(p, person, entry.lang)]
        given[person] = fits[(len(entry.text) + len(given)) % len(fits)][0] if fits else ""
        rest = entry.text.replace(person, "")
        first, _, surname = person.partition(" ")
        if not fits or any(form in rest for form in forms | {first} if form != surname):
            return None
        if surname:
            given[surname] = given[person].split(" ")[1]
    return given


def _alike(name: list[str], person: str, lang: str) -> bool:
    """Whether a name of the pool may stand for this one: as long in Chinese, given name first in English."""
    if lang == "zh":
        return len(name[0]) == len(person) and "·" not in name[0]
    return name[0].count(" ") == 1 and name[0].endswith(f" {name[1]}")


RENAMED = [(entry, names) for entry in (*ENGLISH, *CHINESE) if (names := _others(entry))]


@pytest.mark.parametrize(
    ("entry", "names"), RENAMED, ids=lambda value: str(value) if isinstance(value, Labelled) else ""
)
def test_other_names_give_the_same_moves(entry: Labelled, names: dict[str, str]) -> None:
    """Whoever moves bears another name, and nothing else is told otherwise."""
    forms = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    change = re.compile(rf"\b(?:{forms})\b" if entry.lang == "en" else forms)

    def renamed(text: str) -> str:
        return change.sub(lambda found: names[found.group()], text)

    article = entry.article
    other = replace(article, title=renamed(article.title), summary=renamed(article.summary), body=renamed(article.body))
    assert moves(read(other)) == {renamed(move) for move in moves(read(article))}


def test_enough_entries_can_be_renamed() -> None:
    """The test above is about more than a few entries, of either language."""
    assert min(sum(entry.lang == lang for entry, _ in RENAMED) for lang in DATA) >= 30


@pytest.mark.parametrize("entry", CHINESE, ids=str)
def test_traditional_characters_read_like_simplified_ones(entry: Labelled) -> None:
    """The same findings after both are brought into one script."""
    a = entry.article
    title, summary, body = (TRADITIONAL.convert(part) for part in (a.title, a.summary, a.body))
    assert essences(read(replace(a, title=title, summary=summary, body=body))) == essences(read(a))


@pytest.mark.parametrize("step", [-1, 7])
def test_the_order_of_entries_does_not_matter(step: int) -> None:
    """One engine reads them in any order alike."""
    articles = [entry.article for entry in (*ENGLISH, *CHINESE)]
    engine = choose.engine(default_watchlist())
    turned = [article for start in range(abs(step)) for article in articles[start :: abs(step)]][
        :: 1 if step > 0 else -1
    ]
    assert len(turned) == len(articles)
    found = {article.id: engine.read(article).findings for article in turned}
    assert all(found[article.id] == read(article) for article in articles)


def _turn(entry: Labelled, choices: list[str]) -> str:
    """One of these, another one from entry to entry."""
    return choices[len(entry.text) % len(choices)]


def _altered(entry: Labelled) -> Iterator[Article]:
    """The entry with something beside the point added or written otherwise."""
    article, data = entry.article, DATA[entry.lang]
    yield replace(article, title=article.title + _turn(entry, data["outlets"]))
    yield replace(article, summary=_turn(entry, data["bylines"]) + article.summary)
    more = f" {_turn(entry, data['sentences'])}"
    tail = (article.summary, article.body + more) if article.body else (article.summary + more, "")
    yield replace(article, summary=tail[0], body=tail[1])
    yield replace(article, title=f"{article.title}  ", summary=f" {article.summary} \n")
    marked = _each(_each(article, re.compile("'"), "’"), re.compile("-"), "\u2011")
    yield _each(marked, re.compile(" "), "\u00a0")
    yield replace(article, title=wide(article.title), summary=wide(article.summary), body=wide(article.body))


@pytest.mark.parametrize("entry", [*ENGLISH, *CHINESE], ids=str)
def test_what_is_beside_the_point_changes_nothing(entry: Labelled) -> None:
    """An outlet's name, a byline, an ordinary sentence, blanks, other apostrophes, other widths."""
    before = essences(read(entry.article))
    for other in _altered(entry):
        assert essences(read(other)) == before, other


# Small letters that stay in a headline in capitals: short words, and the particles of names.
SMALL = frozenset(DATA["en"]["gold_small_words"].split())
LEFT_OUT = frozenset(DATA["en"]["gold_left_out_of_capitals"])


@pytest.mark.parametrize("entry", [e for e in ENGLISH if str(e) not in LEFT_OUT], ids=str)
def test_a_headline_in_capitals_reads_like_a_sentence(entry: Labelled) -> None:
    """The same moves from the headline with a capital on every word."""
    other = replace(entry.article, title=capitalised(entry.article.title, SMALL))
    assert moves(read(other)) == moves(read(entry.article)), other.title
