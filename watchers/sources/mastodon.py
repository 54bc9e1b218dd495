"""What somebody says on Mastodon: the feed that every public profile has (`https://HOST/@USER.rss`).

Posts have no titles. The feed holds the author's own posts; one that leads to somebody else's post, or begins by
addressing somebody, is a boost or a reply of some other server's making and is left out. The feed does not name the
author as people know them: `publisher` in the configuration does.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from watchers.entries import Document, Entry, Source
from watchers.sources.kind import Kind

_PROFILE = re.compile(r"/(?:@|users/)([\w.-]+?)(?:@[\w.-]+)?(?:\.rss)?/?")
_NEWEST = "limit=40"
"""Twenty posts are the default, and soon gone where somebody writes much."""


def address(url: str) -> str:
    """The feed of a profile, for the profile's address; anything else stays."""
    parts = urlsplit(url)
    if _PROFILE.fullmatch(parts.path) is None:
        return url
    path = parts.path.rstrip("/").removesuffix(".rss") + ".rss"
    return urlunsplit(parts._replace(path=path, query=parts.query or _NEWEST, fragment=""))


def tidy(document: Document, source: Source) -> Document:
    """The author's own posts, under the author's name."""
    parts = urlsplit(source.url)
    profile = _PROFILE.fullmatch(parts.path)
    user = profile[1].casefold() if profile else ""
    name = source.publisher or (f"@{user}@{parts.hostname}" if user else "")
    own = [entry for entry in document.entries if not user or _by(entry, user)]
    fewer = len(own) < len(document.entries)
    return replace(document, entries=tuple(_named(entry, name) for entry in own), narrowed=fewer)


def _by(entry: Entry, user: str) -> bool:
    """Whether a post leads to this account's post and addresses nobody."""
    profile = re.match(r"/(?:@|users/)([\w.-]+)/", urlsplit(entry.url or "").path)
    words = (entry.body or entry.summary).lstrip()
    return profile is not None and profile[1].casefold() == user and not words.startswith("@")


def _named(entry: Entry, name: str) -> Entry:
    title = f"{name} on Mastodon" if name else entry.title
    return replace(entry, title=title, publisher=entry.publisher or title)


KIND = Kind(tidy=tidy, address=address, by_title=False, leads_to_articles=False)
