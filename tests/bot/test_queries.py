"""What a person typed, read."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.queries import LONGEST, SAMPLES, Ask, Narrow, Question, parse
from store.lookup import MoveQuery
from store.model.moves import Status

TODAY = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Question(Ask.LATEST)),
        ("  ", Question(Ask.LATEST)),
        ("HELP", Question(Ask.HELP)),
        ("？", Question(Ask.HELP)),
        ("  lin   junyang ", Question(Ask.NAME, "lin junyang")),
        ('"阿里"', Question(Ask.NAME, "阿里")),
        ("#abc12", Question(Ask.PERSON, "abc12")),
        ("#not an id", Question(Ask.NAME, "#not an id")),
        ("x" * 200, Question(Ask.TOO_LONG, "x" * LONGEST)),
        ("Insilico", Question(Ask.NAME, "Insilico")),
        ("re: alibaba", Question(Ask.NAME, "re: alibaba")),
    ],
)
def test_parse(typed: str, expected: Question) -> None:
    """Special words are few, blanks and quotation marks do not matter, the rest is a name."""
    assert parse(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "name", "narrow"),
    [
        ("alibaba out", "alibaba", Narrow(direction="out")),
        ("IN openai", "openai", Narrow(direction="in")),
        ("alibaba since:30d", "alibaba", Narrow(since=dt.date(2026, 3, 1))),
        ("alibaba since:2w", "alibaba", Narrow(since=dt.date(2026, 3, 17))),
        ("alibaba Since:1Y", "alibaba", Narrow(since=dt.date(2025, 3, 31))),
        ("alibaba since:2026-01", "alibaba", Narrow(since=dt.date(2026, 1, 1))),
        ("alibaba since：2026-01-15", "alibaba", Narrow(since=dt.date(2026, 1, 15))),
        ("until:2025 alibaba", "alibaba", Narrow(until=dt.date(2025, 12, 31))),
        ("lin junyang status:Confirmed", "lin junyang", Narrow(status=Status.CONFIRMED)),
        ('alibaba text:"chief scientist" in', "alibaba", Narrow(text="chief scientist", direction="in")),
        ("alibaba text:“post-training”", "alibaba", Narrow(text="post-training")),
        ("通义千问 since:9999d", "通义千问", Narrow(since=dt.date(1998, 11, 14))),
    ],
)
def test_narrowed(typed: str, name: str, narrow: Narrow) -> None:
    """Words that narrow stand anywhere, in any case and width; the buttons of the answer say them again."""
    found = parse(typed, TODAY)
    assert (found.ask, found.name) == (Ask.NAME, name)
    assert found.narrow.of(MoveQuery()) == narrow.of(MoveQuery())
    assert parse(found.again, TODAY) == found
    assert found.narrow.said()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("alibaba since:soon", "since:2026-01-15"),
        ("alibaba since:0d", "since:30d"),
        ("alibaba until:30d", "“until:30d” is no time"),
        ("alibaba since:2026-13", "is no time"),
        ("alibaba status:sure", "there are rumored, reported, confirmed, denied"),
        ("alibaba text:", "needs a word"),
    ],
)
def test_no_sense(typed: str, told: str) -> None:
    """A word that narrows and makes no sense is named, with what to write instead; it is not taken for a name."""
    found = parse(typed, TODAY)
    assert found.ask is Ask.UNFIT
    assert told in found.why


def test_without_a_name() -> None:
    """What narrows alone narrows the latest."""
    assert parse("out since:7d", TODAY).ask is Ask.LATEST
    assert parse("#abc12 out", TODAY) == Question(Ask.PERSON, "abc12", Narrow(direction="out", written="out"))
    assert parse("#abc12 out", TODAY).again == "#abc12 out"


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_is_offered_is_understood(sample: str) -> None:
    """Every word that is offered while typing narrows."""
    assert parse(f"alibaba {sample}", TODAY).narrow.said()


@given(st.text(max_size=300))
def test_nothing_typed_is_refused_or_raises(typed: str) -> None:
    """Any text reads as some question that fits a button's key."""
    found = parse(typed, TODAY)
    assert len(found.name) <= LONGEST
    assert len(found.again) <= LONGEST
