"""Whether a name in Chinese text reads as a person's by its own words: a surname and one or two characters, or a foreign name whole."""

import re

from watchers.extract.chinese.foreign import DOTS
from watchers.extract.chinese.lexicon import Lexicon

_CHINESE = re.compile("[\u4e00-\u9fff]{2,4}")
_LATIN = re.compile(r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]*)+")
_COMPOUND, _FULL = 2, 3
"""Characters of a surname like 欧阳, and of a name with a surname of one."""


def reads_as_person(name: str, lex: Lexicon) -> bool:
    """Whether nothing but a person is likely called so; nicknames and half a foreign name do not count."""
    if _LATIN.fullmatch(name) or any(dot in name for dot in DOTS):
        return True
    if _CHINESE.fullmatch(name) is None:
        return False
    return name[:_COMPOUND] in lex.surnames or (len(name) <= _FULL and name[0] in lex.surnames)
