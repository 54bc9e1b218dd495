"""A sentence with its small letters and the set of its words, made once.

Most of what the patterns look for stands in few sentences; a word that is missing from the set saves the search.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from watchers.extract.text import small_letters

_ONLY_WORDS = bytes(code if code < 128 and chr(code).isalnum() else 32 for code in range(256))
_TOKEN = re.compile(r"[^\W_\u3400-\u9fff]+")


class Line(NamedTuple):
    """A sentence's text in the forms in which it is searched."""

    text: str
    small: str
    """In small letters, as long as `text`."""
    words: frozenset[str]
    """Every run of letters and digits of `small`, Chinese ones apart."""


def line(text: str) -> Line:
    """The sentence in these forms."""
    small = small_letters(text)
    found = small.encode().translate(_ONLY_WORDS).decode().split() if small.isascii() else _TOKEN.findall(small)
    return Line(text, small, frozenset(found))


def telling(phrases: Iterable[str]) -> frozenset[str]:
    """One word of each phrase, its longest: a line with none of them has none of the phrases."""
    return frozenset(max(_TOKEN.findall(phrase.lower()), key=len) for phrase in phrases)


def blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these spans turned to signs no pattern knows."""
    if not spans:
        return text
    if len(spans) == 1:
        ((start, end),) = spans
        return text[:start] + "\x00" * (end - start) + text[end:]
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if end > position:
            first = max(start, position)
            pieces += (text[position:first], "\x00" * (end - first))
            position = end
    return "".join(pieces) + text[position:]
