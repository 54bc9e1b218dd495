"""People whom a destination does not want to hear of."""

import pytest

from store import corrections, digests, mutes
from store.audit import Editor
from store.deliveries import Action
from store.model.announce import Route, Silence
from store.model.moves import Status
from tests.store.newsroom import SLACK, Newsroom, finding, moment

OTHER = Route(to="slack:C2")
DAILY = Route(to="slack:C3", when="daily 15:00")


@pytest.fixture
def room(news: Newsroom) -> Newsroom:
    """A newsroom with three channels, one of which wants a digest."""
    news.routes = (SLACK, OTHER, DAILY)
    return news


def person(news: Newsroom, name: str) -> str:
    """The id of a person."""
    return next(move.person_id for move in news.moves() if move.person == name)


def mute(news: Newsroom, name: str, to: str = SLACK.to, *, day: float = 0) -> bool:
    """Mute somebody at a destination."""
    with news.database.writing() as session:
        return mutes.mute(session, to, person(news, name), by="slack:U1", now=moment(day))


def told(news: Newsroom, *, day: float = 0) -> list[tuple[str, str]]:
    """What goes out now: where, and what is done."""
    return [(one.destination, one.action.value) for one in news.deliver(day=day)]


def test_a_muted_person_is_told_elsewhere_only(room: Newsroom) -> None:
    """What stands there is edited without a word; a new move is not told there, in a digest neither."""
    room.one(finding("Ann Onne", "Alibaba", status=Status.RUMORED))
    assert told(room) == [(SLACK.to, "post"), (OTHER.to, "post")]
    assert mute(room, "Ann Onne")
    assert not mute(room, "Ann Onne")
    room.one(finding("Ann Onne", "Alibaba", status=Status.CONFIRMED), day=1)
    assert sorted(told(room, day=1)) == [(SLACK.to, "edit"), (OTHER.to, "edit"), (OTHER.to, "reply")]
    assert mute(room, "Ann Onne", DAILY.to)
    room.one(finding("Ann Onne", "Tencent", date="2026-03-20"), day=16)
    assert {to for to, _ in told(room, day=16)} == {OTHER.to}
    with room.database.writing() as session:
        assert digests.close(session, room.routes, now=moment(17)) == 0


def test_what_waits_is_taken_back(room: Newsroom) -> None:
    """A post that did not go out yet never does; with nobody left to tell, the change says why."""
    room.one(finding("Ann Onne", "Alibaba"))
    for route in room.routes:
        assert mute(room, "Ann Onne", route.to)
    assert told(room) == []
    again = room.one(finding("Ann Onne", "Alibaba", status=Status.CONFIRMED), day=1)
    assert again.why == Silence.MUTED


def test_a_companion_is_told_of_all_the_same(room: Newsroom) -> None:
    """Muting one of two who go together leaves the message about the other, also one that comes later."""
    room.routes = (SLACK,)
    room.tell(finding("Ann Onne", "Alibaba"), finding("Bob Byrd", "Alibaba"))
    mute(room, "Ann Onne")
    assert told(room) == [(SLACK.to, "post")]
    room.one(finding("Cem Dahl", "OpenAI"), day=1)
    mute(room, "Cem Dahl")
    room.tell(finding("Cem Dahl", "OpenAI"), finding("Eve Fisk", "OpenAI"), day=1.1)
    assert told(room, day=2) == [(SLACK.to, Action.POST.value)]


def test_undone_and_shown(room: Newsroom) -> None:
    """A mute is listed with who said so, follows the person into another, and ends on demand."""
    room.one(finding("Ann Onne", "Alibaba"))
    room.one(finding("Anna Onne", "OpenAI"), day=1)
    room.deliver(day=1)
    mute(room, "Anna Onne", day=1)
    kept = person(room, "Ann Onne")
    with room.database.writing() as session:
        corrections.same(session, kept, person(room, "Anna Onne"), Editor(who="slack:U1", now=moment(1)))
    with room.database.writing() as session:
        (shown,) = mutes.of(session, SLACK.to)
        assert (shown.person, shown.by, shown.since) == (kept, "slack:U1", moment(1))
        assert mutes.of(session, OTHER.to) == []
        assert mutes.unmute(session, SLACK.to, kept)
        assert not mutes.unmute(session, SLACK.to, kept)
        assert not mutes.mute(session, SLACK.to, "nobody", by="", now=moment(1))
    room.one(finding("Ann Onne", None, "Tencent//chief scientist"), day=3)
    assert (SLACK.to, "reply") in told(room, day=3)
