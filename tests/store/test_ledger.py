"""Findings into moves: merging, evidence, history, and who hears of it."""

import datetime as dt
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from store import ledger, lookup
from store.database import Database
from store.ledger import Telling
from store.model.announce import Circumstances
from store.model.moves import ChangeKind, Kind, Status
from store.tables import EvidenceRow, HistoryRow, MoveRow, PersonRow
from tests.store.newsroom import LIN, START, YAO, Newsroom, finding, place
from tests.stores import in_memory


def test_a_new_move(news: Newsroom) -> None:
    """The first finding makes a move that says all it says, and is announced."""
    change = news.one(finding("Ann Onne", "Alibaba/Qwen/CTO", "OpenAI", date="2026-03-03"), outlet="The Wire")
    move = change.move
    assert (change.kind, change.announced, change.why, change.differs) == (ChangeKind.NEW, True, None, ())
    assert (move.person, move.left, move.joined) == ("Ann Onne", place("Alibaba/Qwen/CTO"), place("OpenAI"))
    assert (move.kind, move.revision, str(move.date), move.first_seen) == (Kind.HIRE, 1, "2026-03-03", START)
    assert [one.publisher for one in move.evidence] == ["The Wire"]
    assert news.moves() == (move,)
    assert move.id[0] == "m"
    assert move.id.isalnum()


def test_one_departure_under_many_names(news: Newsroom) -> None:
    """Four spellings in two scripts are one person and one move; the watchlist's name is shown."""
    told = [news.one(finding(name, "Alibaba")) for name in ("Justin Lin", "林俊旸", "Junyang Lin", "林俊暘", "Lin")]
    assert {change.move.id for change in told} == {told[0].move.id}
    assert [change.kind for change in told] == [ChangeKind.NEW] + [ChangeKind.CORROBORATED] * 4
    assert told[-1].move.person == "Lin Junyang"
    assert set(told[-1].move.also) == {"Justin Lin", "林俊旸", "Junyang Lin", "林俊暘"}
    assert told[-1].move.revision == 5


def test_independent_voices_only(news: Newsroom) -> None:
    """The same outlet, the same words elsewhere and the same article again corroborate nothing."""
    news.tell(finding("Ann Onne", "Alibaba"), outlet="Wire", title="Ann Onne quits", url="https://wire.test/1")
    again = [
        news.tell(finding("Ann Onne", "Alibaba"), outlet="Wire", title="More on Ann Onne"),
        news.tell(finding("Ann Onne", "Alibaba"), outlet="Reprint Daily", title="Ann Onne quits!"),
        news.tell(finding("Ann Onne", "Alibaba"), outlet="Other", title="Else", url="https://wire.test/1"),
    ]
    assert [(change.kind, change.announced, change.why) for (change,) in again] == [
        (ChangeKind.NONE, False, "nothing new")
    ] * 3
    assert again[-1][0].move.revision == 1
    assert [one.url for one in again[-1][0].move.evidence].count("https://wire.test/1") == 1


def test_what_is_no_text_in_a_company_is_no_other_company(news: Newsroom) -> None:
    """A name with a character that no database takes is told twice, and of one company."""
    told = [news.one(finding("Ann Onne", "Acme\0 Labs")), news.one(finding("Bob Byrd", "Acme\0 Labs", "ACME Labs"))]
    assert [change.move.companies for change in told] == [("Acme Labs",), ("Acme Labs",)]


def test_left_then_joined(news: Newsroom) -> None:
    """Leaving A, then joining B, is one move whose destination became known."""
    left = news.one(finding("Lin Junyang", "Alibaba"))
    joined = news.one(finding("Lin Junyang", None, "Tencent"), day=30)
    assert joined.move.id == left.move.id
    assert (joined.kind, joined.differs, joined.announced) == (ChangeKind.UPDATED, ("destination",), True)
    assert (joined.move.left, joined.move.joined) == (place("Alibaba"), place("Tencent"))


def test_a_later_move_is_another(news: Newsroom) -> None:
    """The same person's next move, and the way back, are moves of their own; the person stays one."""
    ids = [
        news.one(finding("Boris Cherny", "Anthropic", "Anysphere"), day=0).move.id,
        news.one(finding("Boris Cherny", "Anysphere", "Anthropic"), day=15).move.id,
        news.one(finding("Boris Cherny", "Anthropic", "OpenAI"), day=200).move.id,
    ]
    assert len(set(ids)) == 3
    with news.database.reading() as session:
        assert len(session.exec(select(PersonRow)).all()) == 1


def test_namesakes(news: Newsroom) -> None:
    """姚顺雨 and 姚顺宇 stay two people with two moves, in every order and script, and neither bears the other's name."""
    tellings = [
        finding("姚顺雨", "OpenAI", "Tencent"),
        finding("Vinces Yao", None, "Tencent"),
        finding("Yao Shunyu", "OpenAI", "Tencent"),
        finding("姚顺宇", "Anthropic", "Google DeepMind"),
        finding("Shunyu Yao", "Anthropic", "Google"),
    ]
    for change in news.tell(*tellings):
        assert change.move.person == ("Yao Shunyu" if "Tencent" in change.move.companies else change.move.person)
    assert {(move.person, move.companies) for move in news.moves()} == {
        ("Yao Shunyu", ("OpenAI", "Tencent")),
        ("姚顺宇", ("Anthropic", "Google DeepMind")),
    }


def test_the_namesake_read_first_gives_the_name_back(news: Newsroom) -> None:
    """Whoever bears the watched characters takes the watchlist's name from a namesake who was only written alike."""
    news.tell(finding("Shunyu Yao", "Anthropic", "Google"))
    news.tell(finding("姚顺雨", "OpenAI", "Tencent"), day=1)
    shown = {move.companies[0]: move.person for move in news.moves()}
    assert shown == {"OpenAI": "Yao Shunyu", "Anthropic": "Shunyu Yao"}


def test_two_become_one(news: Newsroom) -> None:
    """A telling that ties two moves together makes them one: one id answers for both, one timeline entry is left."""
    left = news.one(finding("刘畅远", "Alibaba")).move.id
    joined = news.one(finding("Liu Changyuan", None, "Tencent"), day=10).move.id
    assert left != joined
    news.deliver(day=10)
    tied = news.one(finding("刘畅远", "Alibaba", "Tencent"), day=12)
    assert tied.move.id == left
    assert [move.id for move in news.moves()] == [left]
    with news.database.reading() as session:
        gone = lookup.move(session, joined)
        assert gone is not None
        assert gone.id == left
        assert lookup.count(session) == 1
        assert len(lookup.people(session, "刘畅远")) == 1
        kept, part = session.exec(select(PersonRow).order_by(col(PersonRow.id))).all()
        assert (kept.merged_into, part.merged_into) == (None, kept.id)  # the other id leads on
    assert len(tied.move.evidence) == 3


def test_a_merged_move_s_waiting_post_is_withdrawn(news: Newsroom) -> None:
    """What was not told of a move that turned out to be another is never told."""
    news.tell(finding("刘畅远", "Alibaba"))
    news.tell(finding("Liu Changyuan", None, "Tencent"), day=10)
    news.tell(finding("刘畅远", "Alibaba", "Tencent"), day=12)
    assert len(news.deliver(day=12)) == 1


def test_evidence_keeps_who_said_what(news: Newsroom) -> None:
    """Every outlet keeps its own words and status, first told first."""
    news.tell(finding("Ann Onne", "Alibaba", status=Status.CONFIRMED), day=1, outlet="Company")
    news.tell(finding("Ann Onne", "Alibaba", status=Status.RUMORED), day=0, outlet="Gossip", read=2)
    (move,) = news.moves()
    assert [(one.publisher, one.status) for one in move.evidence] == [
        ("Gossip", Status.RUMORED),
        ("Company", Status.CONFIRMED),
    ]
    assert move.status is Status.CONFIRMED


def test_history_is_kept(news: Newsroom) -> None:
    """Every visible change leaves a line with its revision; what changed nothing leaves none."""
    news.tell(finding("Ann Onne", "Alibaba", status=Status.RUMORED), outlet="A")
    news.tell(finding("Ann Onne", "Alibaba", status=Status.RUMORED), outlet="A")
    news.tell(finding("Ann Onne", "Alibaba", "OpenAI"), outlet="B")
    news.tell(finding("Ann Onne", status=Status.DENIED, left="Alibaba"), outlet="C", day=1)
    with news.database.reading() as session:
        lines = [
            (one.revision, one.change, one.differs)
            for one in session.exec(select(HistoryRow).order_by(col(HistoryRow.id)))
        ]
    assert lines == [(1, "new", ""), (2, "updated", "status destination"), (3, "denied", "status")]


def test_a_late_retelling_is_no_news(news: Newsroom) -> None:
    """A feature months later, told without a date as if new, changes nothing and tells nobody."""
    first = news.one(finding("Ann Onne", "Alibaba"))
    late = news.one(finding("Ann Onne", "Alibaba"), day=120)
    assert (late.kind, late.announced, late.move.id) == (ChangeKind.NONE, False, first.move.id)
    assert len(late.move.evidence) == 1


def test_history_told_in_passing_changes_nothing(news: Newsroom) -> None:
    """A known move mentioned as history gains no source and makes no noise."""
    first = news.one(finding("Ann Onne", "Alibaba", date="2026-03-03"))
    passing = news.one(finding("Ann Onne", "Alibaba", date="2026-03", background=True), day=60)
    assert (passing.kind, passing.move.id, len(passing.move.evidence)) == (ChangeKind.NONE, first.move.id, 1)


def test_changes_come_in_the_order_of_findings(news: Newsroom) -> None:
    """One change a finding, in order, though full names are read first."""
    changes = news.tell(finding("Karpathy", "OpenAI"), finding("Bob Bee", "Meta"), finding("Andrej Karpathy", "OpenAI"))
    assert [change.move.person for change in changes] == ["Andrej Karpathy", "Bob Bee", "Andrej Karpathy"]
    assert [change.kind for change in changes] == [ChangeKind.NONE, ChangeKind.NEW, ChangeKind.NEW]


def test_nothing_is_kept_of_a_transaction_that_fails(news: Newsroom) -> None:
    """A move, its evidence and its deliveries come together or not at all."""

    def interrupted() -> None:
        with news.database.writing() as session:
            at = Circumstances(now=START, max_age=dt.timedelta(days=14), published=START, watched=news.watched)
            telling = Telling(publisher="Wire", title="T", url=None, published=START)
            ledger.record(session, [finding("Ann Onne", "Alibaba")], telling, routes=news.routes, at=at)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert news.moves() == ()
    assert news.claim() == []


def test_hostile_words(news: Newsroom) -> None:
    """Whatever stands in a feed is stored as text: quotes, NUL, markup, a name of a thousand letters."""
    names = ["Robert'); drop table move;--", "a" * 1000, "x\0y z", "@everyone <!channel>", "\u202eenoynA", "😀", "%_%"]
    for name in names:
        news.tell(finding(name, "Alibaba'\0/<b>unit/role\ud800"))
    assert len(news.moves()) == len(names)


def test_ids_are_stable_and_never_recycled(news: Newsroom) -> None:
    """A move keeps its id however it changes, and the id of a removed one is not given to another."""
    first = news.one(finding("Ann Onne", "Alibaba")).move.id
    with news.database.writing() as session:
        row = session.exec(select(MoveRow).where(MoveRow.token == first)).one()
        number = row.id
        session.delete(row)
    other = news.one(finding("Bob Bee", "Alibaba"))
    with news.database.reading() as session:
        assert session.exec(select(MoveRow.id)).one() > number
        assert session.exec(select(EvidenceRow)).one().publisher == other.move.evidence[0].publisher


STORY = (
    finding("林俊旸", "Alibaba", status=Status.RUMORED),
    finding("Lin Junyang", "Alibaba/Qwen/technical lead", date="2026-03-03"),
    finding("Justin Lin", "Alibaba", status=Status.CONFIRMED),
    finding("Junyang Lin", None, "Tencent"),
    finding("Lin Junyang", "Alibaba", "Tencent", status=Status.RUMORED),
    finding("Yu Bowen", "Alibaba"),
    finding("郁博文", "Alibaba", date="2026-03"),
    finding("Zhou Jingren", "Alibaba", "Alibaba/Qwen"),
    finding("姚顺雨", "OpenAI", "Tencent"),
    finding("Vinces Yao", None, "Tencent"),
    finding("姚顺宇", "Anthropic", "Google"),
    finding("Shunyu Yao", "Anthropic", "Google"),
)
PARTITION = [[0, 1, 2, 3, 4], [5, 6], [7], [8, 9], [10, 11]]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(range(len(STORY))), days=st.lists(st.integers(0, 20), min_size=12, max_size=12))
def test_order_decides_nothing(order: list[int], days: list[int]) -> None:
    """However the articles of a week or three arrive, the same moves come out, with the same status and sides."""
    news = Newsroom(in_memory(), people=(LIN, YAO))
    told = {at: news.tell(STORY[at], day=days[at], read=21, outlet=f"Outlet {at}")[0].move.id for at in order}
    with news.database.reading() as session:
        final = {at: lookup.move(session, number) for at, number in told.items()}
    groups: dict[str, list[int]] = {}
    for at in range(len(STORY)):
        move = final[at]
        assert move is not None
        groups.setdefault(move.id, []).append(at)
    assert sorted(groups.values()) == PARTITION
    lin = final[0]
    assert lin is not None
    assert (lin.person, lin.status, lin.companies) == ("Lin Junyang", Status.CONFIRMED, ("Alibaba", "Tencent"))
    news.database.close()


def test_two_recorders_at_once(database: Database) -> None:
    """Two threads telling the same stories in different orders make each move once."""
    import threading  # noqa: PLC0415 - only this test needs threads

    names = [f"{first} {last}" for first in ("Ann", "Bob", "Cat", "Dan") for last in ("Onne", "Bee", "Cole")]
    rooms = [Newsroom(database), Newsroom(database, told=100)]
    troubles: list[BaseException] = []

    def tell(room: Newsroom, seed: int) -> None:
        mine = random.Random(seed).sample(names, len(names))  # noqa: S311 - an order, no secret
        try:
            for name in mine:
                room.tell(finding(name, "Alibaba"))
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            troubles.append(error)

    threads = [threading.Thread(target=tell, args=(room, seed)) for seed, room in enumerate(rooms)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert troubles == []
    assert sorted(move.person for move in rooms[0].moves()) == sorted(names)
    assert all(len(move.evidence) == 2 for move in rooms[0].moves())
    assert len(rooms[0].deliver()) == len(names)
