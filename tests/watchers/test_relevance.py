"""What is worth reading."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from watchers import relevance
from watchers.entries import Entry

WORTH_READING = [
    "Mira Lund leaves Example Lab",
    "Example Lab's chief scientist is out",
    "Example poaches three researchers from its rival",
    "Example Lab co-founder starts own company",
    "EXAMPLE NAMES NEW CTO",
    "Ex-Example researcher heads to rival",
    "周明离职",
    "示例公司模型负责人周明被曝出走",
    "周明加盟示例公司，出任首席科学家",
    "傳示例公司高層離職",
    "示例公司换帅",
    "Глава лаборатории ушёл",
    "例社の責任者がやめる",
]
NOT_WORTH_READING = [
    "Example Lab prices its newest model",
    "Ten ways to write a prompt",
    "示例公司发布新模型",
    "今天天气很好",
]


def entry(title: str, summary: str = "") -> Entry:
    """An entry of these words."""
    return Entry(id="1", url=None, title=title, summary=summary)


@pytest.mark.parametrize("title", WORTH_READING)
def test_whoever_changes_hands_is_read_about(title: str) -> None:
    """Any word of a change of hands, in either language or any script, in title or summary, is enough."""
    assert relevance.bundled().why_not(entry(title)) is None
    assert relevance.bundled().why_not(entry("News", title)) is None


@pytest.mark.parametrize("title", NOT_WORTH_READING)
def test_other_news_is_named_as_such(title: str) -> None:
    """Product news is not read, and the reason says so."""
    assert relevance.bundled().why_not(entry(title)) == relevance.NO_CHANGE_OF_HANDS


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_that_extraction_could_read_is_kept_from_it(language: str) -> None:
    """Every example sentence of the extractor's own lexicon is worth reading."""
    names = {"{P}": "Mira Lund", "{P2}": "Li Ming", "{O}": "Acme", "{O2}": "Example Lab", "{R}": "CEO"}
    lexicon = Path(relevance.__file__).parent / "extract" / "lexicon" / f"{language}_triggers.toml"
    examples = [e for t in tomllib.loads(lexicon.read_text(encoding="utf-8"))["trigger"] for e in t.get("test_yes", ())]
    assert examples
    for example in examples:
        sentence = re.sub(r"\{\w+\}", lambda found: names.get(found[0], "Acme"), example)
        assert relevance.bundled().why_not(entry(sentence)) is None, sentence


@given(
    some.lists(some.text("abc|.*(", min_size=1, max_size=4), min_size=1, max_size=8), some.text("abc|.*( ", max_size=12)
)
def test_the_pattern_finds_what_its_words_find(words: list[str], text: str) -> None:
    """The tree of letters matches exactly where one of the words stands."""
    assert bool(re.search(relevance._branches(words), text)) is any(word in text for word in words)


def test_an_entry_without_words_is_not_read() -> None:
    """Nothing to read has its own reason."""
    assert relevance.bundled().why_not(entry(" \n")) == relevance.NOTHING_TO_READ
