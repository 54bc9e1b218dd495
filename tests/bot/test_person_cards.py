"""What is shown of one person."""

import datetime as dt
from dataclasses import replace

import pytest

from bot import person_cards
from bot.cards import Card, Struck, plain
from bot.person_cards import now
from store.model.dates import PartialDate
from store.model.moves import Move, Status
from store.model.positions import Position
from tests import build

TODAY = dt.date(2026, 3, 5)
META = Position(company="Meta", role="chief scientist")
GONE = "not known; left Alibaba · Qwen · technical lead on 3 March 2026"
LEFT = build.move(status=Status.CONFIRMED, also=("林俊旸", "Junyang Lin"), told_by=("Wire", "Daily"))
JOINED = build.move(left=None, joined=META, date="2026-02")


def card(*moves: Move, shared_by: str = "") -> Card:
    """The card of somebody with these moves, newest first."""
    return person_cards.person(
        moves,
        moves,
        total=len(moves),
        page=1,
        again="lin junyang",
        today=TODAY,
        names=moves[0].also,
        shared_by=shared_by,
    )


def test_names_place_and_history() -> None:
    """Every script, where they are, and each move with its way, standing and evidence."""
    shown = card(LEFT, replace(JOINED, date=PartialDate.parse("2025-02")))
    facts = {fact.label: plain(fact.value) for fact in shown.facts}
    assert facts["Also written"] == "林俊旸, Junyang Lin"
    assert facts["Now"] == GONE
    (history,) = shown.sections
    assert [plain(line) for line in history.lines] == [
        "3 March 2026  left Alibaba (Qwen, technical lead) · confirmed, 2 independent outlets · Wire",
        "February 2025  → Meta (chief scientist) · reported, 1 outlet · Wire",
    ]
    assert [action.key for action in shown.actions] == ["share:1:lin junyang", "ask:1:Alibaba", "ask:1:Meta"]
    assert card(LEFT, shared_by="mei").actions == ()


def test_a_denied_move_is_struck() -> None:
    """It stands in the history as what it is, and is no place where somebody is."""
    denied = build.move(status=Status.DENIED)
    shown = card(denied, JOINED)
    assert any(isinstance(span, Struck) for span in shown.sections[0].lines[0])
    assert plain(shown.facts[-1].value).startswith("Meta · chief scientist")


@pytest.mark.parametrize(
    ("moves", "place"),
    [
        ((JOINED, LEFT), "Meta · chief scientist, since February 2026 (reported)"),
        ((replace(JOINED, date=None),), "Meta · chief scientist (reported)"),
        ((build.move(left=None, joined=META, date="2026-06"),), "Meta · chief scientist, from June 2026 on (reported)"),
        ((build.move(date="2026-06-01"),), "leaves Alibaba · Qwen · technical lead on 1 June 2026"),
        ((build.move(status=Status.RUMORED),), "rumored: left Alibaba (Qwen, technical lead)"),
        (
            (build.move(status=Status.RUMORED, joined=META), replace(JOINED, date=None)),
            "Meta · chief scientist (reported) · rumored: Alibaba (Qwen, technical lead) → Meta (chief scientist)",
        ),
        ((JOINED, build.move(status=Status.RUMORED)), "Meta · chief scientist, since February 2026 (reported)"),
        ((build.move(status=Status.DENIED),), ""),
        ((LEFT, JOINED), "Meta · chief scientist, since February 2026 (reported)"),
        ((LEFT, replace(JOINED, date=PartialDate.parse("2024"))), GONE),
        ((LEFT, build.move(left=None, joined=build.QWEN_LEAD, date="2026-02")), GONE),
        ((replace(JOINED, background=True, date=None), LEFT), GONE),
    ],
)
def test_where_somebody_is(moves: tuple[Move, ...], place: str) -> None:
    """By the newest move that is no mere rumor; an older rumor is past, a newer one is said as such."""
    assert now(moves, TODAY) == place
