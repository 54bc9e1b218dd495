"""Names that say little about who is meant, because very many people bear them; and Chinese surnames in any spelling.

Judges spelling alone, by the tables of `spellings.toml`. What follows from it is decided in `store.model.persons`.
"""

import re
from collections.abc import Collection

from store.model.names import fold, has_han
from store.readings import HYPHEN, NOT_HAN, parts, simplified, split, surname_readings
from store.spellings import spellings

# Spelled as one or two Chinese syllables; loose on purpose, since it is only asked about names beside a Chinese surname.
_CHINESE = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:iang|iong|uang|iao|ian|ing|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|[aoeiuv])){1,2}"
)
# Spelled as two Korean syllables, the same way.
_KOREAN = re.compile(
    r"(?:(?:[bdgjkmnprsthyl]|ch|kk|tt|pp|ss|jj)?"
    r"(?:yae|yeo|yoo|yu|ya|ye|yo|wae|wa|wo|wi|we|ae|eo|eu|ui|oo|oe|ee|ou|[aeiou])(?:ng|[nmlkptbhr])?){2}"
)
_TWO_SYLLABLES = re.compile(r"[^\W\d_]{2,6}[-‐‑‒–][^\W\d_]{2,6}")


def romanised(name: str) -> bool:
    """Say whether a name in Latin letters is a Chinese one in pinyin, by its surname and its syllables."""
    words = _two_words(name)
    return any(
        a in spellings().romanised and b not in spellings().given and _CHINESE.fullmatch(b) is not None
        for a, b in (words, words[::-1])
        if a
    )


def korean(name: str) -> bool:
    """Say whether a name in Latin letters may well be a Korean one, by its surname and its syllables."""
    words = _two_words(name)
    return any(
        a in spellings().korean and b not in spellings().given and _KOREAN.fullmatch(b) is not None
        for a, b in (words, words[::-1])
        if a
    )


def rare(name: str) -> bool:
    """Say whether hardly two people of the trade bear this full name.

    Not so: two Chinese characters, or three that are common ones; pinyin and its like, where many names become one; a
    common given name before a common surname.
    """
    if has_han(name):
        return _rare_han(name)
    words = fold(HYPHEN.sub("", name)).split()
    if len(words) < 2 or romanised(name) or korean(name):
        return False
    known = spellings()
    eastern = known.romanised | known.elsewhere.keys() | known.korean
    if _TWO_SYLLABLES.search(name) and not eastern.isdisjoint((words[0], words[-1])):
        return False
    return not (words[0] in known.given and words[-1] in eastern | known.western)


def unusual(word: str) -> bool:
    """Say whether a single word in Latin letters, folded, is neither a common surname of any tongue nor a given name."""
    known = spellings()
    common = known.romanised | known.elsewhere.keys() | known.korean | known.western | known.given
    return len(word) >= _UNUSUAL and word not in common


_UNUSUAL = 5
"""Letters from which on a surname says something."""


def _rare_han(name: str) -> bool:
    if len(parts(name)) > 1:
        return True
    surname, given = split(NOT_HAN.sub("", simplified(name)))
    common = surname in spellings().common_surnames and given in spellings().common_given
    return len(surname + given) > 2 and not common


def chinese_surnames(name: str) -> frozenset[str]:
    """The Chinese surname of a name, in pinyin; of one in pinyin both words where either may be the surname."""
    if has_han(name):
        letters = NOT_HAN.sub("", simplified(name))
        return frozenset() if len(parts(name)) > 1 or not letters else frozenset(surname_readings(split(letters)[0]))
    return frozenset(_two_words(name)) & spellings().romanised if romanised(name) else frozenset()


def nicknamed(name: str) -> frozenset[str]:
    """The Chinese surname behind a Western given name, in pinyin: `wu` of Tony Wu, `wu` and `huang` of Andrew Ng."""
    words = fold(HYPHEN.sub("", name)).split()
    if len(words) != 2 or has_han(name) or romanised(name) or korean(name) or _TWO_SYLLABLES.search(name):
        return frozenset()
    return _pinyin(words[1])


def elsewhere(surnames: Collection[str]) -> frozenset[str]:
    """How these Chinese surnames in pinyin are spelled outside the mainland: `ng` and `woo` of `wu`."""
    return frozenset(way for way, meant in spellings().elsewhere.items() if not meant.isdisjoint(surnames))


def by_ear(name: str) -> frozenset[tuple[str, str]]:
    """Surname in pinyin and the rest, of a Latin name that may be a Chinese one spelled otherwise: Chan Chi-ming."""
    words = fold(HYPHEN.sub("", name)).split()
    if len(words) != 2 or has_han(name) or not _TWO_SYLLABLES.search(name):
        return frozenset()
    return frozenset((way, rest) for surname, rest in (words, words[::-1]) for way in _pinyin(surname))


def _pinyin(surname: str) -> frozenset[str]:
    """What a surname in Latin letters may be in pinyin: itself, and `wu` and `huang` for `ng`."""
    itself = frozenset({surname}) & spellings().romanised
    return itself | spellings().elsewhere.get(surname, frozenset())


def _two_words(name: str) -> tuple[str, str]:
    """A Latin name's two words, folded; empty for names of more or fewer."""
    words = fold(HYPHEN.sub("", name)).split()
    return (words[0], words[1]) if len(words) == 2 and not has_han(name) else ("", "")
