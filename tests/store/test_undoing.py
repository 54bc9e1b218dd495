"""Corrections taken back: the store answers as if they had never been made."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from store import concluding
from store.database import Database
from store.model.corrections import Fix, Refused, Side
from store.model.moves import Status
from store.tables import MoveRow
from tests.store.editing import Desk, answers
from tests.store.newsroom import SLACK, Newsroom, finding


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with some persons of whom two may be one, moves told by the same articles, some of them posted."""
    path = tmp_path_factory.mktemp("told") / "moves.db"
    news = Newsroom(Database(f"sqlite:///{path}"), routes=(SLACK,))
    news.database.upgrade()
    lead, head = "Alibaba/Qwen/research lead", "Meta/FAIR/head of research"
    news.tell(finding("Ann Onne", lead), finding("Bob Bee", "OpenAI"), outlet="One", url="https://a.test/1")
    news.tell(finding("Ann Onne", "Alibaba", status=Status.CONFIRMED), outlet="Two", url="https://a.test/2")
    news.tell(finding("Ann Onne", "Alibaba"), finding("Ann Onne", None, "Google", date="2025-01"), day=1)
    news.tell(finding("Bob Bee", None, head), outlet="Four", day=80, url="https://a.test/4")
    news.deliver(day=80)
    news.tell(finding("Robert Bee", "Anthropic", "Tencent"), finding("Cat Cole", "Meta"), url="https://a.test/5")
    news.tell(finding("Wang Wei", "Alibaba", date="2026-03"), finding("王伟", "Tencent", "Google"), day=2)
    news.tell(finding("Cat Cole", "Meta", "OpenAI", date="2026-03-05"), finding("Bob Bee", None, "Meta"), day=78)
    for outlet in ("Eight", "Nine"):
        news.tell(finding("Bob Bee", "OpenAI"), finding("Robert Bee", None, "Tencent"), outlet=outlet, day=3)
        news.tell(finding("Wang Wei", "Alibaba"), finding("王伟", "Tencent", "Google/Gemini"), outlet=outlet, day=4)
    with news.database.writing() as session:
        for row in session.exec(select(MoveRow)).all():  # found by forms that were learned after it was told, too
            concluding.conclude(session, row)
    news.database.close()
    return path


@contextmanager
def copied(path: Path) -> Iterator[Desk]:
    """A desk at a copy of that store."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{shutil.copy(path, Path(folder) / 'moves.db')}")
        yield Desk(Newsroom(database, routes=(SLACK,)), day=81)
        database.close()


VALUES = {
    Fix.ROLE: ["chief of research", "unknown", "clear"],
    Fix.UNIT: ["Qwen", "unknown", "clear"],
    Fix.COMPANY: ["Acme Robotics", "Google", "unknown", "clear"],
    Fix.DATE: ["2026-02-01", "2025", "unknown", "clear"],
    Fix.STATUS: ["denied", "confirmed", "rumored", "clear"],
}
NUMBER = st.integers(0, 11)
DEEDS = st.one_of(
    st.tuples(st.just("wrong"), NUMBER),
    st.tuples(st.sampled_from(["merge", "merge", "same", "different"]), NUMBER, NUMBER),
    st.tuples(st.just("split"), NUMBER, st.integers(1, 3)),
    st.tuples(st.sampled_from([Fix.ROLE, Fix.UNIT, Fix.COMPANY]), NUMBER, st.sampled_from(Side), st.integers(0, 3)),
    st.tuples(st.sampled_from([Fix.DATE, Fix.STATUS]), NUMBER, st.none(), st.integers(0, 3)),
)


def attempt(desk: Desk, deed: tuple[Any, ...]) -> bool:
    """Make a correction; False where it is refused."""
    moves, people = desk.tokens()
    kind, at, *rest = deed
    ids = people if kind in {"same", "different"} else moves
    first = ids[at % len(ids)]
    try:
        match kind:
            case "wrong":
                desk.wrong(first)
            case "merge" | "same" | "different":
                getattr(desk, kind)(first, ids[rest[0] % len(ids)])
            case "split":
                desk.split(first, str(rest[0]))
            case _:
                desk.edit(kind, first, VALUES[kind][rest[1] % len(VALUES[kind])], rest[0])
    except Refused as why:
        assert len(str(why)) > 10  # noqa: PT017 - every refusal says why
        return False
    return True


def undone(desk: Desk, number: int) -> bool:
    """Take a correction back; False where it is refused."""
    try:
        desk.undo(number)
    except Refused:
        return False
    return True


def older(now: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    """What is answered now, without the rows of moves a split had begun, which stay as parts of the others."""
    known = set(then["rows move"])
    begun = [row for row in now["rows move"] if row not in known and "'m" in row and _part(row)]
    return now | {"rows move": [row for row in now["rows move"] if row not in begun]}


def _part(row: str) -> bool:
    """The last but one column, `merged_into`, says so."""
    return row.rstrip(")").split(", ")[-2] != "None"


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deeds=st.lists(DEEDS, min_size=1, max_size=8))
def test_undone_in_reverse_order_nothing_is_left(told: Path, deeds: list[tuple[Any, ...]]) -> None:
    """After any row of corrections, each undo gives back exactly what was answered before its correction."""
    with copied(told) as desk:
        before = [answers(desk.news)]
        for deed in deeds:
            if attempt(desk, deed):
                before.append(answers(desk.news))
            else:
                assert answers(desk.news) == before[-1]
        for number in range(len(before) - 1, 0, -1):
            desk.undo(number)
            assert older(answers(desk.news), before[number - 1]) == before[number - 1]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deeds=st.lists(DEEDS, min_size=2, max_size=8), order=st.randoms(use_true_random=False))
def test_undone_in_any_order_nothing_is_left(told: Path, deeds: list[tuple[Any, ...]], order: Any) -> None:
    """Out of order as well: what is refused can be undone later, and in the end the store answers as at first."""
    with copied(told) as desk:
        first = answers(desk.news)
        left = list(range(1, 1 + sum(attempt(desk, deed) for deed in deeds)))
        while left:
            order.shuffle(left)
            done = [number for number in left if undone(desk, number)]
            assert done
            left = [number for number in left if number not in done]
        assert older(answers(desk.news), first) == first
