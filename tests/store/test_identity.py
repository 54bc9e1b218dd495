"""Persons as rows."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from benchmarks import names
from store import identity
from store.identity import identity as who
from store.model.people import Person, hinted, maybe_nicknamed
from store.tables import PersonRow

WRITTEN = sorted({told.name for pair in names.pairs() for told in (pair.one, pair.other)})
BORN = ("Tony Wu", "Wu Yuhuai", "Andrew Ng", "Wu Enda", "吴恩达", "Chan Chi-ming", "陈志明", "TM Roh", "Roh Tae-moon")


@pytest.fixture(name="session")
def _session() -> Iterator[Session]:
    with names.empty() as database, database.writing() as session:
        yield session


def test_whoever_is_hinted_at_is_comparable(session: Session) -> None:
    """Finding comparable persons by words and scripts loses nobody at whom a name hints."""
    forms = [*WRITTEN[::3], *BORN]
    persons = {form: identity.begin(session, [form], (), seed=form) for form in forms}
    for form, number in persons.items():
        identity.learn(session, number, [form], ())
    known = {form: who([form]) for form in forms}
    for form in forms:
        found = identity.comparable(session, known[form], set(persons.values()))
        missed = {
            other
            for other in forms
            if (hinted(known[form], known[other]) or maybe_nicknamed(known[form], known[other]))
            and persons[other] not in found
        }
        assert missed == set(), form
    assert len(identity.comparable(session, known["Andrew Ng"], set(persons.values()))) < len(forms)


@pytest.mark.parametrize(("first", "second"), [("姚顺雨", "姚顺宇"), ("姚顺宇", "姚顺雨")])
def test_a_watched_name_is_shown_once(session: Session, first: str, second: str) -> None:
    """Of two of one sound only the one whose characters are watched is shown by the watched name."""
    watched = (Person(name="Yao Shunyu", also=("姚顺雨",)),)
    numbers = {}
    for form in (first, second):
        numbers[form] = identity.begin(session, [form], watched, seed=form)
        identity.learn(session, numbers[form], [form], watched)
    shown = {form: session.get_one(PersonRow, number).name for form, number in numbers.items()}
    assert shown == {"姚顺雨": "Yao Shunyu", "姚顺宇": "姚顺宇"}
