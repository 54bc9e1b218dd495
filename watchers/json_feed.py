"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) to raw items; feedparser does not read it. Pure.

Lenient where feeds differ in practice: ids may be numbers, any field may be null or of a wrong type, which counts as
absent. Strict on what makes it a feed at all.
"""

import datetime as dt
import json
from collections.abc import Mapping

from watchers.raw_item import RawItem

_LONGEST_NUMBER = 400


class NoJsonFeed(ValueError):
    """JSON, perhaps, but no feed; the message says what was missed."""


def items(text: str) -> list[RawItem]:
    """The items in the order given. Raises NoJsonFeed."""
    try:
        document = json.loads(text, parse_int=_number)
    except (ValueError, RecursionError) as error:
        raise NoJsonFeed(f"no readable JSON: {str(error)[:100]}") from error
    given = document.get("items") if isinstance(document, dict) else None
    if not isinstance(given, list):
        raise NoJsonFeed("no list of items in it")
    if "jsonfeed.org" not in _text(document, "version"):
        raise NoJsonFeed("it does not call itself a JSON Feed")
    return [_item(item) for item in given if isinstance(item, dict)]


def _item(item: Mapping[str, object]) -> RawItem:
    """Text is preferred to HTML where both are given: it is what the author wrote for readers like us."""
    plain = _text(item, "content_text")
    return RawItem(
        id=_identity(item.get("id")),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        body=plain or _text(item, "content_html"),
        body_is_plain=bool(plain),
        published=_moment(_text(item, "date_published") or _text(item, "date_modified")),
    )


def _number(digits: str) -> int | str:
    """A number of thousands of digits is no number of ours, and Python would refuse the whole document for it."""
    return int(digits) if len(digits) < _LONGEST_NUMBER else digits


def _identity(value: object) -> str:
    """Version 1.0 allowed numbers."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _text(item: Mapping[str, object], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _moment(value: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(value.strip())
    except ValueError:
        return None
