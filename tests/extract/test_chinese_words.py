"""Names, dates and words of Chinese sentences, apart from what they add up to."""

import datetime as dt
import re
from itertools import pairwise

import pytest

from watchers.extract.alternation import one_of
from watchers.extract.chinese.lexicon import lexicon
from watchers.extract.chinese.names import names
from watchers.extract.chinese.seats import seated
from watchers.extract.chinese.stems import data
from watchers.extract.chinese.tokens import mark_tokens, word_tokens
from watchers.extract.chinese.when import dates
from watchers.extract.text import normalise

TUESDAY = dt.date(2025, 6, 10)


def found(text: str) -> set[str]:
    """The names that stand plainly in a sentence without any company."""
    lex = lexicon()
    return {name.text for name in names(text, [*word_tokens(text, lex, []), *mark_tokens(text)], lex)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("首席科学家徐冰卸任", "徐冰"),
        ("联合创始人王慧文离开", "王慧文"),
        ("由沈向洋接任", "沈向洋"),
        ("总裁欧阳明远辞职", "欧阳明远"),
        ("任少卿已经离职", "任少卿"),
        ("创始人约翰·舒尔曼宣布离职", "约翰·舒尔曼"),
        ("主管库马尔离职", "库马尔"),
        ("联合创始人Barret Zoph宣布离职", "Barret Zoph"),
        ("高级主管柏林(Bo Lin)辞职", "柏林"),
        ("副总裁李先刚也离职", "李先刚"),
    ],
)
def test_a_name_is_found_by_its_borders(text: str, name: str) -> None:
    """Chinese, compound, foreign and Latin names end where the next word begins."""
    assert name in found(text)


@pytest.mark.parametrize(
    "text", ["高管离职", "公司成立", "方面表示", "时间过去", "周一宣布", "AI Lab成立", "于近日离职", "向公司辞职"]
)
def test_everyday_words_are_no_names(text: str) -> None:
    """Words that begin like a surname stay words."""
    assert found(text) == set()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("6月3日宣布", "2025-06-03"),
        ("2024年3月", "2024-03"),
        ("2017 年 3 月 23 日", "2017-03-23"),
        ("去年7月", "2024-07"),
        ("今年2月", "2025-02"),
        ("昨日", "2025-06-09"),
        ("本周一", "2025-06-09"),
        ("上周三", "2025-06-04"),
        ("周五", "2025-06-06"),
        ("上月", "2025-05"),
        ("三个月前", "2025-03"),
        ("去年", "2024"),
        ("近日", "2025-06"),
        ("12月", "2025-12"),
    ],
)
def test_a_date_is_read_from_the_day_of_publication(text: str, date: str) -> None:
    """Each form gives a date of the precision it has, told on Tuesday 10 June 2025."""
    assert [str(when.date) for when in dates(text, TUESDAY)] == [date]


@pytest.mark.parametrize(
    ("text", "past"), [("2019年", True), ("六年前", True), ("上周", False), ("今年5月", False), ("当年", True)]
)
def test_old_dates_are_the_past(text: str, past: bool) -> None:  # noqa: FBT001 - a table of truth values
    """What lies well before publication is history, what lies near is news."""
    assert [when.past for when in dates(text, TUESDAY)] == [past]


def test_without_a_day_of_publication_only_full_dates_count() -> None:
    """Nothing relative is guessed."""
    assert [w.date for w in dates("昨日", None)] == [None]
    assert [str(w.date) for w in dates("2025年6月3日", None)] == ["2025-06-03"]


def test_a_day_that_does_not_exist_is_no_date() -> None:
    """A misprint gives no date instead of an error."""
    assert [w.date for w in dates("2025年2月31日", TUESDAY)] == [None]


def test_a_tree_of_words_matches_the_longest() -> None:
    """Words that share a beginning do not hide one another."""
    words = re.compile(one_of(["离", "离职", "离开", "离开了"]))
    assert [words.match(text).group() for text in ("离职后", "离开了", "离去")] == ["离职", "离开了", "离"]  # type: ignore[union-attr] # all three match


def test_words_never_overlap() -> None:
    """Scanning takes the longest word at each place and goes on behind it."""
    lex = lexicon()
    places = [(at, at + len(word)) for at, word in lex.words("副总裁张三宣布离职加入公司", 0, 13)]
    assert all(before[1] <= after[0] for before, after in pairwise(places))


@pytest.mark.parametrize(("text", "house"), data()["yes"])
def test_a_house_is_told_by_its_seat(text: str, house: str) -> None:
    """Before a post, behind a verb of moving, before a stock code: what stands there is a house no list needs."""
    assert house in set(seated(normalise(text), lexicon(), in_title=True))


@pytest.mark.parametrize("text", data()["no"])
def test_kinds_of_houses_and_people_sit_nowhere(text: str) -> None:
    """Parts of a house, kinds of people, outlets and words of quantity are no houses in the same seats."""
    assert set(seated(normalise(text), lexicon(), in_title=True)) == set()
