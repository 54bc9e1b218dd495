"""Telling names from other words in Chinese text: by surname and borders, by sound, by Latin capitals, by a gloss.

There is no list of given names: a name is believed where both its borders are plain (a role, a mark, a verb).
Scores are small sums of border values; they order candidates and mean nothing beyond this module and `people`.
"""

import re
from collections.abc import Iterator, Sequence

from watchers.extract.chinese.borders import Borders, Name, borders_of
from watchers.extract.chinese.foreign import DOTS, all_sound, foreign_names, shut_map
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.tokens import Kind, Token

_HAN = "\u4e00-\u9fff"
_ENOUGH = 5.0
_ENOUGH_WARY = 6.0
_IMPOSSIBLE = -20.0


def names(text: str, tokens: Sequence[Token], lex: Lexicon) -> list[Name]:
    """Every name that stands plainly in the sentence."""
    shut = shut_map(text, tokens)
    foreign = [*foreign_names(text, tokens, lex), *_worded(text, tokens, lex)]
    for name in foreign:
        shut[name.start : name.end] = "#" * (name.end - name.start)
    borders = borders_of(text, tokens, shut, lex)
    for name in foreign:
        borders.left[name.end] = borders.right[name.start] = 0.0
    chinese = [name for stretch in _stretches(text, shut) for name in _in_stretch(text, stretch, borders, lex)]
    found = [*foreign, *chinese]
    found += _joined_on(text, found, shut, borders, lex)
    if _NICKISH.search(text):
        found += _by_seat(text, tokens, shut, found)
    return [*found, *_beside(text, found, shut, lex)]


_BEFORE = re.compile(rf"(?:^|[、,:;和与及])([{_HAN}]{{2,3}})(?:、|和|与|及|以及)$")
_LEAST = 4
"""Characters of a name written by sound that no Chinese name has."""


def _beside(text: str, found: Sequence[Name], shut: Sequence[str], lex: Lexicon) -> Iterator[Name]:
    """Short names written by sound, in a list with a long one: "拜尔" of "拜尔、科列斯尼科夫和翟晓华"."""
    starts = [n.start for n in found if len(n.text) >= _LEAST and (DOTS[0] in n.text or lex.sound.issuperset(n.text))]
    for start in starts:
        before = _BEFORE.search(text, max(0, start - 6), start)
        if before is not None and all_sound(before[1], shut[before.start(1) : before.end(1)], lex):
            yield Name(before.start(1), before.end(1), before[1], _ENOUGH_WARY)


_NEAR = 8
_GOES = frozenset({"leave", "vacate", "join", "assume"})
_NICK = re.compile(rf"[阿小][{_HAN}]|[A-Z][a-z]{{2,11}}(?:-?[A-Z][a-z]{{2,11}})?")
"""What nobody takes for a full name: "阿岛", "Ilya"."""
_NICKISH = re.compile(
    rf"[阿小A-Z](?:(?<=[{_HAN}][阿小])[{_HAN}]|(?:(?<=[{_HAN}][A-Z])|(?<=[{_HAN}] [A-Z]))[a-z]{{2,11}}(?:-?[A-Z][a-z]{{2,11}})?)"
    rf"(?= ?[{_HAN}])"
)
"""Where such a name may stand: between Chinese characters. What it begins with goes first, for few texts have that."""


def _by_seat(text: str, tokens: Sequence[Token], shut: Sequence[str], found: Sequence[Name]) -> Iterator[Name]:
    """What fills the place between a post and a deed is a name, whatever its letters: "负责人阿岛离职"."""
    posts = {t.end for t in tokens if t.kind is Kind.ROLE and len(t.text) > 1}
    verbs = [
        t.start
        for t in tokens
        if len(t.text) > 1 and t.triggers and any(trigger.frame in _GOES for trigger in t.triggers)
    ]
    soft = [t.start for t in tokens if verbs and t.has("adverb", "say") and any(0 <= v - t.end < _NEAR for v in verbs)]
    deeds = (*verbs, *soft) if posts else ()
    for end in deeds:
        start = next((end - n for n in range(2, 25) if end - n in posts), None)
        if start is None or any(n.start < end and start < n.end for n in found):
            continue
        name = text[start:end].strip()
        open_ = name.isascii() or "#" not in shut[start:end]
        if open_ and _NICK.fullmatch(name):
            yield Name(end - len(name), end, name, _ENOUGH_WARY)


_JOIN = re.compile("以及|[、和与及]")
_IN_LIST = 1.0
"""What a list adds to the name behind its mark."""


def _joined_on(text: str, found: Sequence[Name], shut: Sequence[str], borders: Borders, lex: Lexicon) -> Iterator[Name]:
    """A name right behind another and the word that joins them: "陈涛" of "胡郁和陈涛因…"."""
    known = list(found)
    taken: set[int] = set()
    for name in known:  # grows as the list goes on
        join = _JOIN.match(text, name.end)
        if join is None or join.end() not in borders.left or not _can_open(text, join.end(), lex):
            continue
        taken = taken or {at for other in found for at in range(other.start, other.end)}
        if (start := join.end()) in taken:
            continue
        end = next((i for i in range(start, len(shut)) if shut[i] == "#" or i in taken), len(shut))
        likely = Borders({**borders.left, start: borders.left[start] + _IN_LIST}, borders.right)
        for best in sorted(_from(text, (start, end), likely, lex), key=lambda n: -n.score)[:1]:
            known.append(best)
            taken.update(range(best.start, best.end))
            yield best


_OPEN = re.compile("[^#][^#]+")
_BORDERS = frozenset({Kind.MARK, Kind.ROLE, Kind.COMPANY})


def _stretches(text: str, shut: list[str]) -> Iterator[tuple[int, int]]:
    for match in _OPEN.finditer("".join(shut)):
        yield match.start(), min(match.end(), len(text))


def _worded(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """A surname before an everyday word, where only a person can stand: "张平安" before "接任"."""
    likely = [
        t
        for t in tokens
        if len(t.text) == 2 and t.start and text[t.start - 1] in lex.surnames and text[t.start - 1] not in lex.wary
    ]
    if not likely:
        return
    verbs = {t.start for t in tokens if t.kind is Kind.TRIGGER or (t.has("adverb") and t.text in _DONE)}
    ends = {t.end for t in tokens if t.kind in _BORDERS or t.text in _BEFORE_NAMES} | {0}
    for token in likely:
        start = token.start - 1
        plain = token.has("stop", "common") and not token.has("adverb", "say", "preposition", "other_subject")
        if start in ends and token.end in verbs and plain:
            yield Name(start, token.end, text[start : token.end], 7.0)


_BEFORE_NAMES = frozenset({"后", "由", "任命", "选举", "聘任", "委任"})
_DONE = frozenset({"已", "已于", "已经", "正式", "宣布", "将", "即将", "于"})


def _in_stretch(text: str, stretch: tuple[int, int], borders: Borders, lex: Lexicon) -> list[Name]:
    """The best names of a stretch of characters that no known word covers, none overlapping another."""
    begin, end = stretch
    left = borders.left
    starts = [at for at in range(begin, end) if left.get(at, 0.0) > 0 and _can_open(text, at, lex)]
    if not starts:
        return []
    options = [name for start in starts for name in _from(text, (start, end), borders, lex)]
    options = [name for name in options if not text.startswith(lex.house_tails, name.end)]
    if len(options) <= 1:
        return options
    taken: list[Name] = []
    for name in sorted(options, key=lambda n: (-n.score, n.start)):
        if all(name.end <= other.start or other.end <= name.start for other in taken):
            taken.append(name)
    return taken


_A_WORD = 3.0
"""What an everyday word must make up for to be a name."""
_MEASURES = frozenset("周年月季米元时")
_NUMERALS = frozenset("0123456789一二两三四五六七八九十百千万亿几数半个多余")
"""Before a word that measures, which is no surname there: "六周后上任"."""


def _from(text: str, span: tuple[int, int], borders: Borders, lex: Lexicon) -> Iterator[Name]:
    """What may be a name and begins where this span does, at a place where one can open."""
    start, end = span
    opening, right = borders.left[start], borders.right
    for stop in range(start + 2, min(end, start + 7) + 1):
        closing = right.get(stop, 0.0)
        if closing <= 0:
            continue
        word = text[start:stop]
        score = opening + closing + _likeness(word, start, borders, lex) - (_A_WORD if word in lex.no_names else 0.0)
        wary = word[0] in lex.wary and word[:2] not in lex.compound
        if score >= (_ENOUGH_WARY if wary else _ENOUGH):
            yield Name(start, stop, word, score)


def _can_open(text: str, start: int, lex: Lexicon) -> bool:
    """Whether these characters can begin any form of a name at all: see `_form`."""
    first, two = text[start], text[start : start + 2]
    if first == "若" and two not in _IN_NAMES:
        return False
    if first not in lex.surnames and two not in lex.compound and not lex.sound.issuperset(two):
        return False
    return first not in _MEASURES or text[:start].rstrip()[-1:] not in _NUMERALS


_IN_NAMES = frozenset({"若热", "若昂", "若泽", "若奥", "若埃", "若尔", "若阿"})
"""Where 若 is no "if": "若昂"."""
_OPENED = 3.0
"""At a mark, a post or a house begins a name whose first character is also a word: "特努斯"."""
_PLAIN = 4.0
_RARELY = "之要会最能从来"
"""Everyday characters that stand in a name now and then, where title and verb shut it in: "高级副总裁段要辉接替"."""


def _likeness(word: str, start: int, borders: Borders, lex: Lexicon) -> float:
    """How much the characters themselves look like a name; far below zero where they cannot be one."""
    length = len(word)
    preposition = word[0] in "向和与于从由为" and length == 3 and word[1] in lex.surnames
    never = lex.never.intersection(word[1:]) if not lex.never.isdisjoint(word[1:]) else frozenset()
    if never and length <= 3 and word[0] not in lex.wary:
        plain = borders.left[start] >= _OPENED and borders.right.get(start + length, 0.0) >= _PLAIN
        never = never.difference(_RARELY) if plain or (length > 2 and word[1] == "之") else never
    if length >= _LEAST and lex.sound.issuperset(word):
        never = frozenset()
    if preposition or never:
        return _IMPOSSIBLE
    # The last character may be the next word: "徐冰将" before "卸任".
    shape = -2.5 if length > 2 and borders.right.get(start + length - 1, 0.0) > 1 else 0.0
    return shape + _form(word, start, borders, lex)


def _form(word: str, start: int, borders: Borders, lex: Lexicon) -> float:
    length = len(word)
    if word[:2] in lex.compound and 3 <= length <= 4:
        return 0.7
    if word[0] in lex.surnames and length <= 3:
        return 0.5 if length == 3 else 0.0
    plain = start + 1 not in borders.left or (length > 2 and borders.left[start] >= _OPENED)
    foreign = lex.sound.issuperset(word) and (word[0] in lex.surnames or plain)
    if foreign and length != 4:
        return 0.0 if length > 2 else -1.5
    if foreign or (length == 4 and word[0] in lex.surnames):
        return 0.0 if foreign else -2.5
    return _IMPOSSIBLE
