"""An English sentence as a row of typed nodes, each with one letter, so that a clause has a shape a pattern can match.

Letters: P persons, O company, N unknown proper name, R title, B board, c "the company", V trigger, D date, and those of
`lexicon.KINDS`; punctuation stands for itself ("," also for dashes), w is any other word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from store.model.companies import CompanyRef
from watchers.extract.english.lexicon import Form, Phrase, phrases
from watchers.extract.when import DateMention

_TOKEN = re.compile(
    r"ex-|u\.[sk]\.|\d\d-year-old\b|\d+(?:[.,]\d+)*\w*|n't\b|(?:[^\W\d_]|\d)[\w]*?(?=n't\b)|[^\W_]\w*(?:[&./+-][^\W_]\w*)*|'(?:s|re|ve|ll|d|m)\b|[^\w\s]"
)

_PLAIN_TOKEN = re.compile(
    r"[a-z]+(?=[ ,;:'\"?!)])|u\.[sk]\.|\d\d-year-old\b|(?!ex-)[^\W\d_]\w*(?:[&./+-][^\W_]\w*)*|ex-|\d+(?:[.,]\d+)*\w*|'(?:s|re|ve|ll|d|m)\b|[^\w\s]"
)
"""The same where no "n't" stands; most words are plain letters before a blank or a mark, so these are tried first."""
_ASCII_TOKEN = re.compile(_PLAIN_TOKEN.pattern, re.ASCII)
"""The same for ASCII, where it need not be asked of every letter whether it is one in any script."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Tie:
    """What a phrase says of a person's place: "OpenAI's chief scientist X", "X, formerly of Meta".

    Never changed after it is made, nor is Who; frozen would cost too much time.
    """

    company: CompanyRef | None
    role: str | None
    former: bool = False
    """Said of the past: no sign that the person is there now."""
    sure: bool = True
    """False where the company is only a capitalised word nobody knows."""
    aside: bool = False
    """Told in an apposition: "X, a former researcher at OpenAI,"."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Who:
    """A person at one place in a sentence."""

    name: str
    tie: Tie | None = None


class Node(NamedTuple):
    """One unit of a sentence: what it is, where it stands, and what it carries.

    A tuple, for a sentence has dozens and most are plain words.
    """

    kind: str
    start: int
    end: int
    low: str
    """The words in small letters."""
    forms: tuple[Form, ...] = ()
    people: tuple[Who, ...] = ()
    company: CompanyRef | None = None
    certain: bool = True
    role: str | None = None
    date: DateMention | None = None
    vague: bool = False
    """A company named only as the owner of what is meant ("Alphabet's self-driving unit")."""


def cut(small: str, spans: Sequence[Node]) -> list[Node]:
    """The sentence, in small letters, as nodes: these spans, of two at one place the first, and the words between them."""
    made: list[Node] = []
    position = 0
    for span in spans:
        if (
            made
            and small[position : position + 2] in _ABBREVIATED
            and (made[-1].kind == "O" or made[-1].low.endswith(_SUFFIXES))
        ):
            position += 1  # the period of "Inc.," or "Jr." ends no sentence
        if span.start > position and (span.start - position > 1 or small[position] != " "):
            _add_words(made, small, position, span.start)
        if span.start >= position and span.kind:  # without one it only says what is left out
            made.append(span)
        position = max(position, span.end)
    _add_words(made, small, position, len(small))
    return made


_SUFFIXES = (" jr", " sr")
_ABBREVIATED = frozenset({".,", ". "})
"""What follows an abbreviated legal form within a sentence."""


def _add_words(made: list[Node], small: str, start: int, end: int) -> None:
    """Add what stands here: phrases of the lexicon, longest first, and single words; honorifics are left out."""
    openings = _openings()
    new = tuple.__new__  # a plain word's node is made often, and its other fields are always these
    words = _tokens(small).findall(small, start, end)
    at, count = 0, len(words)
    while at < count:
        word = words[at]
        first = small.index(word, start)
        start = first + len(word)
        opening = openings.get(word)
        at += 1
        if opening is not None and (phrase := _phrase(opening, words, at)) is not None:
            for following in phrase.words[1:]:
                start = small.index(following, start) + len(following)
                at += 1
            low, forms = phrase.joined, phrase.forms
            made.append(new(Node, (phrase.kind, first, start, low, forms, (), None, True, None, None, False)))
        elif kind := _kind(word):
            made.append(new(Node, (kind, first, start, word, (), (), None, True, None, None, False)))
        elif word == "*" and small[first - 1 : start + 1] == " * ":  # a bullet; the stars of bold letters are left out
            made.append(new(Node, (";", first, start, word, (), (), None, True, None, None, False)))
        elif at < count and words[at] == ".":
            start = small.index(".", start) + 1
            at += 1


def _tokens(small: str) -> re.Pattern[str]:
    """What cuts a sentence of these letters into words."""
    if "n't" in small:
        return _TOKEN
    return _ASCII_TOKEN if small.isascii() else _PLAIN_TOKEN


class _Opening(NamedTuple):
    """The phrases that begin with a word."""

    alone: Phrase | None
    """The word by itself."""
    longer: dict[str, list[Phrase]]
    """By their second word, longest first."""


@cache
def _openings() -> dict[str, _Opening]:
    made: dict[str, _Opening] = {}
    for word, found in phrases().items():
        longer: dict[str, list[Phrase]] = {}
        for phrase in found:
            if len(phrase.words) > 1:
                longer.setdefault(phrase.words[1], []).append(phrase)
        made[word] = _Opening(next((p for p in found if len(p.words) == 1), None), longer)
    return made


def _phrase(opening: _Opening, words: list[str], behind: int) -> Phrase | None:
    """The longest phrase of an opening that stands here; the opening's word is the last before `behind`."""
    alone, longer = opening
    if longer and behind < len(words) and (more := longer.get(words[behind])) is not None:
        for phrase in more:
            length = len(phrase.words)
            if length == _PAIR or tuple(words[behind - 1 : behind - 1 + length]) == phrase.words:
                return phrase
    return alone


_PAIR = 2
_HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "prof", "sir", "messrs"})


@lru_cache(maxsize=8192)
def _kind(word: str) -> str:
    """The letter of a word that no list has; empty for what is left out, an honorific and the stars of bold letters."""
    if word in _HONORIFICS or word == "*":
        return ""
    if word == "'s":
        return "'"
    if word in {"—", "-", "–"}:
        return ","
    if word.endswith("ly") and len(word) > 4:
        return "j"
    if word[0] in ",;:()?!.'\"":
        return word[0]
    return "w"


def span(nodes: Sequence[Node], like: Node, **changes: object) -> Node:
    """The node `like` over all these nodes, with these changes."""
    return like._replace(start=nodes[0].start, end=nodes[-1].end, **changes)  # type: ignore[arg-type]  # Node checks
