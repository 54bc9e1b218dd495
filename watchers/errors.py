"""What can go wrong between a source and its entries. Every trouble names its kind and its address, secrets masked.

WatchTrouble
├── FetchTrouble        no complete answer: `timeout`, `dns`, `refused`, `tls`, `disconnected`, `bad_http`, `bad_url`,
│   │                   `bad_redirect`, `too_many_redirects`, `too_big`, `truncated`, `bad_encoding`, `unasked_304`,
│   │                   `challenge_page`
│   ├── BlockedAddress  `blocked_address`: the guard says no
│   └── BadStatus       `http_404`, `http_429`, …: the server answered, and not with the thing asked for
├── FormatTrouble       an answer that is no feed: `empty`, `html_page`, `challenge_page`, `not_a_feed`, `malformed`,
│                       `entities`, `parser_gave_up`
└── UnknownKind         a source of a kind that does not exist
"""

import datetime as dt
import re
from urllib.parse import urlsplit, urlunsplit

_HARMLESS = frozenset(
    {
        "action",
        "category",
        "ceid",
        "cik",
        "count",
        "dateb",
        "feed_type",
        "format",
        "gl",
        "hl",
        "kind",
        "lang",
        "language",
    }
    | {"limit", "market", "maxrecords", "mode", "numericfilters", "output", "owner", "page", "q", "query", "section"}
    | {"sort", "sortby", "start", "stockid", "tag", "tags", "timespan", "type"}
)
"""Query parameters shown in logs; the value of any other may be somebody's token and is masked."""

_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class WatchTrouble(Exception):
    """One look at one source failed. `kind` is a word for counting and deciding, `str()` a line for people."""

    def __init__(self, kind: str, url: str, detail: str = "", *, retry_after: dt.timedelta | None = None) -> None:
        self.kind = kind
        self.url = masked(url)
        self.detail = detail
        self.retry_after = retry_after
        """How long the server asked to be left alone, already bounded."""
        self.redirected = False
        """Whether it was another address than the one asked that failed."""
        super().__init__(f"{kind}: {detail} ({self.url})" if detail else f"{kind} ({self.url})")


class FetchTrouble(WatchTrouble):
    """No complete, acceptable answer came."""


class BlockedAddress(FetchTrouble):
    """The address led somewhere the guard does not let through."""


class BadStatus(FetchTrouble):
    """The server answered with a status that carries no feed."""


class FormatTrouble(WatchTrouble):
    """The answer is complete, and cannot be read as what the source should give."""


class UnknownKind(WatchTrouble):
    """A source of a kind that no file in `watchers.sources` knows."""


def masked(url: str) -> str:
    """An address fit for logs: no user, no password, no value of a parameter that may be secret, one line, bounded."""
    try:
        parts = urlsplit(_UNSAFE.sub("", url))
        user, at, host = parts.netloc.rpartition("@")
        query = "&".join(_shown(pair) for pair in parts.query.split("&")) if parts.query else ""
        return urlunsplit((parts.scheme, f"***@{host}" if user or at else host, parts.path, query, ""))[:300]
    except ValueError:
        return "an unreadable address"


def _shown(pair: str) -> str:
    """A bare word in a query may be a token too."""
    name, equals, value = pair.partition("=")
    return f"{name}={value if name.lower() in _HARMLESS else '***'}" if equals else "***"
