"""Kinds of source, one file each: how a source's answers become entries. A new kind is a new file and a line here."""

from collections.abc import Mapping
from types import MappingProxyType

from watchers.entries import Source
from watchers.errors import UnknownKind
from watchers.sources import bluesky, edgar, feed, google_news, hacker_news, hkex, mastodon, page, rsshub
from watchers.sources.kind import Kind

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "bluesky": bluesky.KIND,
        "edgar": edgar.KIND,
        "feed": feed.KIND,
        "google_news": google_news.KIND,
        "hacker_news": hacker_news.KIND,
        "hkex": hkex.KIND,
        "mastodon": mastodon.KIND,
        "page": page.KIND,
        "rsshub": rsshub.KIND,
    }
)
"""What `kind = …` may say; the configuration refuses everything else with this list."""


def kind_of(source: Source) -> Kind:
    """The source's kind. Raises UnknownKind, naming those there are."""
    try:
        return KINDS[source.kind]
    except KeyError:
        known = ", ".join(sorted(KINDS))
        raise UnknownKind("unknown_kind", source.url, f"{source.kind!r} is none of {known}") from None
