"""Lines and words in Slack's own markup, with every foreign string made harmless.

Escaping keeps strings from becoming links, mentions or entities; on top of that the characters Slack formats by are
replaced by look-alikes, so that a headline with tildes cannot pass for a denied one. Knows no blocks.
"""

import re
from urllib.parse import quote, urlsplit

from bot.cards import Line, Link, Place, Span, Strong, Struck, Text, Time, plain
from bot.on_slack.address import parted
from bot.on_slack.limits import ELLIPSIS, MESSAGE, URL, fit

_BRACKETS = str.maketrans({"<": "‹", ">": "›"})
_ITALIC = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # inside a word it does not format, so names in code keep theirs
_SHORTCODE = re.compile(r":(?=[\w+'-]+:)")
# Direction overrides and isolates: they could turn a name round. Zero-width joiners stay, emoji need them.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NO_HOST = re.compile(r"[\s<>|\"\\^`{}@%]")
_UNSAFE_IN_URL = re.compile(r"[\s<>|\"\\^`{}\x00-\x1f\x7f]")

_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_EXPANSE = re.compile(r"\s{3,}")


def tidy(text: str) -> str:
    """Drop or blank what is no visible character: control characters, turned directions, halves of characters.

    At most MESSAGE characters are left, which no message carries, so that whoever cuts to a room sees that it is too long.
    """
    kept = _INVISIBLE.sub(" ", _TURNING.sub("", text))
    return _EXPANSE.sub("  ", kept)[:MESSAGE]


def escape(text: str) -> str:
    """Escape Slack's three control characters and nothing else."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Undo Slack's escaping of what somebody typed: "AT&T" arrives as "AT&amp;T"."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def unmarked(text: str) -> str:
    """Foreign words for a plain_text object, which parses nothing; without brackets, should a client think otherwise."""
    return tidy(text).translate(_BRACKETS)


def words(text: str) -> str:
    """Foreign words as mrkdwn that shows them and does nothing."""
    still = tidy(text).replace("*", "∗").replace("~", "∼").replace("`", "ˋ")
    still = _SHORTCODE.sub("꞉", _ITALIC.sub("ˍ", still))
    return escape(still)


def line(spans: Line, room: int) -> str:
    """Render a line into at most `room` characters; whole spans first, the one at the edge cut, then an ellipsis."""
    whole = "".join(_span(span) for span in spans)
    if len(whole) <= room:
        return whole
    parts: list[str] = []
    left = room - len(ELLIPSIS)
    for span in spans:
        shown = _span(span)
        if len(shown) > left:
            parts.append(_edge(span, left))
            break
        parts.append(shown)
        left -= len(shown)
    kept = "".join(parts)
    marked = kept if ELLIPSIS in kept[-3:] else kept + ELLIPSIS
    return marked if len(marked) <= room else ""


def address(url: str) -> str:
    """The address as it may stand in `<…|…>`; empty unless it is http or https with a host and not too long."""
    if _host(url) == "":
        return ""
    scheme, _, rest = tidy(url).strip().partition(":")
    safe = _UNSAFE_IN_URL.sub(lambda found: quote(found.group(), safe=""), rest)
    encoded = f"{scheme.casefold()}:{safe}".replace("&", "&amp;")
    return encoded if len(encoded) <= URL else ""


def _host(url: str) -> str:
    """The host of an address that people may be sent to, else empty; one behind a user's name reads like another."""
    if len(url) > URL:
        return ""
    try:
        parts = urlsplit(tidy(url).strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host if parts.scheme in {"http", "https"} and not _NO_HOST.search(parts.netloc) else ""


def _span(span: Span) -> str:
    match span:
        case Text(text=text):
            return words(text)
        case Strong(text=text):
            return _wrapped(text, "*")
        case Struck(text=text):
            return _wrapped(text, "~")
        case Link(label=label, url=url):
            return _link(label, url)
        case Time():
            return _time(span)
        case Place(channel=channel):
            _, place = parted(channel)  # a place is shown to people of its own workspace alone
            return f"<#{place}>" if _CHANNEL.fullmatch(place) else words(f"#{place}")


def _edge(span: Span, room: int) -> str:
    """As much of a span as fits; a link keeps its address or goes, a time is whole or nothing."""
    match span:
        case Text(text=text):
            return fit(text, room, words)
        case Strong(text=text):
            return fit(text, room, lambda part: _wrapped(part, "*"))
        case Struck(text=text):
            return fit(text, room, lambda part: _wrapped(part, "~"))
        case Link(label=label, url=url):
            return fit(label, room, lambda part: _link(part, url))
        case Time() | Place():
            return ""


def _wrapped(text: str, mark: str) -> str:
    """Put a format mark round the words; Slack ignores a mark beside a blank, so blanks stay outside."""
    shown = words(text)
    core = shown.strip()
    if not core:
        return shown
    before, _, after = shown.partition(core)
    return f"{before}{mark}{core}{mark}{after}"


def _link(label: str, url: str) -> str:
    target = address(url)
    shown = words(label).strip()
    if not target:
        return shown
    return f"<{target}|{shown or words(_host(url))}>"


def _time(moment: Time) -> str:
    """Slack's date markup, in the reader's zone; before 1970 it knows no dates, so the words stand alone."""
    fallback = plain((moment,))
    stamp = int(moment.at.timestamp())
    if stamp < 0:
        return fallback
    form = "{date_short}" if moment.date_only else "{date_short_pretty} {time}"
    return f"<!date^{stamp}^{form}|{fallback}>"
