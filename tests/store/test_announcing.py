"""Who hears of a recorded finding, and why nobody does."""

import datetime as dt

import pytest

from store import ledger, outbox
from store.ledger import Telling
from store.model.announce import Circumstances, Route
from store.model.moves import ChangeKind, Finding, Status
from tests.store.newsroom import SLACK, START, Newsroom, finding


def test_denial(news: Newsroom) -> None:
    """A denial turns an announced rumor round and says so; a later confirmation turns it back."""
    news.tell(finding("Ann Onne", "Alibaba", status=Status.RUMORED))
    news.deliver()
    denied = news.one(finding("Ann Onne", "Alibaba", status=Status.DENIED), day=1)
    assert (denied.kind, denied.announced, denied.move.status) == (ChangeKind.DENIED, True, Status.DENIED)
    rumor = news.one(finding("Ann Onne", "Alibaba", status=Status.RUMORED), day=2)
    assert (rumor.kind, rumor.move.status) == (ChangeKind.NONE, Status.DENIED)
    sure = news.one(finding("Ann Onne", "Alibaba", status=Status.CONFIRMED), day=3)
    assert (sure.kind, sure.differs, sure.move.status) == (ChangeKind.UPDATED, ("status",), Status.CONFIRMED)
    # What waited became one edit and one word, of the newest truth.
    assert [(one.action.value, one.change, one.differs) for one in news.deliver(day=3)] == [
        ("edit", "updated", ("status",)),
        ("reply", "updated", ("status",)),
    ]


def test_denial_of_nothing_known(news: Newsroom) -> None:
    """A denial of what nobody told is stored as denied and announced to nobody; a rumor after it stays denied."""
    change = news.one(finding("Ann Onne", "Alibaba", status=Status.DENIED))
    assert (change.kind, change.announced, change.move.status) == (ChangeKind.DENIED, False, Status.DENIED)
    assert change.why == "a denial of what was never told"
    assert not news.one(finding("Ann Onne", "Alibaba", status=Status.RUMORED), day=1).announced
    assert news.claim(day=1) == []


@pytest.mark.parametrize("how", ["seed", "baseline"])
def test_known_from_the_start(news: Newsroom, how: str) -> None:
    """What a seed document or a first look told is not announced, nor is its echo; what becomes of it is."""
    (first,) = news.tell(finding("Ann Onne", "Alibaba"), seed=how == "seed", baseline=how == "baseline")
    assert (first.kind, first.announced) == (ChangeKind.NEW, False)
    echo = news.one(finding("Ann Onne", "Alibaba", status=Status.CONFIRMED), day=1)
    assert (echo.kind, echo.announced, echo.why) == (
        ChangeKind.UPDATED, False, "known from a seed document or a first look"
    )  # fmt: skip
    more = news.one(finding("Ann Onne", "Alibaba", "OpenAI"), day=2)
    assert (more.kind, more.announced) == (ChangeKind.UPDATED, True)
    assert [one.change for one in news.deliver(day=2)] == ["updated"]


def test_seed_reaches_back_for_ever(news: Newsroom) -> None:
    """A seed has no age limit, not even one that reaches beyond the calendar."""
    at = Circumstances(now=START, max_age=dt.timedelta.max, published=START, watched=frozenset({"Alibaba"}), seed=True)
    with news.database.writing() as session:
        telling = Telling(publisher="Seed", title="Then", url=None, published=START)
        (change,) = ledger.record(session, [finding("Ann Onne", "Alibaba", date="0001")], telling, routes=(), at=at)
    assert change.why == "told by a seed document"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (finding("Ann Onne", "Alibaba", background=True), "told only as history"),
        (finding("Ann Onne", "Nobody Inc"), "no company of it is on the watchlist"),
        (finding("Ann Onne", "Alibaba", date="2025-12-01"), "the event is older than the configured age"),
        (finding("Ann Onne", "Alibaba", alert=False), "not sure enough to interrupt anybody"),
    ],
)
def test_silence_has_a_name(news: Newsroom, said: Finding, why: str) -> None:
    """What is stored and not told says why."""
    change = news.one(said)
    assert (change.kind, change.announced, change.why) == (ChangeKind.NEW, False, why)
    assert len(news.moves()) == 1


def test_no_route(news: Newsroom) -> None:
    """Nobody asks, neither at once nor in a digest: stored, with the reason."""
    elsewhere = ("OpenAI",)
    news.routes = (
        Route(to="slack:C1", companies=elsewhere),
        Route(to="slack:C2", companies=elsewhere, when="daily 09:00"),
    )
    change = news.one(finding("Ann Onne", "Alibaba"))
    assert (change.announced, change.why) == (False, "no route asks for it")


def test_two_unsure_outlets_together_are_told(news: Newsroom) -> None:
    """A move nobody was sure enough of is posted once a second independent outlet tells it."""
    news.tell(finding("Ann Onne", "Alibaba", alert=False))
    second = news.one(finding("Ann Onne", "Alibaba", alert=False), day=1)
    assert (second.kind, second.announced) == (ChangeKind.CORROBORATED, True)
    assert [one.action for one in news.deliver(day=1)] == [outbox.Action.POST]


def test_a_route_that_waits_for_certainty(news: Newsroom) -> None:
    """A channel that wants confirmed moves gets its post when the move is confirmed, the others an edit and a reply."""
    news.routes = (SLACK, Route(to="slack:C2", min_status=Status.CONFIRMED))
    news.tell(finding("Ann Onne", "Alibaba", status=Status.RUMORED))
    assert [one.destination for one in news.deliver()] == ["slack:C1"]
    news.tell(finding("Ann Onne", "Alibaba", status=Status.CONFIRMED), day=1)
    assert {(one.destination, one.action.value) for one in news.deliver(day=1)} == {
        ("slack:C1", "edit"), ("slack:C1", "reply"), ("slack:C2", "post")
    }  # fmt: skip


def test_a_channel_taken_off_the_routes_hears_no_more(news: Newsroom) -> None:
    """Follow-ups go only where a route still leads."""
    news.tell(finding("Ann Onne", "Alibaba"))
    news.deliver()
    news.routes = (Route(to="slack:C9", companies=("OpenAI",)),)
    change = news.one(finding("Ann Onne", "Alibaba", status=Status.CONFIRMED))
    assert (change.announced, change.why) == (False, "no route asks for it")
