"""Consonants of a name, by which a name is known again that others spelled by ear: 苏茨克维 and Sutskever.

Chinese outlets write Western names by sound, each in its own characters, and Hong Kong spells Chinese ones by its own
tongue, so neither characters nor readings agree. What survives is the row of consonant classes. It is weak evidence:
`store.model.persons` asks for it only within one move, and only where nobody else could be meant.
"""

import itertools
import re

from store.model.names import fold, has_han
from store.model.people import Sound
from store.readings import first_reading, parts, words
from store.spellings import spellings

# One letter stands for sounds that transcription confuses: N for m and n, L for l and r, P for b and p and so on. Vowels,
# y and h carry nothing. Order matters: longer spellings first.
_LATIN = (
    (r"sch|tsch|tch|sh|zh|ts|tz|dz|cz|c(?=[eiy])|g(?=[ei])|[sz]", "S"),
    (r"ch(?=[rl])", "K"),
    (r"ch", "S"),
    (r"ng", "N"),
    (r"ck|qu|kh|gh|[kgcq]", "K"),
    (r"x", "KS"),
    (r"dj|j", "J"),
    (r"ph|[fvw]", "F"),
    (r"th", "H"),
    (r"[td]", "T"),
    (r"[bp]", "P"),
    (r"[lr](?=[bcdfgkmnpqstvwxz])", "R"),
    (r"[lr]", "L"),
    (r"[mn]", "N"),
)
_PINYIN = (
    (r"er(?![a-z])", "R"),
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
_HEARD = {"J": ("S", "K", ""), "H": ("T", "S"), "R": ("L", "")}
"""What is heard in several ways: j in Jeff (杰), Pachocki (基) and Jan; th in Karpathy (西); l and r before a consonant,
as in Altman, which is 奥特曼 or 阿尔特曼."""
_MOST_WAYS = 24


def sounds(form: str) -> frozenset[Sound]:
    """How a name may be heard; several ways where a letter can be heard so. Empty where hardly anything is heard."""
    written = parts(form) if has_han(form) else tuple(words(form))
    if not written:
        return frozenset()
    given, last = written[:-1], written[-1]
    return frozenset(
        Sound(given=begin, last=end, called=_called(given[0]) if given else frozenset())
        for begin, end in itertools.product(rows(given[0]) if given else {""}, rows(last))
        if len(begin + end) > 1
    )


def _called(given: str) -> frozenset[str]:
    """The given name itself in Latin letters, or those it is known to stand for."""
    if not has_han(given):
        return frozenset({given})
    return spellings().transcribed.get(given, frozenset())


def rows(word: str) -> set[str]:
    """Find the consonant rows of one word in either script; every way of hearing it, neighbours alike counted once."""
    if has_han(word):
        heard = "".join(_classes(f"{first_reading(letter)} ", _PINYIN) for letter in word)
    else:
        heard = _classes(fold(word), _LATIN)
    ways = itertools.islice(itertools.product(*(_HEARD.get(letter, (letter,)) for letter in heard)), _MOST_WAYS)
    return {"".join(letter for letter, _ in itertools.groupby("".join(way))) for way in ways}


def _classes(word: str, table: tuple[tuple[str, str], ...]) -> str:
    pattern = re.compile("|".join(f"({sound})" for sound, _ in table))
    return "".join(table[(found.lastindex or 1) - 1][1] for found in pattern.finditer(word))
