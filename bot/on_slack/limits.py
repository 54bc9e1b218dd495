"""What Slack takes at most, as data, and the one way in which text is cut to fit.

Figures are Slack's documented Block Kit and `chat.*` limits; those marked "ours" keep a distance where Slack documents
nothing. Lengths are characters after escaping unless said otherwise.
"""

import unicodedata
from collections.abc import Callable

BLOCKS = 50
"""Blocks in one message."""
SECTION = 3000
"""Text of a section or of one context element."""
FIELDS = 10
HEADER = 150
BUTTONS = 25
"""Elements of an actions block."""
BUTTON = 75
"""Label of a button, plain text."""
URL = 3000
MESSAGE = 10_000
"""All blocks of a message as JSON, ours: an undocumented limit (`msg_blocks_too_long`) was met near 13,200."""

VIEW_BLOCKS = 100
"""Blocks in a modal or an App Home."""
VIEW = 50_000
"""All blocks of a modal or an App Home as JSON, ours: Slack takes 250 kB, and escaping may treble them on their way."""
VIEW_TITLE = 24
"""Title, submit and close of a modal, plain text."""
LABEL = 2000
"""Label and hint of a field."""
OPTIONS = 100
OPTION = 75
"""Label of a choice; its value may have twice as much."""
FILLED_IN = 3000
"""What stands in a field of words at first."""

ELLIPSIS = "…"
_DEAREST = 5  # "&" is the dearest character: "&amp;"
_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Mc", "Me"})


def cut(text: str, most: int) -> str:
    """Shorten to at most `most` characters, at a word where one is near, never inside a combined character."""
    if len(text) <= most:
        return text
    if most < 1:
        return ""
    end = most - len(ELLIPSIS)
    blank = text.rfind(" ", 0, end + 1)
    if blank > end * 0.6:  # nearer than that, a cut word says more than a missing half line
        end = blank
    while end > 0 and _joined(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def fit(text: str, room: int, shown: Callable[[str], str], *, size: Callable[[str], int] = len) -> str:
    """Return `shown` of as much of the text as fits into `room`: cut first, escaped then, measured again.

    Empty where not even the ellipsis fits.
    """
    most = min(len(text), max(room, 0))
    while most > 0:
        result = shown(cut(text, most))
        if size(result) <= room:
            return result
        most -= max(1, (size(result) - room) // _DEAREST)
    return ""


def _joined(text: str, at: int) -> bool:
    """Say whether the characters on both sides of `at` make one: accents, emoji with tone or joiner, flags."""
    before, after = text[at - 1], text[at]
    if _JOINER in {before, after} or unicodedata.category(after) in _MARKS:
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":  # skin tones; subdivision flags
        return True
    return _is_flag_half(after) and _flag_halves_before(text, at) % 2 == 1


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _flag_halves_before(text: str, at: int) -> int:
    count = 0
    while count < at and _is_flag_half(text[at - count - 1]):
        count += 1
    return count
