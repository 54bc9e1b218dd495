"""Telling names from other words in Chinese text: by surname and borders, by sound, by Latin capitals, by a gloss.

There is no list of given names: a name is believed where both its borders are plain (a role, a mark, a verb).
Scores are small sums of border values; they order candidates and mean nothing beyond this module and `people`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from watchers.extract.chinese.borders import Borders, Name, borders_of
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.tokens import Kind, Token

_HAN = "\u4e00-\u9fff"
DOTS = "·•‧・."
"""Marks between the parts of a foreign name."""
_PART = "[\u4e00-\u4e0d\u4e0f-\u53c9\u53cb-\u548b\u548d-\u8dde\u8de0-\u9fff]"
"""Any character but 与, 及, 和 and 跟."""
_DOTTED = re.compile(rf"{_PART}{{1,9}}(?:[{DOTS}](?:{_PART}{{1,8}}|[A-Z]\.?(?=[{DOTS}])))+")
_LATIN = re.compile(
    r"[A-ZŁŠŽČÖÉ](?:(?<![A-Za-z0-9][A-ZŁŠŽČÖÉ])|(?<=C[ETFO]O[A-Z]))[a-zà-ž]{0,40}[a-zà-ž'][A-Za-zà-ž'-]{0,40}"
    r"(?: (?:[A-Z]\.|van|von|de|der|el|al|bin|di|da|la))*(?: (?:[ae]l-)?[A-ZŁŠŽČÖÉ][A-Za-zà-ž'-]{0,40}[a-zà-ž]){1,2}(?![A-Za-z0-9])"
)
_ENOUGH = 5.0
_ENOUGH_WARY = 6.0
_IMPOSSIBLE = -20.0


def names(text: str, tokens: Sequence[Token], lex: Lexicon) -> list[Name]:
    """Every name that stands plainly in the sentence."""
    shut = _shut(text, tokens)
    foreign = [
        *_dotted(text, tokens, lex),
        *_latin(text, tokens, lex),
        *_glossed(text, tokens, lex),
        *_worded(text, tokens, lex),
        *_japanese(text, tokens, lex),
    ]
    for name in foreign:
        shut[name.start : name.end] = "#" * (name.end - name.start)
    borders = borders_of(text, tokens, shut, lex)
    for name in foreign:
        borders.left[name.end] = borders.right[name.start] = 0.0
    chinese = [name for stretch in _stretches(text, shut) for name in _in_stretch(text, stretch, borders, lex)]
    found = [*foreign, *chinese]
    return [*found, *_beside(text, found, shut, lex)]


_BEFORE = re.compile(rf"(?:^|[、,:;和与及])([{_HAN}]{{2,3}})(?:、|和|与|及|以及)$")
_LEAST = 4
"""Characters of a name written by sound that no Chinese name has."""


def _beside(text: str, found: Sequence[Name], shut: Sequence[str], lex: Lexicon) -> Iterator[Name]:
    """Short names written by sound, in a list with a long one: "拜尔" of "拜尔、科列斯尼科夫和翟晓华"."""
    starts = [n.start for n in found if len(n.text) >= _LEAST and (DOTS[0] in n.text or lex.sound.issuperset(n.text))]
    for start in starts:
        before = _BEFORE.search(text, max(0, start - 6), start)
        if before is not None and _all_sound(before[1], shut[before.start(1) : before.end(1)], lex):
            yield Name(before.start(1), before.end(1), before[1], _ENOUGH_WARY)


_OTHER = re.compile(rf"[^{_HAN}]")
_OPEN = re.compile("[^#]{2,}")
_SHUTTING = frozenset({Kind.MARK, Kind.COMPANY})
_STRONG = frozenset({Kind.COMPANY, Kind.ROLE, Kind.TRIGGER, Kind.DATE})
_BORDERS = frozenset({Kind.MARK, Kind.ROLE, Kind.COMPANY})
_DOT = re.compile(rf"[{DOTS}]")


def _shut(text: str, tokens: Iterable[Token]) -> list[str]:
    """A map of the sentence: "#" where no Chinese name can stand, the character where it can."""
    shut = list(_OTHER.sub("#", text))  # every mark among them
    company = Kind.COMPANY
    for token in tokens:
        length = len(token.text)
        if length > 1 or token.kind is company:
            shut[token.start : token.end] = "#" * length
    return shut


def _closed(text: str, tokens: Iterable[Token]) -> list[str]:
    """The same for foreign names, which may hold everyday words: "米兰" in "米兰·科瓦奇"."""
    strong = [t for t in tokens if t.kind in _STRONG or t.has("say", "adverb")]
    return _shut(text, [t for t in strong if len(t.text) > 1])


def _stretches(text: str, shut: list[str]) -> Iterator[tuple[int, int]]:
    for match in _OPEN.finditer("".join(shut)):
        yield match.start(), min(match.end(), len(text))


def _dotted(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """Names of several parts joined by a dot, cut to the characters that write sounds."""
    if not _DOT.search(text) or not _DOTTED.search(text):
        return
    shut = _closed(text, tokens)
    open_text = "".join("#" if s == "#" and char >= "\u4e00" else char for char, s in zip(text, shut, strict=True))
    for match in _DOTTED.finditer(open_text):
        start, end = match.start(), match.end()
        first = min(i for i in range(start, end) if text[i] in DOTS)
        last = max(i for i in range(start, end) if text[i] in DOTS)
        while start < first and not _all_sound(text[start:first], shut[start:first], lex):
            start += 1
        stop = last + 1
        while stop < end and text[stop] in lex.sound and shut[stop] != "#":
            stop += 1
        if stop == last + 1 and end - stop <= 4:  # a rare character: take what the borders give
            while stop < end and shut[stop] != "#":
                stop += 1
        if start < first and stop > last + 1:
            yield Name(start, stop, text[start:stop], 9.0)


def _all_sound(part: str, shut: Sequence[str], lex: Lexicon) -> bool:
    return lex.sound.issuperset(part) and "#" not in shut


def _latin(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """Two or three capitalised words that no list knows as a company, product or place."""
    found = list(_LATIN.finditer(text))
    companies = [(t.start, t.end) for t in tokens if t.kind is Kind.COMPANY] if found else []
    for match in found:
        words = match.group().split()
        under = any(start < match.end() and match.start() < end for start, end in companies)
        if under or not _of_person(words, lex) or text.startswith(lex.latin_tail, match.end()):
            continue
        yield Name(match.start(), match.end(), match.group(), 7.0)


def _of_person(words: Sequence[str], lex: Lexicon) -> bool:
    """Whether no word is one of things; a few are first names before another word: "Max Schwarzer"."""
    return not any(word in lex.latin_no for word in words[words[0] in lex.latin_first :])


_GLOSSED = re.compile(
    rf"[{_HAN}]{{2,8}}(?=\((?:音译[,:]? ?)?[A-Z][A-Za-z'.-]+(?: [A-Z(][A-Za-z'.)-]*)+(?:[,;][^()]{{0,12}})?\))"
)


def _glossed(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """A Chinese name with its Latin form in brackets: the gloss makes up for a name that looks like a word."""
    found = list(_GLOSSED.finditer(text)) if "(" in text else []
    if not found:
        return
    ends = {
        t.end
        for t in tokens
        if len(t.text) > 1 or t.text == "的" or t.kind in _SHUTTING or t.has("join", "preposition")
    } | {0}
    ends |= {i + 1 for i, char in enumerate(text) if char == " "}
    plain = {t.end for t in tokens if t.text == "的" or t.kind is Kind.ROLE}
    shut = _shut(text, tokens)
    for match in found:
        longer = range(match.start(), match.end() - 3)
        foreign = (i for i in longer if i in ends and lex.sound.issuperset(text[i : match.end()]))
        if (start := next(foreign, None)) is not None:
            yield Name(start, match.end(), text[start : match.end()], 8.0)
            continue
        for start in range(max(match.end() - 3, match.start()), match.end() - 1):
            whole = text[start : match.end()]
            titled = start in plain and "#" not in shut[start : match.end()]
            named = whole[0] in lex.surnames or (start in ends and lex.sound.issuperset(whole)) or titled
            if named and (start in ends or start == match.end() - 2):
                yield Name(start, match.end(), whole, 8.0)
                break


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
    ends = {t.end for t in tokens if t.kind in _BORDERS} | {0}
    for token in likely:
        start = token.start - 1
        plain = token.has("stop", "common") and not token.has("adverb", "say", "preposition", "other_subject")
        if start in ends and token.end in verbs and plain:
            yield Name(start, token.end, text[start : token.end], 7.0)


def _japanese(text: str, tokens: Sequence[Token], lex: Lexicon) -> Iterator[Name]:
    """A Japanese surname with one to three characters of a given name, up to the last plain border."""
    found = [m for m in lex.japanese.finditer(text) if text[m.end() : m.end() + 1] not in _PLACES]
    if not found:
        return
    borders, shut = borders_of(text, tokens, text, lex), _shut(text, [t for t in tokens if t.kind is not Kind.DATE])
    firms = [t for t in tokens if t.kind is Kind.COMPANY]
    for match in found:
        start, given = match.start(), match.end()
        if borders.left.get(start, 0.0) < 2 or any(t.start < given and start < t.end for t in firms):
            continue
        last = next(
            (i for i in range(given, given + 3) if i >= len(text) or shut[i] == "#" or text[i] in _NO_GIVEN), given + 3
        )
        stops = [i for i in range(given + 1, last + 1) if borders.right.get(i, 0.0) >= 2.5]
        if stops:
            yield Name(start, stops[-1], text[start : stops[-1]], 8.0)


_PLACES = frozenset(["", *"县市区镇町村社院寺站路港湾公的"])
_NO_GIVEN = frozenset(
    "不的了们个这那吗呢吧啊你我他她它没么什被把给让及或但却而且与就都还又已将会能要说称该此其者间里来着过到从于对比则也仍曾任为是在由并即先等等"
)

_DONE = frozenset({"已", "已于", "已经", "正式", "宣布", "将", "即将", "于"})


def _in_stretch(text: str, stretch: tuple[int, int], borders: Borders, lex: Lexicon) -> Iterator[Name]:
    """The best names of a stretch of characters that no known word covers, none overlapping another."""
    begin, end = stretch
    starts = [start for start in range(begin, end) if start in borders.left]
    options = [name for start in starts for name in _from(text, (start, end), borders, lex)]
    if not options:
        return
    options = [name for name in options if not text.startswith(lex.house_tails, name.end)]
    if len(options) == 1:
        yield options[0]
        return
    taken: list[Name] = []
    for name in sorted(options, key=lambda n: (-n.score, n.start)):
        if all(name.end <= other.start or other.end <= name.start for other in taken):
            taken.append(name)
            yield name


_MEASURES = frozenset("周年月季米元时")
_NUMERALS = frozenset("0123456789一二两三四五六七八九十百千万亿几数半个多余")
"""Before a word that measures, which is no surname there: "六周后上任"."""


def _from(text: str, span: tuple[int, int], borders: Borders, lex: Lexicon) -> Iterator[Name]:
    start, end = span
    opening, right = borders.left[start], borders.right
    if (
        opening <= 0
        or not _can_open(text, start, lex)
        or (text[start] in _MEASURES and text[:start].rstrip()[-1:] in _NUMERALS)
    ):
        return
    for stop in range(start + 2, min(end, start + 7) + 1):
        closing = right.get(stop, 0.0)
        if closing <= 0:
            continue
        word = text[start:stop]
        score = opening + closing + _likeness(word, start, borders, lex)
        wary = word[0] in lex.wary and word[:2] not in lex.compound
        if score >= (_ENOUGH_WARY if wary else _ENOUGH):
            yield Name(start, stop, word, score)


def _can_open(text: str, start: int, lex: Lexicon) -> bool:
    """Whether these characters can begin any form of a name at all: see `_form`."""
    if text[start] in lex.surnames or text[start : start + 2] in lex.compound:
        return True
    return lex.sound.issuperset(text[start : start + 2])


_PLAIN = 4.0
_RARELY = "之要会最能从来"
"""Everyday characters that stand in a name now and then, where title and verb shut it in: "高级副总裁段要辉接替"."""


def _likeness(word: str, start: int, borders: Borders, lex: Lexicon) -> float:
    """How much the characters themselves look like a name; far below zero where they cannot be one."""
    length = len(word)
    preposition = word[0] in "向和与于从由为" and length == 3 and word[1] in lex.surnames
    never = lex.never.intersection(word[1:]) if not lex.never.isdisjoint(word[1:]) else frozenset()
    if never and length <= 3 and word[0] not in lex.wary:
        plain = borders.left[start] >= _PLAIN and borders.right.get(start + length, 0.0) >= _PLAIN
        never = never.difference(_RARELY) if plain or (length > 2 and word[1] == "之") else never
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
    foreign = lex.sound.issuperset(word) and (word[0] in lex.surnames or start + 1 not in borders.left)
    if foreign and length != 4:
        return 0.0 if length > 2 else -1.5
    if foreign or (length == 4 and word[0] in lex.surnames):
        return 0.0 if foreign else -2.5
    return _IMPOSSIBLE
