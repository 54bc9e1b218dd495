"""Asking for columns and adding rows past the session's objects."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import bindparam, event
from sqlmodel import col, select

from store.database import Database
from store.statements import columns, put, put_one
from store.tables import CompanyRow, DeliveryRow, PersonFormRow, PersonRow
from tests.store.newsroom import START, Newsroom, finding

_NAMED = select(PersonRow.id, PersonRow.name).where(col(PersonRow.name).in_(bindparam("names")))
_FORMS = select(PersonFormRow.form).where(PersonFormRow.person_id == bindparam("person"))


def test_what_the_session_holds_back_is_written_first(database: Database) -> None:
    """Rows added or changed as objects are found, and may be referred to."""
    with database.writing() as session:
        row = PersonRow(token="p1", name="Ann Onne")
        session.add(row)
        assert [name for _, name in columns(session, _NAMED, names=["Ann Onne"])] == ["Ann Onne"]
        row.name = "Ann O. Onne"
        put(session, PersonFormRow, [{"person_id": row.id, "form": form} for form in ("Ann", "Onne")])
        assert columns(session, _NAMED, names=["Ann O. Onne", "nobody"]) == [(row.id, "Ann O. Onne")]
        assert columns(session, _FORMS, person=row.id) == ["Ann", "Onne"]


def test_rows_are_cleaned_and_completed_as_objects_are(database: Database) -> None:
    """What is no text is taken out of values and of what is asked for; columns left out get their default."""
    with database.writing() as session:
        number = put_one(session, PersonRow, token="p1", name="Ann\0 \ud800")
        assert columns(session, _NAMED, names=["A\0nn ?"]) == [(number, "Ann ?")]
        put(session, PersonFormRow, [])
        sent = put_one(
            session, DeliveryRow, key="k", destination="slack:C1", revision=1, action="post", change="new",
            due_at=START, created_at=START,
        )  # fmt: skip
        row = session.get_one(DeliveryRow, sent)
        assert (row.state, row.route_when, row.attempts, row.withdrawn) == ("pending", "now", 0, False)
        assert row.due_at == START


def test_every_row_gets_a_number_of_its_own(database: Database) -> None:
    """The number returned is the row's."""
    with database.writing() as session:
        numbers = {name: put_one(session, CompanyRow, name=name) for name in ("Alibaba", "OpenAI")}
        found = session.exec(select(CompanyRow)).all()
    assert {row.name: row.id for row in found} == numbers


@contextmanager
def _counted(database: Database) -> Iterator[list[str]]:
    """The statements that a store is sent."""
    sent: list[str] = []

    def note(*told: object) -> None:
        sent.append(str(told[2]))

    event.listen(database._engine, "before_cursor_execute", note)
    yield sent
    event.remove(database._engine, "before_cursor_execute", note)


def test_recording_takes_few_statements(news: Newsroom) -> None:
    """Somebody new who leaves one new company for another, and another outlet that tells the same."""
    news.one(finding("Zed Zulu", "Meta//CTO", "Google"))
    with _counted(news.database) as new:
        news.one(finding("Ann Onne", "Alibaba//CTO", "OpenAI"))
    with _counted(news.database) as told_again:
        news.one(finding("Ann Onne", "Alibaba//CTO", "OpenAI"))
    assert len(new) <= 36, new
    assert len(told_again) <= 34, told_again
