"""What channels and editors read of corrections."""

from dataclasses import replace

import pytest

from bot import correction_cards, views
from bot.cards import Tone, plain, void
from store.model.moves import Status
from store.model.positions import Position
from tests import build


@pytest.mark.parametrize(
    ("differs", "wrong", "words"),
    [
        (("wrong",), True, "this is not a move."),
        (("wrong", "restored"), True, "this is not a move."),
        (("wrong", "restored"), False, "this is a move after all."),
        (("role", "merged"), False, "two messages were about this move; this one goes on."),
        (("status",), False, "the status. It now reads: Lin Junyang, left Alibaba (Qwen, technical lead), reported."),
        (("role", "date"), False, "the role and the date. It now reads"),
    ],
)
def test_a_reply_tells_what_holds_now(differs: tuple[str, ...], *, wrong: bool, words: str) -> None:
    """Several corrections that waited become one word, and it is true when it goes out."""
    card = correction_cards.reply(differs, replace(build.move(), wrong=wrong))
    assert plain(card.lead).startswith(f"Corrected by an editor: {words}")
    assert card.struck is wrong


def test_a_wrong_move_is_struck_and_no_denial() -> None:
    """Whoever cannot see the stroke reads the word; no button is left."""
    card = views.announcement(replace(build.move(), wrong=True))
    assert (card.struck, card.tone, void(card)) == (True, Tone.WRONG, "Wrong: ")
    assert card.actions == ()
    denied = views.announcement(build.move(status=Status.DENIED))
    assert void(denied) == "Denied: "


def test_of_several_moves_the_right_ones_stay() -> None:
    """A message whose first move is wrong is led by the next; one marked wrong among others is struck there."""
    other = replace(build.move("Zhou Hao", joined=Position(company="Meta")), id="m2")
    first = replace(build.move(), wrong=True)
    card = views.announcement(first, others=(other,))
    assert (card.title, card.struck) == ("Zhou Hao joins Meta from Alibaba", False)
    assert "marked wrong by an editor" in plain(card.sections[0].lines[0])


def test_asking_back_names_each_move_that_is_left() -> None:
    """One move: one question; several: one button each."""
    one, other = build.move(), replace(build.move("Zhou Hao"), id="m2")
    assert [a.key for a in correction_cards.ask_back((one,)).actions] == [
        "fix:wrong m1", "form:role m1", "form:date m1", "form:status m1", "fix:leave",
    ]  # fmt: skip
    both = correction_cards.ask_back((one, other))
    assert [a.key for a in both.actions] == ["fix:wrong m1", "fix:wrong m2", "fix:leave"]
    assert both.actions[1].label == "Zhou Hao leaves Alibaba"
    left = correction_cards.ask_back((replace(one, wrong=True), other))
    assert [a.key for a in left.actions if a.key.startswith("fix:")] == ["fix:wrong m2", "fix:leave"]
