"""The bundled file of leaders' names: checked in form, two people never under one form, the admin's list first."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from bot import config
from store import identity, leaders
from store.model.names import fold
from store.model.people import Person
from store.namesakes import romanised
from store.readings import simplified

ROWS = tomllib.loads((files("store") / "leaders.toml").read_text(encoding="utf-8"))["people"]
ENOUGH = 150


def test_there_are_enough_of_them_and_each_names_its_source() -> None:
    """Every entry has a name, its other forms and the public page it was checked against."""
    assert len(ROWS) >= ENOUGH
    for row in ROWS:
        assert set(row) == {"name", "also", "source"}, row
        assert row["source"].startswith(("https://", "http://")), row


def test_no_form_leads_to_two_people() -> None:
    """A name shared by two is given to neither, so that no merge rests on it."""
    forms = Counter(form for row in ROWS for form in {fold(simplified(f)) for f in (row["name"], *row["also"])})
    assert [form for form, count in forms.items() if count > 1] == []


def test_no_form_is_a_bare_word() -> None:
    """A surname or a given name alone would name half the trade; a pen name in Chinese characters may stand."""
    forms = (form for row in ROWS for form in (row["name"], *row["also"]))
    assert [form for form in forms if form.isascii() and len(form.split()) < 2] == []


def test_romanised_names_stand_in_both_orders() -> None:
    """Of a Chinese name in Latin letters both orders lead to the person."""
    known = leaders.known()
    for person in known:
        for form in (person.name, *person.also):
            words = form.split()
            if form.isascii() and romanised(form) and len(words) == 2 and any(not f.isascii() for f in person.also):
                assert identity.shown([" ".join(reversed(words))], known)[0] == person.name, form


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("林俊旸", "Lin Junyang"),
        ("Junyang Lin", "Lin Junyang"),
        ("吳泳銘", "Eddie Wu"),
        ("Yuandong Tian", "Tian Yuandong"),
    ],
)
def test_a_leader_has_one_name(written: str, shown: str) -> None:
    """Whatever form the news has, chat shows the same name."""
    assert identity.shown([written], config.default_watchlist().people)[0] == shown


def test_the_two_of_one_sound_stay_two() -> None:
    """姚顺雨 and 姚顺宇 are written alike in Latin letters; the Chinese names tell them apart, the Latin one nobody."""
    people = leaders.known()
    assert identity.shown(["姚顺雨"], people)[0] != identity.shown(["姚顺宇"], people)[0]
    assert identity.shown(["Shunyu Yao"], people)[0] == "Shunyu Yao"


def test_the_admins_list_wins() -> None:
    """Whom the configuration names under any of the forms is not named again by the file."""
    mine = Person(name="Justin", also=("林俊旸",))
    both = leaders.beside([mine], leaders.known())
    assert both[0] == mine
    assert not any("Lin Junyang" in (person.name, *person.also) for person in both)
    assert len(both) == len(leaders.known())
