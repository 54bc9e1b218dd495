"""What follows a post: quiet edits, words in its thread, and what is withdrawn."""

import pytest

from store import outbox
from store.database import Database
from store.deliveries import Action
from store.model.moves import Finding, Status
from tests.store.newsroom import SLACK, THREE, Newsroom, finding, moment


@pytest.fixture
def news(database: Database) -> Newsroom:
    """A newsroom whose store sends to two Slack channels and one of Discord."""
    return Newsroom(database, routes=THREE)


def test_followers_know_their_root(news: Newsroom) -> None:
    """Edits come before replies, both with the id of the post, neither with a mention."""
    news.tell(finding("Ann Onne", "Alibaba"))
    roots = {one.destination: f"ts-{one.key}" for one in news.deliver()}
    news.tell(finding("Ann Onne", "Alibaba", "OpenAI"))
    done = [one for one in news.deliver() if one.destination == SLACK.to]
    assert [(one.action, one.root, one.mention, one.change, one.differs) for one in done] == [
        (Action.EDIT, roots[SLACK.to], "", "updated", ("destination",)),
        (Action.REPLY, roots[SLACK.to], "", "updated", ("destination",)),
    ]


def test_a_waiting_post_shows_the_newest_and_needs_no_followers(news: Newsroom) -> None:
    """What changes before the post goes out adds no row."""
    news.tell(finding("Ann Onne", "Alibaba"))
    change = news.one(finding("Ann Onne", "Alibaba", "OpenAI"))
    assert change.announced
    assert news.states() == {"pending": 3}


def test_a_refused_post_needs_no_followers_either(news: Newsroom) -> None:
    """A post that surely was not taken yet will show the newest, too."""
    news.tell(finding("Ann Onne", "Alibaba"))
    for held in news.claim():
        with news.database.writing() as session:
            outbox.again(session, held, due=moment(1), why="ratelimited")
    news.tell(finding("Ann Onne", "Alibaba"))
    assert news.states() == {"failed": 3}


def test_a_post_under_way_gets_followers(news: Newsroom) -> None:
    """What is being sent, or may have been, shows an older state: it is edited afterwards."""
    news.tell(finding("Ann Onne", "Alibaba"))
    held = news.post()
    news.tell(finding("Ann Onne", "Alibaba", "OpenAI"))
    with news.database.writing() as session:
        outbox.uncertain(session, held, due=moment(0), why="timeout")
    news.tell(finding("Ann Onne", "Alibaba", "OpenAI", date="2026-03-04"))
    assert news.states() == {"sending": 2, "uncertain": 1, "pending": 6}  # an edit and a reply a channel


def test_what_waits_becomes_one_edit_and_one_word(news: Newsroom) -> None:
    """Changes that pile up become one edit of the newest revision and one reply that knows them all."""
    news.routes = (SLACK,)
    news.tell(finding("Ann Onne", "Alibaba"))
    news.deliver()
    news.tell(finding("Ann Onne", "Alibaba"))  # another outlet: quiet
    news.tell(finding("Ann Onne", "Alibaba", "OpenAI"))
    news.tell(finding("Ann Onne", "Alibaba", "OpenAI", date="2026-03-04"))
    change = news.one(finding("Ann Onne", "Alibaba", "OpenAI", status=Status.CONFIRMED))
    done = news.deliver()
    assert [(one.action, one.revision, one.differs) for one in done] == [
        (Action.EDIT, change.move.revision, ("status", "date", "destination")),
        (Action.REPLY, change.move.revision, ("status", "date", "destination")),
    ]


@pytest.mark.parametrize(
    ("second", "actions"),
    [
        (finding("Ann Onne", "Alibaba"), [Action.EDIT]),
        (finding("Ann Onne", "Alibaba/Qwen"), [Action.EDIT]),
        (finding("Ann Onne", "Alibaba//CTO"), [Action.EDIT, Action.REPLY]),
        (finding("Ann Onne", "Alibaba", date="2026-03-04"), [Action.EDIT, Action.REPLY]),
        (finding("Ann Onne", "Alibaba", "OpenAI"), [Action.EDIT, Action.REPLY]),
        (finding("Ann Onne", "Alibaba", status=Status.CONFIRMED), [Action.EDIT, Action.REPLY]),
        (finding("Ann Onne", "Alibaba", status=Status.DENIED), [Action.EDIT, Action.REPLY]),
    ],
)
def test_what_is_told_aloud(news: Newsroom, second: Finding, actions: list[Action]) -> None:
    """Another outlet and a team named later edit the message and nothing more; what readers act on is told below it."""
    news.routes = (SLACK,)
    news.tell(finding("Ann Onne", "Alibaba"))
    news.deliver()
    news.tell(second, day=1)
    assert [one.action for one in news.deliver(day=1)] == actions


def test_a_denied_move_that_gains_a_detail_says_nothing(news: Newsroom) -> None:
    """Of a denied move nothing is told but that it is denied, or no longer."""
    news.routes = (SLACK,)
    news.tell(finding("Ann Onne", "Alibaba"))
    news.tell(finding("Ann Onne", "Alibaba", status=Status.DENIED), day=1)
    news.deliver(day=1)
    news.tell(finding("Ann Onne", "Alibaba", status=Status.RUMORED))
    news.deliver(day=1)
    news.tell(finding("Ann Onne", "Alibaba//CTO", status=Status.RUMORED, date="2026-03-09"), day=2)
    assert Action.REPLY not in [one.action for one in news.deliver(day=2)]


def test_a_denial_withdraws_what_was_not_told(news: Newsroom) -> None:
    """A rumor denied before its post went out is never posted; confirmed later, it is."""
    news.tell(finding("Ann Onne", "Alibaba", status=Status.RUMORED))
    denied = news.one(finding("Ann Onne", "Alibaba", status=Status.DENIED), day=1)
    assert (denied.announced, denied.why) == (False, "a denial of what was never told")
    assert news.states() == {"dead": 3}
    confirmed = news.one(finding("Ann Onne", "Alibaba", status=Status.CONFIRMED), day=2)
    assert confirmed.announced
    assert [one.action for one in news.deliver(day=2)] == [Action.POST] * 3
