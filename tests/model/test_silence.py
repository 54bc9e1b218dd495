"""Who is not told, at the edges: the configured age and the source's baseline."""

import dataclasses
import datetime as dt

import pytest

from store.model.announce import TRAILING, Circumstances, Silence, silence, spoken, weighty
from store.model.moves import ChangeKind
from tests import build

NOW = dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC)
AT = Circumstances(now=NOW, max_age=dt.timedelta(days=14), published=NOW, watched=frozenset({"Alibaba"}))


def why(date: str | None, at: Circumstances = AT, *, told_before: bool = False) -> Silence | None:
    """Why a new move of that date is not told."""
    return silence(build.move(date=date), ChangeKind.NEW, told_before=told_before, at=at)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-03-20", None),
        ("2026-03-06", None),
        ("2026-03-05", Silence.TOO_OLD),
        ("2026-03", None),
        ("2026-02", Silence.TOO_OLD),
        ("2026", None),
        ("2025", Silence.TOO_OLD),
        ("2026-09-01", None),
        (None, None),
    ],
)
def test_age(date: str | None, expected: Silence | None) -> None:
    """Fourteen days are told, fifteen are not; a coarse date counts as its last day, one ahead as told today."""
    assert why(date) is expected
    assert why(date, told_before=True) is None


@pytest.mark.parametrize(
    ("published", "expected"), [("2026-03-06", None), ("2026-03-05", Silence.TOO_OLD), (None, None)]
)
def test_age_of_what_has_no_date(published: str | None, expected: Silence | None) -> None:
    """Without a date of its own an event is as old as its telling."""
    told = None if published is None else dt.datetime.fromisoformat(f"{published}T12:00:00+00:00")
    assert why(None, dataclasses.replace(AT, published=told)) is expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-03-20", None),
        ("2026-03-12", None),
        ("2026-03-11", Silence.BEFORE_BASELINE),
        ("2026-03", None),
        ("2026-02-25", Silence.TOO_OLD),
        (None, None),
    ],
)
def test_baseline(date: str | None, expected: Silence | None) -> None:
    """What happened more than a week before the source was first looked at only resurfaces."""
    since = dt.datetime(2026, 3, 19, 23, tzinfo=dt.UTC)
    assert why(date, dataclasses.replace(AT, watched_since=since)) is expected
    assert why(date, dataclasses.replace(AT, watched_since=since), told_before=True) is None


def test_a_short_age_shortens_the_trail() -> None:
    """The baseline never lets through what the configured age would not."""
    at = dataclasses.replace(AT, max_age=dt.timedelta(days=2), watched_since=NOW)
    assert why("2026-03-18", at) is None
    assert why("2026-03-17", at) is Silence.TOO_OLD
    assert dt.timedelta(days=2) < TRAILING


@pytest.mark.parametrize(
    ("kind", "differs", "aloud", "even_if_removed"),
    [
        (ChangeKind.CORROBORATED, (), False, False),
        (ChangeKind.UPDATED, ("unit",), False, False),
        (ChangeKind.UPDATED, ("role",), True, False),
        (ChangeKind.UPDATED, ("date", "unit"), True, False),
        (ChangeKind.UPDATED, ("origin",), True, False),
        (ChangeKind.UPDATED, ("destination",), True, True),
        (ChangeKind.UPDATED, ("status", "role"), True, True),
        (ChangeKind.DENIED, ("status",), True, True),
        (ChangeKind.NEW, (), True, True),
        (ChangeKind.CORRECTED, (), False, False),
        (ChangeKind.CORRECTED, ("wrong",), True, False),
        (ChangeKind.CORRECTED, ("status",), True, True),
    ],
)
def test_what_is_worth_a_word(
    kind: ChangeKind, differs: tuple[str, ...], *, aloud: bool, even_if_removed: bool
) -> None:
    """Outlets and teams are shown quietly; of a removed message only what reverses it is told."""
    assert spoken(kind, differs) is aloud
    assert weighty(kind, differs) is even_if_removed
