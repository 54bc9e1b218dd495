"""The measuring contracts."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import measure
from bot.measure import LineTrouble
from store.model.moves import Change, ChangeKind
from store.model.positions import Position
from tests import build

ENTRY = {
    "id": "1",
    "title": "T",
    "summary": None,
    "body": "B",
    "published": "2026-03-04",
    "url": None,
    "lang": "en",
    "x": 1,
}


def test_an_entry_is_read() -> None:
    """Nulls are empty, a day is its noon, unknown keys do not matter."""
    (article,) = measure.articles([json.dumps(ENTRY), "\n"])
    assert (article.id, article.summary, article.body, article.lang) == ("1", "", "B", "en")
    assert article.published is not None
    assert article.published.isoformat() == "2026-03-04T12:00:00+00:00"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: expected an object, found list"),
        ('{"title": "T"}', 'line 2: "id" must be a string'),
        ('{"id": "1", "title": 3}', 'line 2: "title" must be a string or null'),
        (
            '{"id": "1", "published": "yesterday"}',
            "line 2: \"published\" must be YYYY-MM-DD or an ISO time, found 'yesterday'",
        ),
    ],
)
def test_a_bad_line_is_named(line: str, problem: str) -> None:
    """The message says which line and what is wrong; the lines before it were given."""
    read = measure.articles([json.dumps(ENTRY), line])
    assert next(read).id == "1"
    with pytest.raises(LineTrouble) as trouble:
        next(read)
    assert str(trouble.value).startswith(problem)


@given(st.text(max_size=200))
def test_any_line_is_read_or_named(line: str) -> None:
    """No text whatever ends in another error."""
    with suppress(LineTrouble):
        assert len(list(measure.articles([line]))) <= 1


def test_findings_keep_the_shape_of_the_contract() -> None:
    """The keys are those that scripts rely on."""
    moved = build.finding(joined=Position(company="Meta"))
    (row,) = [measure.finding_json(moved)]
    assert row == {
        "person": "Lin Junyang",
        "kind": "hire",
        "from": {"company": "Alibaba", "unit": "Qwen", "role": "technical lead"},
        "to": {"company": "Meta", "unit": None, "role": None},
        "status": "reported",
        "date": "2026-03-03",
        "background": False,
        "confidence": 0.9,
        "alert": True,
        "evidence": "Lin Junyang has moved.",
    }


def test_changes_and_moves_keep_the_shape_of_the_contract() -> None:
    """`replay` names the move and why nobody was told; `show` adds id, first_seen and sources."""
    move = build.move()
    change = Change(move=move, story=move.id, kind=ChangeKind.NEW, announced=False, why="nobody asked")
    assert measure.replayed("1", [change], None) == {
        "id": "1",
        "changes": [{"move": "m1", "change": "new", "announced": False, "why": "nobody asked"}],
        "ignored": None,
    }
    shown = measure.move_json(move)
    assert {"id", "first_seen", "sources", "person", "kind", "from", "to", "status", "date"} <= shown.keys()
    assert shown["sources"] == [
        {
            "publisher": "Wire",
            "title": "A title",
            "url": "https://wire.example/story",
            "published": "2026-03-05T12:00:00+00:00",
        }
    ]
