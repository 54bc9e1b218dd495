"""One normal form in which names are compared, everywhere.

Knows letters, not languages: traditional and simplified script are joined before this point (`store.readings`).
"""

import re
import unicodedata
from functools import lru_cache

# Letters that NFKD does not take apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ß": "ss"})
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_APOSTROPHE = re.compile(r"['’`ʼ]")
_NAME = 80  # characters; longer texts are no names and not worth remembering
_INNER_DOT = re.compile(r"(?<=\b\w)\.")


def has_han(text: str) -> bool:
    """Say whether any Chinese character stands in the text."""
    return _HAN.search(text) is not None


def fold(text: str) -> str:
    """Fold case, width, diacritics and punctuation away; words come out parted by single blanks.

    ``"J.P. O’Brien "`` becomes ``"jp obrien"``, ``"ＯｐｅｎＡＩ"`` becomes ``"openai"``.
    """
    return _folded(text) if len(text) <= _NAME else _folded.__wrapped__(text)


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    """Remembers: the same few names are compared over and over."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("&", " and ")
    plain = _INNER_DOT.sub("", _APOSTROPHE.sub("", plain))
    plain = unicodedata.normalize("NFC", plain)
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
