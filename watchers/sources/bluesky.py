"""What somebody says on Bluesky: the public answer of `app.bsky.feed.getAuthorFeed`, which needs no account.

Posts have no titles. What others wrote (reposts) and what is said to others (replies) is not taken for the author's word;
a thread of the author's own is. Quoted posts and previews of links are others' words and left out.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from watchers import plain_text
from watchers.entries import Document, Entry
from watchers.errors import FormatTrouble
from watchers.raw_item import utc
from watchers.sources.kind import Kind

_API = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?actor={actor}&filter=posts_and_author_threads&limit=50"
_PROFILE = re.compile(r"/profile/([\w.:-]+)/?(?:rss)?/?")
_POST = re.compile(r"at://(did:[\w:.%-]+)/app\.bsky\.feed\.post/([\w~.:-]+)")


def address(url: str) -> str:
    """The address that answers with posts, for that of a profile; anything else stays."""
    parts = urlsplit(url)
    found = _PROFILE.fullmatch(parts.path)
    ours = parts.hostname in {"bsky.app", "www.bsky.app"} and found is not None
    return _API.format(actor=quote(found[1], safe=":.")) if ours and found else url


def read(body: bytes, url: str) -> Document:
    """One page of posts. Raises FormatTrouble where it is none."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FormatTrouble("not_a_feed", url, "no readable JSON") from error
    items = told.get("feed") if isinstance(told, dict) else None
    if not isinstance(items, list):
        raise FormatTrouble("not_a_feed", url, "no list of posts in it")
    found = [_post(item) for item in items if isinstance(item, dict)]
    own = tuple(entry for entry in found if entry is not None)
    return Document(entries=own, narrowed=len(own) < len(items))


def _post(item: Mapping[str, object]) -> Entry | None:
    post, record = _part(item, "post"), _part(_part(item, "post"), "record")
    place = _POST.fullmatch(_text(post, "uri"))
    words = plain_text.lines(_text(record, "text"))
    if place is None or not words or _text(_part(item, "reason"), "$type").endswith("#reasonRepost"):
        return None
    if not _own_thread(record, place[1]):
        return None
    author = _part(post, "author")
    name = plain_text.line(_text(author, "displayName") or _text(author, "handle") or place[1], 100)
    return Entry(
        id=place[0],
        url=f"https://bsky.app/profile/{place[1]}/post/{place[2]}",
        title=f"{name} on Bluesky",
        body=words,
        published=_moment(_text(record, "createdAt") or _text(post, "indexedAt")),
        publisher=f"{name} on Bluesky",
    )


def _own_thread(record: Mapping[str, object], author: str) -> bool:
    """No reply, or one to the author's own words."""
    parent = _text(_part(_part(record, "reply"), "parent"), "uri")
    return not record.get("reply") or parent.startswith(f"at://{author}/")


def _part(value: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _text(value: Mapping[str, object], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _moment(written: str) -> dt.datetime | None:
    try:
        return utc(dt.datetime.fromisoformat(written))
    except ValueError:
        return None


KIND = Kind(own_format=read, address=address, by_title=False, leads_to_articles=False)
