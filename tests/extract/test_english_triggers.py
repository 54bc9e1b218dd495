"""Every trigger of the English lexicon, by its own examples."""

import datetime as dt

import pytest

from store.model.companies import Company, Watchlist
from store.model.moves import Finding, Status
from watchers.entries import Article
from watchers.extract.english import reading as english
from watchers.extract.english.frames import FRAMES
from watchers.extract.english.lexicon import triggers
from watchers.extract.rules import Rules

_SLOTS = {"{P2}": "Jonas Oduya", "{O2}": "Cohere", "{P}": "Marta Kessler", "{O}": "Anthropic", "{R}": "research chief"}
_ENGINE = Rules(Watchlist((Company(name="Anthropic"), Company(name="Cohere"))), {"en": english})


def _findings(example: str) -> list[Finding]:
    text = example
    for slot, words in _SLOTS.items():
        text = text.replace(slot, words)
    article = Article(id="1", title=text, published=dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC), lang="en")
    told = _ENGINE.read(article).findings
    return [f for f in told if f.status is not Status.DENIED and not f.background]


def _examples(key: str) -> list[tuple[str, str]]:
    return [(str(row["id"]), example) for row in triggers() for example in row[key]]


@pytest.mark.parametrize(("trigger", "example"), _examples("test_yes"))
def test_a_trigger_reads_what_it_says_it_reads(trigger: str, example: str) -> None:
    """Each `test_yes` tells a move of the first person named."""
    assert any(f.person == "Marta Kessler" for f in _findings(example)), trigger


@pytest.mark.parametrize(("trigger", "example"), _examples("test_no"))
def test_a_trigger_leaves_alone_what_it_says_it_leaves(trigger: str, example: str) -> None:
    """Each `test_no` tells no move."""
    assert _findings(example) == [], trigger


def test_every_trigger_has_a_frame_and_examples_of_both_kinds() -> None:
    """A pattern nobody can read an example of is not shipped."""
    assert all(row["frame"] in FRAMES and row["test_yes"] and row["test_no"] for row in triggers())
