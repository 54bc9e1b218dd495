"""Chinese names in Latin letters, by their syllables."""

import re
from functools import cache

from watchers.extract.alternation import one_of
from watchers.extract.english.lexicon import load


def is_chinese(name: str) -> bool:
    """As in "Weiran Zhao" and "Zhao Weiran": a Chinese surname and one or two syllables."""
    words = name.lower().split()
    if len(words) != 2:  # a surname and a given name
        return False
    return any(last in surnames() and _pinyin().fullmatch(first) for first, last in (words, words[::-1]))


@cache
def surnames() -> frozenset[str]:
    """Chinese surnames in Latin and small letters."""
    return frozenset(str(load("en_names")["chinese_surnames"]).split())


@cache
def southern_surnames() -> frozenset[str]:
    """Surnames of Hong Kong and Singapore, in small letters: "Chan"."""
    return frozenset(str(load("en_names")["southern_surnames"]).split())


@cache
def last_syllables() -> frozenset[str]:
    """Everyday words, in small letters, that end Chinese names."""
    return frozenset(str(load("en_names")["last_syllables"]).split())


@cache
def _pinyin() -> re.Pattern[str]:
    syllable = one_of(str(load("en_names")["pinyin"]).split())
    return re.compile(rf"{syllable}(?:[-']?{syllable})?")
