"""What follows an edit that can never be made: one linked correction, or silence."""

import pytest

from store import outbox, refusals
from store.database import Database
from store.deliveries import Action, Delivery
from store.model.moves import Finding, Status
from tests.store.newsroom import SLACK, Newsroom, finding, moment

CONFIRMED = finding("Ann Onne", "Alibaba", "OpenAI", status=Status.CONFIRMED)


@pytest.fixture
def news(database: Database) -> Newsroom:
    """A newsroom with one channel, in which a departure is told."""
    made = Newsroom(database, routes=(SLACK,))
    made.tell(finding("Ann Onne", "Alibaba"))
    return made


def refused(news: Newsroom, change: Finding, *, correct: bool = True, day: float = 1) -> Delivery:
    """Tell a change and let its edit be refused for ever; returns that edit."""
    news.tell(change, day=day)
    (edit,) = news.claim(day=day)
    assert edit.action is Action.EDIT
    settle = refusals.corrected if correct else refusals.silenced
    with news.database.writing() as session:
        assert settle(session, edit, why="message_not_found", now=moment(day))
    return edit


def test_a_correction_takes_the_place_of_edit_and_reply(news: Newsroom) -> None:
    """One new message without a mention, linked to the post; the word in the thread would only repeat it."""
    (post,) = news.deliver()
    edit = refused(news, CONFIRMED)
    (anew,) = news.deliver(day=1)
    assert (anew.action, anew.root, anew.earlier, anew.mention) == (Action.ANEW, None, f"ts-{post.key}", "")
    assert (anew.change, anew.differs) == ("updated", ("status", "destination"))
    assert anew.key not in {post.key, edit.key}


def test_later_edits_go_to_the_correction(news: Newsroom) -> None:
    """From then on it is the move's message there: edited, answered, and never followed by a second alert."""
    (post,) = news.deliver()
    refused(news, CONFIRMED)
    (anew,) = news.deliver(day=1)
    news.tell(finding("Ann Onne", "Alibaba", "OpenAI//CTO", status=Status.CONFIRMED), day=2)
    later = news.deliver(day=2)
    assert [(one.action, one.root, one.earlier) for one in later] == [
        (Action.EDIT, f"ts-{anew.key}", f"ts-{post.key}"),
        (Action.REPLY, f"ts-{anew.key}", f"ts-{post.key}"),
    ]


def test_a_correction_that_waits_takes_further_changes_in(news: Newsroom) -> None:
    """What changes before it goes out adds no row."""
    news.deliver()
    refused(news, CONFIRMED)
    news.tell(finding("Ann Onne", "Alibaba", "OpenAI", status=Status.DENIED), day=2)
    (anew,) = news.deliver(day=2)
    assert (anew.action, anew.change, anew.differs) == (Action.ANEW, "denied", ("status", "destination"))


def test_a_denial_does_not_withdraw_a_correction(news: Newsroom) -> None:
    """Only a post that nobody has seen is withdrawn by a denial; a message that stands has to be corrected."""
    news.deliver()
    refused(news, CONFIRMED)
    denied = news.one(finding("Ann Onne", "Alibaba", status=Status.DENIED), day=2)
    assert denied.announced
    assert [one.action for one in news.deliver(day=2)] == [Action.ANEW]


def test_silence_takes_the_reply_along(news: Newsroom) -> None:
    """Under a message that was removed nothing more is said; the next change is tried again."""
    news.deliver()
    refused(news, finding("Ann Onne", "Alibaba//CTO"), correct=False)
    assert news.deliver(day=1) == []
    news.tell(CONFIRMED, day=2)
    assert [one.action for one in news.deliver(day=2)] == [Action.EDIT, Action.REPLY]


@pytest.mark.parametrize("settle", [refusals.corrected, refusals.silenced])
def test_a_lost_lease_settles_nothing(news: Newsroom, settle: object) -> None:
    """Whoever's lease ran out can no longer say what follows."""
    news.deliver()
    news.tell(CONFIRMED, day=1)
    (edit,) = news.claim(day=1)
    with news.database.writing() as session:
        outbox.release(session, now=moment(2))
    with news.database.writing() as session:
        assert not settle(session, edit, why="late", now=moment(2))  # type: ignore[operator]  # either function
        assert outbox.tally(session).dead == 0
