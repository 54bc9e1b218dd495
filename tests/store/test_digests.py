"""Digests: gathered, told at their hour, once."""

import datetime as dt
from collections.abc import Sequence

import pytest

from store import digests, lookup, outbox, subscriptions
from store.deliveries import Delivery
from store.digests import Item
from store.model.announce import Route
from store.model.moves import Status
from tests.store.newsroom import SLACK, Newsroom, finding, moment

DAILY = Route(to="slack:C2", when="daily 15:00")  # the newsroom opens at noon
WEEKLY = Route(to="slack:C2", when="weekly Mon 15:00")  # five days later
HOUR = 1 / 24


def close(news: Newsroom, *, day: float, routes: Sequence[Route] = (DAILY,)) -> int:
    """Let the hour strike."""
    with news.database.writing() as session:
        return digests.close(session, routes, now=moment(day))


def read(news: Newsroom, delivery: Delivery) -> tuple[Item, ...]:
    """What a claimed digest tells."""
    with news.database.reading() as session:
        return digests.items(session, delivery.id)


def people(news: Newsroom, delivery: Delivery) -> list[tuple[str, bool]]:
    """Who is told of, and whether again."""
    return [(item.move.person, item.again) for item in read(news, delivery)]


@pytest.fixture
def room(news: Newsroom) -> Newsroom:
    """A newsroom whose only channel wants a daily digest."""
    news.routes = (DAILY,)
    return news


def test_told_together_once(room: Newsroom) -> None:
    """What was announced until the hour comes in one message; nothing goes out at once, and nothing twice."""
    first = room.one(finding("Ann Onne", "Alibaba"))
    assert first.announced
    room.one(finding("Bob Byrd", "OpenAI"), day=HOUR)
    assert room.claim(day=HOUR) == []
    assert close(room, day=2 * HOUR) == 0
    assert close(room, day=3 * HOUR) == 1
    assert close(room, day=4 * HOUR) == 0
    (digest,) = room.deliver(day=4 * HOUR)
    assert (digest.action.value, digest.move_id, digest.when, digest.root) == ("digest", "", "daily 15:00", None)
    assert people(room, digest) == [("Ann Onne", False), ("Bob Byrd", False)]
    assert close(room, day=1 + 3 * HOUR) == 0  # nothing happened: silence
    assert room.deliver(day=1 + 4 * HOUR) == []


def test_missed_hour_is_made_up_for_once(room: Newsroom) -> None:
    """After hours or days of being down what waited is told at once, and what comes later waits for its own hour."""
    room.one(finding("Ann Onne", "Alibaba"))
    assert close(room, day=3) == 1
    room.one(finding("Bob Byrd", "OpenAI"), day=3)
    assert close(room, day=3 + HOUR) == 0
    assert close(room, day=3 + 3 * HOUR) == 1
    assert [people(room, each) for each in room.deliver(day=3 + 4 * HOUR)] == [
        [("Ann Onne", False)],
        [("Bob Byrd", False)],
    ]


def test_one_hour_in_two_zones_is_two_hours(news: Newsroom) -> None:
    """Neither route takes the other's hour away, whichever came first; nothing is told twice."""
    routes = (DAILY, Route(to="slack:C2", when="daily 15:00", time_zone="Asia/Tokyo"))  # 15:00 and 6:00 UTC
    news.routes = routes
    news.one(finding("Ann Onne", "Alibaba"))
    assert close(news, day=3 * HOUR, routes=routes) == 1
    news.one(finding("Bob Byrd", "OpenAI"), day=4 * HOUR)
    assert close(news, day=17 * HOUR, routes=routes) == 0
    assert close(news, day=18 * HOUR, routes=routes) == 1
    assert close(news, day=1 + 3 * HOUR, routes=routes) == 0
    assert [people(news, each) for each in news.deliver(day=2)] == [[("Ann Onne", False)], [("Bob Byrd", False)]]


def test_told_as_it_is_then(room: Newsroom) -> None:
    """A second outlet and a new status before the hour leave one line, of the newest truth."""
    room.one(finding("Ann Onne", "Alibaba", status=Status.RUMORED))
    room.one(finding("Ann Onne", "Alibaba", status=Status.CONFIRMED), day=HOUR)
    close(room, day=3 * HOUR)
    (digest,) = room.deliver(day=3 * HOUR)
    (item,) = read(room, digest)
    assert (item.move.status, item.again, len(item.move.evidence)) == (Status.CONFIRMED, False, 2)


def test_what_became_of_it(room: Newsroom) -> None:
    """A later change is told in the next digest as an update; one more outlet is not."""
    room.one(finding("Ann Onne", "Alibaba"))
    close(room, day=3 * HOUR)
    room.deliver(day=3 * HOUR)
    room.one(finding("Ann Onne", "Alibaba"), day=0.5)
    assert close(room, day=1.5) == 0
    room.one(finding("Ann Onne", "Alibaba", "Tencent"), day=1.6)
    assert close(room, day=2.5) == 1
    (digest,) = room.deliver(day=2.5)
    assert people(room, digest) == [("Ann Onne", True)]


def test_denied_or_wrong_before_it_was_told(room: Newsroom) -> None:
    """A rumor denied before its hour is told to nobody; one denied afterwards is told as denied."""
    room.one(finding("Ann Onne", "Alibaba", status=Status.RUMORED))
    room.one(finding("Bob Byrd", "OpenAI", status=Status.RUMORED))
    room.one(finding("Ann Onne", "Alibaba", status=Status.DENIED), day=HOUR)
    close(room, day=3 * HOUR)
    (digest,) = room.deliver(day=3 * HOUR)
    assert people(room, digest) == [("Bob Byrd", False)]
    room.one(finding("Bob Byrd", "OpenAI", status=Status.DENIED), day=0.5)
    close(room, day=1.5)
    (later,) = room.deliver(day=1.5)
    (item,) = read(room, later)
    assert (item.move.person, item.again, item.move.status) == ("Bob Byrd", True, Status.DENIED)


def test_at_once_and_in_the_digest(news: Newsroom) -> None:
    """A channel may want both; a digest of a day and one of the week stand side by side."""
    here = Route(to="slack:C2")
    news.routes = (DAILY, here, WEEKLY, SLACK)
    news.one(finding("Ann Onne", "Alibaba"))
    assert sorted(each.destination for each in news.deliver()) == ["slack:C1", "slack:C2"]
    assert close(news, day=0.5, routes=news.routes) == 1
    assert close(news, day=6, routes=news.routes) == 1
    whens = {each.when: people(news, each) for each in news.deliver(day=6)}
    assert whens == {"daily 15:00": [("Ann Onne", False)], "weekly Mon 15:00": [("Ann Onne", False)]}


def test_only_what_the_route_asks_for(news: Newsroom) -> None:
    """Companies and statuses hold for digests as for alerts; a first look is as silent."""
    news.routes = (Route(to="slack:C2", when="daily 15:00", companies=("OpenAI",), min_status=Status.CONFIRMED),)
    assert not news.one(finding("Ann Onne", "Alibaba", status=Status.CONFIRMED)).announced
    assert not news.one(finding("Bob Byrd", "OpenAI", status=Status.REPORTED)).announced
    (silent,) = news.tell(finding("Cal Core", "OpenAI", status=Status.CONFIRMED), baseline=True)
    assert not silent.announced
    assert close(news, day=0.5, routes=news.routes) == 0
    news.one(finding("Bob Byrd", "OpenAI", status=Status.CONFIRMED), day=0.6)
    assert close(news, day=1.5, routes=news.routes) == 1


def test_quiet_hours_hold(room: Newsroom) -> None:
    """A digest whose hour lies in the quiet span goes out at its end."""
    route = Route(to="slack:C2", when="daily 15:00", quiet="14:00-18:00")
    room.routes = (route,)
    room.one(finding("Ann Onne", "Alibaba"))
    assert close(room, day=3 * HOUR, routes=(route,)) == 1
    assert room.claim(day=5 * HOUR) == []
    assert len(room.claim(day=6 * HOUR)) == 1


def test_two_moves_made_one_are_one_line(room: Newsroom) -> None:
    """Moves that turn out to be one before the hour are told once."""
    room.one(finding("Ann Onne", "Alibaba"))
    room.one(finding("Ann Onne", None, "Tencent"), day=HOUR)
    room.one(finding("Ann Onne", "Alibaba", "Tencent"), day=2 * HOUR)
    close(room, day=3 * HOUR)
    (digest,) = room.deliver(day=3 * HOUR)
    assert people(room, digest) == [("Ann Onne", False)]


def test_two_clocks_at_once(room: Newsroom) -> None:
    """The slot is taken by whoever is first; closing it again finds nothing."""
    room.one(finding("Ann Onne", "Alibaba"))
    assert [close(room, day=day) for day in (3 * HOUR, 3 * HOUR, 3.5 * HOUR)] == [1, 0, 0]
    with room.database.reading() as session:
        assert lookup.count(session) == 1
    assert len(room.deliver(day=0.5)) == 1


def test_lease_lost_is_uncertain(room: Newsroom) -> None:
    """A digest whose sender died is looked up under its key before it is sent again, like any post."""
    room.one(finding("Ann Onne", "Alibaba"))
    close(room, day=3 * HOUR)
    (first,) = room.claim(day=3 * HOUR)
    late = moment(3 * HOUR) + dt.timedelta(minutes=5)
    with room.database.writing() as session:
        outbox.release(session, now=late)
    (again,) = room.claim(day=3 * HOUR + 0.01)
    assert (again.key, again.doubtful) == (first.key, True)


def test_a_channel_that_left_is_not_told_of_the_time_between(room: Newsroom) -> None:
    """What waited for a route is forgotten with it; a changed hour takes what waits along, and a pause keeps it."""
    later = Route(to="slack:C2", when="daily 16:00")
    room.one(finding("Ann Onne", "Alibaba"))
    with room.database.writing() as session:
        subscriptions.pause(session, "slack:C2", by="slack:U1", now=moment(0))
    assert close(room, day=3 * HOUR) == 0
    with room.database.writing() as session:
        subscriptions.resume(session, "slack:C2")
    assert close(room, day=3 * HOUR, routes=(later,)) == 0
    assert close(room, day=4 * HOUR, routes=(later,)) == 1
    (digest,) = room.deliver(day=4 * HOUR)
    assert people(room, digest) == [("Ann Onne", False)]
    room.one(finding("Bob Byrd", "OpenAI"), day=0.5)
    assert close(room, day=0.6, routes=()) == 0
    assert close(room, day=90) == 0


def test_what_waits_goes_along_with_a_changed_route(news: Newsroom) -> None:
    """To its own new hour and mention, whatever else the channel asks for; what two routes wait for stays with the other."""
    friday = Route(to="slack:C2", when="weekly Fri 15:00", mention="@here")
    news.routes = (DAILY, WEEKLY)
    news.one(finding("Ann Onne", "Alibaba"))
    with news.database.writing() as session:
        digests.follow(session, WEEKLY, friday, [DAILY, WEEKLY])  # somebody else's Monday: nothing moves
        digests.follow(session, WEEKLY, friday, [DAILY])
        digests.follow(session, DAILY, Route(to="slack:C2"), [friday])  # no digest any more
        assert [digests.waiting(session, route) for route in (DAILY, WEEKLY, friday)] == [1, 0, 1]
    assert close(news, day=6, routes=(friday,)) == 1
    (digest,) = news.deliver(day=6)
    assert (digest.when, digest.mention, people(news, digest)) == ("weekly Fri 15:00", "@here", [("Ann Onne", False)])
