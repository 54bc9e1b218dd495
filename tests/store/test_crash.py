"""Senders that are killed: nothing lost, nothing sent twice, at every point where a process can die."""

import json
import signal
from pathlib import Path

import pytest

from store import outbox
from store.database import Database
from tests.flow.shell import forked
from tests.store import sender
from tests.store.newsroom import LEASE, Newsroom, finding, moment

POINTS = ["before claim is committed", "before sending", "after sending", "before sent is committed",
          "after sent is committed", "never"]  # fmt: skip


@pytest.mark.parametrize("point", POINTS)
def test_a_sender_killed_anywhere(point: str, database: Database, tmp_path: Path) -> None:
    """Whenever the sender dies, the next one finishes its work and each move stands in the channel exactly once."""
    news = Newsroom(database)
    moves = [news.one(finding(name, "Alibaba")).move.id for name in ("Ann Onne", "Bob Bee")]
    posts = tmp_path / "posts"
    url = database._engine.url.render_as_string(hide_password=False)
    assert forked(sender.main, url, str(posts), point) == (0 if point == "never" else -signal.SIGKILL)
    for day in (1, 2):  # past the lease of the turn before
        sender.run(url, posts, day)
    told = [json.loads(line)["move"] for line in posts.read_text(encoding="utf-8").splitlines()]
    assert told == moves
    with database.reading() as session:
        assert outbox.tally(session) == outbox.Tally(sent=2)


def test_a_lease_is_longer_than_any_claim_by_another(database: Database) -> None:
    """Until the lease is over nobody else gets the row; after it the row comes back once, in doubt."""
    news = Newsroom(database)
    news.tell(finding("Ann Onne", "Alibaba"))
    (first,) = news.claim()
    with database.writing() as session:
        outbox.release(session, now=moment(0) + LEASE)
    assert news.claim() == []
    with database.writing() as session:
        outbox.release(session, now=moment(1))
    (second,) = news.claim(day=1)
    assert (second.id, second.doubtful, second.attempts) == (first.id, True, 2)
