"""Corrections by people: what they change, what later findings leave alone, which messages follow."""

from dataclasses import replace

import pytest

from store import audit, lookup
from store.model.announce import Route
from store.model.corrections import Fix, Refused, Side
from store.model.dates import PartialDate
from store.model.moves import Status
from tests.store.editing import Desk
from tests.store.newsroom import SLACK, Newsroom, finding, moment, place


@pytest.fixture
def desk(news: Newsroom) -> Desk:
    """An editor at that newsroom."""
    return Desk(news)


def sent(news: Newsroom, *, day: float) -> list[tuple[str, str, str, str]]:
    """What went out: destination, move, action, and what it was about."""
    return [(one.destination, one.move_id, one.action.value, " ".join(one.differs)) for one in news.deliver(day=day)]


def test_wrong_hides_and_stays_silent(news: Newsroom, desk: Desk) -> None:
    """A move marked wrong is in no answer; what matches it later goes there and is told to nobody."""
    move = news.one(finding("Ann Onne", "Alibaba")).move.id
    news.tell(finding("Bob Bee", "Alibaba"))
    news.deliver()
    said = desk.wrong(move, note="a namesake")
    assert (said.number, said.who, said.what, said.note) == (1, "ann", f"wrong {move}", "a namesake")
    assert sent(news, day=1) == [("slack:C1", move, "edit", "wrong"), ("slack:C1", move, "reply", "wrong")]
    for query in ({}, {"company": "Alibaba"}, {"text": "alibaba"}):
        assert [one.person for one in news.moves(**query)] == ["Bob Bee"]
    with news.database.reading() as session:
        assert (lookup.count(session), lookup.people(session, "Ann Onne")) == (1, [])
        assert lookup.names(session) == ["Bob Bee"]
    for told in (finding("Ann Onne", "Alibaba", status=Status.CONFIRMED), finding("Onne", "Alibaba", "OpenAI")):
        again = news.one(told, day=2)
        assert (again.move.id, again.announced, again.why) == (move, False, "marked wrong by an editor")
    assert sent(news, day=2) == []
    assert desk.move(move).wrong


def test_wrong_keeps_back_what_was_not_told_and_undo_lets_it_go(news: Newsroom, desk: Desk) -> None:
    """A post that still waits is withdrawn; marked by mistake, it goes out after all."""
    move = news.one(finding("Ann Onne", "Alibaba")).move.id
    desk.wrong(move)
    assert sent(news, day=1) == []
    desk.undo()
    assert [one[:3] for one in sent(news, day=1)] == [("slack:C1", move, "post")]


def test_what_is_wrong_swallows_no_other_news(news: Newsroom, desk: Desk) -> None:
    """A real exit a year later is news, and so is a telling that ties a wrong move to a true one."""
    wrong = news.one(finding("Ann Onne", "Alibaba")).move.id
    desk.wrong(wrong)
    true = news.one(finding("Ann Onne", None, "OpenAI"), day=60).move
    assert true.id != wrong
    tied = news.one(finding("Ann Onne", "Alibaba", "OpenAI"), day=61)
    assert (tied.move.id, tied.announced) == (true.id, True)
    later = news.one(finding("Ann Onne", "Alibaba"), day=200)
    assert later.move.id != wrong
    assert desk.move(wrong).wrong


@pytest.mark.parametrize(
    ("said", "field", "expected"),
    [
        ((Fix.ROLE, "CEO", Side.LEFT), "left", place("Alibaba/Qwen/CEO")),
        ((Fix.ROLE, "unknown", None), "left", place("Alibaba/Qwen")),
        ((Fix.UNIT, "Tongyi Lab", Side.LEFT), "left", place("Alibaba/Tongyi Lab/CTO")),
        ((Fix.COMPANY, "Tencent", Side.LEFT), "left", place("Tencent//CTO")),
        ((Fix.COMPANY, "OpenAI", Side.JOINED), "joined", place("OpenAI")),
        ((Fix.STATUS, "denied", None), "status", Status.DENIED),
        ((Fix.DATE, "2026-02", None), "date", PartialDate(2026, 2)),
        ((Fix.DATE, "unknown", None), "date", None),
    ],
)
def test_an_edit_stands(desk: Desk, said: tuple[Fix, str, Side | None], field: str, expected: object) -> None:
    """An edit holds whatever is told later, is edited into the post with a word in the thread, and can be cleared."""
    news, told, (kind, value, side) = desk.news, finding("Ann Onne", "Alibaba/Qwen/CTO", date="2026-03-03"), said
    move = news.one(told).move.id
    news.deliver()
    made = desk.edit(kind, move, value, side)
    assert made.before not in {"", made.after}
    assert sent(news, day=1) == [("slack:C1", move, "edit", kind.value), ("slack:C1", move, "reply", kind.value)]
    for status in (Status.REPORTED, Status.RUMORED):
        assert getattr(desk.move(move), field) == expected
        again = news.one(replace(told, evidence=f"Somebody said so, {status}.", status=status), day=2)
        assert (again.move.id, again.differs) == (move, ())
    desk.edit(kind, move, "clear", side)
    assert (desk.move(move).left, desk.move(move).joined) == (place("Alibaba/Qwen/CTO"), None)
    assert (desk.move(move).date, desk.move(move).status) == (told.date, Status.REPORTED)


def test_the_latest_edit_of_a_field_holds(news: Newsroom, desk: Desk) -> None:
    """Undone, the one before it holds again; undone out of order, nothing is seen."""
    move = news.one(finding("Ann Onne", "Alibaba")).move.id
    news.deliver()
    for role in ("CTO", "CEO"):
        desk.edit(Fix.ROLE, move, role)
    news.deliver(day=1)
    desk.undo(1)
    assert sent(news, day=1) == []
    assert desk.move(move).left == place("Alibaba//CEO")
    desk.undo(2)
    assert desk.move(move).left == place("Alibaba")
    assert [one.undone_by for one in desk.log()] == ["ann", "ann"]


def test_an_outlet_s_word_shows_again_beside_an_edit(news: Newsroom, desk: Desk) -> None:
    """What nobody edited keeps following the news."""
    move = news.one(finding("Ann Onne", "Alibaba", status=Status.RUMORED)).move.id
    desk.edit(Fix.ROLE, move, "CTO")
    later = news.one(finding("Ann Onne", "Alibaba", "OpenAI", status=Status.CONFIRMED), day=2)
    assert (later.move.id, later.differs) == (move, ("status", "destination"))
    assert (later.move.left, later.move.joined) == (place("Alibaba//CTO"), place("OpenAI"))


def test_merge(news: Newsroom, desk: Desk) -> None:
    """Two moves become one under the first id; the other's message points there, its channels get no second alert."""
    news.routes = (SLACK, Route(to="slack:C2", companies=("Google",)))
    kept = news.one(finding("Ann Onne", "Alibaba")).move.id
    gone = news.one(finding("Anne Honne", None, "Google")).move.id
    news.deliver()
    desk.merge(kept, gone)
    assert sorted(sent(news, day=1)) == [
        ("slack:C1", kept, "edit", "merged"), ("slack:C1", kept, "reply", "merged"),
        ("slack:C1", gone, "edit", "merged"), ("slack:C1", gone, "reply", "merged"),
        ("slack:C2", kept, "edit", "merged"), ("slack:C2", kept, "reply", "merged"),
    ]  # fmt: skip
    (move,) = news.moves()
    assert (move.id, move.person, move.left, move.joined) == (kept, "Ann Onne", place("Alibaba"), place("Google"))
    assert desk.move(gone).id == kept
    for told in (finding("Anne Honne", None, "Google"), finding("Ann Onne", "Alibaba")):
        assert news.one(told, day=2).move.id == kept
    assert {one[2] for one in sent(news, day=2)} == {"edit"}  # two more outlets: quietly
    with pytest.raises(Refused, match=f"{gone} has become part of {kept}"):
        desk.merge(kept, gone)


def test_merged_moves_stay_one_though_outlets_tell_two(news: Newsroom, desk: Desk) -> None:
    """What the absorbed move was known by still leads to the kept one, also where that shows something else."""
    kept = news.one(finding("Ann Onne", "Alibaba", "Tencent")).move.id
    gone = news.one(finding("Ann Onne", "OpenAI", "Google")).move.id
    desk.merge(kept, gone)
    news.tell(finding("Ann Onne", "Alibaba", "Tencent", status=Status.CONFIRMED), day=2)
    assert news.one(finding("Ann Onne", "OpenAI", "Google"), day=3).move.id == kept
    assert [move.id for move in news.moves()] == [kept]


def test_a_misread_company_stays_corrected(news: Newsroom, desk: Desk) -> None:
    """The same misreading in another outlet is no second move."""
    move = news.one(finding("Ann Onne", "Alibaba")).move.id
    desk.edit(Fix.COMPANY, move, "Tencent", Side.LEFT)
    again = news.one(finding("Ann Onne", "Alibaba"), day=2)
    assert (again.move.id, again.move.left) == (move, place("Tencent"))
    assert news.one(finding("Ann Onne", "Tencent"), day=3).move.id == move


def test_split(news: Newsroom, desk: Desk) -> None:
    """Some tellings become a move of their own; later ones go where they fit better, and the two stay apart."""
    news.tell(finding("Ann Onne", "Alibaba/Qwen/research lead", date="2026-03-03"), outlet="One")
    news.tell(finding("Ann Onne", "Alibaba//board member", date="2026-02-10"), outlet="Two", url="https://two.test/1")
    (move,) = news.moves()
    news.deliver()
    desk.split(move.id, "two")
    new = next(one for one in news.moves() if one.id != move.id)
    assert [one.publisher for one in new.evidence] == ["Two"]
    assert [one.publisher for one in desk.move(move.id).evidence] == ["One"]
    assert sent(news, day=1) == [("slack:C1", move.id, "edit", "split"), ("slack:C1", move.id, "reply", "split")]
    again = news.tell(finding("Ann Onne", "Alibaba", date="2026-02-10"), outlet="Two", url="https://two.test/1", day=1)
    assert again[0].move.id == new.id
    assert news.one(finding("Ann Onne", "Alibaba//chair of the board"), day=2).move.id == new.id
    assert news.one(finding("Ann Onne", "Alibaba//scientist"), day=2).move.id == move.id
    news.tell(finding("Ann Onne", "Alibaba", "Google"), day=3)
    assert {one.id for one in news.moves()} == {move.id, new.id}
    with pytest.raises(Refused, match="correction 1 parted these two"):
        desk.merge(move.id, new.id)
    desk.undo(1)
    assert [one.id for one in news.moves()] == [move.id]


@pytest.mark.parametrize("which", ["1", "https://two.test/1", "TWO"])
def test_a_source_is_named_by_number_address_or_outlet(news: Newsroom, desk: Desk, which: str) -> None:
    """As `moves show --json` lists them."""
    news.tell(finding("Ann Onne", "Alibaba"), outlet="Two", url="https://two.test/1")
    news.tell(finding("Ann Onne", "Alibaba"), outlet="Three", day=1)
    (move,) = news.moves()
    desk.split(move.id, which)
    assert [one.publisher for one in desk.move(move.id).evidence] == ["Three"]


def test_persons_said_to_be_one_stay_one(news: Newsroom, desk: Desk) -> None:
    """Both names lead to one person, under the first one's id; messages about the other say the name."""
    one = news.one(finding("Ann Onne", "Alibaba")).move
    other = news.one(finding("Lily Onne", "OpenAI", "Google")).move
    news.deliver()
    desk.same(one.person_id, other.person_id)
    assert {move.person_id for move in news.moves()} == {one.person_id}
    assert desk.move(other.id).person == "Ann Onne"
    assert {line[1:] for line in sent(news, day=1)} == {(other.id, "edit", "person"), (other.id, "reply", "person")}
    third = news.one(finding("Lily Onne", "Google"), day=90).move
    assert (third.person_id, third.also) == (one.person_id, ("Lily Onne",))
    with pytest.raises(Refused, match="is the same person as"):
        desk.same(one.person_id, other.person_id)
    desk.undo()
    assert desk.move(other.id).person == "Lily Onne"


def test_persons_said_to_be_two_are_not_merged(news: Newsroom, desk: Desk) -> None:
    """Neither by `same` nor by a merge of their moves; undone, both work."""
    one = news.one(finding("Ann Onne", "Alibaba")).move
    other = news.one(finding("Lily Onne", "OpenAI")).move
    desk.different(one.person_id, other.person_id)
    for deed in (desk.same, desk.different):
        with pytest.raises(Refused, match=r"different|two persons"):
            deed(other.person_id, one.person_id)
    with pytest.raises(Refused, match="two persons"):
        desk.merge(one.id, other.id)
    desk.undo()
    desk.merge(one.id, other.id)
    assert len(news.moves()) == 1


def test_what_was_said_survives_a_merge_by_findings(news: Newsroom, desk: Desk) -> None:
    """A later article that makes two moves one takes the editor's words along; marks as wrong are never taken in."""
    left = news.one(finding("刘畅远", "Alibaba")).move.id
    joined = news.one(finding("Liu Changyuan", None, "Tencent"), day=10).move.id
    desk.edit(Fix.ROLE, joined, "head of research")
    news.tell(finding("刘畅远", "Alibaba", "Tencent"), day=12)
    (move,) = news.moves()
    assert (move.id, move.joined) == (left, place("Tencent//head of research"))
    desk.undo()
    assert desk.move(left).joined == place("Tencent")


def test_the_log_is_newest_first(news: Newsroom, desk: Desk) -> None:
    """Who, when, what, before and after; taken back or not."""
    move = news.one(finding("Ann Onne", "Alibaba")).move.id
    desk.edit(Fix.ROLE, move, "CTO")
    desk.wrong(move)
    desk.undo(1)
    wrong, role = desk.log()
    assert (role.what, role.before, role.after) == (f"role {move} from CTO", "unknown", "CTO")
    assert (role.undone_at, role.undone_by, role.made_at) == (moment(1), "ann", moment(1))
    assert (wrong.kind, wrong.undone_at, wrong.move) == (Fix.WRONG, None, move)
    with news.database.reading() as session:
        assert [one.number for one in audit.log(session, limit=1)] == [2]
