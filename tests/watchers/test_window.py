"""What the dates of a document tell."""

import datetime as dt

from tests.watchers.watching import HOUR, START
from watchers.entries import Entry
from watchers.window import Window, window

DAY = dt.timedelta(days=1)


def entries(*ages: dt.timedelta | None) -> list[Entry]:
    """Entries so old; None: undated."""
    return [
        Entry(id=str(n), url=None, title="t", published=None if a is None else START - a) for n, a in enumerate(ages)
    ]


def test_an_even_feed() -> None:
    """An entry every two hours: a gap of two hours, about twelve a day, the newest two hours old."""
    found = window(entries(*(HOUR * 2 * n for n in range(1, 21))), START)
    assert (found.shown, found.newest, found.gap) == (20, START - 2 * HOUR, 7200)
    assert 9 < found.pace < 14


def test_absurd_dates_move_no_figure() -> None:
    """One entry of 1970, one of the year 9000 and one undated change little."""
    even = [HOUR * n for n in range(1, 12)]
    odd = window(entries(*even, DAY * 20_000, -DAY * 2_500_000, None), START)
    assert (odd.shown, odd.newest, odd.gap) == (14, START - HOUR, 3600)
    assert 15 < odd.pace < 30


def test_a_feed_dated_in_one_batch_says_nothing_of_its_gap() -> None:
    """Equal dates are the date of the build."""
    assert window(entries(*[DAY] * 10), START).gap is None


def test_too_few_dates_say_nothing() -> None:
    """But the newest of them is still the newest."""
    assert window(entries(HOUR, 2 * HOUR, None, None, None, None), START) == Window(shown=6, newest=START - HOUR)
    assert window([], START) == Window(shown=0)
