"""What the names of Chinese houses that no list has are made of: a stem and a tail that tells a house, or letters unknown.

Knows no sentences; where in one such a name counts is for `seats` to say. The lists are in `lexicon/zh_seats.toml`.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from watchers.extract.alternation import one_of
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.orgs import NO_STEM

_HAN = "\u4e00-\u9fff"
_LETTER = rf"[{_HAN}A-Za-z0-9*]"


@cache
def data() -> dict[str, Any]:
    """The lists of `zh_seats.toml`, with their examples."""
    return tomllib.loads((files("watchers.extract") / "lexicon" / "zh_seats.toml").read_text(encoding="utf-8"))


def words(key: str) -> list[str]:
    """One of the lists."""
    return str(data()[key]).split()


def listed(key: str) -> str:
    """The same as a pattern, longest word first."""
    return one_of(words(key))


@cache
def no_house() -> frozenset[str]:
    """Words that name no house however they stand."""
    return frozenset(words("no_house"))


@cache
def tailed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name with a tail that tells a house anywhere, and one whose tail does so where a clause begins."""
    tails = one_of([*words("tails"), "有限公司", "有限责任公司"])
    hard = re.compile(
        rf"((?:\*?ST)?(?:{_LETTER}{{2,8}}?))((?:{tails})+)(?!经理|业务?|界|家(?![居电具])|制造|厂商|品牌|行业|生产商|巨头)"
    )
    return hard, re.compile(rf"({_LETTER}{{2,3}}?)({listed('soft_tails')})")


def latin_house(name: str, lex: Lexicon) -> bool:
    """Whether Latin words before a post can be a house's: none of them a title, none everyday."""
    words = name.split(" ")
    if words[0] in lex.latin_no or words[-1] in _latin_parts():
        return False
    return not any(word in lex.classes for word in words)


@cache
def _latin_parts() -> frozenset[str]:
    return frozenset(words("latin_parts"))


HARD = frozenset({"trigger", "adverb", "say", "preposition", "pronoun", "pronouns", "no", "stay", "former", "newly"})
SINGLE = frozenset("的了在是从由为将让被向把任及与和兼给对自以或此于")
"""Words of one character behind which a house begins, unless the run begins with them."""


_OF_A_HOUSE = ("旗下", "合资", "初创", "创业", "新", "子", "分", "母", "该", "本", "上市", "控股")
"""Before 公司, what makes it any house."""
_LONG_STEM = 4


def with_tail(found: re.Match[str], lex: Lexicon) -> str | None:
    """The name with its tail; without a bare 公司, before which only an unknown name makes a house."""
    if found[2] == "公司":
        if not fine(found[1], lex) or found[1].endswith(_OF_A_HOUSE):
            return None
        return found[1] if unknown(found[1], lex) else found.group() if len(found[1]) >= _LONG_STEM else None
    return _LEGAL.sub("", found.group()) if fine(found[1], lex) else None


_LEGAL = re.compile("(?<=集团)(?:股份)?有限(?:责任)?公司$")
"""The legal form of a group, by which nobody calls it."""


_KIND = re.compile(
    "[区部门们组市省县镇村界业线群室]$|(?<!富)国$|[某该本这那各每其0-9]|第[一二三四五六七八九十]|[一二两三四五六七八九十几多数首]+[家位名个]"
)


@cache
def _kinds() -> re.Pattern[str]:
    """Several words that name no house, one behind the other."""
    return re.compile(rf"(?:{one_of(no_house())})+")


def fine(stem: str, lex: Lexicon) -> bool:
    """Whether these characters name something: no kind of house, no part of one, no place."""
    if stem.isascii() and not (stem[0].isupper() and len(stem) > 1 and latin_house(stem, lex)):
        return False
    if stem in no_house() or stem in NO_STEM or _KIND.search(stem) or any(char in SINGLE for char in stem[1:]):
        return False
    return _kinds().fullmatch(stem) is None and not any(
        not lex.classes[word].isdisjoint(HARD) for _, word in lex.words(stem, 0, len(stem)) if len(word) > 1
    )


FEW = 4
"""Characters from which on a name is too long for a person's, and the length of most names at an exchange."""


def named(name: str, lex: Lexicon) -> bool:
    """Whether the characters can be a name where the place alone tells a house: "中岭港", "第一晨光"."""
    if name in no_house() or name in NO_STEM or name in lex.classes or _kinds().fullmatch(name) is not None:
        return False
    kind = _KIND.search(name.removeprefix("第一"))
    return kind is None and not any(
        not lex.classes[word].isdisjoint(HARD | _OF_PEOPLE)
        for _, word in lex.words(name, 0, len(name))
        if len(word) > 1
    )


_OF_PEOPLE = frozenset({"role", "media", "pronoun", "pronouns", "other_subject"})
"""Classes of words that stand in no house's name."""


def unknown(name: str, lex: Lexicon) -> bool:
    """Whether most of its characters belong to no everyday word."""
    known = sum(len(word) for _, word in lex.words(name, 0, len(name)) if len(word) > 1)
    return len(name) - known >= 2


@cache
def lead() -> re.Pattern[str]:
    """What stands before a house and belongs to no name."""
    return re.compile(
        rf"(?:{listed('before')}|自(?![动主由然身己研])|和(?![合硕])|\d{{1,4}}[年月日号]|\d{{1,2}}日?晚间?)+"
    )


def without_lead(run: str) -> str:
    """The run without what stands before a house and belongs to no name."""
    found = lead().match(run)
    return run[found.end() :] if found is not None and len(run) - found.end() > 1 else run
