"""The cards, before any platform."""

from dataclasses import replace

from bot import views
from bot.cards import Link, Tone, plain, summary
from store.model.moves import ChangeKind, Status
from tests import build


def test_an_announcement_carries_what_a_reader_needs() -> None:
    """Who, from where, how sure, when, the words and the outlets all stand on the card."""
    card = views.announcement(build.move(told_by=("Wire", "Daily")), mention="<@U1>")
    shown = {fact.label: plain(fact.value) for fact in card.facts}
    assert card.title == "Lin Junyang leaves Alibaba"
    assert plain(card.lead) == "Reported · 2 outlets"
    assert shown == {"From": "Alibaba · Qwen · technical lead", "When": "3 March 2026"}
    assert card.quote == "X has left Y."
    assert [line[0] for line in card.sources] == [
        Link("Wire", "https://wire.example/story"),
        Link("Daily", "https://daily.example/story"),
    ]
    assert card.mention == "<@U1>"


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
    """The thread learns who else tells it."""
    card = views.reply(ChangeKind.CORROBORATED, (), build.move(told_by=("Wire", "Daily")))
    assert plain(card.lead) == "Also told by Daily."
    assert plain(card.sources[0]).startswith("Daily")


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
