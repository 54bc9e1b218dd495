"""The words of cards."""

from dataclasses import replace

import pytest

from bot import wording
from store.model.dates import PartialDate
from store.model.moves import ChangeKind, Standing, Status
from store.model.phrases import Voucher
from store.model.positions import Position
from tests import build

ALIBABA = Position(company="Alibaba", unit="Qwen", role="technical lead")
META = Position(company="Meta", role="chief scientist")


@pytest.mark.parametrize(
    ("left", "joined", "status", "expected"),
    [
        (ALIBABA, None, Status.REPORTED, "Lin Junyang leaves Alibaba"),
        (ALIBABA, None, Status.RUMORED, "Lin Junyang may leave Alibaba"),
        (ALIBABA, META, Status.CONFIRMED, "Lin Junyang joins Meta from Alibaba"),
        (None, META, Status.CONFIRMED, "Lin Junyang joins Meta as chief scientist"),
        (None, META, Status.RUMORED, "Lin Junyang may join Meta as chief scientist"),
        (Position(company="Meta"), META, Status.CONFIRMED, "Lin Junyang becomes chief scientist at Meta"),
        (
            Position(company="Meta"),
            Position(company="Meta"),
            Status.RUMORED,
            "Lin Junyang may become a new role at Meta",
        ),
    ],
)
def test_headline(left: Position | None, joined: Position | None, status: Status, expected: str) -> None:
    """A headline says who does what, and hedges a rumor."""
    assert wording.headline(build.move(left=left, joined=joined, status=status)) == expected


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [(1, "move", "1 move"), (0, "outlet", "0 outlets"), (2, "company", "2 companies"), (12345, "move", "12,345 moves")],
)
def test_count(number: int, noun: str, expected: str) -> None:
    """A number agrees with its noun."""
    assert wording.count(number, noun) == expected


@pytest.mark.parametrize(
    ("date", "expected"), [("2026", "2026"), ("2026-03", "March 2026"), ("2026-03-04", "4 March 2026")]
)
def test_when_is_never_more_precise_than_known(date: str, expected: str) -> None:
    """A coarse date is shown coarse."""
    assert wording.when(PartialDate.parse(date)) == expected


@pytest.mark.parametrize(
    ("change", "differs", "status", "expected"),
    [
        (ChangeKind.UPDATED, ("status",), Status.CONFIRMED, "Now confirmed by Alibaba."),
        (
            ChangeKind.UPDATED,
            ("destination",),
            Status.REPORTED,
            "The destination is now known: Alibaba (Qwen, technical lead) → Meta (chief scientist).",
        ),
        (
            ChangeKind.UPDATED,
            ("status", "destination", "role", "date"),
            Status.CONFIRMED,
            (
                "Now confirmed by Alibaba. The destination is now known, the role is now known: "
                "Alibaba (Qwen, technical lead) → Meta (chief scientist). The date is now known: 3 March 2026."
            ),
        ),
        (ChangeKind.UPDATED, ("date",), Status.REPORTED, "The date is now known: 3 March 2026."),
        (ChangeKind.DENIED, ("status",), Status.DENIED, "This has been denied by Alibaba."),
        (ChangeKind.UPDATED, ("role",), Status.DENIED, "This has been denied by Alibaba."),
    ],
)
def test_news(change: ChangeKind, differs: tuple[str, ...], status: Status, expected: str) -> None:
    """A reply says what changed, as it is now, and nothing else."""
    vouched = status in {Status.CONFIRMED, Status.DENIED}
    standing = Standing(outlets=2, by=Voucher.COMPANY, company="Alibaba") if vouched else Standing(outlets=2)
    joined = META if "destination" in differs else None
    move = build.move(joined=joined, status=status, told_by=("Wire", "Daily"), standing=standing)
    assert wording.news(change, differs, move) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [(Status.CONFIRMED, "Confirmed after a denial."), (Status.REPORTED, "Reported after a denial.")],
)
def test_news_after_a_denial(status: Status, expected: str) -> None:
    """Whoever was told of the denial learns that it did not hold."""
    denial = build.evidence("Desk", status=Status.DENIED)
    move = build.move(status=status)
    move = replace(move, evidence=(denial, *move.evidence))
    assert wording.news(ChangeKind.UPDATED, ("status",), move) == expected


@pytest.mark.parametrize(
    ("words", "told"),
    [("say whom", "Say whom."), ("no such name; did you mean Ann?", "No such name; did you mean Ann?")],
)
def test_a_reason_is_a_sentence(words: str, told: str) -> None:
    """With one stop at its end."""
    assert wording.sentence(words) == told
