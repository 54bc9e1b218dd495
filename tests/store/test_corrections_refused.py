"""Corrections that cannot be made or taken back, and the sentence that says why."""

import pytest

from store.model.corrections import Fix, Refused, Side
from tests.store.editing import Desk
from tests.store.newsroom import Newsroom, finding


@pytest.fixture
def desk(news: Newsroom) -> Desk:
    """An editor at that newsroom."""
    return Desk(news)


def sent(news: Newsroom, *, day: float) -> list[tuple[str, str, str, str]]:
    """What went out: destination, move, action, and what it was about."""
    return [(one.destination, one.move_id, one.action.value, " ".join(one.differs)) for one in news.deliver(day=day)]


def test_undo_says_what_is_in_the_way(news: Newsroom, desk: Desk) -> None:
    """What was built on a correction comes off first; nobody undoes another's by leaving the number out."""
    ids = [news.one(finding(name, "Alibaba")).move.id for name in ("Ann Onne", "Bob Bee", "Cat Cole")]
    desk.merge(ids[0], ids[1])
    desk.merge(ids[0], ids[2])
    with pytest.raises(Refused, match=r"correction 2 \(merge\) rests on it; undo that first"):
        desk.undo(1)
    with pytest.raises(Refused, match="none of yours stands; the newest is 2 by ann: undo 2"):
        Desk(news, who="bob").undo()
    assert desk.undo().number == 2
    assert Desk(news, who="bob").undo(1).undone_by == "bob"
    for number, words in ((1, "undone already, by bob"), (7, "no correction 7"), (None, "no correction stands")):
        with pytest.raises(Refused, match=words):
            desk.undo(number)
    assert sorted(one.id for one in news.moves()) == sorted(ids)


def test_an_unknown_id_names_the_nearest(news: Newsroom, desk: Desk) -> None:
    """A slip of the finger is told apart from an id of nothing."""
    move = news.one(finding("Ann Onne", "Alibaba")).move
    with pytest.raises(Refused, match=f"did you mean {move.id}?"):
        desk.wrong(move.id[:-1] + "_")
    with pytest.raises(Refused, match="moves show QUERY --json"):
        desk.same("alibaba", move.person_id)
    assert desk.wrong(move.id.upper()).move == move.id


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((Fix.STATUS, "sure", None), "there are rumored, reported, confirmed, denied"),
        ((Fix.STATUS, "denied", Side.LEFT), "leave “from” out"),
        ((Fix.DATE, "soon", None), "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ((Fix.DATE, "2026-13", None), "is no date"),
        ((Fix.ROLE, "CTO", Side.JOINED), "say its company first"),
        ((Fix.ROLE, "x" * 300, None), "1 to 200 characters"),
        ((Fix.ROLE, "  ", None), "1 to 200 characters"),
        ((Fix.UNIT, "clear", None), "nobody has corrected the unit"),
        ((Fix.COMPANY, "unknown", Side.LEFT), "no other side"),
    ],
)
def test_what_makes_no_sense_is_refused(desk: Desk, said: tuple[Fix, str, Side | None], words: str) -> None:
    """With a sentence, and nothing is kept of it."""
    move = desk.news.one(finding("Ann Onne", "Alibaba")).move
    kind, value, side = said
    with pytest.raises(Refused, match=words):
        desk.edit(kind, move.id, value, side)
    assert desk.log() == []
    assert desk.move(move.id) == move


def test_a_move_with_two_sides_is_asked_which(news: Newsroom, desk: Desk) -> None:
    """A role alone would be a guess."""
    move = news.one(finding("Ann Onne", "Alibaba", "OpenAI")).move.id
    with pytest.raises(Refused, match="say whose role is meant"):
        desk.edit(Fix.ROLE, move, "CTO")
