"""What an outcome means for its outbox row."""

import datetime as dt

import pytest

from bot.chat import Outcome, Rejected, Sent, TryAgain, Unclear
from bot.delivery import Settlement, delay, settlement

NOW = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("outcome", "attempts", "expected"),
    [
        (Sent("17.1"), 1, Settlement("sent", message="17.1")),
        (
            TryAgain(dt.timedelta(seconds=30), "429"),
            1,
            Settlement("again", due=NOW + dt.timedelta(seconds=30), why="429"),
        ),
        (TryAgain(dt.timedelta(0), "429"), 1, Settlement("again", due=NOW + dt.timedelta(seconds=1), why="429")),
        (Unclear("500"), 1, Settlement("uncertain", due=NOW + dt.timedelta(seconds=5), why="500")),
        (Unclear("500"), 3, Settlement("uncertain", due=NOW + dt.timedelta(seconds=20), why="500")),
        (Rejected("gone", gone=True), 1, Settlement("dead", why="gone")),
        (Unclear("500"), 200, Settlement("dead", why="given up after 200 attempts: 500")),
    ],
)
def test_settlement(outcome: Outcome, attempts: int, expected: Settlement) -> None:
    """Taken is sent, refused for now is again, unknown is uncertain, refused for ever is dead."""
    assert settlement(outcome, attempts, NOW) == expected


def test_the_delay_doubles_up_to_a_quarter_of_an_hour() -> None:
    """A platform that stays down is asked less and less often."""
    assert [delay(n).total_seconds() for n in (1, 2, 3, 8, 9, 1000)] == [5, 10, 20, 640, 900, 900]
