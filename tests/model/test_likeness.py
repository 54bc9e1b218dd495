"""Copies are one text, rewrites are two."""

import tomllib
from pathlib import Path

import pytest

from store.model import likeness
from store.model.likeness import alike
from store.model.names import has_han

PAIRS = tomllib.loads((Path(__file__).parents[1] / "data" / "likeness.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("one", "other"), PAIRS["copies"])
def test_copies_are_one(one: str, other: str) -> None:
    """Labels, datelines, bylines, another house's name, a cut end and small edits leave a text what it is."""
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(("one", "other"), PAIRS["rewrites"])
def test_rewrites_are_two(one: str, other: str) -> None:
    """A second newsroom's own sentence on the same news is another text."""
    assert not alike(one, other)
    assert not alike(other, one)


@pytest.mark.parametrize(("han", "threshold"), [(False, likeness.ALIKE), (True, likeness.ALIKE_HAN)])
def test_the_threshold_lies_between_them(*, han: bool, threshold: float) -> None:
    """The figures beside the thresholds are true, and there is room on both sides."""
    copies = min(likeness.likeness(*pair) for pair in PAIRS["copies"] if has_han(pair[0]) is han)
    rewrites = max(likeness.likeness(*pair) for pair in PAIRS["rewrites"] if has_han(pair[0]) is han)
    assert rewrites + 0.04 < threshold < copies - 0.04


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ann Onne quits", "Ann Onne quits!", True),
        ("Ann Onne quits", "Ann Onne quits A", False),
        ("林远舟离职", "林远舟 离职", True),
        ("", "", False),
        ("- Reuters", "- Reuters", True),
        ("a" * 20_000, "a" * 20_000, True),
    ],
)
def test_short_and_odd_texts(one: str, other: str, *, expected: bool) -> None:
    """What is too short to be anybody's is one only where it is equal; nothing is too odd to be compared."""
    assert alike(one, other) is expected
