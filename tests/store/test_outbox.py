"""The outbox: order, leases, doubts and what becomes of followers."""

import datetime as dt
import threading

import pytest
from sqlalchemy import event

from store import outbox, subscriptions
from store.database import Database
from store.deliveries import Action
from store.model.announce import Route
from tests.store.newsroom import LEASE, SLACK, THREE, Newsroom, finding, moment
from tests.stores import in_memory

LATE = 0.01
"""A quarter of an hour, in days: past every lease."""


@pytest.fixture
def news(database: Database) -> Newsroom:
    """A newsroom whose store sends to two Slack channels and one of Discord."""
    return Newsroom(database, routes=THREE)


def test_a_new_move_is_posted_once_everywhere(news: Newsroom) -> None:
    """Every destination gets one post, with the mention of its route, and nothing is left over."""
    change = news.one(finding("Lin Junyang", "Alibaba"))
    done = news.deliver()
    assert [(one.destination, one.action, one.mention) for one in done] == [
        ("slack:C1", Action.POST, "<!here>"),
        ("slack:C2", Action.POST, ""),
        ("discord:7", Action.POST, ""),
    ]
    assert {one.move_id for one in done} == {change.move.id}
    assert news.states() == {"sent": 3}
    assert news.claim(day=9) == []


def test_keys_fit_and_differ(news: Newsroom) -> None:
    """Keys are short enough for every platform and never the same."""
    for name in ("Ann Onne", "Bob Bee", "Cat Cole"):
        news.tell(finding(name, "Alibaba"))
    keys = [one.key for one in news.deliver()]
    assert len(set(keys)) == 9
    assert all(len(key) <= 25 and key.startswith("mv-") for key in keys)


def test_only_asked_platforms_are_claimed(news: Newsroom) -> None:
    """Rows of a platform that is off wait; a platform's name is no prefix of another's."""
    news.tell(finding("Lin Junyang", "Alibaba"))
    assert news.claim(platforms=()) == []
    assert news.claim(platforms=("sla", "d%", "_____")) == []
    assert [one.destination for one in news.claim(platforms=("discord",))] == ["discord:7"]


def test_head_of_line(news: Newsroom) -> None:
    """The second move of a channel waits until the first is settled; other channels do not."""
    first = news.one(finding("Ann Onne", "Alibaba")).move.id
    second = news.one(finding("Bob Bee", "Alibaba")).move.id
    claimed = news.claim()
    assert {one.move_id for one in claimed} == {first}
    assert news.claim() == []
    held = claimed[0]
    for one in claimed[1:]:
        assert news.sent(one)
    assert {(one.destination, one.move_id) for one in news.claim()} == {("slack:C2", second), ("discord:7", second)}
    news.sent(held)
    assert [(one.destination, one.move_id) for one in news.claim()] == [("slack:C1", second)]


@pytest.mark.parametrize("settle", [outbox.again, outbox.uncertain])
def test_a_row_that_waits_holds_its_channel_back(news: Newsroom, settle: object) -> None:
    """A post to be tried later, for whatever reason, is not overtaken."""
    news.tell(finding("Ann Onne", "Alibaba"))
    news.tell(finding("Bob Bee", "Alibaba"))
    held = news.post()
    with news.database.writing() as session:
        assert settle(session, held, due=moment(1), why="later")  # type: ignore[operator]  # either function
    assert not [one for one in news.claim(day=LATE / 100) if one.destination == SLACK.to]
    again = next(one for one in news.claim(day=1) if one.destination == SLACK.to)
    assert (again.id, again.key, again.attempts) == (held.id, held.key, 2)
    assert again.first_attempt_at == held.first_attempt_at
    assert again.doubtful is (settle is outbox.uncertain)


def test_a_doubt_outlives_a_refusal(news: Newsroom) -> None:
    """A doubtful row that is refused while being looked up is still doubtful the next time."""
    news.routes = (SLACK,)
    news.tell(finding("Ann Onne", "Alibaba"))
    for day in (1, 2):
        (held,) = news.claim(day=day)
        with news.database.writing() as session:
            settle = outbox.uncertain if day == 1 else outbox.again
            settle(session, held, due=moment(day), why="?")
    (held,) = news.claim(day=3)
    assert held.doubtful


def test_a_lost_lease_settles_nothing(news: Newsroom) -> None:
    """A sender past its lease cannot settle; its row is uncertain and the next sender looks it up."""
    news.tell(finding("Ann Onne", "Alibaba"))
    slow = news.post()
    with news.database.writing() as session:
        assert outbox.release(session, now=moment(0) + LEASE / 2) == 0
        assert outbox.release(session, now=moment(LATE)) == 3
    assert not news.sent(slow, day=LATE)
    fast = next(one for one in news.claim(day=LATE) if one.id == slow.id)
    assert fast.doubtful
    assert fast.token != slow.token
    for settle in (outbox.again, outbox.uncertain):
        with news.database.writing() as session:
            assert not settle(session, slow, due=moment(0), why="late")
    with news.database.writing() as session:
        assert not outbox.dead(session, slow, why="late")
    assert news.sent(fast, day=LATE)
    assert not news.sent(fast, day=LATE)


def test_a_dead_post_takes_its_followers_along(news: Newsroom) -> None:
    """No edit or reply is tried under a post that never came; other channels and moves go on."""
    news.tell(finding("Ann Onne", "Alibaba"))
    held = news.post()
    news.tell(finding("Ann Onne", "Alibaba", "OpenAI"))
    news.tell(finding("Bob Bee", "Alibaba"))
    with news.database.writing() as session:
        outbox.dead(session, held, why="channel_not_found")
        listed = outbox.listing(session, states=["dead"], limit=10)
    assert [(one.action, one.error) for one in listed] == [
        (Action.REPLY, "the post it belongs to was given up"),
        (Action.EDIT, "the post it belongs to was given up"),
        (Action.POST, "channel_not_found"),
    ]
    (claimed,) = (one for one in news.claim() if one.destination == SLACK.to)
    assert claimed.move_id != held.move_id
    news.tell(finding("Ann Onne", "Alibaba"))
    with news.database.reading() as session:
        waiting = outbox.listing(session, states=["pending", "sending"], limit=50)
    assert not [one for one in waiting if (one.move_id, one.destination) == (held.move_id, SLACK.to)]


def test_a_dead_reply_dies_alone(news: Newsroom) -> None:
    """Only a post has followers."""
    news.tell(finding("Ann Onne", "Alibaba"))
    news.deliver()
    news.tell(finding("Ann Onne", "Alibaba", "OpenAI"))
    edit = news.post()
    assert edit.action is Action.EDIT
    with news.database.writing() as session:
        outbox.dead(session, edit, why="message_not_found")
    assert news.post().action is Action.REPLY


def test_two_claimers_never_share_a_row(news: Newsroom) -> None:
    """Four senders draining one outbox at once: every row is sent once, each channel in order."""
    channels = tuple(Route(to=f"slack:C{number}") for number in range(6))
    news.routes = channels
    for number in range(8):
        news.tell(finding(f"Person Number{'abcdefgh'[number]}", "Alibaba"))
    taken: list[tuple[str, int]] = []
    guard = threading.Lock()

    def drain() -> None:
        idle = 0
        while idle < 20:
            claimed = news.claim(limit=3)
            idle = 0 if claimed else idle + 1
            for one in claimed:
                with guard:
                    taken.append((one.destination, one.id))
                assert news.sent(one)

    threads = [threading.Thread(target=drain) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    news.deliver()
    assert news.states() == {"sent": 48}
    assert len(taken) == len(set(taken))
    for channel in channels:
        ids = [number for to, number in taken if to == channel.to]
        assert ids == sorted(ids)


def test_quiet_hours_hold_posts_only(database: Database) -> None:
    """A post at night waits for the morning of the channel's zone; a follow-up does not wait longer than its post."""
    quiet = Route(to="slack:C1", quiet="22:00-07:00", time_zone="Asia/Shanghai")
    news = Newsroom(database, routes=(quiet, Route(to="slack:C2")))
    night, morning = 3 / 24, 11 / 24 + 0.001  # 23:00 and 07:00 in Shanghai
    news.tell(finding("Ann Onne", "Alibaba"), day=night)
    assert [one.destination for one in news.deliver(day=night)] == ["slack:C2"]
    assert news.claim(day=morning - 0.01) == []
    assert [one.destination for one in news.claim(day=morning)] == ["slack:C1"]


def test_what_quiet_hours_hold_is_in_nobodys_way(database: Database) -> None:
    """Another route of the same channel is told at once, and what was held comes in the morning."""
    quiet = Route(to="slack:C1", companies=("Alibaba",), quiet="22:00-07:00", time_zone="Asia/Shanghai")
    news = Newsroom(database, routes=(quiet, Route(to="slack:C1", companies=("OpenAI",))))
    night, morning = 3 / 24, 11 / 24 + 0.001
    held, told = news.one(finding("Ann Onne", "Alibaba"), day=night), news.one(finding("Bob Bee", "OpenAI"), day=night)
    assert [one.move_id for one in news.deliver(day=night)] == [told.move.id]
    assert [one.move_id for one in news.deliver(day=morning)] == [held.move.id]


def test_what_waits_for_a_paused_channel_is_kept(news: Newsroom) -> None:
    """Nothing goes there until it is resumed, and then what had waited does; other channels go on."""
    news.tell(finding("Ann Onne", "Alibaba"))
    with news.database.writing() as session:
        subscriptions.pause(session, SLACK.to, by="slack:U1", now=moment(0))
    assert sorted(one.destination for one in news.deliver(day=1)) == ["discord:7", "slack:C2"]
    with news.database.writing() as session:
        subscriptions.resume(session, SLACK.to)
    assert [one.destination for one in news.deliver(day=2)] == [SLACK.to]


def test_listing_is_newest_first_and_bounded(news: Newsroom) -> None:
    """The list shows the asked states only, newest first, no more than asked."""
    news.tell(finding("Ann Onne", "Alibaba"))
    with news.database.reading() as session:
        rows = outbox.listing(session, states=["pending", "dead"], limit=2)
        assert [one.destination for one in rows] == ["discord:7", "slack:C2"]
        assert outbox.listing(session, states=[], limit=5) == []
        assert rows[0].due_at == moment(0)


def test_release_leaves_others_alone(news: Newsroom) -> None:
    """Only rows past their lease are released, and released rows are due at once."""
    news.tell(finding("Ann Onne", "Alibaba"))
    news.claim(limit=1)
    with news.database.writing() as session:
        assert outbox.release(session, now=moment(0) + LEASE + dt.timedelta(seconds=1)) == 1
    assert news.states() == {"pending": 2, "uncertain": 1}


def test_claiming_walks_the_open_rows_only() -> None:
    """However many deliveries were made, a claim looks at those that are open and sorts no others."""
    database = in_memory()
    seen: list[str] = []
    with database.writing() as session:
        connection = session.connection()

        def note(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
            if statement.startswith("SELECT delivery"):
                plan = connection.connection.execute(f"explain query plan {statement}", values)
                seen.extend(row[3] for row in plan)

        event.listen(database._engine, "before_cursor_execute", note)
        outbox.claim(session, now=moment(0), lease=LEASE, limit=5, platforms=["slack"])
        event.remove(database._engine, "before_cursor_execute", note)
    database.close()
    assert [line for line in seen if "delivery" in line.split("USING")[0]]
    assert all("ix_delivery_open" in line for line in seen if line.startswith(("SCAN", "SEARCH"))), seen
