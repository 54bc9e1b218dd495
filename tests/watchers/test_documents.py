"""Documents a person hands over."""

import pytest

from watchers.documents import DocumentTrouble, article


@pytest.mark.parametrize(
    ("text", "day", "title", "body"),
    [
        ("03/13 2026\n534\nA title\n\nA body.\nMore.", "2026-03-13", "A title", "A body.\nMore."),
        ("2026-03-05\n\nA title\n", "2026-03-05", "A title", ""),
        ("\ufeff2026/3/5\r\n1,204\r\nA title", "2026-03-05", "A title", ""),
    ],
)
def test_a_document_is_read(text: str, day: str, title: str, body: str) -> None:
    """Date, perhaps a view count, title, text."""
    read = article(text, name="d.txt")
    assert read.published is not None
    assert (f"{read.published:%Y-%m-%d}", read.title, read.body) == (day, title, body)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "d.txt: the document is empty"),
        ("\n\nHello\n", "d.txt:3: expected a date such as 2026-03-13 or 03/13 2026, found 'Hello'"),
        ("02/31 2026\nTitle", "d.txt:1: expected a date such as 2026-03-13 or 03/13 2026, found '02/31 2026'"),
        ("2026-03-05\n534\n", "d.txt: there is a date but no text after it"),
    ],
)
def test_a_bad_document_is_named(text: str, problem: str) -> None:
    """The message says which line and what was expected there."""
    with pytest.raises(DocumentTrouble) as trouble:
        article(text, name="d.txt")
    assert str(trouble.value) == problem


def test_the_same_text_keeps_its_id() -> None:
    """Reading a document twice is reading one document."""
    assert article("2026-03-05\nT", name="a").id == article("2026-03-05\nT", name="b").id
