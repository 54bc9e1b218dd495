"""Consonants of a name, by which a Western name is known again in Chinese characters: 苏茨克维 and Sutskever.

Chinese outlets write Western names by sound, each in its own characters, so neither characters nor readings agree.
What survives is the row of consonant classes. It is weak evidence: `store.model.sameness` asks for it only within one
move, and only where nobody else could be meant.
"""

import itertools
import re

from store.model.names import fold, has_han
from store.readings import first_reading, parts

# One letter stands for sounds that transcription confuses: N for m and n, L for l and r, P for b and p and so on. Vowels,
# y and h carry nothing. Order matters: longer spellings first.
_LATIN = (
    (r"sch|tsch|tch|sh|zh|ch|ts|tz|dz|cz|c(?=[eiy])|g(?=[ei])|[sz]", "S"),
    (r"ng", "N"),
    (r"ck|qu|kh|gh|[kgcq]", "K"),
    (r"x", "KS"),
    (r"j", "J"),
    (r"ph|[fvw]", "F"),
    (r"th|[td]", "T"),
    (r"[bp]", "P"),
    (r"[lr]", "L"),
    (r"[mn]", "N"),
)
_PINYIN = (
    (r"er(?![a-z])", "L"),
    (r"zh|ch|sh|[zcsqx]", "S"),
    (r"j", "J"),
    (r"ng", "N"),
    (r"[gk]", "K"),
    (r"[fw]", "F"),
    (r"[td]", "T"),
    (r"[bp]", "P"),
    (r"[lr]", "L"),
    (r"[mn]", "N"),
)
_J = ("S", "K")
"""What j stands for: 杰 for Jeff, 基 for Pachocki."""


def sounds(form: str) -> frozenset[str]:
    """Consonant rows of a name and of its last word; several where a letter can be heard two ways."""
    written = parts(form)
    if not written:
        return frozenset()
    if has_han(form):
        heard = ["".join(_classes(f"{first_reading(letter)} ", _PINYIN) for letter in part) for part in written]
    else:
        heard = [_classes(fold(part), _LATIN) for part in written]
    return frozenset(row for words in ("".join(heard), heard[-1]) for row in _ways(words) if len(row) > 1)


def _classes(word: str, table: tuple[tuple[str, str], ...]) -> str:
    pattern = re.compile("|".join(f"({sound})" for sound, _ in table))
    return "".join(table[(found.lastindex or 1) - 1][1] for found in pattern.finditer(word))


def _ways(row: str) -> set[str]:
    """Each reading of every J, with neighbours alike counted once."""
    choices = [_J if letter == "J" else (letter,) for letter in row]
    rows = itertools.islice(itertools.product(*choices), 8)
    return {"".join(letter for letter, _ in itertools.groupby(way)) for way in rows}
