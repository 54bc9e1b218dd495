"""Lines to Discord's markdown: everything foreign is escaped first, and cut so that no escape or link is torn.

Pure. Text that ends here can neither mention anybody nor act: markdown is escaped, bare addresses do not become links,
and every `@` is followed by an invisible blank, because Discord's servers read mentions without heeding escapes.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from bot.cards import Line, Link, Place, Span, Strong, Struck, Text, Time

BREAK = "\u200b"
"""An invisible blank: parts what would act together. Discord does not trim it, so it also fills a required field."""

_ACTING = re.compile(r"([\\*_~`|\[\]<>])")
_AT_LINE_START = re.compile(r"^(\s*)([-+#]|\d+(?=[.)]))")
_COLON = re.compile(r"(?<=[A-Za-z]):(?=//)|:(?=[\w+-]{2,}:)")
"""Of a bare link, and of the name of an emoji."""
_KEPT_FORMATS = {"\u200c", "\u200d"}  # joiners: scripts and emoji need them
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?")
_ENDLESS = 1_000_000
_EARLIEST_WORD_END = 0.7  # give up to 30 % of the room to end at a word


def width(text: str) -> int:
    """How much of a limit the text takes: UTF-16 units, the strictest of the ways its clients and servers count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """One line without control, direction and other invisible characters; these could hide or reverse what is read."""
    return " ".join(text.translate(_SEEN).split())


class _Seen(dict[int, int | None]):
    """A table for `str.translate` that learns each character at its first sight: kept, or None for what nobody sees."""

    def __missing__(self, code: int) -> int | None:
        c = chr(code)
        hidden = not c.isspace() and unicodedata.category(c)[0] == "C" and not _is_tag(c) and c not in _KEPT_FORMATS
        seen = None if hidden else code
        if len(self) < _MOST_LEARNED:
            self[code] = seen
        return seen


_MOST_LEARNED = 20_000  # most of what people write; the rest is looked up each time
_SEEN = _Seen()


def _is_tag(c: str) -> bool:
    return "\U000e0020" <= c <= "\U000e007f"  # the flags of England, Scotland and Wales are spelled with these


def escape(text: str) -> str:
    """Clean words that Discord shows as they are; use it on every foreign string that is rendered as markdown."""
    return _escaped(clean(text))


def _escaped(text: str) -> str:
    shown = _COLON.sub(r"\:", _ACTING.sub(r"\\\1", text))
    shown = _AT_LINE_START.sub(_disarm, shown)
    return shown.replace("@", f"@{BREAK}")


def _disarm(match: re.Match[str]) -> str:
    blank, sign = match.groups()
    return f"{blank}{sign}{BREAK}" if sign[0].isdigit() else f"{blank}\\{sign}"


def plain(text: str) -> str:
    """Clean words for places that know no markdown (buttons, footers), with mentions broken for whoever reads them."""
    return clean(text).replace("@", f"@{BREAK}")


def fit(text: str, most: int, show: Callable[[str], str] = escape) -> str:
    """The longest beginning of `text` whose shown form takes at most `most`; "…" says that something was cut.

    Cuts before showing, at a word where one ends near, and never inside a combined character.
    """
    words = clean(text)
    if width(show(words)) <= most:
        return show(words)
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(show(words[:middle])) < most else (low, middle - 1)
    kept = words[: _whole(words, low)].rstrip()
    return f"{show(kept)}…" if kept else "…"[: max(0, most)]


def _whole(words: str, end: int) -> int:
    """The nearest end at or before `end` that tears no combined character and, if near enough, no word."""
    while end and _joined(words, end):
        end -= 1
    space = words.rfind(" ", 0, end + 1)
    return space if space >= end * _EARLIEST_WORD_END else end


def _joined(words: str, end: int) -> bool:
    """Whether the character at `end` belongs to the one before it."""
    if end >= len(words):
        return False
    after, before = words[end], words[end - 1]
    tone, flag = "\U0001f3fb" <= after <= "\U0001f3ff", "\U0001f1e6" <= after <= "\U0001f1ff"
    second_half = flag and _flags_before(words, end) % 2 == 1
    marks = unicodedata.category(after) in {"Mn", "Me", "Mc"} or after in _KEPT_FORMATS or _is_tag(after)
    return marks or tone or second_half or before == "\u200d"


def _flags_before(words: str, end: int) -> int:
    start = end
    while start and "\U0001f1e6" <= words[start - 1] <= "\U0001f1ff":
        start -= 1
    return end - start


def address(url: str) -> str:
    """The address as it may stand in a masked link, or empty if it is none: http and https, no user, a plain host.

    An address with a user part is dropped because it reads like another host.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.netloc):
        return ""
    query, fragment = (f"{mark}{part}" if part else "" for mark, part in (("?", parts.query), ("#", parts.fragment)))
    rest = f"{parts.path}{query}{fragment}"  # not cut off by length: urlsplit leaves out tabs and line ends
    quoted = quote(rest, safe="/?#%&=+,;:!$'", errors="ignore")
    return f"{parts.scheme}://{parts.netloc}{quoted}"


def line(spans: Line, most: int) -> str:
    """A line as markdown that takes at most `most`; what does not fit is cut, a link loses its address first."""
    shown = ""
    for span in spans:
        piece = _parted(shown, _span(span, _ENDLESS))
        left = most - width(shown)
        if width(piece) > left and isinstance(span, Link):
            piece = _parted(shown, fit(span.label, _ENDLESS))
        if width(piece) > left:
            return shown + _parted(shown, _span(span, left - 1))  # one for the blank that may part two marks
        shown += piece
    return shown


def _parted(before: str, piece: str) -> str:
    return BREAK + piece if before and piece and before[-1] == piece[0] and piece[0] in "*~" else piece


def _span(span: Span, most: int) -> str:
    match span:
        case Text(text=text):
            return _spaced(text, most)
        case Strong(text=text):
            return _marked(text, "**", most)
        case Struck(text=text):
            return _marked(text, "~~", most)
        case Link(label=label, url=url):
            return _link(label, url, most)
        case Time(at=at, date_only=date_only):
            stamp = moment(at, date_only=date_only)
            return stamp if width(stamp) <= most else ""
        case Place(channel=channel):
            shown = f"<#{channel}>" if channel.isdecimal() else escape(f"#{channel}")
            return shown if width(shown) <= most else ""


def _spaced(text: str, most: int) -> str:
    """Plain words with the blanks that part them from their neighbours."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    if not clean(text):
        return before if most > 0 else ""
    shown = fit(text, most - len(before) - len(after))
    return f"{before}{shown}{'' if shown.endswith('…') else after}" if shown else ""


def _marked(text: str, mark: str, most: int) -> str:
    shown = fit(text, most - 2 * len(mark))
    if not shown:
        return ""
    return f"{mark}{shown[:-1]}{mark}…" if shown.endswith("…") and len(shown) > 1 else f"{mark}{shown}{mark}"


def _link(label: str, url: str, most: int) -> str:
    followed = address(url)
    masked = f"[{escape(label) or BREAK}]({followed})"
    if followed and clean(label) and width(masked) <= most:
        return masked
    return fit(label, most)


def moment(at: dt.datetime, *, date_only: bool) -> str:
    """A moment as markup that every reader sees in their own zone; aware times only."""
    return f"<t:{int(at.timestamp())}:{'D' if date_only else 'f'}>"
