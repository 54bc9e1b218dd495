"""People in Chinese text: Chinese names by surname and borders, foreign names written by sound, names in Latin letters.

There is no list of given names: a name is believed where both its borders are plain (a role, a mark, a verb), and a name
believed once is found everywhere in the article. Knows no verbs' meanings and no companies.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from watchers.extract.chinese_lexicon import Lexicon
from watchers.extract.chinese_tokens import Kind, Token

_HAN = "\u4e00-\u9fff"
_DOT = "·•‧・."
_DOTTED = re.compile(rf"[{_HAN}]{{1,9}}(?:[{_DOT}](?:[{_HAN}]{{1,8}}|[A-Z]\.?(?=[{_DOT}])))+")
_LATIN = re.compile(
    r"(?<![A-Za-z0-9])[A-Z][a-zà-ÿ]*[a-zà-ÿ'][A-Za-zà-ÿ'-]*(?: (?:[A-Z]\.|van|von|de|der|el|al|bin|di|da|la))*(?: [A-Z][A-Za-zà-ÿ'-]*[a-zà-ÿ]){1,2}(?![A-Za-z0-9])"
)
_GLOSS = re.compile(r"\(([^()]{2,40})\)")
_NICKNAME = re.compile(
    r",?\(?(?:花名|人称|江湖人称|昵称|英文名|中文名|本名|原名|网名)(?:为|是|叫|:)?\"?([^\"(),。;、]{2,12})\"?\)?"
)
_HAN_ONLY = re.compile(rf"[{_HAN}]{{2,4}}")
_STRETCH = re.compile(rf"[{_HAN}]+")
_ENOUGH = 5.0
_ENOUGH_WARY = 6.0
_REGISTERED = 6.0


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at its place, with how plainly it stands there."""

    start: int
    end: int
    text: str
    score: float


@dataclass(slots=True)
class People:
    """The names of one article: every form leads to the fullest one."""

    full: dict[str, str] = field(default_factory=dict)
    also: dict[str, set[str]] = field(default_factory=dict)
    """Other forms the article gives for a full name: a gloss in brackets, a nickname."""

    def add(self, name: str) -> None:
        """Make the name findable everywhere, with the parts it is later called by."""
        self.full.setdefault(name, name)
        parts = re.split(rf"[{_DOT} ]", name)
        if len(parts) > 1 and len(parts[-1]) > 1:
            self.full.setdefault(parts[-1], name)
            if len(parts[0]) > 2 or not parts[0].isascii():
                self.full.setdefault(parts[0], name)

    def link(self, alias: str, name: str) -> None:
        """Make another form lead to the same person."""
        target = self.full.get(name, name)
        if alias == target or self.full.get(target) == alias:
            return
        for known, full in tuple(self.full.items()):
            if full == alias:
                self.full[known] = target
        self.full[alias] = target
        self.also.setdefault(target, set()).add(alias)


def collect(texts: Sequence[tuple[str, Sequence[Token]]], lex: Lexicon) -> People:
    """Gather the names of an article from its sentences and their known words."""
    people = People()
    found: dict[str, float] = {}
    for text, tokens in texts:
        for name in names(text, tokens, lex):
            found[name.text] = max(found.get(name.text, 0.0), name.score)
    for name, score in sorted(found.items(), key=lambda item: -len(re.split(rf"[{_DOT} ]", item[0]))):
        if score >= _REGISTERED and not _grown(name, found):
            people.add(name)
    for text, _ in texts:
        _glosses(text, people, lex)
    return people


def _grown(name: str, found: dict[str, float]) -> bool:
    """Whether the last character of a three-character name belongs to the next word, judged by another sentence."""
    if not "\u4e00" <= name[-1] <= "\u9fff" or any(dot in name for dot in _DOT):
        return False
    return any(found.get(name[:n], 0.0) > found[name] for n in range(2, len(name)))


def mark(text: str, tokens: Sequence[Token], people: People, lex: Lexicon) -> list[Token]:
    """The people of one sentence as tokens: those who stand plainly here and those known from elsewhere."""
    spans = [
        (n.start, n.end, n.text)
        for n in names(text, tokens, lex)
        if not any(n.text[:k] in people.full for k in range(2, len(n.text))) or n.text in people.full
    ]
    taken = [False] * len(text)
    closed = [t for t in tokens if t.kind in {Kind.COMPANY, Kind.DATE}]
    for start, end in ((t.start, t.end) for t in closed):
        taken[start:end] = [True] * (end - start)
    found: list[Token] = []
    for start, end, name in sorted((*_known(text, people), *spans), key=lambda s: (s[0] - s[1], s[0])):
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            found.append(Token(kind=Kind.PERSON, start=start, end=end, text=name, person=people.full.get(name, name)))
    return found


def _known(text: str, people: People) -> Iterator[tuple[int, int, str]]:
    for name in people.full:
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not name.isascii() or not (text[start - 1 : start].isalpha() and text[start - 1].isascii()):
                yield start, end, name
            start = text.find(name, end)


def names(text: str, tokens: Sequence[Token], lex: Lexicon) -> list[Name]:
    """Every name that stands plainly in the sentence."""
    shut = _shut(text, tokens)
    foreign = [*_dotted(text, shut, lex), *_latin(text, tokens, shut, lex), *_glossed(text, tokens, lex)]
    for name in foreign:
        shut[name.start : name.end] = ["#"] * (name.end - name.start)
    left, right = _borders(text, tokens, foreign)
    chinese = [
        name for start, end in _stretches(text, shut) for name in _in_stretch(text, start, end, left, right, lex)
    ]
    return [*foreign, *chinese]


def _shut(text: str, tokens: Iterable[Token]) -> list[str]:
    """A map of the sentence: "#" where no Chinese name can stand, "." where it can."""
    shut = ["." if "\u4e00" <= char <= "\u9fff" else "#" for char in text]
    for token in tokens:
        if len(token.text) > 1 or token.kind in {Kind.MARK, Kind.COMPANY}:
            shut[token.start : token.end] = ["#"] * (token.end - token.start)
    return shut


def _stretches(text: str, shut: list[str]) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"\.+", "".join(shut)):
        if match.end() - match.start() > 1:
            yield match.start(), min(match.end(), len(text))


def _dotted(text: str, shut: list[str], lex: Lexicon) -> Iterator[Name]:
    """Names of several parts joined by a dot, cut to the characters that write sounds."""
    for match in _DOTTED.finditer(text):
        start, end = match.start(), match.end()
        first = min(i for i in range(start, end) if text[i] in _DOT)
        last = max(i for i in range(start, end) if text[i] in _DOT)
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


def _latin(text: str, tokens: Sequence[Token], shut: list[str], lex: Lexicon) -> Iterator[Name]:
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


_LEFT = {
    Kind.ROLE: 4.0,
    Kind.MARK: 3.0,
    Kind.COMPANY: 3.0,
    Kind.DATE: 3.0,
    Kind.TRIGGER: 2.5,
    Kind.WORD: 2.5,
    Kind.PERSON: 1.0,
}
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
_TITLES = ("职务", "职位", "岗位", "教授", "博士", "院士", "先生", "女士", "老师")


def _borders(text: str, tokens: Sequence[Token], foreign: Sequence[Name]) -> tuple[dict[int, float], dict[int, float]]:
    """How plainly a name can begin or end at a place."""
    left, right = {0: 3.0}, {len(text): 3.0}
    following = {token.start: token for token in tokens}
    for token in tokens:
        after = following.get(token.end)
        if token.text in {"前", "原"} and (after is None or after.kind not in {Kind.COMPANY, Kind.ROLE}):
            continue
        dull = token.has("stop", "other_subject") and not token.has("adverb", "say", "preposition")
        soft = len(token.text) == 1 and token.kind not in {Kind.MARK, Kind.COMPANY}
        plain = 2.5 if token.has("adverb", "say") or token.text == "的" else 2.0
        if (
            soft
            and not token.has("adverb", "say", "preposition", "join", "stay", "no", "tail", "trigger")
            and token.text != "的"
        ):
            right.setdefault(token.start, 0.0)
            left[token.end] = max(left.get(token.end, 0.0), 2.0)
            continue
        begin = 1.0 if dull else plain if soft else _COMMON_LEFT if token.has("common") else _LEFT.get(token.kind, 0.0)
        end = 1.0 if dull else plain if soft else _RIGHT.get(token.kind, 0.0)
        if (
            (token.kind is Kind.ROLE
            and token.text.startswith(_TITLES))
            or (token.text == "任" and after is not None and after.kind in {Kind.ROLE, Kind.COMPANY})
        ):
            end = 3.0
        left[token.end] = max(left.get(token.end, 0.0), begin)
        right[token.start] = max(right.get(token.start, 0.0), end)
    for match in re.finditer(r"[A-Za-z0-9 ]", text):
        left.setdefault(match.end(), 2.0 if match.group() == " " else 1.0)
        right.setdefault(match.start(), 1.0)
    for name in foreign:
        left[name.end], right[name.start] = 0.0, 0.0
    return left, right


def _in_stretch(
    text: str, begin: int, end: int, left: dict[int, float], right: dict[int, float], lex: Lexicon
) -> Iterator[Name]:
    """The best names of a stretch of characters that no known word covers, none overlapping another."""
    options = [
        name for start in range(begin, end) if start in left for name in _from(text, start, end, left, right, lex)
    ]
    position = begin
    for name in sorted(options, key=lambda n: (-n.score, n.start)):
        if name.start >= position or name.end <= begin:
            yield name
            position = max(position, name.end)


def _from(
    text: str, start: int, end: int, left: dict[int, float], right: dict[int, float], lex: Lexicon
) -> Iterator[Name]:
    for stop in range(start + 2, min(end, start + 7) + 1):
        if stop not in right:
            continue
        word = text[start:stop]
        score = left[start] + right[stop] + _likeness(word, start, stop, left, right, lex)
        needed = _ENOUGH_WARY if word[0] in lex.wary and word[:2] not in lex.compound else _ENOUGH
        if score >= needed and left[start] > 0 and right[stop] > 0:
            yield Name(start, stop, word, score)


def _likeness(word: str, start: int, stop: int, left: dict[int, float], right: dict[int, float], lex: Lexicon) -> float:
    """How much the characters themselves look like a name; far below zero where they cannot be one."""
    if any(char in lex.never for char in word[1:]):
        return -20.0
    if word[0] in "向和与于从由为" and len(word) == 3 and word[1] in lex.surnames:
        return -20.0
    length = len(word)
    ends_in_word = right.get(stop - 1, 0.0) > 0 and length > 2
    shape = -2.5 if ends_in_word else 0.0
    starts_in_word = start + 1 in left and word[0] not in lex.surnames
    if word[0] in lex.surnames and length <= 3:
        return shape + (0.5 if length == 3 else 0.0)
    if word[:2] in lex.compound and 3 <= length <= 4:
        return shape + 0.7
    if length >= 3 and not starts_in_word and all(char in lex.sound for char in word):
        return shape
    if length == 4 and word[0] in lex.surnames:
        return shape - 2.5
    if length == 2 and all(char in lex.sound for char in word) and not starts_in_word:
        return shape - 1.5
    return -20.0


def _glosses(text: str, people: People, lex: Lexicon) -> None:
    """Harvest "林俊旸(Justin Lin)", "张勇(花名逍遥子)" and "陈航,花名无招"."""
    for name in tuple(people.full):
        place = text.find(name)
        while place >= 0:
            end = place + len(name)
            if (nickname := _NICKNAME.match(text, end)) is not None:
                people.link(nickname[1].strip(), name)
            elif (gloss := _GLOSS.match(text, end)) is not None:
                _link_gloss(gloss[1].strip(), name, people, lex)
            place = text.find(name, end)


def _link_gloss(gloss: str, name: str, people: People, lex: Lexicon) -> None:
    first = re.split(r"[,;、]", gloss)[0].strip()
    if first in lex.classes or any(word in lex.latin_no for word in first.split()):
        return
    latin = first.replace(" ", "").replace("-", "").replace(".", "").replace("'", "")
    if (latin.isalpha() and first[0].isupper() and not latin.isupper() and len(first.split()) <= 4) and first.isascii():
        people.link(first, name)
    elif name.isascii() and _HAN_ONLY.fullmatch(first) and first[0] in lex.surnames:
        people.link(name, first)
        people.add(first)
    elif (not first.isascii() and _HAN_ONLY.fullmatch(first) and name.isascii()) or (
        not name.isascii()
        and 2 <= len(first) <= 3
        and _HAN_ONLY.fullmatch(first)
        and first.endswith(("哥", "总", "叔", "姐", "师", "爷", "神", "子", "公"))
    ):
        people.link(first, name)
