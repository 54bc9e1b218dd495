"""An editor's desk for tests: corrects a newsroom's store in one line each, and takes down all that the store answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, select

from store import audit, corrections, lookup, undoing
from store.audit import Editor
from store.lookup import MoveQuery
from store.model.corrections import Correction, Fix, Side
from store.model.moves import Move
from store.tables import MoveRow, PersonRow
from tests.store.newsroom import Newsroom, moment

_ROWS = {
    "move": "id, token, person_id, left_company_id, left_unit, left_role, joined_company_id, joined_unit, joined_role,"
    " status, date, at, background, confidence, alert, known, first_seen, told_with, merged_into, wrong",
    "evidence": "*",
    "person": "*",
    "person_form": "*",
    "person_key": "key, person_id",
    "person_pair": "*",
    "move_company": "company_id, at, move_id, direction",
    "move_token": "token, at, move_id",
}
"""What is compared: everything but the count of revisions, which never goes back."""


@dataclass
class Desk:
    """Corrects as Ann at the newsroom's start, or whoever and whenever is told."""

    news: Newsroom
    who: str = "ann"
    day: float = 1

    def _do(self, deed: Callable[[Session, Editor], Correction], note: str = "") -> Correction:
        with self.news.database.writing() as session:
            return deed(session, Editor(who=self.who, now=moment(self.day), note=note))

    def wrong(self, move: str, note: str = "") -> Correction:
        """Mark as wrong."""
        return self._do(lambda session, by: corrections.wrong(session, move, by), note)

    def edit(self, kind: Fix, move: str, value: str, side: Side | None = None) -> Correction:
        """Edit one field."""
        return self._do(lambda session, by: corrections.edit(session, kind, move, value, by, side=side))

    def merge(self, kept: str, gone: str) -> Correction:
        """Make two moves one."""
        return self._do(lambda session, by: corrections.merge(session, kept, gone, by))

    def split(self, move: str, *sources: str) -> Correction:
        """Make sources a move of their own."""
        return self._do(lambda session, by: corrections.split(session, move, sources, by))

    def same(self, kept: str, gone: str) -> Correction:
        """Make two persons one."""
        return self._do(lambda session, by: corrections.same(session, kept, gone, by))

    def different(self, one: str, other: str) -> Correction:
        """Say that two persons are two."""
        return self._do(lambda session, by: corrections.different(session, one, other, by))

    def undo(self, number: int | None = None) -> Correction:
        """Take one back."""
        return self._do(lambda session, by: undoing.undo(session, number, by))

    def log(self) -> list[Correction]:
        """The audit."""
        with self.news.database.reading() as session:
            return audit.log(session)

    def move(self, token: str) -> Move:
        """The move of an id."""
        with self.news.database.reading() as session:
            found = lookup.move(session, token)
        assert found is not None
        return found

    def tokens(self) -> tuple[list[str], list[str]]:
        """All ids that were ever handed out: of moves and of persons."""
        with self.news.database.reading() as session:
            moves = list(session.exec(select(MoveRow.token).order_by(MoveRow.id)))  # type: ignore[arg-type]  # a column
            return moves, list(session.exec(select(PersonRow.token).order_by(PersonRow.id)))  # type: ignore[arg-type]  # the same


def answers(news: Newsroom) -> dict[str, Any]:
    """Everything the store answers and everything it compares findings with."""
    with news.database.reading() as session:
        companies = lookup.companies(session)
        lists: dict[str, Any] = {"companies": companies, "names": lookup.names(session), "count": lookup.count(session)}
        queries = {"all": MoveQuery(), "research": MoveQuery(text="research"), "Meta": MoveQuery(company="Meta")}
        for name, query in queries.items():
            lists[f"moves {name}"] = _plain(lookup.moves(session, query, limit=100).moves)
        lists["people"] = [lookup.people(session, name) for name in ("Bee", "Wang Wei")]
        for table, columns in _ROWS.items():
            found = session.connection().execute(text(f"select {columns} from {table}"))  # noqa: S608 - our own words
            lists[f"rows {table}"] = sorted(map(repr, found))
    return lists


def _plain(moves: Sequence[Move]) -> list[Move]:
    return [replace(move, revision=0) for move in moves]
