"""Moves that are one piece of news get one message."""

import itertools

import pytest

from store import lookup
from store.model.announce import Route
from store.model.moves import Change, ChangeKind, Kind, Status
from tests.store.newsroom import SLACK, Newsroom, finding


def stories(changes: list[Change]) -> set[str]:
    """Ids of the messages that tell these changes."""
    return {change.story for change in changes}


def test_hand_over_is_one_message(news: Newsroom) -> None:
    """Who goes and who takes over are two moves, one post, and both in its story."""
    changes = news.tell(finding("Ann Onne", "Alibaba//CTO"), finding("Bob Byrd", None, "Alibaba//CTO"))
    assert len(stories(changes)) == 1
    assert len({change.move.id for change in changes}) == 2
    assert [(one.action.value, one.move_id) for one in news.deliver()] == [("post", changes[0].story)]
    with news.database.reading() as session:
        told = lookup.story(session, changes[1].move.id)
    assert [move.person for move in told] == ["Ann Onne", "Bob Byrd"]


def test_successor_named_later_is_told_in_the_thread(news: Newsroom) -> None:
    """A departure is posted; an article that names the successor beside it edits the post and says so below it."""
    (gone,) = news.tell(finding("Ann Onne", "Alibaba//CTO"))
    news.deliver()
    changes = news.tell(finding("Ann Onne", "Alibaba//CTO"), finding("Bob Byrd", None, "Alibaba//CTO"), day=3)
    assert stories(changes) == {gone.story}
    assert changes[1].announced
    told = news.deliver(day=3)
    about = {(one.action.value, one.about) for one in told if one.change == ChangeKind.NEW.value}
    assert about >= {("reply", changes[1].move.id)}
    assert {one.move_id for one in told} == {gone.story}
    assert not [one for one in told if one.action.value == "post"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_changes_of_one_story_are_two_words_in_its_thread(news: Newsroom, order: tuple[int, int]) -> None:
    """An article that has more of both moves of a message says so of each, whichever of them it tells first."""
    first = news.tell(finding("Ann Onne", "Alibaba//CTO"), finding("Bob Byrd", None, "Alibaba//CTO"))
    news.deliver()
    more = (finding("Ann Onne", "Alibaba//CTO", "OpenAI"), finding("Bob Byrd", "Meta", "Alibaba//CTO"))
    changes = news.tell(*(more[n] for n in order), day=1)
    assert [change.announced for change in changes] == [True, True]
    told = [(one.action.value, one.about) for one in news.deliver(day=1)]
    assert sorted(about for action, about in told if action == "reply") == sorted(change.move.id for change in first)
    assert [action for action, _ in told].count("edit") == 1


def test_unsure_companion_is_not_shouted(news: Newsroom) -> None:
    """Whoever is not sure enough to interrupt anybody does not ride on a sure one's message."""
    news.tell(finding("Ann Onne", "Alibaba"))
    news.deliver()
    changes = news.tell(finding("Ann Onne", "Alibaba"), finding("Bob Byrd", None, "Alibaba", alert=False), day=1)
    assert (changes[1].announced, changes[1].why) == (False, "not sure enough to interrupt anybody")


def test_sure_companion_is_told_where_the_first_was_unsure(news: Newsroom) -> None:
    """A story whose first move nobody heard of is posted by its first sure one, once."""
    changes = news.tell(finding("Ann Onne", "Alibaba", alert=False), finding("Bob Byrd", None, "Alibaba"))
    assert [change.announced for change in changes] == [False, True]
    assert [one.action.value for one in news.deliver()] == ["post"]


def test_separate_articles_stay_separate(news: Newsroom) -> None:
    """Two exits at one company on one day, each with its own article, are two posts."""
    one = news.tell(finding("Ann Onne", "Alibaba"))
    other = news.tell(finding("Bob Byrd", "Alibaba"))
    assert stories(one) != stories(other)
    assert [delivery.action.value for delivery in news.deliver()] == ["post", "post"]


def test_message_that_stands_is_not_taken_back(news: Newsroom) -> None:
    """Two posts that were sent before an article ties them stay two, each kept true."""
    one = news.tell(finding("Ann Onne", "Alibaba//CTO"))
    other = news.tell(finding("Bob Byrd", None, "Alibaba//CTO"))
    news.deliver()
    both = news.tell(finding("Ann Onne", "Alibaba//CTO"), finding("Bob Byrd", None, "Alibaba//CTO"), day=1)
    assert [change.story for change in both] == [*stories(one), *stories(other)]


def test_waiting_post_goes_over_to_the_story(news: Newsroom) -> None:
    """A post that still waits when its move joins a story is told by that one, at every destination once."""
    hires = Route(to="slack:C2", kinds=(Kind.HIRE,))
    news.routes = (SLACK, hires)
    one = news.tell(finding("Ann Onne", "Alibaba//CTO"))
    news.tell(finding("Bob Byrd", None, "Alibaba//CTO"))
    news.tell(finding("Ann Onne", "Alibaba//CTO"), finding("Bob Byrd", None, "Alibaba//CTO"), day=1)
    sent = news.deliver(day=1)
    assert sorted((each.destination, each.action.value) for each in sent) == [
        ("slack:C1", "post"),
        ("slack:C2", "post"),
    ]
    assert {each.move_id for each in sent} == stories(one)


def test_story_outlives_its_merged_head(news: Newsroom) -> None:
    """When the head turns out to be another move, its companions are told by that one."""
    first = news.tell(finding("Ann Onne", None, "OpenAI", status=Status.CONFIRMED))
    second = news.tell(finding("Ann Onne", "Alibaba"), finding("Bob Byrd", None, "Alibaba"), day=1)
    with news.database.reading() as session:
        told = lookup.story(session, second[1].move.id)
    assert {move.person for move in told} == {"Ann Onne", "Bob Byrd"}
    assert {move.id for move in told} >= {first[0].move.id}


def test_hand_over_told_by_two_articles(news: Newsroom) -> None:
    """A successor's own article that names who went joins the story, in either order of reading."""
    gone = finding("Ann Onne", "Alibaba//CTO")
    come = finding("Bob Byrd", None, "Alibaba//CTO")
    first = news.tell(come, title="With Onne gone, Byrd steps up")
    second = news.tell(gone, day=1)
    assert stories(first) == stories(second)
    later = news.tell(finding("Cat Dee", None, "Alibaba//CTO"), day=2)
    assert stories(later) != stories(first)


NEWS = (
    (0, "Zed and Yee leave Meta", finding("Zed Zulu", "Meta//CTO"), finding("Yee Young", "Meta")),
    (0.2, "OpenAI gets Zed Zulu", finding("Zed Zulu", None, "OpenAI")),
    (1, "With Zulu gone, Vee steps up", finding("Vee Vance", None, "Meta//CTO")),
    (2, "Meta names Vee Vance in place of Zed Zulu", finding("Zed Zulu", "Meta"), finding("Vee Vance", None, "Meta//CTO")),
    (3, "Uma Ulm quits Meta", finding("Uma Ulm", "Meta")),
)  # fmt: skip


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(NEWS))))[::11])
def test_order_of_reading_decides_nothing(news: Newsroom, order: tuple[int, ...]) -> None:
    """However the articles come in, the same moves are of the same stories in the end."""
    for number in order:
        day, title, *findings = NEWS[number]
        news.tell(*findings, day=day, title=title, outlet=f"Outlet {number}", read=4)
    together = set()
    with news.database.reading() as session:
        for move in news.moves():
            together.add(frozenset(one.person for one in lookup.story(session, move.id)))
    assert together == {frozenset({"Zed Zulu", "Yee Young", "Vee Vance"}), frozenset({"Uma Ulm"})}
