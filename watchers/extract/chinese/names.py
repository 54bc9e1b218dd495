"""Telling names from other words in Chinese text: by surname and borders, by sound, by Latin capitals, by a gloss.

There is no list of given names: a name is believed where both its borders are plain (a role, a mark, a verb).
Scores are small sums of border values; they order candidates and mean nothing beyond this module and `people`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.tokens import Kind, Token

_HAN = "\u4e00-\u9fff"
DOTS = "·•‧・."
"""Marks between the parts of a foreign name."""
_PART = rf"(?:(?![和与及跟])[{_HAN}])"
_DOTTED = re.compile(rf"{_PART}{{1,9}}(?:[{DOTS}](?:{_PART}{{1,8}}|[A-Z]\.?(?=[{DOTS}])))+")
_LATIN = re.compile(
    r"(?:(?<![A-Za-z0-9])|(?<=C[ETFO]O))[A-Z][a-zà-ÿ]*[a-zà-ÿ'][A-Za-zà-ÿ'-]*"
    r"(?: (?:[A-Z]\.|van|von|de|der|el|al|bin|di|da|la))*(?: (?:[ae]l-)?[A-Z][A-Za-zà-ÿ'-]*[a-zà-ÿ]){1,2}(?![A-Za-z0-9])"
)
_ENOUGH = 5.0
_ENOUGH_WARY = 6.0
_IMPOSSIBLE = -20.0


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at its place, with how plainly it stands there."""

    start: int
    end: int
    text: str
    score: float


@dataclass(slots=True)
class _Borders:
    """How plainly a name can begin (`left`) or end (`right`) at a place of the sentence."""

    left: dict[int, float] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)

    def open(self, place: int, value: float) -> None:
        self.left[place] = max(self.left.get(place, 0.0), value)

    def close(self, place: int, value: float) -> None:
        self.right[place] = max(self.right.get(place, 0.0), value)


def names(text: str, tokens: Sequence[Token], lex: Lexicon) -> list[Name]:
    """Every name that stands plainly in the sentence."""
    shut = _shut(text, tokens)
    foreign = [
        *_dotted(text, _closed(text, tokens), lex),
        *_latin(text, tokens, lex),
        *_glossed(text, tokens, lex),
        *_worded(text, tokens, lex),
    ]
    for name in foreign:
        shut[name.start : name.end] = ["#"] * (name.end - name.start)
    borders = _borders(text, tokens, foreign, lex)
    chinese = [name for stretch in _stretches(text, shut) for name in _in_stretch(text, stretch, borders, lex)]
    return [*foreign, *chinese]


def _shut(text: str, tokens: Iterable[Token]) -> list[str]:
    """A map of the sentence: "#" where no Chinese name can stand, "." where it can."""
    shut = ["." if "\u4e00" <= char <= "\u9fff" else "#" for char in text]
    for token in tokens:
        if len(token.text) > 1 or token.kind in {Kind.MARK, Kind.COMPANY}:
            shut[token.start : token.end] = ["#"] * (token.end - token.start)
    return shut


def _closed(text: str, tokens: Iterable[Token]) -> list[str]:
    """The same for foreign names, which may hold everyday words: "米兰" in "米兰·科瓦奇"."""
    strong = [
        t for t in tokens if t.kind in {Kind.COMPANY, Kind.ROLE, Kind.TRIGGER, Kind.DATE} or t.has("say", "adverb")
    ]
    return _shut(text, [t for t in strong if len(t.text) > 1])


def _stretches(text: str, shut: list[str]) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"\.+", "".join(shut)):
        if match.end() - match.start() > 1:
            yield match.start(), min(match.end(), len(text))


def _dotted(text: str, shut: list[str], lex: Lexicon) -> Iterator[Name]:
    """Names of several parts joined by a dot, cut to the characters that write sounds."""
    if not _DOTTED.search(text):
        return
    open_text = "".join("#" if s == "#" and char >= "\u4e00" else char for char, s in zip(text, shut, strict=True))
    for match in _DOTTED.finditer(open_text):
        start, end = match.start(), match.end()
        first = min(i for i in range(start, end) if text[i] in DOTS)
        last = max(i for i in range(start, end) if text[i] in DOTS)
        while start < first and not _all_sound(text[start:first], shut[start:first], lex):
            start += 1
        stop = last + 1
        while stop < end and text[stop] in lex.sound and shut[stop] == ".":
            stop += 1
        if stop == last + 1 and end - stop <= 4:  # a rare character: take what the borders give
            while stop < end and shut[stop] == ".":
                stop += 1
        if start < first and stop > last + 1:
            yield Name(start, stop, text[start:stop], 9.0)


def _all_sound(part: str, shut: Sequence[str], lex: Lexicon) -> bool:
    return all(char in lex.sound for char in part) and "#" not in shut


def _latin(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """Two or three capitalised words that no list knows as a company, product or place."""
    companies = [(t.start, t.end) for t in tokens if t.kind is Kind.COMPANY]
    for match in _LATIN.finditer(text):
        words = match.group().split()
        under = any(start < match.end() and match.start() < end for start, end in companies)
        if under or any(word in lex.latin_no for word in words) or text.startswith(lex.latin_tail, match.end()):
            continue
        yield Name(match.start(), match.end(), match.group(), 7.0)


_GLOSSED = re.compile(
    rf"[{_HAN}]{{2,4}}(?=\((?:音译[,:]? ?)?[A-Z][A-Za-z'.-]+(?: [A-Z(][A-Za-z'.)-]*)+(?:[,;][^()]{{0,12}})?\))"
)


def _glossed(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """A Chinese name with its Latin form in brackets: the gloss makes up for a name that looks like a word."""
    ends = {t.end for t in tokens if len(t.text) > 1 or t.kind in {Kind.MARK, Kind.COMPANY}} | {0}
    for match in _GLOSSED.finditer(text):
        for start in range(match.end() - 3, match.end() - 1):
            whole = text[start : match.end()]
            if start >= match.start() and whole[0] in lex.surnames and (start in ends or start == match.end() - 2):
                yield Name(start, match.end(), whole, 8.0)
                break


def _worded(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """A surname before an everyday word, where only a person can stand: "张平安" before "接任"."""
    following = {token.start: token for token in tokens}
    ends = {t.end for t in tokens if t.kind in {Kind.MARK, Kind.ROLE, Kind.COMPANY}} | {0}
    for token in tokens:
        start = token.start - 1
        behind = following.get(token.end)
        if len(token.text) != 2 or start not in ends or behind is None:
            continue
        if behind.kind is not Kind.TRIGGER and not (behind.has("adverb") and behind.text in _DONE):
            continue
        surname = text[start] in lex.surnames and text[start] not in lex.wary
        if surname and token.has("stop", "common") and not token.has("adverb", "say", "preposition", "other_subject"):
            yield Name(start, token.end, text[start : token.end], 7.0)


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
_DONE = frozenset({"已", "已于", "已经", "正式", "宣布", "将", "即将", "于"})
_SEVERAL = re.compile(r"[、和与及][^,。;]{2,12}$")
"""Before "均" of several people; of one, it is the end of the name: "由穆荣均负责"."""
_NEW = frozenset({"新任", "首任", "新一任", "下一任", "新", "集团", "公司", "联席", "执行"})
_TITLES = ("职务", "职位", "岗位", "教授", "博士", "院士", "先生", "女士", "老师")


def _borders(text: str, tokens: Sequence[Token], foreign: Sequence[Name], lex: Lexicon) -> _Borders:
    borders = _Borders({0: 3.0}, {len(text): 3.0})
    following = {token.start: token for token in tokens}
    for token in tokens:
        after = following.get(token.end)
        if token.text in {"前", "原"} and (after is None or after.kind not in {Kind.COMPANY, Kind.ROLE}):
            continue
        borders.open(token.end, _opening(token))
        names_post = (
            token.text == "为" and after is not None and (after.kind in {Kind.ROLE, Kind.COMPANY} or after.text in _NEW)
        )
        like = token.text in lex.name_like and not names_post  # "任命陆奇为新任总裁"
        like = like or (token.text == "均" and not _SEVERAL.search(text[: token.start]))
        borders.close(token.start, 1.0 if like else 3.0 if names_post else _closing(token, after))
    for match in re.finditer(r"[A-Za-z0-9 ]", text):
        borders.left.setdefault(match.end(), 2.0 if match.group() == " " else 1.0)
        borders.right.setdefault(match.start(), 1.0)
    for name in foreign:
        borders.left[name.end] = borders.right[name.start] = 0.0
    return borders


def _opening(token: Token) -> float:
    """How plainly a name can begin behind this token."""
    if any(trigger.frame in _TAKE_A_PERSON for trigger in token.triggers):
        return 4.0
    if _dull(token):
        return 1.0
    if token.text == "由":
        return 3.0  # "由A及B接任"
    if _soft(token):
        return 2.5 if token.has("adverb", "say") or token.text == "的" else 2.0
    return _COMMON_LEFT if token.has("common") else _LEFT.get(token.kind, 0.0)


def _closing(token: Token, after: Token | None) -> float:
    """How plainly a name can end before this token."""
    behind = after.kind if after is not None else None
    if token.has("join") and after is not None and (behind is Kind.TRIGGER or after.has("adverb", "say")):
        return 0.0  # "段清和" before "离职": nobody is joined here
    if token.kind is Kind.ROLE and token.text.startswith(_TITLES):
        return 3.0
    if token.text == "任":
        return 3.0 if behind in {Kind.ROLE, Kind.COMPANY} else 2.0
    if _dull(token):
        return 1.0
    return _soft_closing(token) if _soft(token) else _RIGHT.get(token.kind, 0.0)


def _soft_closing(token: Token) -> float:
    if token.has("adverb", "say") or token.text == "的":
        return 2.5
    return 2.0 if token.has("preposition", "join", "stay", "no", "tail", "trigger") else 0.0


def _dull(token: Token) -> bool:
    """Whether the word is a noun that says little of the words beside it."""
    return token.has("stop", "other_subject") and not token.has("adverb", "say", "preposition", "trigger")


def _soft(token: Token) -> bool:
    """Whether the word is one character, which may as well be a part of a name."""
    return len(token.text) == 1 and token.kind not in {Kind.MARK, Kind.COMPANY}


def _in_stretch(text: str, stretch: tuple[int, int], borders: _Borders, lex: Lexicon) -> Iterator[Name]:
    """The best names of a stretch of characters that no known word covers, none overlapping another."""
    begin, end = stretch
    starts = [start for start in range(begin, end) if start in borders.left]
    options = [name for start in starts for name in _from(text, (start, end), borders, lex)]
    options = [name for name in options if not text.startswith(lex.house_tails, name.end)]
    position = begin
    for name in sorted(options, key=lambda n: (-n.score, n.start)):
        if name.start >= position or name.end <= begin:
            yield name
            position = max(position, name.end)


def _from(text: str, span: tuple[int, int], borders: _Borders, lex: Lexicon) -> Iterator[Name]:
    start, end = span
    for stop in range(start + 2, min(end, start + 7) + 1):
        opening, closing = borders.left[start], borders.right.get(stop, 0.0)
        if opening <= 0 or closing <= 0:
            continue
        word = text[start:stop]
        score = opening + closing + _likeness(word, start, borders, lex)
        wary = word[0] in lex.wary and word[:2] not in lex.compound
        if score >= (_ENOUGH_WARY if wary else _ENOUGH):
            yield Name(start, stop, word, score)


_PLAIN = 4.0
_RARELY = "之要会最能从"
"""Everyday characters that stand in a name now and then, where title and verb shut it in: "高级副总裁段要辉接替"."""


def _likeness(word: str, start: int, borders: _Borders, lex: Lexicon) -> float:
    """How much the characters themselves look like a name; far below zero where they cannot be one."""
    length = len(word)
    preposition = word[0] in "向和与于从由为" and length == 3 and word[1] in lex.surnames
    never = {char for char in word[1:] if char in lex.never}
    plain = borders.left[start] >= _PLAIN and borders.right.get(start + length, 0.0) >= _PLAIN
    if never and length == 3 and word[0] not in lex.wary and (plain or word[1] == "之"):
        never -= set(_RARELY)
    if preposition or never:
        return _IMPOSSIBLE
    # The last character may be the next word: "徐冰将" before "卸任".
    shape = -2.5 if length > 2 and borders.right.get(start + length - 1, 0.0) > 1 else 0.0
    return shape + _form(word, start, borders, lex)


def _form(word: str, start: int, borders: _Borders, lex: Lexicon) -> float:
    length = len(word)
    if word[:2] in lex.compound and 3 <= length <= 4:
        return 0.7
    if word[0] in lex.surnames and length <= 3:
        return 0.5 if length == 3 else 0.0
    foreign = all(char in lex.sound for char in word) and (word[0] in lex.surnames or start + 1 not in borders.left)
    if foreign and length != 4:
        return 0.0 if length > 2 else -1.5
    if foreign or (length == 4 and word[0] in lex.surnames):
        return 0.0 if foreign else -2.5
    return _IMPOSSIBLE
