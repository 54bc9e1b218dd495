"""Foreign text made plain: no markup, no control or direction characters, bounded. Pure, and linear in its input.

HTML is taken apart by patterns whose cost grows with the text and no faster: the standard library's parser is quadratic
on a run of unclosed tags (CPython 135462), and so are most trees. Nothing is rendered; what looks like a tag goes, what
it held stays. Characters are not otherwise changed, so that a quote still stands in the text it was taken from.
"""

import html
import re

TITLE_ROOM = 1_000
TEXT_ROOM = 100_000
HTML_ROOM = 256 * 1024
"""Markup read at most; the rest of a longer text is dropped."""

_DROPPED = re.compile(r"<(script|style|template|noscript|svg)\b", re.IGNORECASE)
_TAG = re.compile(r"""</?([a-zA-Z][a-zA-Z0-9]*+)(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+>""")
_ROUGH_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*+>")
"""What is left of tags with unpaired quotes, declarations and processing instructions."""
_CUT_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*+\Z")
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{8,}+;?")
"""`html.unescape` counts digits without a bound and raises on thousands of them."""
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure"}
    | {"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"}
    | {"section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*+>|&(?:#[xX]?[0-9a-fA-F]{1,7}|[a-zA-Z]{2,24});")
_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_UNPRINTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls, zero-width signs, direction marks and overrides, lone surrogates, invisible tags."""


def line(text: str, room: int = TITLE_ROOM) -> str:
    """Plain text on one line: a title, a name, a value for the log."""
    return _SPACE.sub(" ", _UNPRINTED.sub("", text[: room * 4]).replace("\n", " ")).strip()[:room].rstrip()


def lines(text: str, room: int = TEXT_ROOM) -> str:
    """Plain text that keeps its paragraphs, one a line, none empty."""
    tidy = _UNPRINTED.sub("", text[: room * 4].replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n"))
    return _LINES.sub("\n", _SPACE.sub(" ", tidy)).strip()[:room].rstrip()


def looks_marked_up(text: str) -> bool:
    """Say whether there are tags or character references in it: feeds escape titles once, twice or not at all."""
    return _MARKUP.search(text[:HTML_ROOM]) is not None


def lean(markup: str) -> str:
    """HTML without comments and without scripts, styles and their like, cut to what is read at most."""
    return _without_dropped(_without_comments(markup))[:HTML_ROOM]


def from_html(markup: str) -> str:
    """The words of a piece of HTML, still with its line breaks; give the result to `line` or `lines`."""
    text = _TAG.sub(_break, lean(markup[:HTML_ROOM]))
    text = _CUT_TAG.sub("", _ROUGH_TAG.sub(" ", text))
    return html.unescape(_LONG_REFERENCE.sub("", text))


def _break(tag: re.Match[str]) -> str:
    """A block ends a line; anything else may stand inside a word."""
    return "\n" if tag[1].lower() in _BLOCKS else ""


def _without_comments(text: str) -> str:
    """Search onwards only, so that a thousand openings without an end cost one pass."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join([*kept, text[at:]])


def _without_dropped(text: str) -> str:
    """Scripts and styles with what they hold; an unclosed one takes the rest along, as in a browser."""
    kept, at, lowered = [], 0, _ascii_lower(text)
    while found := _DROPPED.search(text, at):
        kept.append(text[at : found.start()])
        end = lowered.find(f"</{found[1].lower()}", found.end())
        if end < 0:
            return "".join(kept)
        close = text.find(">", end)
        if close < 0:
            return "".join(kept)
        at = close + 1
    return "".join([*kept, text[at:]])


def _ascii_lower(text: str) -> str:
    """Lower case in which positions stay the same: where `str.lower` makes the text longer, that of ASCII alone."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text.translate(_ASCII_LOWER)


_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
