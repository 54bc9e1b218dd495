"""The read side: timelines, people, texts, and that none of it walks the whole store."""

import datetime as dt

import pytest
from sqlalchemy import text
from sqlmodel import Session

from store import lookup
from store.database import Database
from store.lookup import MoveQuery
from store.model.companies import CompanyRef
from store.model.moves import Status
from store.model.people import Person
from store.search import tokens
from tests.store.newsroom import Newsroom, finding
from tests.stores import in_memory

LIN = Person(name="Lin Junyang", also=("林俊旸", "Junyang Lin", "Justin Lin"))


@pytest.fixture(scope="module")
def known(shared: Database) -> Newsroom:
    """A store that knows a handful of moves; only read."""
    return filled(shared)


@pytest.fixture
def news(database: Database) -> Newsroom:
    """The same, to be told more."""
    return filled(database)


def filled(database: Database) -> Newsroom:
    """Tell a handful of moves."""
    made = Newsroom(database, people=(LIN,))
    made.tell(finding("林俊旸", "Alibaba/Qwen/technical lead", status=Status.CONFIRMED, date="2026-03-03"), day=0)
    made.tell(finding("周靖人", "Alibaba", "Alibaba/通义实验室/负责人"), day=5)
    made.tell(finding("Andrej Karpathy", "Tesla", "OpenAI//research scientist", date="2026-01-15"), day=1)
    made.tell(finding("姚顺雨", "OpenAI", "Tencent"), day=2)
    made.tell(finding("姚顺宇", "Anthropic", "Google"), day=3)
    made.tell(finding("Wang Wei", None, "Alibaba"), day=4)
    made.tell(finding("Daniel De Freitas", "Google", "Character.AI", status=Status.RUMORED), day=6)
    return made


def persons(news: Newsroom, **query: object) -> list[str]:
    """Who is listed."""
    return [move.person for move in news.moves(**query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Daniel De Freitas", "周靖人", "Wang Wei", "姚顺宇", "姚顺雨", "Lin Junyang", "Andrej Karpathy"]),
        ({"company": "Alibaba"}, ["周靖人", "Wang Wei", "Lin Junyang"]),
        ({"company": "ＡＬＩＢＡＢＡ"}, ["周靖人", "Wang Wei", "Lin Junyang"]),
        ({"company": "Ali"}, []),
        ({"company": "Character AI"}, ["Daniel De Freitas"]),
        ({"company": "Alibaba", "direction": "in"}, ["周靖人", "Wang Wei"]),
        ({"company": "Alibaba", "direction": "out"}, ["周靖人", "Lin Junyang"]),
        ({"direction": "out", "company": "OpenAI"}, ["姚顺雨"]),
        ({"direction": "in"}, ["Daniel De Freitas", "周靖人", "Wang Wei", "姚顺宇", "姚顺雨", "Andrej Karpathy"]),
        ({"company": "Alibaba", "unit": "qwen"}, ["Lin Junyang"]),
        ({"company": "Alibaba", "unit": "通义"}, []),
        ({"company": "Alibaba", "unit": "通义", "also": (CompanyRef("Alibaba", "通义实验室"),)}, ["周靖人"]),
        (
            {"company": "Google", "unit": "Qwen", "also": (CompanyRef("Alibaba"),)},
            ["周靖人", "Wang Wei", "Lin Junyang"],
        ),
        ({"company": "Nobody", "also": (CompanyRef("OpenAI"), CompanyRef("Tencent"))}, ["姚顺雨", "Andrej Karpathy"]),
        ({"company": "Nobody", "also": (CompanyRef("OpenAI"),), "direction": "out"}, ["姚顺雨"]),
        ({"unit": "通义实验室"}, ["周靖人"]),
        ({"status": Status.RUMORED}, ["Daniel De Freitas"]),
        ({"company": "Alibaba", "status": Status.CONFIRMED}, ["Lin Junyang"]),
        ({"since": dt.date(2026, 3, 8)}, ["Daniel De Freitas", "周靖人", "Wang Wei"]),
        ({"until": dt.date(2026, 1, 15)}, ["Andrej Karpathy"]),
        ({"company": "Alibaba", "since": dt.date(2026, 3, 3), "until": dt.date(2026, 3, 3)}, ["Lin Junyang"]),
        ({"text": "karpathy"}, ["Andrej Karpathy"]),
        ({"text": "俊旸"}, ["Lin Junyang"]),
        ({"text": "俊暘"}, ["Lin Junyang"]),
        ({"text": "实验室"}, ["周靖人"]),
        ({"text": "实室"}, []),
        ({"text": "technical lead alibaba"}, ["Lin Junyang"]),
        ({"text": "lead karpathy"}, []),
        ({"text": "alibaba", "status": Status.CONFIRMED, "direction": "out"}, ["Lin Junyang"]),
        ({"text": "alibaba", "company": "Alibaba", "direction": "in"}, ["周靖人", "Wang Wei"]),
        ({"text": "%"}, []),
        ({"text": ""}, []),
        ({"person": "nobody"}, []),
    ],
)
def test_questions(known: Newsroom, query: dict[str, object], expected: list[str]) -> None:
    """Every question is answered newest first, and the total is the list's length."""
    assert persons(known, **query) == expected
    with known.database.reading() as session:
        assert lookup.moves(session, MoveQuery(**query), limit=1).total == len(expected)  # type: ignore[arg-type]  # names are the query's


def test_pages_are_one_list(known: Newsroom) -> None:
    """Pages follow each other without gap or repeat; past the end there is nothing but the total."""
    with known.database.reading() as session:
        pages = [lookup.moves(session, MoveQuery(company="Alibaba"), limit=2, offset=at) for at in (0, 2, 4)]
    assert [[move.person for move in page.moves] for page in pages] == [["周靖人", "Wang Wei"], ["Lin Junyang"], []]
    assert {page.total for page in pages} == {3}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Lin Junyang", ["Lin Junyang"]),
        ("JUNYANG LIN", ["Lin Junyang"]),
        ("林俊暘", ["Lin Junyang"]),
        ("Justin Lin", ["Lin Junyang"]),
        ("lin", ["Lin Junyang"]),
        ("林", ["Lin Junyang"]),
        ("junyang", ["Lin Junyang"]),
        ("karp", ["Andrej Karpathy"]),
        ("Shunyu Yao", ["姚顺宇", "姚顺雨"]),
        ("姚顺雨", ["姚顺雨"]),
        ("姚順宇", ["姚顺宇"]),
        ("yao", ["姚顺宇", "姚顺雨"]),
        ("Zhou Jingren", ["周靖人"]),
        ("Wei Wang", ["Wang Wei"]),
        ("De Freitas, Daniel", ["Daniel De Freitas"]),
        ("Ann Onne", []),
        ("", []),
        ("%", []),
    ],
)
def test_people(known: Newsroom, written: str, expected: list[str]) -> None:
    """A person is found in any script and order; namesakes in sound are both offered, in characters told apart."""
    with known.database.reading() as session:
        assert [hit.name for hit in lookup.people(session, written)] == expected


def test_a_hit_leads_to_the_moves(news: Newsroom) -> None:
    """A hit says where the person was, newest first, and its id asks for the person's moves."""
    news.tell(finding("林俊旸", "Tencent", "Meta", date="2026-06-01"), day=90)
    news.tell(finding("林俊旸", None, "Tencent", date="2026-04-20"), day=47)
    with news.database.reading() as session:
        (hit,) = lookup.people(session, "Justin Lin")
    assert hit.companies == ("Meta", "Tencent", "Alibaba")
    assert "林俊旸" in hit.also
    assert hit.id.isalnum()
    assert [move.left and move.left.company for move in news.moves(person=hit.id)] == ["Tencent", None, "Alibaba"]


def test_names_and_companies(known: Newsroom) -> None:
    """Names come newest move first, companies in alphabetical order, and only those with moves."""
    with known.database.reading() as session:
        assert lookup.names(session)[:2] == ["Daniel De Freitas", "周靖人"]
        assert sorted(lookup.companies(session)) == [
            "Alibaba", "Anthropic", "Character.AI", "Google", "OpenAI", "Tencent", "Tesla"
        ]  # fmt: skip
        assert lookup.count(session) == 7


def test_a_move_by_id(known: Newsroom) -> None:
    """A move is found by its id, an unknown id gives nothing."""
    newest = known.moves()[0]
    with known.database.reading() as session:
        assert lookup.move(session, newest.id) == newest
        assert lookup.move(session, "m0") is None


def test_moving_in_time_moves_in_every_list(news: Newsroom) -> None:
    """A date that becomes known moves the entry in the company's, the person's and the text's list at once."""
    news.tell(finding("Wang Wei", None, "Alibaba", date="2026-02-20"), day=7)
    assert persons(news, company="Alibaba") == ["周靖人", "Lin Junyang", "Wang Wei"]
    assert persons(news, text="alibaba") == ["周靖人", "Lin Junyang", "Wang Wei"]
    assert persons(news)[-2:] == ["Wang Wei", "Andrej Karpathy"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("阿里巴巴", ("阿里", "里巴", "巴巴")),
        ("Qwen 负责人", ("qwen", "负责", "责人")),
        ("李", ("李",)),
        ("J.P. O’Brien", ("jp", "obrien")),
        ("AI大模型", ("ai", "大模", "模型")),
        ("騰訊", ("腾讯",)),
        ("!!!", ()),
    ],
)
def test_tokens(words: str, expected: tuple[str, ...]) -> None:
    """Words whole, Chinese runs in pairs, both scripts alike."""
    assert tokens(words) == expected


QUERIES = {
    "company": MoveQuery(company="Alibaba"),
    "company and days": MoveQuery(company="Alibaba", since=dt.date(2026, 1, 1), until=dt.date(2026, 4, 1)),
    "everything": MoveQuery(),
    "days": MoveQuery(since=dt.date(2026, 1, 1)),
    "text": MoveQuery(text="alibaba"),
    "two words": MoveQuery(text="technical lead"),
}


@pytest.mark.parametrize("name", QUERIES)
def test_timelines_walk_an_index(name: str) -> None:
    """No timeline is answered by reading a whole table or by sorting."""
    database = in_memory()
    with database.reading() as session:
        wanted = lookup._wanted(session, QUERIES[name])
        if wanted is None:
            session.connection().execute(text("insert into company (id, name) values (1, 'Alibaba')"))
            session.connection().execute(text("insert into company_key (company_id, key) values (1, 'alibaba')"))
            wanted = lookup._wanted(session, QUERIES[name])
        assert wanted is not None
        plan = explained(
            session, str(wanted.limit(10).compile(session.connection(), compile_kwargs={"literal_binds": True}))
        )
    database.close()
    assert "TEMP B-TREE" not in plan
    assert all("USING" in line for line in plan.splitlines() if line.startswith("SCAN")), plan
    assert name == "everything" or "SCAN" not in plan


def test_a_person_s_timeline_walks_an_index() -> None:
    """A person's moves come from the index by person and time."""
    database = in_memory()
    with database.reading() as session:
        wanted = lookup._wanted(session, MoveQuery(person="p1"))
        assert wanted is not None
        plan = explained(
            session, str(wanted.limit(10).compile(session.connection(), compile_kwargs={"literal_binds": True}))
        )
    database.close()
    assert "SEARCH move USING INDEX ix_move_person_id_at_id" in plan
    assert "TEMP B-TREE" not in plan


def explained(session: Session, statement: str) -> str:
    """The query plan, one step a line."""
    return "\n".join(row[3] for row in session.connection().execute(text(f"explain query plan {statement}")))


def test_totals_are_counted_so_far(known: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """A total stops at its bound; the list itself does not."""
    monkeypatch.setattr(lookup, "MOST_COUNTED", 3)
    with known.database.reading() as session:
        page = lookup.moves(session, MoveQuery(), limit=5)
    assert (page.total, len(page.moves)) == (3, 5)
