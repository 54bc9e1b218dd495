"""pypinyin, loaded at first need and in less room; whoever wants readings of Chinese characters asks here for it.

Its table of phrases has a list and a text of its own for each of 150,000 syllables, of which 1,500 differ. Here each is
kept once: 36 MB instead of 57. What it reads stays the same.
"""

import functools
import json
import os
import re
from collections.abc import Iterator
from importlib.resources import files
from types import ModuleType

Sounds = list[list[str]]
"""What pypinyin keeps of a phrase: of each character, its readings."""

_WITHOUT_PHRASES = "PYPINYIN_NO_PHRASES"
_BETWEEN = re.compile(r"[\s{,:]*")


@functools.cache
def pypinyin() -> ModuleType:
    """The library; a fifth of a second the first time."""
    os.environ[_WITHOUT_PHRASES] = "true"  # read while it is imported
    try:
        import pypinyin as library  # noqa: PLC0415 - a start without Chinese names does not need it
    finally:
        del os.environ[_WITHOUT_PHRASES]
    library.load_phrases_dict(packed((files(library) / "phrases_dict.json").read_text(encoding="utf-8")))
    module: ModuleType = library
    return module


def packed(table: str) -> dict[str, Sounds]:
    """The table of phrases, equal readings kept once. Read piece by piece: whole, it would take its room beside it."""
    once: dict[tuple[str, ...], list[str]] = {}
    return {phrase: [once.setdefault(tuple(one), one) for one in sounds] for phrase, sounds in _pairs(table)}


def _pairs(table: str) -> Iterator[tuple[str, Sounds]]:
    decode, at = json.JSONDecoder().raw_decode, 0
    while table[(at := _skip(table, at))] != "}":
        phrase, at = decode(table, at)
        sounds, at = decode(table, _skip(table, at))
        yield phrase, sounds


def _skip(table: str, at: int) -> int:
    found = _BETWEEN.match(table, at)
    return found.end() if found else at
