"""How names sound across scripts: simplified script, and the keys under which a person's names meet.

The only user of opencc and (by `store.syllables`) of pypinyin, both loaded at first need. A key proposes that two names may
be one person's; it never decides (`store.model.persons` does): Wang Wei and Wei Wang, 姚顺雨 and 姚顺宇 share theirs.

Rules and figures: of 36 true pairs of names plain pinyin joins 26, with a table of surname readings 29, with all
readings of the given name 30; the rest needs an alias from the watchlist.
"""

import functools
import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.model.names import fold, has_han
from store.spellings import spellings
from store.syllables import pypinyin

if TYPE_CHECKING:
    import opencc

_MOST_READINGS = 12
"""Ways of writing a given name, Taiwan's included: 晟 reads cheng and sheng, and some characters have five."""


_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]|[\"“‘「]([^\"“”‘’「」]+)[\"”’」]")
NOT_HAN = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff·・•‧∙]")
_DOTS = re.compile(r"[·・•‧∙]")
HYPHEN = re.compile(r"[-‐‑‒–]")


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


def longhand(name: str) -> frozenset[str]:
    """Keys of a name with every full given name that its nickname may stand for; empty where it has none."""
    written = words(given_first(name))
    formal = spellings().nicknames.get(written[0], ()) if len(written) > 1 else ()
    return frozenset(_key(given, written[-1]) for given in formal)


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
    outside = _untitled(_BRACKET.sub(" ", plain).strip())
    yield outside
    for inside in ("".join(found).strip() for found in _BRACKET.findall(plain)):
        if has_han(inside) or has_han(outside) or " " in inside:
            yield inside
        elif outside.split():
            yield f"{inside} {outside.split()[-1]}"


def _untitled(name: str) -> str:
    """A Chinese name without the honorific behind it; 李教授 is a surname alone."""
    title = next((title for title in spellings().honorifics if name.endswith(title) and name != title), "")
    return name.removesuffix(title)


def _han_keys(name: str) -> set[str]:
    letters = NOT_HAN.sub("", name)
    if _DOTS.search(letters):
        return _pairs([first_reading(part) for part in _DOTS.split(letters) if part])
    surname, given = split(letters)
    if not given:
        return set(surname_readings(surname))
    pinyin = itertools.islice(_readings(given), _MOST_READINGS - 1)
    ways = [(one, other) for other in pinyin for one in surname_readings(surname)]
    return {_key(one, other) for one, other in (*ways, (_taiwanese(surname), _taiwanese(given)))}


def _taiwanese(letters: str) -> str:
    """The usual reading as Taiwan spells it, by Wade and Giles without their marks: 許志豪 is Hsu Chih-hao."""
    heard = pypinyin().lazy_pinyin(letters, style=pypinyin().Style.WADEGILES)
    return "".join(heard).replace("'", "").replace("hsv", "hsu")


def surname_readings(surname: str) -> tuple[str, ...]:
    """All readings of a Chinese surname, the usual one first."""
    return spellings().surnames.get(surname) or (first_reading(surname),)


def split(letters: str) -> tuple[str, str]:
    """Surname and given name; compound surnames of two characters first, unless nothing would be left."""
    length = 2 if letters[:2] in spellings().surnames and len(letters) > 2 else 1
    return letters[:length], letters[length:]


def _readings(letters: str) -> Iterator[str]:
    """All ways a row of characters can read, at most `_MOST_READINGS`; ü is written v, u or yu."""
    heard = pypinyin().pinyin(letters, style=pypinyin().Style.NORMAL, heteronym=True)
    spelled = [tuple(dict.fromkeys(way for sound in sounds for way in _umlaut(sound))) for sounds in heard]
    for sounds in itertools.islice(itertools.product(*spelled), _MOST_READINGS):
        yield "".join(sounds)


def _umlaut(sound: str) -> tuple[str, ...]:
    plain = sound.replace("ü", "v")
    return (plain, plain.replace("v", "u"), plain.replace("v", "yu")) if "v" in plain else (plain,)


def _latin_keys(name: str) -> set[str]:
    return {key for way in _plain(given_first(name)) for key in _pairs(_inner_initials_dropped(words(way)))}


def given_first(name: str) -> str:
    """Turn "Last, First" around; "Last, PhD" stays."""
    last, comma, first = name.partition(",")
    turned = comma and not spellings().suffixes.issuperset(fold(first).split())
    return f"{first} {last}" if turned else name


def words(name: str) -> list[str]:
    """The words of a Latin name, folded, hyphens joined, without honorifics and suffixes unless nothing else is there."""
    written = fold(HYPHEN.sub("", name)).split()
    return [word for word in written if word not in spellings().titles | spellings().suffixes] or written


_UMLAUTS = (
    str.maketrans("üÜ", "vV"),
    str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ø": "oe", "å": "aa"}),
)


def _plain(name: str) -> set[str]:
    """The name, and how it is written where its dotted letters are not at hand: Lü as Lv, Jürgen as Juergen."""
    return {name, *(name.lower().translate(letters) for letters in _UMLAUTS)}


def _inner_initials_dropped(written: list[str]) -> list[str]:
    inner = [word for word in written[1:-1] if len(word) > 1]
    return [*written[:1], *inner, *written[1:][-1:]]


def _pairs(written: list[str]) -> set[str]:
    """Keys of a name in words: first with rest, beginning with last, first with last; nicknames in full as well."""
    if len(written) < 2:
        return set(written)
    pairs = {(written[0], "".join(written[1:])), ("".join(written[:-1]), written[-1]), (written[0], written[-1])}
    usual = {(spellings().nicknames[one][0], other) for one, other in pairs if one in spellings().nicknames}
    return {_key(one, other) for one, other in pairs | usual}


def _key(one: str, other: str) -> str:
    return " ".join(sorted((one, other)))


def latin(letters: str) -> str:
    """Chinese letters by their commonest readings, without tones and blanks; other letters as they stand."""
    return "".join(pypinyin().lazy_pinyin(letters))
