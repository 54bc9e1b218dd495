"""Which names are one company, and what became of whom by when."""

import datetime as dt

import pytest

from store.model.companies import Company, CompanyRef, Watchlist
from store.model.dates import PartialDate
from store.model.houses import Became, Houses

A, B, C = (CompanyRef(name) for name in ("Aline", "Borel", "Cauchy"))


def houses(*facts: Became, parts: tuple[str, ...] = ("labs", "集团"), **names: CompanyRef) -> Houses:
    """Houses with these names besides Aline, Borel and Cauchy themselves."""
    return Houses(written=(*((ref.company, ref) for ref in (A, B, C)), *names.items()), parts=parts, facts=facts)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Aline", "ALINE", True),
        ("Aline", "Borel", False),
        ("Aline", "old", True),  # both known, of one company
        ("Aline Labs", "Aline", True),
        ("Aline Labs Labs", "Aline", True),
        ("Aline Bank", "Aline", False),
        ("Aline Labsworth", "Aline", False),
        ("Alines", "Aline", False),
        ("Dirac", "Dirac Bank", True),  # neither known: the fuller form
        ("Dir", "Dirac", False),
        ("阿", "阿丁", False),
        ("阿丁", "阿丁银行", True),
    ],
)
def test_same(one: str, other: str, *, expected: bool) -> None:
    """Lists decide where they know; else words do, and more strictly beside a known name."""
    known = houses(old=A)
    assert known.same(one, other) is expected
    assert known.same(other, one) is expected


def test_a_known_chinese_name_with_more_characters() -> None:
    """Behind a known name only words for a form or a part leave it the same."""
    known = houses(阿丁=A)
    assert known.same("阿丁", "阿丁集团")
    assert not known.same("阿丁", "阿丁银行")


@pytest.mark.parametrize(
    ("since", "day", "expected"),
    [
        ("2023-04-20", dt.date(2023, 4, 19), False),
        ("2023-04-20", dt.date(2023, 4, 20), True),
        ("2023-04", dt.date(2023, 3, 31), False),
        ("2023-04", dt.date(2023, 4, 1), True),
        ("2023", dt.date(2022, 12, 31), False),
        ("2023", dt.date(2023, 1, 1), True),
    ],
)
def test_a_house_is_taken_in_on_the_day(since: str, day: dt.date, *, expected: bool) -> None:
    """From the first day that the date may mean, and not before."""
    fact = Became(name="Aline", became="Borel", since=PartialDate.parse(since))
    assert houses(fact).taken_in(B, day) == ((fact,) if expected else ())
    assert houses(fact).fate("Aline", day) == (fact if expected else None)


def test_taken_in_by_what_was_taken_in() -> None:
    """What the taken house had taken before belongs to the last owner too; a circle ends."""
    first = Became(name="Aline", became="Borel", since=PartialDate(2020))
    then = Became(name="Borel", became="Cauchy", since=PartialDate(2021))
    back = Became(name="Cauchy", became="Aline", since=PartialDate(2022))
    assert houses(first, then).taken_in(C, dt.date(2023, 1, 1)) == (first, then)
    assert houses(first, then).taken_in(B, dt.date(2023, 1, 1)) == (first,)
    assert houses(first, then, back).taken_in(C, dt.date(2023, 1, 1)) == (first, then, back)


def test_a_new_name_takes_nobody_in() -> None:
    """Both names are the house's at any time; only the old one has a fate."""
    fact = Became(name="Old", became="Aline", since=PartialDate(2021, 10, 28), renamed=True)
    known = houses(fact, old=A)
    assert known.taken_in(A, dt.date(2022, 1, 1)) == ()
    assert known.fate("old", dt.date(2022, 1, 1)) == fact
    assert known.fate("Aline", dt.date(2022, 1, 1)) is None
    assert known.same("Old", "Aline")


def test_units_can_be_taken_in() -> None:
    """A unit that went into another one is found by any of its names."""
    fact = Became(name="Brain", became="Mind", since=PartialDate(2023, 4))
    known = houses(fact, Brain=CompanyRef("Aline", "Brain"), 大脑=CompanyRef("Aline", "Brain"), Mind=CompanyRef("Aline", "Mind"))  # fmt: skip
    assert known.taken_in(CompanyRef("Aline", "Mind"), dt.date(2024, 1, 1)) == (fact,)
    assert known.taken_in(A, dt.date(2024, 1, 1)) == ()
    assert known.fate("大脑", dt.date(2024, 1, 1)) == fact
    assert set(known.known_as(CompanyRef("Aline", "Brain"))) == {"Brain", "大脑"}


def test_an_admin_can_undo_a_fact() -> None:
    """Where the watchlist makes both names one house, nothing was taken in."""
    fact = Became(name="Aline", became="Borel", since=PartialDate(2020))
    known = Houses(written=(("Aline", B), ("Borel", B)), facts=(fact,))
    assert known.taken_in(B, dt.date(2024, 1, 1)) == ()


def test_units_answer_to_all_their_names() -> None:
    """A unit's other names lead to it, and an ambiguous one stays its."""
    company = Company(
        name="Alibaba", units=("Qwen",), unit_aliases={"Qwen": ("通义千问", "千问")}, ambiguous=("千问", "Ali")
    )
    watchlist = Watchlist((company,))
    assert {watchlist.resolve(name) for name in ("Qwen", "通义千问", "千问")} == {CompanyRef("Alibaba", "Qwen")}
    assert watchlist.resolve("Ali") == CompanyRef("Alibaba")
    assert company.unit_names == ("Qwen", "通义千问", "千问")
