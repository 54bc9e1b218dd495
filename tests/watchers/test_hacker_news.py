"""Stories of Hacker News."""

import datetime as dt
import json

import pytest

from watchers.entries import Entry
from watchers.errors import FormatTrouble
from watchers.sources import hacker_news

URL = "https://hn.algolia.com/api/v1/search_by_date?tags=story&query=lab"


def test_stories_become_entries() -> None:
    """A story leads to its site or, without one, to its discussion; odd values count as absent."""
    hits = [
        {
            "objectID": "41",
            "title": "Mira Lund leaves &lt;Example&gt; Lab",
            "url": "https://a.example/1",
            "created_at_i": 1772618400,
        },
        {
            "objectID": "42",
            "title": "Ask: who leads now?",
            "url": None,
            "story_text": "<p>I left.<p>Who leads?",
            "created_at_i": "x",
        },
        {"objectID": None, "title": "no number"},
        {"objectID": "43", "title": None, "url": "javascript:x", "created_at_i": 10**30},
        "no story",
    ]
    document = hacker_news.read(json.dumps({"hits": hits}).encode(), URL)
    assert document.entries == (
        Entry(
            id="hn:41",
            url="https://a.example/1",
            title="Mira Lund leaves <Example> Lab",
            published=dt.datetime(2026, 3, 4, 10, tzinfo=dt.UTC),
        ),
        Entry(
            id="hn:42",
            url="https://news.ycombinator.com/item?id=42",
            title="Ask: who leads now?",
            body="I left.\nWho leads?",
        ),
    )


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"message": "too many requests"}', b"[" * 100_000, b"\xff"])
def test_anything_else_is_a_trouble(body: bytes) -> None:
    """An answer without a list of stories is no empty answer."""
    with pytest.raises(FormatTrouble) as caught:
        hacker_news.read(body, URL)
    assert caught.value.kind == "not_a_feed"
