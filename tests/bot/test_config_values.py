"""Single values: what is accepted, in which form it comes out, and what is refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import values
from bot.values import Unfit

LENGTHS = st.integers(1, 3650 * 86_400).map(lambda seconds: dt.timedelta(seconds=seconds))


@given(LENGTHS)
def test_durations_survive_writing_and_reading(length: dt.timedelta) -> None:
    """Any length from a second to ten years reads back as written."""
    assert values.duration(values.span(length)) == length


@given(st.text(alphabet="0123456789wdhms. -ＭＳ分", max_size=12) | st.text(max_size=8) | st.integers() | st.none())
def test_durations_are_read_or_refused(written: object) -> None:
    """Whatever is written gives a length between the limits or a refusal, never another error."""
    try:
        length = values.duration(written)
    except Unfit:
        return
    assert dt.timedelta(seconds=1) <= length <= dt.timedelta(days=3650)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("1s", 1), ("90s", 90), ("5m", 300), ("1h30m", 5400), ("1h 30m", 5400), ("14d", 1_209_600), (" 2w ", 1_209_600)],
)
def test_durations(written: str, seconds: int) -> None:
    """The spellings of the documentation."""
    assert values.duration(written) == dt.timedelta(seconds=seconds)


@given(st.text(max_size=20))
def test_texts_are_taken_or_refused(written: str) -> None:
    """No text makes a reader raise anything but a refusal, and what is taken is taken again as it came out."""
    for read in (values.moment, values.quiet, values.zone, values.destination, values.private_place, values.store_url):
        try:
            once = read(written)
        except Unfit:
            continue
        assert read(once) == once


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(values.WEEKDAYS))
def test_moments_have_one_spelling(hour: int, minute: int, day: str) -> None:
    """Any case and missing noughts come out the same."""
    assert values.moment(f"DAILY {hour}:{minute:02d}") == f"daily {hour:02d}:{minute:02d}"
    assert values.moment(f"weekly {day.upper()} {hour:02d}:{minute:02d}") == f"weekly {day} {hour:02d}:{minute:02d}"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "127.8.9.1", "::1", "feeds.localhost"])
def test_this_machine(name: str) -> None:
    """Loopback names and addresses are known as this machine."""
    assert values.loopback(name)
    assert not values.loopback(name + ".example")


def test_masks() -> None:
    """What is repeated in a message shows no token, password or query."""
    written = "https://me:hunter2@one.example/feed?token=hunter2 xoxb-hunter2"
    assert values.masked(written) == "https://…@one.example/feed?…"
    assert values.masked("see xoxb-hunter2-3") == "see …"
