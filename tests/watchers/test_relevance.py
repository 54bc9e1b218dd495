"""What is worth reading."""

import pytest

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


def test_an_entry_without_words_is_not_read() -> None:
    """Nothing to read has its own reason."""
    assert relevance.bundled().why_not(entry(" \n")) == relevance.NOTHING_TO_READ
