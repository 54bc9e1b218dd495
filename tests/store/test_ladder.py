"""The status ladder, step by step: what each telling makes of a move, and what a channel is told of it."""

import itertools

import pytest

from bot import wording
from store import lookup
from store.model.moves import ChangeKind, Status
from tests.store.newsroom import Newsroom, finding
from tests.stores import in_memory

R, P, C, D = Status.RUMORED, Status.REPORTED, Status.CONFIRMED, Status.DENIED
Step = tuple[Status, float, Status, ChangeKind, str]
"""What is told, on which day; what the move is then, what that was, and the word in the thread (empty: none)."""
NEW, MORE, UPDATED, DENIED, NONE = (
    ChangeKind.NEW,
    ChangeKind.CORROBORATED,
    ChangeKind.UPDATED,
    ChangeKind.DENIED,
    ChangeKind.NONE,
)
GONE = "This has been denied."

LADDERS: dict[str, tuple[Step, ...]] = {
    "up": ((R, 0, R, NEW, ""), (P, 1, P, UPDATED, "Now reported."), (C, 2, C, UPDATED, "Now confirmed.")),
    "rumors alone": ((R, 0, R, NEW, ""), (R, 0.1, R, MORE, ""), (R, 1, R, MORE, ""), (R, 2, R, MORE, "")),
    "reports alone": ((P, 0, P, NEW, ""), (P, 1, P, MORE, ""), (R, 2, P, MORE, "")),
    "never down by doubt": ((C, 0, C, NEW, ""), (P, 1, C, MORE, ""), (R, 2, C, MORE, "")),
    "denied": ((R, 0, R, NEW, ""), (D, 1, D, DENIED, GONE), (R, 2, D, NONE, ""), (D, 3, D, MORE, "")),
    "denied within the hour": ((C, 0, C, NEW, ""), (D, 0.02, D, DENIED, GONE)),
    "one report is not enough": ((R, 0, R, NEW, ""), (D, 1, D, DENIED, GONE), (P, 2, D, NONE, "")),
    "two reports are": (
        (R, 0, R, NEW, ""),
        (D, 1, D, DENIED, GONE),
        (P, 2, D, NONE, ""),
        (P, 3, P, UPDATED, "Reported after a denial."),
    ),
    "won back": (
        (R, 0, R, NEW, ""),
        (P, 1, P, UPDATED, "Now reported."),
        (D, 2, D, DENIED, GONE),
        (C, 3, C, UPDATED, "Confirmed after a denial."),
    ),
    "denied again": (
        (P, 0, P, NEW, ""),
        (D, 1, D, DENIED, GONE),
        (C, 2, C, UPDATED, "Confirmed after a denial."),
        (D, 3, D, DENIED, GONE),
    ),
}


def status_of(news: Newsroom) -> Status:
    """The one move's status."""
    (move,) = news.moves()
    return move.status


@pytest.mark.parametrize("name", list(LADDERS))
def test_step_by_step(news: Newsroom, name: str) -> None:
    """Every telling has its status, its kind of change, and one word in the thread or none."""
    for told, day, status, kind, word in LADDERS[name]:
        change = news.one(finding("Ann Onne", "Alibaba", status=told), day=day)
        assert (change.move.status, change.kind) == (status, kind), (told, day)
        replies = [one for one in news.deliver(day=day) if one.action.value == "reply"]
        assert len(replies) == bool(word), (told, day)
        for one in replies:
            with news.database.reading() as session:
                move = lookup.move(session, one.move_id)
            assert move is not None
            assert wording.news(ChangeKind(one.change), one.differs, move) == word


@pytest.mark.parametrize("name", list(LADDERS))
def test_the_order_of_arrival_decides_nothing(name: str) -> None:
    """Whatever is read first, the move ends where the ladder ends."""
    ladder = LADDERS[name]
    for order in list(itertools.permutations(ladder))[::5]:
        news = Newsroom(in_memory())
        for told, day, *_ in order:
            news.tell(finding("Ann Onne", "Alibaba", status=told), day=day, read=5, outlet=f"{told.value} {day}")
        assert status_of(news) is ladder[-1][2], order
        news.database.close()
