"""How plainly a Chinese name can begin or end beside the known words of a sentence; `names` adds the values up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from watchers.extract.chinese.lexicon import Lexicon, lexicon
from watchers.extract.chinese.tokens import Kind, Token


class Name(NamedTuple):
    """A person's name at its place, with how plainly it stands there."""

    start: int
    end: int
    text: str
    score: float


@dataclass(slots=True)
class Borders:
    """How plainly a name can begin (`left`) or end (`right`) at a place of the sentence."""

    left: dict[int, float] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)


_LEFT = {
    Kind.ROLE: 4.0,
    Kind.MARK: 3.0,
    Kind.COMPANY: 3.0,
    Kind.DATE: 3.0,
    Kind.TRIGGER: 2.5,
    Kind.WORD: 2.5,
    Kind.PERSON: 1.0,
}
_TAKE_A_PERSON = frozenset({"hire", "fire", "replace", "become"})
_COMMON_LEFT = 2.0
_RIGHT = {
    Kind.ROLE: 0.0,
    Kind.MARK: 3.0,
    Kind.COMPANY: 1.0,
    Kind.DATE: 3.0,
    Kind.TRIGGER: 4.0,
    Kind.WORD: 3.0,
    Kind.PERSON: 0.0,
}
_PLACES = frozenset({Kind.COMPANY, Kind.ROLE})
_TITLES = ("职务", "职位", "岗位", "教授", "博士", "院士", "先生", "女士", "老师")


def borders_of(text: str, tokens: Sequence[Token], shut: Sequence[str], lex: Lexicon) -> Borders:
    """How plainly names can begin and end beside the tokens of a sentence; `shut` has "#" where no name can stand."""
    borders = Borders({0: 3.0}, {len(text): 3.0})
    left, right = borders.left, borders.right
    following = {token.start: token for token in tokens}
    role = Kind.ROLE
    posts = [token.start for token in tokens if token.kind is role] if "为" in text and _GIVES_ANY.search(text) else []
    last = len(shut)
    for token in tokens:
        start, end, kind = token.start, token.end, token.kind
        begins = end + 1 if kind is role and text[end : end + 1] == " " else end
        opens = begins < last and shut[begins] != "#"
        closes = start > 0 and shut[start - 1] != "#"
        if not (opens or closes):
            continue
        after = following.get(end)
        if token.text in {"前", "原"} and (after is None or after.kind not in _PLACES):
            continue
        word = token.text if token.classes or len(token.text) == 1 else ""
        if opens and (value := _opening(kind, word, token.classes)) > left.get(begins, -1.0):
            left[begins] = value
        if closes:
            value = 0.0
            if word in _BEFORE_POST:
                given = posts and word == "为" and any(end <= at <= end + _AHEAD for at in posts)
                value = 3.0 if given and _GIVES.search(text, 0, start) else _before_post(text, token, word, after)
            elif kind is role and _REMOVED.search(text, 0, start):
                value = 2.0
            like = word in lex.name_like or _ends_the_name(word, after)
            value = value or (1.0 if like else _closing(token, word, after))
            if value > right.get(start, -1.0):
                right[start] = value
    for match in _ASCII_RUN.finditer(text):  # only where Chinese characters meet it: no name goes on inside
        start, end = match.span()
        left.setdefault(end, 2.0 if text[end - 1] == " " else 1.0)
        right.setdefault(start, 2.5 if _COUNT.match(text, start) else 1.0)
    return borders


def _ends_the_name(word: str, after: Token | None) -> bool:
    """Whether 现, 一 or 用 is a name's last character, for nothing stands behind it that it could tell of."""
    if word in {"传", "才"}:  # neither hearsay nor "only just" where nothing is told of
        return after is None or after.kind is Kind.MARK or after.text in {"等", "和", "与", "及"}
    if after is None or word not in {"用", "现", "一"}:
        return False
    if word == "用":
        return after.kind is Kind.TRIGGER or after.text.startswith(("因", "正式", "已", "将", "获批"))
    return after.kind is Kind.MARK or (word == "一" and after.kind is Kind.TRIGGER and len(after.text) > 1)


_AHEAD = 10
_GIVES_ANY = re.compile("(?:任命|委任|聘任|聘请|选举|推选|推举|提名|委聘|增选|调|新任|擢升|提拔)[\u4e00-\u9fff]{2,4}为")
_GIVES = re.compile("(?:任命|委任|聘任|聘请|选举|推选|推举|提名|委聘|增选|调|新任|擢升|提拔)[\u4e00-\u9fff]{2,4}$")
"""Before the 为 of "任命X为中国区R", which is no part of the name."""
_NEW = frozenset({"新任", "首任", "新一任", "下一任", "新", "集团", "公司", "联席", "执行"})
_SEVERAL = re.compile(r"[、和与及][^,。;]{2,12}$")
"""Before "均" of several people; of one, it is the end of the name: "由穆荣均负责"."""


def _before_post(text: str, token: Token, word: str, after: Token | None) -> float:
    """How plainly a name ends before a 为 that gives a post ("任命陆奇为新任总裁") or a 均; 0.0 for any other word."""
    if word == "为" and after is not None and (after.kind in _PLACES or after.text in _NEW):
        return 3.0
    return 1.0 if word == "均" and not _SEVERAL.search(text[: token.start]) else 0.0


_BEFORE_POST = frozenset({"为", "均"})
_REMOVED = re.compile("(?:免去|解除|免除|撤销|罢免|解聘)(?:[\u4e00-\u9fff]{2,4}[、和与及]){0,3}[\u4e00-\u9fff]{2,4}$")
"""Before the post that somebody is rid of: "免去X" before "CTO职务"."""
_COUNT = re.compile("[0-9]{1,2}(?:名|位|人)")
"""Behind a list of names: "A、B2名成员"."""
_ASCII_RUN = re.compile("[A-Za-z0-9 ][A-Za-z0-9 ]*")  # its first letter apart, which the search then runs to
_Classes: TypeAlias = frozenset[str]


@lru_cache(maxsize=8192)
def _opening(kind: str, word: str, classes: _Classes) -> float:
    """How plainly a name can begin behind a token of this kind; the word is empty where it is no listed one."""
    triggers = lexicon().triggers[word] if "trigger" in classes else ()
    if any(trigger.frame in _TAKE_A_PERSON for trigger in triggers):
        return 4.0
    if _dull(classes) and kind is not Kind.ROLE:
        return 1.0
    if word == "由":
        return 3.0  # "由A及B接任"
    if _soft(kind, word):
        return 2.5 if _has(classes, "adverb", "say") or word == "的" else 2.0
    return _COMMON_LEFT if "common" in classes else _LEFT.get(kind, 0.0)


_DESCRIBES = frozenset({"负责", "主管", "分管", "领导", "带领"})
"""Behind "和", what begins the description of the next one: "X和负责剧集的Y"."""


def _closing(token: Token, word: str, after: Token | None) -> float:
    """How plainly a name can end before this token."""
    behind = after.kind if after is not None else None
    if (
        after is not None
        and "join" in token.classes
        and after.text not in _DESCRIBES
        and (behind is Kind.TRIGGER or after.has("adverb", "say") or after.text == "(")
    ):
        return 0.0  # "段清和" before "离职": nobody is joined here
    if word in {"公司", "本公司", "该行", "本行"} and behind is Kind.ROLE:
        return 3.0  # "核准X公司行长任职资格"
    if word == "任" and after is not None and (behind in _PLACES or after.text in {"公司", "本公司", "集团"}):
        return 3.0
    return _closing_alone(token.kind, word, token.classes)


@lru_cache(maxsize=8192)
def _closing_alone(kind: str, word: str, classes: _Classes) -> float:
    """The same for the token by itself."""
    if kind is Kind.ROLE and word.startswith(_TITLES):
        return 3.0
    if word == "任":
        return 2.0
    if _dull(classes):
        return 1.0
    if not _soft(kind, word):
        return _RIGHT.get(kind, 0.0)
    if _has(classes, "adverb", "say") or word == "的":
        return 2.5
    return 2.0 if _has(classes, "preposition", "join", "stay", "no", "tail", "trigger") else 0.0


def _has(classes: _Classes, *wanted: str) -> bool:
    return not classes.isdisjoint(wanted)


def _dull(classes: _Classes) -> bool:
    """Whether the word is a noun that says little of the words beside it."""
    return _has(classes, "stop", "other_subject") and not _has(classes, "adverb", "say", "preposition", "trigger")


def _soft(kind: str, word: str) -> bool:
    """Whether the word is one character, which may as well be a part of a name."""
    return len(word) == 1 and kind is not Kind.MARK and kind is not Kind.COMPANY
