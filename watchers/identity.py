"""By which keys an entry is known again. Pure; the store keeps the keys and says which are new.

Theory. Every single mark of identity is broken in the wild: guids are regenerated daily or repeat within one feed,
links carry a new token each fetch, dates are refreshed by every edit. So an entry has up to three keys and any known one
makes it known: its guid, its canonical link, its title with its publisher. A key that would say "known" of something
new is worse than none, since what is missed stays missed, while a repeat is caught by the ledger's sameness of moves.
Therefore a mark that different entries of one document share identifies none of them, a link to a front page is no
identity, opaque links of news searches are not either, and short titles ("Newsflash", "8-K") are not specific enough.
The date is never part of a key.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from watchers.entries import Entry

_TRACKING = re.compile(
    r"(?:utm_|mtm_|pk_|piwik_|matomo_|hsa_|ga_|fb_|oly_|vero_|_hs|mc_[ce]id|mkt_tok|[gdt]clid|fbclid|msclkid|yclid|wbraid"
    r"|gbraid|igshid|twclid|ttclid|li_fat_id|srsltid|guccounter|guce_|ref_src|ref_url|cmpid|ns_|spm|scm|share_token"
    r"|from_source|weibo_id|wt\.|campaign_|rss$|source=rss)",
    re.IGNORECASE,
)
"""Parameters that say how a reader came, not what is read; the list of miniflux and its Chinese cousins."""
_OPAQUE_HOSTS = frozenset({"news.google.com"})
_INTO_A_PAGE = ":~:text="
"""A link to words on a page (a text fragment): many entries lead into one page, so it identifies none of them."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PLAIN_PATH = re.compile(r"[\w/:@!$&'()*+,;=~.-]*", re.ASCII)
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_WORDS = re.compile(r"\w+")
_SPECIFIC = 24
"""Least weight of a title that identifies; a letter weighs one, an ideograph two."""


def keyed(entries: Sequence[Entry], *, by_title: bool = True) -> list[tuple[str, ...]]:
    """The keys of each entry of one document, in order. An entry without any mark gets a key of its whole text.

    `by_title` is off for sources whose ids are sound and whose titles repeat, such as filings.
    """
    plain = [_plain(entry.title) for entry in entries]
    marks = [_marks(entry, title if by_title else "") for entry, title in zip(entries, plain, strict=True)]
    bearers: dict[str, set[str]] = defaultdict(set)
    for entry, title, own in zip(entries, plain, marks, strict=True):
        for mark in own:
            bearers[mark].add(_bearer(mark, entry, title))
    return [
        tuple(mark for mark in own if len(bearers[mark]) == 1) or (_whole(entry),)
        for entry, own in zip(entries, marks, strict=True)
    ]


def distinct(positions: Iterable[int], keyed: Sequence[tuple[str, ...]]) -> list[int]:
    """The positions without those of entries that the document shows a second time, in the order given."""
    seen: set[str] = set()
    kept: list[int] = []
    for at in positions:
        if seen.isdisjoint(keyed[at]):
            kept.append(at)
        seen.update(keyed[at])
    return kept


def canonical_link(url: str) -> str | None:
    """The link in its one spelling, or None where it identifies nothing: a front page, words on a page, an opaque link."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if parts.fragment.startswith(_INTO_A_PAGE):
        return None
    query = _query(parts.query)
    path = parts.path if _PLAIN_PATH.fullmatch(parts.path) else quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._")
    path = path.rstrip("/")
    if not host or host in _OPAQUE_HOSTS or not (path or query):
        return None
    netloc = host if port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f"{host}:{port}"
    # Both schemes lead to one article; which one a feed writes changes with its software.
    return urlunsplit(("https", netloc, path, query, ""))


def clean_link(url: str) -> str:
    """The link without tracking parameters and fragment, still fit to be opened; as given where it is unreadable."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    kept = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.match(pair))
    fragment = parts.fragment if parts.fragment.startswith(_INTO_A_PAGE) else ""
    return urlunsplit((parts.scheme, parts.netloc, parts.path, kept, fragment))


def _query(query: str) -> str:
    pairs = parse_qsl(query[:4000], keep_blank_values=True) if query else ()
    return urlencode(sorted((key, value) for key, value in pairs if not _TRACKING.match(key)))


def _marks(entry: Entry, title: str) -> tuple[str, ...]:
    """The marks of an entry; `title` is its title as words alone, or empty where it is none."""
    link = canonical_link(entry.url) if entry.url else None
    found = (
        ("id", entry.id),
        ("link", link or ""),
        ("title", f"{title}\n{_plain(entry.publisher)}" if _weight(title) >= _SPECIFIC else ""),
    )
    return tuple(f"{name}:{_short(value)}" for name, value in found if value)


def _bearer(mark: str, entry: Entry, title: str) -> str:
    """Whom a mark is borne by, as told by the others: feeds show one item twice, and give two items one guid."""
    return (entry.id or entry.url or "") if mark.startswith("title:") else title


def _plain(text: str) -> str:
    """Words alone, in one case and width."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))


def _whole(entry: Entry) -> str:
    return "text:" + _digest(entry.id, entry.url or "", entry.title, entry.summary, entry.body)


def _weight(title: str) -> int:
    return len(title) + len(_IDEOGRAPH.findall(title))


def _short(value: str) -> str:
    return value if len(value) <= 200 else _digest(value)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def publisher_of(urls: Iterable[str | None]) -> str:
    """The host of the first usable address, as a name for who speaks there; empty where there is none."""
    for url in urls:
        try:
            host = urlsplit(url or "").hostname
        except ValueError:
            continue
        if host:
            return host.removeprefix("www.")
    return ""


def link_to_words(url: str, words: str) -> str:
    """A link that leads a reader to where these words begin on a page (wicg.github.io/scroll-to-text-fragment)."""
    first = " ".join(words.split()[:8])[:80]
    quoted = quote(first, safe="").replace("-", "%2D")
    return f"{url.partition('#')[0]}#{_INTO_A_PAGE}{quoted}"
