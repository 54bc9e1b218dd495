"""Words to orders: one grammar for the command line and every chat."""

import pytest

from bot.orders import TOLD, USAGE, Order, WrongUse, read, words
from store.model.corrections import Fix, Side


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wrong m1", Order(verb="wrong", names=("m1",))),
        ("WRONG m1 note: a namesake", Order(verb="wrong", names=("m1",), note="a namesake")),
        ("merge m1 m2 --note told twice", Order(verb="merge", names=("m1", "m2"), note="told twice")),
        (
            "split m1 2 https://a.test/1 “The Wire”",
            Order(verb="split", names=("m1", "2", "https://a.test/1", "The Wire")),
        ),
        ("role m1 chief scientist", Order(verb="role", names=("m1",), value="chief scientist")),
        ("role m1 From CTO", Order(verb="role", names=("m1",), side=Side.LEFT, value="CTO")),
        ("role m1 to", Order(verb="role", names=("m1",), value="to")),
        ("company m1 to 阿里巴巴", Order(verb="company", names=("m1",), side=Side.JOINED, value="阿里巴巴")),
        ("role m1 head of O'Reilly", Order(verb="role", names=("m1",), value="head of O'Reilly")),
        (
            "role m1 to 'Chief Scientist' note: they don't say",
            Order(verb="role", names=("m1",), side=Side.JOINED, value="Chief Scientist", note="they don't say"),
        ),
        ("date m1 2026-03", Order(verb="date", names=("m1",), value="2026-03")),
        ("same p1 p2", Order(verb="same", names=("p1", "p2"))),
        ("undo", Order(verb="undo")),
        ("undo 12", Order(verb="undo", names=("12",))),
        ("log", Order(verb="log")),
    ],
)
def test_an_order_is_read(text: str, expected: Order) -> None:
    """Case, quotes of either shape, a side and a note."""
    assert read(words(text)) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "say what to correct"),
        ("frobnicate m1", "there are wrong, merge"),
        ("wrong", "wrong MOVE"),
        ("wrong m1 m2", "wrong MOVE"),
        ("merge m1", "merge MOVE MOVE"),
        ("role m1", r"write it as: fix role MOVE \[from\|to\] VALUE"),
        ("split m1", "split MOVE SOURCE…"),
        ("undo it", r"undo \[NUMBER\]"),
        ("undo 99999999999", r"undo \[NUMBER\]"),
        ("same p1 p2 p3", "same PERSON PERSON"),
    ],
)
def test_what_is_no_order_says_what_is(text: str, told: str) -> None:
    """The form is shown."""
    with pytest.raises(WrongUse, match=told):
        read(words(text))


def test_every_kind_can_be_ordered() -> None:
    """Each correction has a word, its usage and what it does."""
    assert set(USAGE) == set(TOLD) == {*Fix, "undo", "log"}
