"""How names sound across scripts: simplified script, and the keys under which a person's names meet.

The only user of opencc and pypinyin, both loaded at first need. A key proposes that two names may be one person's;
it never decides (`store.model.sameness` does): Wang Wei and Wei Wang, 姚顺雨 and 姚顺宇 share theirs.

Rules and figures: of 36 true pairs of names plain pinyin joins 26, with a table of surname readings 29, with all
readings of the given name 30; the rest needs an alias from the watchlist.
"""

import functools
import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from store.model.names import fold, has_han

if TYPE_CHECKING:
    import opencc

_MOST_READINGS = 12
"""Combinations of readings per given name: 晟 reads cheng and sheng, and some characters have five."""


@dataclass(frozen=True, slots=True)
class _Spellings:
    """What `spellings.toml` says."""

    surnames: Mapping[str, tuple[str, ...]]
    titles: frozenset[str]
    suffixes: frozenset[str]
    nicknames: Mapping[str, str]
    romanised: frozenset[str]


@functools.cache
def _spellings() -> _Spellings:
    read = tomllib.loads(files("store").joinpath("spellings.toml").read_text(encoding="utf-8"))
    return _Spellings(
        surnames={name: tuple(ways.split("/")) for name, ways in (row.split(":") for row in read["surnames"].split())},
        titles=frozenset(read["titles"].split()),
        suffixes=frozenset(read["suffixes"].split()),
        nicknames=dict(row.split(":") for row in read["nicknames"].split()),
        romanised=frozenset(read["romanised"].split()),
    )


_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_NOT_HAN = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff·・•‧∙]")
_DOTS = re.compile(r"[·・•‧∙]")
_HYPHEN = re.compile(r"[-‐‑‒–]")


def simplified(text: str) -> str:
    """Write traditional Chinese characters as simplified ones; everything else stays."""
    return _converter().convert(text) if has_han(text) else text


def person_keys(name: str) -> frozenset[str]:
    """The keys of a name as written: `given surname` without order, lower case, letters only.

    A name of one word (surname, mononym, nickname) gives that word alone. Both sides of a bracket count:
    `Yuhuai (Tony) Wu` is also Tony Wu, `姚顺雨 (Yao Shunyu)` both. Empty for a text without letters.
    """
    keys: set[str] = set()
    for form in _forms(name):
        keys.update(_han_keys(form) if has_han(form) else _latin_keys(form))
    return frozenset(keys)


def spelled(name: str) -> tuple[str, ...]:
    """The names in a name: without its brackets, and what the brackets say, another script's name or a nickname."""
    return tuple(form for form in _forms(name) if form)


def parts(name: str) -> tuple[str, ...]:
    """The words of a name; those of a transcribed one are parted by dots."""
    return tuple(part for part in _DOTS.split(simplified(name)) if part) if has_han(name) else tuple(name.split())


def first_reading(letters: str) -> str:
    """The usual reading of Chinese characters, without tones."""
    return next(_readings(letters), "")


@functools.cache
def _converter() -> "opencc.OpenCC":
    import opencc  # noqa: PLC0415 - 35 ms and 14 MB that a start without Chinese text does not need

    return opencc.OpenCC("t2s")


def _forms(name: str) -> Iterator[str]:
    """The name without its brackets, and what the brackets say: another script's name or a nickname."""
    plain = simplified(name)
    outside = _BRACKET.sub(" ", plain).strip()
    yield outside
    for inside in (found.strip() for found in _BRACKET.findall(plain)):
        if has_han(inside) or has_han(outside) or " " in inside:
            yield inside
        elif outside.split():
            yield f"{inside} {outside.split()[-1]}"


def _han_keys(name: str) -> set[str]:
    letters = _NOT_HAN.sub("", name)
    if _DOTS.search(letters):
        return _pairs([first_reading(part) for part in _DOTS.split(letters) if part])
    surname, given = _split(letters)
    if not given:
        return set(_surnames(surname))
    return {_key(one, other) for one in _surnames(surname) for other in _readings(given)}


def _surnames(surname: str) -> tuple[str, ...]:
    return _spellings().surnames.get(surname) or (first_reading(surname),)


def _split(letters: str) -> tuple[str, str]:
    """Surname and given name; compound surnames of two characters first, unless nothing would be left."""
    length = 2 if letters[:2] in _spellings().surnames and len(letters) > 2 else 1
    return letters[:length], letters[length:]


def _readings(letters: str) -> Iterator[str]:
    """All ways a row of characters can read, at most `_MOST_READINGS`; ü is written v, u or yu."""
    import pypinyin  # noqa: PLC0415 - 380 ms and 65 MB that a start without Chinese names does not need

    heard = pypinyin.pinyin(letters, style=pypinyin.Style.NORMAL, heteronym=True)
    spelled = [tuple(dict.fromkeys(way for sound in sounds for way in _umlaut(sound))) for sounds in heard]
    for sounds in itertools.islice(itertools.product(*spelled), _MOST_READINGS):
        yield "".join(sounds)


def _umlaut(sound: str) -> tuple[str, ...]:
    plain = sound.replace("ü", "v")
    return (plain, plain.replace("v", "u"), plain.replace("v", "yu")) if "v" in plain else (plain,)


def _latin_keys(name: str) -> set[str]:
    last, comma, first = name.partition(",")
    if comma and fold(first) not in _spellings().suffixes:
        name = f"{first} {last}"
    words = fold(_HYPHEN.sub("", name.replace("ü", "v").replace("Ü", "V"))).split()
    words = [word for word in words if word not in _spellings().titles and word not in _spellings().suffixes] or words
    inner = [word for word in words[1:-1] if len(word) > 1]
    return _pairs([*words[:1], *inner, *words[1:][-1:]])


def _pairs(words: list[str]) -> set[str]:
    """Keys of a name in words: first with rest, beginning with last, first with last; nicknames in full as well."""
    if len(words) < 2:
        return set(words)
    pairs = {(words[0], "".join(words[1:])), ("".join(words[:-1]), words[-1]), (words[0], words[-1])}
    formal = {(_spellings().nicknames[one], other) for one, other in pairs if one in _spellings().nicknames}
    return {_key(one, other) for one, other in pairs | formal}


def _key(one: str, other: str) -> str:
    return " ".join(sorted((one, other)))


# Spelled as one Chinese syllable; loose on purpose, since it is only asked about names beside a Chinese surname.
_SYLLABLES = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:iang|iong|uang|iao|ian|ing|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|[aoeiuv])){1,3}"
)


def romanised(name: str) -> bool:
    """Say whether a name in Latin letters is a romanised Chinese one, by its surname and its syllables."""
    words = _two_words(name)
    return any(
        a in _spellings().romanised and _SYLLABLES.fullmatch(b) is not None for a, b in (words, words[::-1]) if a
    )


def chinese_surnames(name: str) -> frozenset[str]:
    """The Chinese surname of a name in either script, in letters; both words where either may be the surname."""
    if has_han(name):
        letters = _NOT_HAN.sub("", simplified(name))
        return frozenset() if _DOTS.search(letters) or not letters else frozenset(_surnames(_split(letters)[0]))
    first, last = _two_words(name)
    either = (first, last) if romanised(name) else (last,)
    return frozenset(word for word in either if word in _spellings().romanised)


def _two_words(name: str) -> tuple[str, str]:
    """A Latin name's two words, folded; empty for names of more or fewer."""
    words = fold(_HYPHEN.sub("", name)).split()
    return (words[0], words[1]) if len(words) == 2 and not has_han(name) else ("", "")
