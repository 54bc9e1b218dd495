"""What a source has shown us."""

import datetime as dt

import pytest

from store import feeds
from store.database import Database
from store.feeds import Address, Closing, Failed, Looked

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)


def test_an_entry_is_known_by_any_of_its_keys(database: Database) -> None:
    """One known key is enough; an entry without keys is always new."""
    with database.writing() as session:
        source = feeds.look(session, name="a", url="https://a.test")
        feeds.settle(session, source.id, ("guid 1", "link 1"), outcome="recorded", now=NOW)
    with database.reading() as session:
        keyed = [("guid 1",), ("guid 2", "link 1"), ("guid 2", "link 2"), (), ("GUID 1",)]
        assert feeds.unseen(session, source.id, keyed) == [2, 3, 4]


def test_keys_of_any_length_and_number(database: Database) -> None:
    """Thousands of entries with keys of thousands of characters go through."""
    keyed = [(f"{'k' * 5000}{number}", f"link {number}") for number in range(1200)]
    with database.writing() as session:
        source = feeds.look(session, name="a", url="https://a.test")
        for keys in keyed[::2]:
            feeds.settle(session, source.id, keys, outcome="ignored", now=NOW)
    with database.reading() as session:
        assert feeds.unseen(session, source.id, keyed) == list(range(1, 1200, 2))


def test_sources_do_not_know_each_other_s_entries(database: Database) -> None:
    """What one source has shown is new in another."""
    with database.writing() as session:
        one = feeds.look(session, name="a", url="https://a.test")
        other = feeds.look(session, name="b", url="https://b.test")
        feeds.settle(session, one.id, ("guid",), outcome="recorded", now=NOW)
        assert feeds.unseen(session, other.id, [("guid",)]) == [0]


def test_many_sources_are_begun_asked_and_closed_at_once(database: Database) -> None:
    """What is done for many at once is what would have been done for each: names asked twice, moved and unstorable too."""
    asked = [("a", "https://a.test"), ("b\0", "https://b.test"), ("a", "https://a.test")]
    with database.writing() as session:
        old = feeds.look(session, name="old", url="https://old.test")
        feeds.settle(session, old.id, ("guid",), outcome="recorded", now=NOW)
        a, b, again, moved = feeds.looks(session, [*asked, ("old", "https://new.test")])
        assert (a.name, b.name, again) == ("a", "b", a)
        assert (moved.id, moved.url) == (old.id, "https://new.test")
        shown: list[tuple[int, list[tuple[str, ...]]]] = [
            (a.id, [("guid",)]),
            (old.id, [("guid",), ("new",)]),
            (b.id, [("guid",), ()]),
        ]
        assert feeds.unseen_of(session, shown) == [[0], [1], [0, 1]]
        looked = [feeds.renewed(one, Looked(now=NOW, due=LATER, etag=f'"{one.id}"')) for one in (a, moved)]
        settled = [{"ignored": ["guid"], "read": ["link"]}, {"ignored": ["new"]}]
        closed = feeds.close(session, [Closing(*one) for one in zip(looked, settled, strict=True)])
        assert feeds.unseen_of(session, shown) == [[], [], [0, 1]]
    with database.reading() as session:
        assert feeds.health(session) == [closed[0], b, closed[1]]


def test_settling_again_is_harmless(database: Database) -> None:
    """An entry settled twice, with a key more or none at all, stays one."""
    with database.writing() as session:
        source = feeds.look(session, name="a", url="https://a.test")
        feeds.settle(session, source.id, ("guid", "guid"), outcome="failed", now=NOW)
        feeds.settle(session, source.id, ("guid", "link"), outcome="recorded", now=LATER)
        feeds.settle(session, source.id, (), outcome="recorded", now=LATER)
        assert feeds.unseen(session, source.id, [("guid",), ("link",)]) == []


def test_a_settled_entry_falls_with_its_transaction(database: Database) -> None:
    """What was settled in a transaction that failed is new again."""
    with database.writing() as session:
        source = feeds.look(session, name="a", url="https://a.test")

    def interrupted() -> None:
        with database.writing() as session:
            feeds.settle(session, source.id, ("guid",), outcome="recorded", now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    with database.reading() as session:
        assert feeds.unseen(session, source.id, [("guid",)]) == [0]


def test_a_look_ends_in_validators(database: Database) -> None:
    """Advancing keeps the validators as given, ends failures and marks the first look for good."""
    with database.writing() as session:
        source = feeds.look(session, name="a", url="https://a.test")
        assert source.first_looked_at is None
        feeds.fail(session, source.id, Failed(kind="http_500", error="x" * 5000, now=NOW, due=LATER))
        feeds.fail(session, source.id, Failed(kind="refused", error="no route to host", now=LATER, due=LATER, missed=2))
        (failed,) = feeds.health(session)
        assert (failed.failures, failed.last_error, failed.next_due_at) == (2, "no route to host", LATER)
        assert (failed.error_kind, failed.failing_since, failed.missed) == ("refused", NOW, 2)
        assert failed.first_looked_at is None
        first = Looked(etag='W/"é"', last_modified="Wed", now=NOW, due=LATER, new=3, shown=3, newest=NOW, pace=2.5)
        feeds.advance(session, source.id, first)
        feeds.advance(session, source.id, Looked(now=LATER, due=LATER, overflowed=True))
    with database.reading() as session:
        (state,) = feeds.health(session)
    assert (state.etag, state.last_modified, state.failures, state.last_error) == (None, None, 0, None)
    assert (state.first_looked_at, state.last_success_at, state.last_new_at) == (NOW, LATER, NOW)
    assert (state.error_kind, state.failing_since, state.missed) == (None, None, 2)
    assert (state.shown, state.newest_at, state.pace, state.overflows, state.overflowed_at) == (3, NOW, 0, 1, LATER)


def test_a_moved_source_forgets_validators_not_entries(database: Database) -> None:
    """A new address is asked without the old one's validators; what was seen stays seen."""
    with database.writing() as session:
        source = feeds.look(session, name="a", url="https://a.test")
        feeds.settle(session, source.id, ("guid",), outcome="recorded", now=NOW)
        feeds.advance(session, source.id, Looked(etag='"1"', now=NOW, due=LATER, new=1))
        feeds.fail(session, source.id, Failed(kind="http_410", error="gone", now=NOW, due=LATER, gone=True))
        assert feeds.look(session, name="a", url="https://a.test").etag == '"1"'
        moved = feeds.look(session, name="a", url="https://moved.test")
        assert (moved.id, moved.etag, moved.first_looked_at) == (source.id, None, NOW)
        assert (moved.gone_at, moved.failures, moved.next_due_at) == (None, 0, None)
        assert feeds.unseen(session, source.id, [("guid",)]) == []


def test_a_changed_address_leaves_a_line_of_history(database: Database) -> None:
    """Where it is asked changes and is told, with the reason; the configured address stays; other validators go."""
    new, back = Address(moved_to="https://b.test", why="said so"), Address(why="failed there")
    with database.writing() as session:
        source = feeds.look(session, name="a", url="https://a.test")
        candidate = Address(moving_to="https://b.test", moving_since=NOW)
        feeds.advance(session, source.id, Looked(now=NOW, due=NOW, address=candidate))
        moved = feeds.advance(session, source.id, Looked(now=NOW, due=NOW, etag='"b"', address=new))
        assert (moved.url, moved.asked, moved.moving_to, moved.etag) == (
            "https://a.test",
            "https://b.test",
            None,
            '"b"',
        )
        returned = feeds.fail(session, source.id, Failed(kind="dns", error="dns", now=LATER, due=LATER, address=back))
        assert (returned.asked, returned.etag) == ("https://a.test", None)
    with database.reading() as session:
        told = [(one.source, one.changed_at, one.before, one.after, one.why) for one in feeds.addresses(session)]
    assert told == [
        ("a", NOW, "https://a.test", "https://b.test", "said so"),
        ("a", LATER, "https://b.test", "https://a.test", "failed there"),
    ]


def test_a_source_that_answers_again_is_not_gone(database: Database) -> None:
    """Gone is marked once, with the first time, and ends with a look that succeeds."""
    gone = Failed(kind="http_410", error="gone", now=NOW, due=LATER, gone=True)
    with database.writing() as session:
        source = feeds.look(session, name="a", url="https://a.test")
        assert feeds.fail(session, source.id, gone).gone_at == NOW
        assert feeds.fail(session, source.id, Failed(kind="dns", error="", now=LATER, due=LATER)).gone_at == NOW
        assert feeds.advance(session, source.id, Looked(now=LATER, due=LATER)).gone_at is None
