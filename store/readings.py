"""How names sound across scripts: simplified script, and the keys under which a person's names meet.

The only user of opencc and pypinyin, both loaded at first need. A key proposes that two names may be one person's;
it never decides (`store.model.sameness` does): Wang Wei and Wei Wang, 姚顺雨 and 姚顺宇 share theirs.

Rules and figures: of 36 true pairs of names plain pinyin joins 26, with a table of surname readings 29, with all
readings of the given name 30; the rest needs an alias from the watchlist.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store.model.names import fold, has_han

if TYPE_CHECKING:
    import opencc

_MOST_READINGS = 12
"""Combinations of readings per given name: 晟 reads cheng and sheng, and some characters have five."""

# Surnames that read otherwise than the character alone; the first is usual, the others occur.
_SURNAMES: dict[str, tuple[str, ...]] = {
    "单": ("shan",), "曾": ("zeng",), "仇": ("qiu",), "解": ("xie",), "区": ("ou",), "翟": ("zhai", "di"),
    "查": ("zha",), "缪": ("miao",), "乐": ("yue", "le"), "朴": ("piao", "pu", "park"), "覃": ("qin", "tan"),
    "盖": ("ge", "gai"), "任": ("ren",), "华": ("hua",), "宁": ("ning",), "葛": ("ge",), "员": ("yun",),
    "种": ("chong",), "召": ("shao",), "折": ("she",), "秘": ("bi",), "繁": ("po",), "冼": ("xian",), "逄": ("pang",),
    "谌": ("chen", "shen"), "隗": ("wei", "kui"), "燕": ("yan",), "应": ("ying",), "柏": ("bai", "bo"),
    "贾": ("jia",), "车": ("che",), "黑": ("he",), "句": ("gou",), "能": ("nai",), "那": ("na",), "祭": ("zhai",),
    "瞿": ("qu",), "石": ("shi",), "沈": ("shen",), "盛": ("sheng",), "俞": ("yu",), "郗": ("xi", "chi"),
    "曲": ("qu",), "尹": ("yin",), "牟": ("mou", "mu"), "佘": ("she",), "宿": ("su",), "褚": ("chu",), "叶": ("ye",),
    "长孙": ("zhangsun",), "尉迟": ("yuchi",), "万俟": ("moqi",),
    "吕": ("lv", "lu", "lyu"), "欧阳": ("ouyang",), "司马": ("sima",), "上官": ("shangguan",), "诸葛": ("zhuge",),
    "令狐": ("linghu",), "皇甫": ("huangfu",), "夏侯": ("xiahou",), "慕容": ("murong",), "司徒": ("situ",),
    "端木": ("duanmu",), "东方": ("dongfang",), "公孙": ("gongsun",), "宇文": ("yuwen",), "轩辕": ("xuanyuan",),
    "独孤": ("dugu",), "南宫": ("nangong",), "澹台": ("tantai",), "申屠": ("shentu",), "太史": ("taishi",),
    "闻人": ("wenren",), "钟离": ("zhongli",), "鲜于": ("xianyu",), "闾丘": ("lvqiu",), "西门": ("ximen",),
}  # fmt: skip
_TITLES = frozenset(["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "mx"])
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "mba"])
_NICKNAMES = {
    "sam": "samuel", "dan": "daniel", "alex": "alexander", "alexandr": "alexander", "ben": "benjamin",
    "bob": "robert", "rob": "robert", "bill": "william", "will": "william", "mike": "michael", "tom": "thomas",
    "jim": "james", "joe": "joseph", "dave": "david", "chris": "christopher", "matt": "matthew", "nick": "nicholas",
    "andy": "andrew", "tony": "anthony", "ed": "edward", "greg": "gregory", "jeff": "jeffrey", "josh": "joshua",
    "ken": "kenneth", "liz": "elizabeth", "kate": "katherine", "pete": "peter", "steve": "steven", "tim": "timothy",
    "nat": "nathaniel", "rick": "richard", "max": "maximilian", "zach": "zachary", "jon": "jonathan",
}  # fmt: skip
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


def key_parts(keys: Iterable[str]) -> frozenset[str]:
    """The single words of keys: what a bare surname or given name can be compared with."""
    return frozenset(part for key in keys for part in key.split())


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
        return _pairs([next(_readings(part)) for part in _DOTS.split(letters) if part])
    surname, given = _split(letters)
    surnames = _SURNAMES.get(surname) or tuple(itertools.islice(_readings(surname), 1))
    if not given:
        return set(surnames)
    return {_key(one, other) for one in surnames for other in _readings(given)}


def _split(letters: str) -> tuple[str, str]:
    """Surname and given name; compound surnames of two characters first, unless nothing would be left."""
    length = 2 if letters[:2] in _SURNAMES and len(letters) > 2 else 1
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
    if comma and fold(first) not in _SUFFIXES:
        name = f"{first} {last}"
    words = fold(_HYPHEN.sub("", name.replace("ü", "v").replace("Ü", "V"))).split()
    words = [word for word in words if word not in _TITLES and word not in _SUFFIXES] or words
    inner = [word for word in words[1:-1] if len(word) > 1]
    return _pairs([*words[:1], *inner, *words[1:][-1:]])


def _pairs(words: list[str]) -> set[str]:
    """Keys of a name in words: first with rest, beginning with last, first with last; nicknames in full as well."""
    if len(words) < 2:
        return set(words)
    pairs = {(words[0], "".join(words[1:])), ("".join(words[:-1]), words[-1]), (words[0], words[-1])}
    formal = {(_NICKNAMES[one], other) for one, other in pairs if one in _NICKNAMES}
    return {_key(one, other) for one, other in pairs | formal}


def _key(one: str, other: str) -> str:
    return " ".join(sorted((one, other)))


# Spelled as one Chinese syllable; loose on purpose, since it is only asked about names beside a Chinese surname.
_SYLLABLES = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:iang|iong|uang|iao|ian|ing|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|[aoeiuv])){1,3}"
)
_ROMANISED = frozenset(
    [
        "an",
        "ba",
        "bai",
        "bao",
        "bi",
        "bian",
        "cai",
        "cao",
        "cen",
        "chai",
        "chang",
        "che",
        "chen",
        "cheng",
        "chi",
        "chu",
        "cui",
        "dai",
        "deng",
        "di",
        "ding",
        "dong",
        "dou",
        "du",
        "duan",
        "fan",
        "fang",
        "fei",
        "feng",
        "fu",
        "gao",
        "ge",
        "gong",
        "gou",
        "gu",
        "guan",
        "guo",
        "han",
        "hao",
        "he",
        "hong",
        "hou",
        "hu",
        "hua",
        "huang",
        "ji",
        "jia",
        "jian",
        "jiang",
        "jiao",
        "jin",
        "jing",
        "ju",
        "kang",
        "ke",
        "kong",
        "kuang",
        "lan",
        "lang",
        "lei",
        "leng",
        "li",
        "lian",
        "liang",
        "liao",
        "lin",
        "ling",
        "liu",
        "long",
        "lou",
        "lu",
        "lv",
        "luo",
        "ma",
        "mao",
        "mei",
        "meng",
        "miao",
        "min",
        "mo",
        "mu",
        "ni",
        "nie",
        "ning",
        "niu",
        "ou",
        "ouyang",
        "pan",
        "pang",
        "pei",
        "peng",
        "pi",
        "pu",
        "qi",
        "qian",
        "qiang",
        "qiao",
        "qin",
        "qiu",
        "qu",
        "quan",
        "ren",
        "rong",
        "ruan",
        "shang",
        "shao",
        "she",
        "shen",
        "sheng",
        "shi",
        "shu",
        "shui",
        "si",
        "sima",
        "song",
        "su",
        "sun",
        "tan",
        "tang",
        "tao",
        "tian",
        "tong",
        "tu",
        "wan",
        "wang",
        "wei",
        "wen",
        "weng",
        "wu",
        "xi",
        "xia",
        "xian",
        "xiang",
        "xiao",
        "xie",
        "xin",
        "xing",
        "xiong",
        "xu",
        "xuan",
        "xue",
        "yan",
        "yang",
        "yao",
        "ye",
        "yi",
        "yin",
        "ying",
        "you",
        "yu",
        "yuan",
        "yue",
        "yun",
        "zang",
        "zeng",
        "zha",
        "zhai",
        "zhan",
        "zhang",
        "zhao",
        "zhen",
        "zheng",
        "zhong",
        "zhou",
        "zhu",
        "zhuang",
        "zhuge",
        "zong",
        "zou",
        "zuo",
    ]
)


def romanised(name: str) -> bool:
    """Say whether a name in Latin letters is a romanised Chinese one, by its surname and its syllables."""
    words = fold(_HYPHEN.sub("", name)).split()
    if len(words) != 2 or has_han(name):
        return False
    first, last = words
    return any(a in _ROMANISED and _SYLLABLES.fullmatch(b) is not None for a, b in ((first, last), (last, first)))
