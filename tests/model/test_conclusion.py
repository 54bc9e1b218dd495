"""What is concluded from claims."""

import datetime as dt
import itertools

import pytest

from store.model import conclusion
from store.model.conclusion import Claim, conclude
from store.model.dates import PartialDate
from store.model.moves import Status
from tests.store.newsroom import place

START = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
R, P, C, D = Status.RUMORED, Status.REPORTED, Status.CONFIRMED, Status.DENIED


def claim(
    status: Status = P,
    left: str | None = "A",
    joined: str | None = None,
    *,
    day: float = 0,
    outlet: str | None = None,
    date: str | None = None,
    title: str | None = None,
    quote: str = "short",
    background: bool = False,
    alert: bool = False,
    confidence: float = 0.9,
) -> Claim:
    """A claim in one line; its outlet is its own unless told."""
    name = outlet or f"{status.value} {left} {joined} {day}"
    return Claim(
        publisher=name,
        title=title or name,
        quote=quote,
        told_at=START + dt.timedelta(days=day),
        person="Ann Onne",
        left=place(left),
        joined=place(joined),
        status=status,
        date=PartialDate.parse(date) if date else None,
        background=background,
        confidence=confidence,
        alert=alert,
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([(R, 0)], R),
        ([(R, 0), (P, 1)], P),
        ([(C, 0), (R, 5)], C),
        ([(D, 0)], D),
        ([(R, 0), (D, 1)], D),
        ([(R, 0), (D, 1), (R, 2), (R, 3)], D),
        ([(R, 0), (D, 1), (P, 2)], D),
        ([(R, 0), (D, 1), (P, 2), (P, 3)], P),
        ([(P, 0), (P, 0.1), (D, 1)], D),
        ([(R, 0), (D, 1), (C, 2)], C),
        ([(D, 1), (C, 1.1)], C),
        ([(C, 0), (D, 3)], D),
        ([(C, 0), (D, 3), (C, 4)], C),
    ],
)
def test_status(told: list[tuple[Status, float]], expected: Status) -> None:
    """The ladder goes up; a denial holds against rumors and single reports; the order of reading decides nothing."""
    claims = [claim(status, day=day) for status, day in told]
    for order in itertools.islice(itertools.permutations(claims), 24):
        assert conclude(order).status is expected


def test_one_outlet_does_not_overcome_a_denial_by_repeating_itself() -> None:
    """Two later reports must be of two outlets."""
    later = [claim(P, day=day, outlet="Loud Daily") for day in (2, 3)]
    assert conclude([claim(D, day=1), *later]).status is D


def test_sides_are_completed() -> None:
    """What each outlet knows adds up, in any order."""
    claims = [claim(P, "A/Lab"), claim(P, None, "B", day=2), claim(P, "A//CTO", day=1)]
    for order in itertools.permutations(claims):
        got = conclude(order)
        assert (got.left, got.joined) == (place("A/Lab/CTO"), place("B"))


@pytest.mark.parametrize(
    ("claims", "destination"),
    [
        ([claim(R, "A", "B"), claim(P, "A", "C", day=1)], "C"),
        ([claim(C, "A", "B"), claim(R, "A", "C", day=1)], "B"),
        ([claim(P, "A", "B"), claim(P, "A", "C", day=1)], "C"),
        ([claim(P, "A", "B"), claim(P, "A", "B", day=0.5), claim(P, "A", "C", day=1)], "B"),
        ([claim(P, "A", "B AI"), claim(P, "A", "B", day=1)], "B AI"),
        ([claim(D, "A", "B", day=1), claim(P, "A", "C")], "C"),
        ([claim(D, "A", "B")], "B"),
    ],
)
def test_destination(claims: list[Claim], destination: str) -> None:
    """Surest first, then most widely told, then latest; denials name a destination only where nothing else does."""
    for order in itertools.permutations(claims):
        joined = conclude(order).joined
        assert joined is not None
        assert joined.company == destination


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([None, None], None),
        (["2026-03", None], "2026-03"),
        (["2026-03", "2026-03-04"], "2026-03-04"),
        (["2026-03-03", "2026-03-04"], "2026-03-03"),
    ],
)
def test_date(dates: list[str | None], expected: str | None) -> None:
    """The finest date, of equally fine ones the first told."""
    claims = [claim(day=n, date=date) for n, date in enumerate(dates)]
    for order in itertools.permutations(claims):
        got = conclude(order).date
        assert (None if got is None else str(got)) == expected


def test_two_unsure_outlets_are_sure_together() -> None:
    """Independent outlets raise an alert that neither would raise alone; reprints and history do not."""
    assert not conclude([claim(outlet="One")]).alert
    assert conclude([claim(outlet="One"), claim(outlet="Two")]).alert
    assert not conclude([claim(outlet="One"), claim(outlet="ONE ")]).alert
    assert not conclude([claim(outlet="One", title="Same words"), claim(outlet="Two", title="same words!")]).alert
    quote = "Ann Onne has left A after seven years, the company said on Monday."
    assert not conclude([claim(outlet="One", quote=quote), claim(outlet="Two", quote=quote)]).alert
    assert not conclude([claim(outlet="One"), claim(outlet="Two", confidence=0.3)]).alert
    assert not conclude([claim(outlet="One"), claim(outlet="Two", background=True)]).alert


def test_history_becomes_news_by_one_telling() -> None:
    """A move is history only while every article tells it as history."""
    assert conclude([claim(background=True)]).background
    assert not conclude([claim(background=True), claim(day=1)]).background


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (claim(P), claim(P), ()),
        (claim(R), claim(P), ("status",)),
        (claim(P), claim(P, "A", "B"), ("destination",)),
        (claim(P, None, "B"), claim(P, "A", "B"), ("origin",)),
        (claim(P, "A"), claim(P, "A//CTO"), ("role",)),
        (claim(P, "A//technical lead"), claim(P, "A//tech lead"), ()),
        (claim(P, "A//CTO"), claim(P, "A//CEO"), ("role",)),
        (claim(P, "A"), claim(P, "A/Lab"), ("unit",)),
        (claim(P), claim(P, date="2026-03-04"), ("date",)),
        (claim(R), claim(C, "A", "B", date="2026-03-04"), ("status", "destination", "date")),
    ],
)
def test_differences(before: Claim, after: Claim, expected: tuple[str, ...]) -> None:
    """What a reader can see changed is named; another wording of a role is no change."""
    assert conclusion.differences(conclude([before]), conclude([after])) == expected


def test_claims_of_one_article() -> None:
    """Two findings of one article become one claim: sides complete, the surer status, a denial over a rumor."""
    both = conclusion.joined_claims(claim(R, "A"), claim(P, None, "B", date="2026-03-04"))
    assert (both.left, both.joined, both.status) == (place("A"), place("B"), P)
    assert str(both.date) == "2026-03-04"
    assert conclusion.joined_claims(claim(R), claim(D)).status is D
    assert conclusion.joined_claims(claim(D), claim(C)).status is C
    same = claim(P, "A", "B")
    assert conclusion.joined_claims(same, same) == same
