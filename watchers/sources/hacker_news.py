"""Stories of Hacker News as its search gives them (hn.algolia.com/api/v1/search_by_date?tags=story&query=…).

The search is fuzzy; what is not about a change of hands is set aside later like any other entry. A story without an
address of its own is its discussion; who speaks is the site the story is on.
"""

import datetime as dt
import json
from collections.abc import Mapping

from watchers import raw_item
from watchers.entries import Document
from watchers.errors import FormatTrouble
from watchers.raw_item import RawItem
from watchers.sources.kind import Kind

_DISCUSSION = "https://news.ycombinator.com/item?id="


def read(body: bytes, url: str) -> Document:
    """Read one page of results. Raises FormatTrouble where it is none."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FormatTrouble("not_a_feed", url, "no readable JSON") from error
    hits = answer.get("hits") if isinstance(answer, dict) else None
    if not isinstance(hits, list):
        raise FormatTrouble("not_a_feed", url, "no list of stories in it")
    entries = (raw_item.entry(_story(hit), url) for hit in hits if isinstance(hit, dict) and _text(hit, "objectID"))
    return Document(entries=tuple(entry for entry in entries if entry is not None))


def _story(hit: Mapping[str, object]) -> RawItem:
    number = _text(hit, "objectID")
    return RawItem(
        id=f"hn:{number}",
        link=_text(hit, "url") or _DISCUSSION + number,
        title=_text(hit, "title"),
        body=_text(hit, "story_text"),
        published=_moment(hit.get("created_at_i")),
    )


def _text(hit: Mapping[str, object], key: str) -> str:
    value = hit.get(key)
    return value if isinstance(value, str) else ""


def _moment(seconds: object) -> dt.datetime | None:
    if not isinstance(seconds, int):
        return None
    try:
        return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


KIND = Kind(own_format=read)
