"""Who takes over from whom, as far as it is known."""

import pytest

from store import lookup, succession
from store.model.moves import Status
from store.model.positions import Position
from store.model.succession import same_post
from tests.store.newsroom import Newsroom, finding, place


def named(news: Newsroom, person: str) -> tuple[str | None, str | None]:
    """Successor and predecessor beside the newest move of a person."""
    move = next(move for move in news.moves() if move.person == person)
    with news.database.reading() as session:
        found = succession.beside(session, lookup.story(session, move.id))
    return tuple(one.person if one else None for one in (found.successor, found.predecessor))  # type: ignore[return-value]  # two of them


@pytest.mark.parametrize(
    ("left", "joined", "is_one"),
    [
        ("Alibaba/Qwen/head of Qwen", "Alibaba/Qwen/Head of Qwen", True),
        ("OpenAI//chief executive", "OpenAI//CEO", True),
        ("Tencent//首席科学家", "Tencent//chief scientist", True),
        ("OpenAI//CEO", "Meta//CEO", False),
        ("OpenAI//CEO", "OpenAI//CTO", False),
        ("OpenAI//vice president", "OpenAI//vice president", False),
        ("OpenAI/Codex/vice president, head", "OpenAI/Codex/vice president, head", True),
        ("Alibaba/Qwen/head", "Alibaba/Tongyi Lab/head", False),
        ("OpenAI//research scientist", "OpenAI//research scientist", False),
        ("OpenAI//CEO", "OpenAI", False),
        ("OpenAI//CEO", "OpenAI//deputy CEO", False),
    ],
)
def test_what_is_one_post(left: str, joined: str, *, is_one: bool) -> None:
    """One that only one person holds, at the same company and unit, under any of its names."""
    one, other = place(left), place(joined)
    assert isinstance(one, Position)
    assert isinstance(other, Position)
    assert same_post(one, other) is is_one


def test_told_apart(news: Newsroom) -> None:
    """Two stories, weeks apart: each knows the other's mover; far apart, denied or elsewhere nobody is named."""
    news.one(finding("Ann Onne", "OpenAI//chief scientist", date="2026-03-01"))
    news.one(finding("Bob Byrd", None, "OpenAI//chief scientist", date="2026-04-10"), day=37)
    assert named(news, "Ann Onne") == ("Bob Byrd", None)
    assert named(news, "Bob Byrd") == (None, "Ann Onne")
    news.one(finding("Cem Dahl", "Meta//CEO", date="2026-03-01"))
    news.one(finding("Dee Eck", None, "Meta//CEO", date="2027-03-01"), day=362)
    assert named(news, "Cem Dahl") == (None, None)
    news.one(finding("Eve Fisk", "Google//CTO", date="2026-03-01"))
    news.one(finding("Fay Gold", None, "Google//CTO", date="2026-03-02", status=Status.DENIED))
    assert named(news, "Eve Fisk") == (None, None)


def test_told_in_one_story(news: Newsroom) -> None:
    """A hand-over that one article tells is known by likeness of the posts."""
    news.tell(
        finding("Ann Onne", "Alibaba//head of pretraining research", date="2026-03-03"),
        finding("Bob Byrd", "Google", "Alibaba//chief scientist", date="2026-03-03"),
    )
    assert named(news, "Ann Onne") == ("Bob Byrd", None)


def test_a_change_of_role_leaves_and_takes_a_post(news: Newsroom) -> None:
    """Both posts of an appointment are looked at."""
    news.one(finding("Ann Onne", "OpenAI//CTO", "OpenAI//CEO", date="2026-03-03"))
    news.one(finding("Bob Byrd", "OpenAI//chief executive", date="2026-03-01"))
    news.one(finding("Cem Dahl", None, "OpenAI//chief technology officer", date="2026-03-20"), day=16)
    assert named(news, "Ann Onne") == ("Cem Dahl", "Bob Byrd")
