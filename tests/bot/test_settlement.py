"""What an outcome means for its outbox row."""

import datetime as dt

import pytest

from bot.chat import Outcome, Rejected, Sent, Stale, TryAgain, Unclear
from bot.delivery import Settlement, delay, settlement, worth_a_word
from store.deliveries import Action, Delivery

NOW = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)


def delivery(
    action: Action = Action.POST,
    attempts: int = 1,
    *,
    change: str = "updated",
    differs: tuple[str, ...] = (),
    earlier: str | None = None,
) -> Delivery:
    """A claimed row in one line."""
    return Delivery(
        id=1,
        token="t",
        key="mv-1",
        destination="slack:C1",
        move_id="m1",
        about="m1",
        revision=2,
        action=action,
        change=change,
        differs=differs,
        attempts=attempts,
        first_attempt_at=NOW,
        doubtful=False,
        root="17.1",
        earlier=earlier,
        mention="",
    )


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
        (Rejected("gone", gone=True), 1, Settlement("dead", why="gone", lost=True)),
        (Unclear("500"), 200, Settlement("dead", why="given up after 200 attempts: 500")),
    ],
)
def test_settlement(outcome: Outcome, attempts: int, expected: Settlement) -> None:
    """Taken is sent, refused for now is again, unknown is uncertain, refused for ever is dead."""
    assert settlement(outcome, delivery(attempts=attempts), NOW) == expected


REMOVED, FIXED = Rejected("removed", stale=Stale.REMOVED), Rejected("too old", stale=Stale.FIXED)


@pytest.mark.parametrize(
    ("refusal", "row", "expected"),
    [
        (FIXED, delivery(Action.EDIT, differs=("status",)), "corrected"),
        (FIXED, delivery(Action.EDIT, differs=("role",)), "corrected"),
        (FIXED, delivery(Action.EDIT, change="denied", differs=("status",)), "corrected"),
        (FIXED, delivery(Action.EDIT, change="new"), "corrected"),
        (FIXED, delivery(Action.EDIT, change="corroborated"), "dead"),
        (FIXED, delivery(Action.EDIT, differs=("unit",)), "dead"),
        (FIXED, delivery(Action.EDIT, differs=("status",), earlier="16.1"), "dead"),
        (REMOVED, delivery(Action.EDIT, differs=("status",)), "corrected"),
        (REMOVED, delivery(Action.EDIT, differs=("role", "destination")), "corrected"),
        (REMOVED, delivery(Action.EDIT, differs=("role", "date")), "silenced"),
        (REMOVED, delivery(Action.EDIT, change="corroborated"), "silenced"),
        (REMOVED, delivery(Action.EDIT, differs=("status",), earlier="16.1"), "silenced"),
        (REMOVED, delivery(Action.REPLY, differs=("status",)), "dead"),
        (REMOVED, delivery(Action.ANEW, differs=("status",)), "dead"),
        (Rejected("no channel", gone=True), delivery(Action.EDIT, differs=("status",)), "dead"),
        (Rejected("invalid_blocks"), delivery(Action.EDIT, differs=("status",)), "dead"),
    ],
)
def test_what_follows_a_refused_edit(refusal: Rejected, row: Delivery, expected: str) -> None:
    """One correction where readers would be left with what no longer holds; silence where people chose it."""
    assert settlement(refusal, row, NOW) == Settlement(expected, why=refusal.why, lost=refusal.gone)


def test_the_delay_doubles_up_to_a_quarter_of_an_hour() -> None:
    """A platform that stays down is asked less and less often."""
    assert [delay(n).total_seconds() for n in (1, 2, 3, 8, 9, 1000)] == [5, 10, 20, 640, 900, 900]


def test_which_dead_deliveries_are_worth_a_word() -> None:
    """A message or digest that never came; not one to a lost channel, an edit people refused, or what was moot."""
    digest, post = delivery(Action.DIGEST), delivery()
    refused = settlement(Rejected("msg_too_long"), post, NOW)
    assert worth_a_word(post, refused)
    assert worth_a_word(digest, settlement(Rejected("msg_too_long"), digest, NOW))
    assert not worth_a_word(post, settlement(Rejected("is_archived", gone=True), post, NOW))
    assert not worth_a_word(digest, settlement(Rejected("nothing of it holds any more"), digest, NOW))
    for action in (Action.EDIT, Action.REPLY, Action.NOTICE):
        assert not worth_a_word(delivery(action), refused)
