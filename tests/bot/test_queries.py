"""What a person typed, read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.queries import LONGEST, Ask, Question, parse


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Question(Ask.LATEST)),
        ("  ", Question(Ask.LATEST)),
        ("HELP", Question(Ask.HELP)),
        ("？", Question(Ask.HELP)),
        ("  lin   junyang ", Question(Ask.NAME, "lin junyang")),
        ('"阿里"', Question(Ask.NAME, "阿里")),
        ("#abc12", Question(Ask.PERSON, "abc12")),
        ("#not an id", Question(Ask.NAME, "#not an id")),
        ("x" * 200, Question(Ask.TOO_LONG, "x" * LONGEST)),
    ],
)
def test_parse(typed: str, expected: Question) -> None:
    """Special words are few, blanks and quotation marks do not matter, the rest is a name."""
    assert parse(typed) == expected


@given(st.text(max_size=300))
def test_nothing_typed_is_refused_or_raises(typed: str) -> None:
    """Any text reads as some question whose name fits a button's key."""
    assert len(parse(typed).name) <= LONGEST
