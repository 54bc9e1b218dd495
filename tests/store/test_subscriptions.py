"""Routes made in chat, and paused destinations."""

import dataclasses
import datetime as dt

import pytest
from sqlmodel import Session

from store import subscriptions
from store.model.announce import Route, listeners
from store.model.moves import Kind, Status
from store.model.positions import Position
from store.subscriptions import Edit, Subscription
from tests import build
from tests.store.newsroom import SLACK, START, Newsroom, finding

FULL = Route(
    to="discord:7",
    companies=("Alibaba", "OpenAI"),
    kinds=(Kind.DEPARTURE, Kind.HIRE),
    way="out",
    min_status=Status.REPORTED,
    when="weekly Mon 09:00",
    time_zone="Asia/Shanghai",
    quiet="22:00-07:00",
    mention="@here",
)


def add(news: Newsroom, *routes: Route) -> list[int]:
    """Make routes in chat; returns their numbers."""
    with news.database.writing() as session:
        return [subscriptions.add(session, route, by="slack:U1", now=START).id for route in routes]


def told(news: Newsroom) -> list[str]:
    """Where a fresh piece of news is told."""
    change = news.one(finding(f"Person Number{chr(65 + news.told)}", "Alibaba"))
    there = sorted(delivery.destination for delivery in news.deliver())
    assert change.announced is bool(there)
    return there


def test_every_field_comes_back(news: Newsroom) -> None:
    """A route is read as it was made, with its number, maker and day; the same once more is the same."""
    (number,) = add(news, FULL)
    assert add(news, FULL) == [number]
    with news.database.reading() as session:
        (one,) = subscriptions.of(session, "discord:7")
    assert (one.id, one.route, one.by, one.since) == (number, FULL, "slack:U1", START)


def test_beside_the_configured_ones(news: Newsroom) -> None:
    """Both are asked from the next article on; a destination that has both is told once."""
    assert told(news) == ["slack:C1"]
    add(news, Route(to="slack:C2"), Route(to="slack:C1", companies=("Alibaba",)))
    assert told(news) == ["slack:C1", "slack:C2"]


def test_removed(news: Newsroom) -> None:
    """By number, only at its own destination; or all of a destination. A number is never given again."""
    one, two, three = add(news, Route(to="slack:C2"), Route(to="slack:C2", way="in"), Route(to="slack:C3"))
    with news.database.writing() as session:
        assert subscriptions.remove(session, "slack:C3", one) == ()
        assert subscriptions.remove(session, "slack:C2", one) == (one,)
        assert subscriptions.remove(session, "slack:C2") == (two,)
        assert [each.id for each in subscriptions.of(session)] == [three]
        assert subscriptions.remove(session, "slack:C3") == (three,)
    assert add(news, Route(to="slack:C2"))[0] > max(one, two, three)


def test_changed(news: Newsroom) -> None:
    """Number, maker and day stay; who changed it last and what it was before are known; removed, it can be brought back."""
    (number,) = add(news, FULL)
    later, other = START + dt.timedelta(days=1), dataclasses.replace(FULL, companies=("*",), way="", quiet="")
    with news.database.writing() as session:
        made = subscriptions.at(session, number)
        assert made is not None
        assert subscriptions.edits(session, [made]) == {}
        edit = subscriptions.change(session, made, other, by="slack:U2", now=later)
        assert edit == Edit(1, "slack:U2", later, FULL)
    with news.database.writing() as session:
        (one,) = subscriptions.of(session)
        assert (one.id, one.route, one.by, one.since) == (number, other, "slack:U1", START)
        assert subscriptions.edits(session, [one]) == {number: edit}
        again = subscriptions.change(session, one, FULL, by="slack:U1", now=later)
        assert (again.turn, again.before) == (2, other)
        subscriptions.remove(session, FULL.to)
        assert subscriptions.at(session, number) is None
        assert subscriptions.restore(session, "slack:C1", number) is None  # another's
        assert subscriptions.restore(session, FULL.to, number) == Subscription(number, FULL, "slack:U1", START)
        assert subscriptions.restore(session, FULL.to, number) is None  # there already
        subscriptions.remove(session, FULL.to)
        subscriptions.add(session, FULL, by="slack:U3", now=later)
        assert subscriptions.restore(session, FULL.to, number) is None  # asked for anew


def test_paused(news: Newsroom) -> None:
    """A paused destination is told nothing, whoever asked for it; resumed, it is told what comes."""
    add(news, Route(to="slack:C2"))
    with news.database.writing() as session:
        assert subscriptions.pause(session, "slack:C1", by="slack:U1", now=START)
        assert not subscriptions.pause(session, "slack:C1", by="slack:U2", now=START)
    assert told(news) == ["slack:C2"]
    with news.database.writing() as session:
        assert subscriptions.resume(session, "slack:C1")
        assert not subscriptions.resume(session, "slack:C1")
    assert told(news) == ["slack:C1", "slack:C2"]


def test_only_lost_channels_are_tried_again(news: Newsroom) -> None:
    """A start resumes what Moves paused itself, and leaves what people paused."""
    with news.database.writing() as session:
        subscriptions.pause(session, "slack:C1", by="", why="not there", now=START)
        subscriptions.pause(session, "slack:C2", by="slack:U1", now=START)
        subscriptions.pause(session, "slack:C3", by="", why="not there", now=START)
        assert subscriptions.pause(session, "slack:C3", by="slack:U1", now=START)  # a person's word outlasts that
        assert not subscriptions.pause(session, "slack:C3", by="", why="not there", now=START)
        subscriptions.resume_lost(session)
        assert list(subscriptions.paused(session)) == ["slack:C2", "slack:C3"]


def live(session: Session) -> tuple[Route, ...]:
    """What is asked with one configured route."""
    return subscriptions.asked(session, (SLACK,))


def test_asked_in_order(news: Newsroom) -> None:
    """The configured routes come first."""
    add(news, FULL)
    with news.database.reading() as session:
        assert live(session) == (SLACK, FULL)


@pytest.mark.parametrize(
    ("left", "joined", "ways"),
    [
        ("Alibaba", None, {"", "out"}),
        (None, "Alibaba", {"", "in"}),
        ("Alibaba", "OpenAI", {"", "out"}),
        ("OpenAI", "Alibaba", {"", "in"}),
        ("Alibaba", "Alibaba", {""}),
        ("OpenAI", "Meta", set()),
    ],
)
def test_ways(left: str | None, joined: str | None, ways: set[str]) -> None:
    """Who leaves for somewhere else leaves, who comes from elsewhere comes; a change of role is neither."""
    sides = [Position(company=name) if name else None for name in (left, joined)]
    move = build.move(left=sides[0], joined=sides[1])
    asked = {way for way in ("", "in", "out") if listeners(move, (Route(to="t", companies=("Alibaba",), way=way),))}
    assert asked == ways
