"""The cards, before any platform."""

from dataclasses import replace
from typing import Any

import pytest

from bot import views
from bot.cards import Link, Tone, plain, summary
from store.model.moves import ChangeKind, Standing, Status
from store.model.phrases import Voucher
from store.model.positions import Position
from store.succession import Succession
from tests import build


def test_an_announcement_carries_what_a_reader_needs() -> None:
    """Who, from where, how sure, when, the words and the outlets all stand on the card."""
    card = views.announcement(build.move(told_by=("Wire", "Daily")), mention="<@U1>")
    shown = {fact.label: plain(fact.value) for fact in card.facts}
    assert card.title == "Lin Junyang leaves Alibaba"
    assert plain(card.lead) == "Reported · 2 independent outlets"
    assert shown == {"From": "Alibaba · Qwen · technical lead", "When": "3 March 2026"}
    assert card.quote == "X has left Y."
    assert [line[0] for line in card.sources] == [
        Link("Wire", "https://wire.example/story"),
        Link("Daily", "https://daily.example/story"),
    ]
    assert card.mention == "<@U1>"


@pytest.mark.parametrize("changes", [{}, {"wrong": True}, {"status": Status.DENIED}])
def test_a_move_is_told_under_the_company_that_is_left(changes: dict[str, Any]) -> None:
    """Where a channel sorts by company; under the one that gains somebody where nothing is left, whatever became of it."""
    move = replace(build.move(), joined=Position(company="OpenAI"), **changes)
    assert views.announcement(move).topic == "Alibaba"
    assert views.announcement(replace(move, left=None)).topic == "OpenAI"


def test_a_denied_move_is_struck_and_says_so() -> None:
    """A denial never looks like a confirmation."""
    card = views.announcement(build.move(status=Status.DENIED))
    assert (card.struck, card.tone) == (True, Tone.DENIED)
    assert plain(card.lead).startswith("Denied")


def test_a_long_quote_is_cut_visibly() -> None:
    """A quote of a thousand characters ends in an ellipsis."""
    long = build.evidence(quote="word " * 300)
    cut = views.announcement(replace(build.move(), evidence=(long,))).quote
    assert len(cut) <= 400
    assert cut.endswith("…")


def test_a_reply_names_the_newest_outlet() -> None:
    """The thread learns what changed and who told it."""
    confirmed = build.move(status=Status.CONFIRMED, told_by=("Wire", "Daily"))
    card = views.reply(ChangeKind.UPDATED, ("status",), confirmed)
    assert plain(card.lead) == "Now confirmed."
    assert plain(card.sources[0]).startswith("Daily")


@pytest.mark.parametrize(
    ("status", "standing", "lead", "row"),
    [
        (Status.CONFIRMED, Standing(outlets=2, by=Voucher.COMPANY, company="Alibaba"),
         "Confirmed by Alibaba · 2 independent outlets", "confirmed by Alibaba, 2 independent outlets"),
        (Status.CONFIRMED, Standing(outlets=1, by=Voucher.COMPANY),
         "Confirmed by the company · 1 outlet", "confirmed by the company, 1 outlet"),
        (Status.CONFIRMED, Standing(outlets=0, by=Voucher.FILING), "Confirmed by a filing", "confirmed by a filing"),
        (Status.CONFIRMED, Standing(outlets=1, by=Voucher.PERSON),
         "Confirmed in their own words · 1 outlet", "confirmed in their own words, 1 outlet"),
        (Status.DENIED, Standing(outlets=1, by=Voucher.COMPANY, company="Alibaba"),
         "Denied by Alibaba · 1 outlet", "denied by Alibaba, 1 outlet"),
        (Status.RUMORED, Standing(outlets=3), "Rumored · 3 independent outlets", "rumored, 3 independent outlets"),
    ],
)  # fmt: skip
def test_what_a_status_rests_on_is_said(status: Status, standing: Standing, lead: str, row: str) -> None:
    """Alert and timeline say who vouches and how many independent outlets tell it."""
    move = build.move(status=status, standing=standing)
    assert plain(views.announcement(move).lead) == lead
    timeline = views.timeline("Alibaba", [move], total=1, page=1, again="alibaba")
    assert row in plain(timeline.sections[0].lines[0])


def test_a_correction_links_to_the_message_it_follows() -> None:
    """It opens with where it comes from and what changed, mentions nobody, and is otherwise the alert."""
    alert = views.announcement(build.move(status=Status.CONFIRMED), mention="<!here>")
    card = views.correction(alert, "https://chat.example/1", "Now confirmed.")
    assert card.lead[0] == Link("Update on an earlier message", "https://chat.example/1")
    assert plain(card.lead) == "Update on an earlier message: Now confirmed. Confirmed · 1 outlet"
    assert (card.title, card.facts, card.mention) == (alert.title, alert.facts, "")
    bare = views.correction(alert, None, "")
    assert plain(bare.lead) == "Update on an earlier message · Confirmed · 1 outlet"
    assert not [span for span in bare.lead if isinstance(span, Link)]


def test_a_timeline_groups_by_month_and_pages() -> None:
    """Newest first under months; buttons repeat the question with the page."""
    moves = [build.move(date="2026-03-05"), build.move(date="2026-03"), build.move(date="2025-12-01")]
    card = views.timeline("Alibaba", moves, total=25, page=2, again="阿里")
    assert [section.heading for section in card.sections] == ["March 2026", "December 2025"]
    assert plain(card.footer) == "25 moves · page 2 of 3"
    assert [(a.label, a.key, a.enabled) for a in card.actions] == [
        ("Newer", "ask:1:阿里", True),
        ("Older", "ask:3:阿里", True),
        ("Share", "share:2:阿里", True),
    ]


def test_a_shared_timeline_has_no_buttons_and_names_the_sharer() -> None:
    """What is public can be pressed by anybody, so it has nothing to press."""
    card = views.timeline("Alibaba", [build.move()], total=1, page=1, again="alibaba", shared_by="mei")
    assert card.actions == ()
    assert plain(card.footer) == "1 move · shared by mei"


def test_every_key_fits_a_button() -> None:
    """Whatever the names, no key is longer than a platform's limit, Discord's 100 less our mark."""
    move = build.move(person="P" * 200)
    keys = [action.key for action in views.announcement(move).actions]
    keys += [action.key for action in views.nothing("x", advice="y", near=["N" * 95, "N" * 80, "ok"]).actions]
    assert all(len(key) <= 94 for key in keys)


def test_a_summary_reads_alone() -> None:
    """Notifications show title and lead as one line."""
    assert summary(views.announcement(build.move())) == "Lin Junyang leaves Alibaba: Reported · 1 outlet"


def test_who_follows_and_who_made_room_is_named() -> None:
    """Beside the move that leads the message; a rumor is called one, and of another move nothing is said."""
    follows = build.move("Zhou Hao", left=Position(company="Google"), joined=build.QWEN_LEAD, date="2026-04")
    before = build.move("Ann Lee", joined=Position(company="Meta"), status=Status.RUMORED, date=None)
    known = Succession("m1", successor=follows, predecessor=before)
    facts = {fact.label: plain(fact.value) for fact in views.announcement(build.move(), succession=known).facts}
    assert facts["Successor"] == "Zhou Hao, from Google · April 2026"
    assert facts["Predecessor"] == "Ann Lee (rumored to leave), goes to Meta"
    other = views.announcement(build.move(), succession=replace(known, move="m2"))
    assert "Successor" not in {fact.label for fact in other.facts}
