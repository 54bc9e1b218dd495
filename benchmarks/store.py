"""Whether recording a finding stays as quick on a large store as on a small one.

The stores are made of invented people at invented companies, a few of which have most of the moves, over ten years. What
is timed is a whole transaction, as the poll does it: a move that is new, one that is known, and a hand-over.
"""

import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlmodel import Session

from benchmarks.figures import Figure
from store import ledger
from store.companies import company_keys
from store.database import Database
from store.ledger import Telling
from store.model.announce import Circumstances, Route
from store.model.moves import Finding, Status
from store.model.positions import Position

SMALL, LARGE = 1_000, 1_000_000
_COMPANIES = 2_000
_ARTICLES = 60
_END = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
_DAYS = 3650
_CHUNK = 50_000
_SYLLABLES = [
    a + b
    for a in ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"]
    for b in ["a", "e", "i", "o", "u", "an", "en", "in", "on", "ar", "el"]
]
_COLUMNS = {
    "company": "id, name",
    "company_key": "key, company_id",
    "person": "id, token, name",
    "person_form": "id, person_id, form",
    "person_key": "key, person_id",
    "move": "id, token, person_id, left_company_id, left_role, status, at, background, confidence, alert, known, first_seen, revision",
    "move_company": "company_id, at, move_id, direction",
    "move_token": "token, at, move_id",
    "evidence": "id, move_id, url_hash, publisher, title, quote, told_at, person, left_company, left_role, status, background, confidence, alert",
}  # fmt: skip


def figures() -> list[Figure]:
    """Milliseconds a recorded article on both stores, and how many times longer the large one takes."""
    with tempfile.TemporaryDirectory() as folder:
        stores = {size: _filled(Path(folder) / f"{size}.db", size) for size in (SMALL, LARGE)}
        try:
            small, large = _milliseconds(stores)
        finally:
            for database in stores.values():
                database.close()
    return [
        Figure(f"recording an article, {SMALL:,} moves", small, unit="ms"),
        Figure(f"recording an article, {LARGE:,} moves", large, unit="ms"),
        Figure("how many times as long", large / small, 2.0, most=True),
    ]


def _filled(path: Path, size: int) -> Database:
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    fill(database, size)
    return database


def _milliseconds(stores: Mapping[int, Database]) -> list[float]:
    """The median article on each store, the stores taking turns, for the machine is shared."""
    taken: dict[int, list[float]] = {size: [] for size in stores}
    for articles in zip(*map(_news, stores), strict=True):
        for (size, database), findings in zip(stores.items(), articles, strict=True):
            started = time.perf_counter()
            _record(database, findings)
            taken[size].append((time.perf_counter() - started) * 1000)
    return [statistics.median(times) for times in taken.values()]


def fill(database: Database, size: int) -> None:
    """Put so many moves into an empty store, past the recorder: each a departure of somebody of their own."""
    with database.writing() as session:
        _insert(session, "company", [(n, _company(n)) for n in range(1, _COMPANIES + 1)])
        keys = [(key, n) for n in range(1, _COMPANIES + 1) for key in company_keys(_company(n))]
        _insert(session, "company_key", keys)
    for numbers in _batches(size):
        with database.writing() as session:
            for table, columns in _moves(numbers).items():
                _insert(session, table, columns)


def _batches(size: int) -> Iterator[range]:
    return (range(at, min(at + _CHUNK, size + 1)) for at in range(1, size + 1, _CHUNK))


def _insert(session: Session, table: str, values: Sequence[tuple[object, ...]]) -> None:
    marks = ", ".join("?" for _ in values[0])
    into = f"insert into {table} ({_COLUMNS[table]}) values ({marks})"  # noqa: S608 - names of our own
    session.connection().exec_driver_sql(into, list(values))


def _moves(numbers: range) -> dict[str, list[tuple[object, ...]]]:
    """The rows of these moves, by table."""
    rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _COLUMNS if not table.startswith("company")}
    for n in numbers:
        given, family = _name(n)
        company, at = _company_of(n), _at(n)
        name, told = f"{given.title()} {family.title()}", "reported"
        rows["person"].append((n, f"p{n:08x}", name))
        rows["person_form"].append((n, n, name))
        rows["person_key"] += [(key, n) for key in {" ".join(sorted((given, family))), given, family}]
        rows["move"].append((n, f"m{n:08x}", n, company, "engineer", told, at, 0, 0.8, 1, 0, at, 1))
        rows["move_company"].append((company, at, n, "out"))
        rows["move_token"] += [
            (word, at, n) for word in {given, family, "engineer", *_company(company).lower().split()}
        ]
        title = f"{name} leaves {_company(company)}"
        rows["evidence"].append(
            (n, n, n, "Wire", title, title, at, name, _company(company), "engineer", told, 0, 0.8, 1)
        )
    return rows


def _name(n: int) -> tuple[str, str]:
    """A given name and a family name; a family name is shared by some thousand of a million."""
    chance = random.Random(n)  # noqa: S311 - invented names, the same in every run
    return "".join(chance.choices(_SYLLABLES, k=3)), "".join(chance.choices(_SYLLABLES[:32], k=2)) + "s"


def _company(n: int) -> str:
    first, second = divmod(n, len(_SYLLABLES))
    return f"{_SYLLABLES[first % len(_SYLLABLES)]}{_SYLLABLES[second]} Works {n}".title()


def _company_of(n: int) -> int:
    """Few companies have most of the moves: by Zipf's law with exponent 0.8 the first has one in twenty-four."""
    reach = _COMPANIES**0.2 - 1
    return int((1 + random.Random(-n).random() * reach) ** 5)  # noqa: S311


def _at(n: int) -> int:
    days = random.Random(n + 7).random() * _DAYS  # noqa: S311
    return int((_END - dt.timedelta(days=days)).timestamp() * 1_000_000)


def _news(size: int) -> Iterator[list[Finding]]:
    """In turn: somebody new, somebody known, and a hand-over of two at a house of many moves."""
    for n in range(1, _ARTICLES + 1):
        known = n * (size // (_ARTICLES + 1))
        given, family = _name(known)
        yield [
            [_finding(f"Neva{n} Person", _company(1 + n % 5))],
            [_finding(f"{given.title()} {family.title()}", _company(_company_of(known)))],
            [_finding(f"Goes{n} Away", _company(1)), _finding(f"Comes{n} Here", None, _company(1))],
        ][n % 3]


def _finding(person: str, left: str | None, joined: str | None = None) -> Finding:
    place = [None if name is None else Position(company=name, role="engineer") for name in (left, joined)]
    return Finding(
        person=person, left=place[0], joined=place[1], status=Status.REPORTED, confidence=0.8, alert=True,
        evidence=f"{person} moves.",
    )  # fmt: skip


def _record(database: Database, findings: list[Finding]) -> None:
    at = Circumstances(now=_END, max_age=dt.timedelta(days=14), published=_END, watched=frozenset({_company(1)}))
    telling = Telling(
        publisher="Daily", title=findings[0].person, url=f"https://d.test/{findings[0].person}", published=_END
    )
    with database.writing() as session:
        ledger.record(session, findings, telling, routes=(Route(to="terminal:"),), at=at)
