"""What the words of a Chinese sentence are: people, companies, roles, triggers, dates, marks.

The finders each know one kind of thing; this module says what a token is and puts their findings in one order.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Final

from store.model.companies import CompanyRef
from store.model.dates import PartialDate
from watchers.extract.chinese.lexicon import Lexicon, Trigger, lexicon


class Kind:
    """The kinds of token a clause is made of, each one letter.

    No Enum: its members are asked for all the time, and Python takes five times as long to find one.
    """

    PERSON: Final = "P"
    COMPANY: Final = "O"
    ROLE: Final = "R"
    TRIGGER: Final = "T"
    DATE: Final = "D"
    WORD: Final = "w"
    MARK: Final = "|"
    TEXT: Final = "x"


@dataclass(slots=True, eq=False)
class Token:
    """A stretch of a normalised sentence and what it is. Never changed after it is made; frozen would cost too much time.

    Where many are made, their values are given by place, which is quicker than by name.
    """

    kind: str
    """One of `Kind`."""
    start: int
    end: int
    text: str
    classes: frozenset[str] = frozenset()
    triggers: tuple[Trigger, ...] = ()
    company: CompanyRef | None = None
    known: bool = True
    """False for an organisation that no list has."""
    person: str | None = None
    """The fullest form of the person's name in the article, normalised."""
    date: PartialDate | None = None
    past: bool = False

    def has(self, *classes: str) -> bool:
        """Whether the word belongs to one of these classes."""
        return not self.classes.isdisjoint(classes)


MARKS = ",。!?;:、()\"'—《》<>「」『』[]【】|…/\n"
_MARK = re.compile(f"[{re.escape(MARKS)}]")


def word_tokens(text: str, lex: Lexicon, closed: Iterable[tuple[int, int]]) -> list[Token]:
    """The known words outside the closed spans, longest first at each place."""
    found: list[Token] = []
    position = 0
    for start, end in (*sorted(closed), (len(text), len(text))):
        for at, word in lex.words(text, position, start):
            stop = at + len(word)
            if word[0] > "\u007f" or _whole(text, at, stop):
                kind, classes, triggers = _sort_of(word)
                found.append(Token(kind, at, stop, word, classes, triggers))
        position = max(position, end)
    return found


_RUN_ON = re.compile("C[ETFO]O[A-Z][a-z]")


def _whole(text: str, start: int, end: int) -> bool:
    """A Latin word must not be a part of a longer one."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _RUN_ON.match(text, start, end + 2):
        return not (before.isascii() and before.isalnum())  # "红帽CEOJim Whitehurst"
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


@lru_cache(maxsize=8192)
def _sort_of(word: str) -> tuple[str, frozenset[str], tuple[Trigger, ...]]:
    """What a known word is."""
    lex = lexicon()
    classes = lex.classes[word]
    if "trigger" in classes:
        return Kind.TRIGGER, classes, lex.triggers.get(word, ())
    return (Kind.ROLE if "role" in classes else Kind.WORD), classes, ()


def mark_tokens(text: str) -> list[Token]:
    """Every mark of punctuation."""
    mark = Kind.MARK
    return [Token(mark, found.start(), found.end(), found[0]) for found in _MARK.finditer(text)]


_START, _END = attrgetter("start"), attrgetter("end")


def in_order(text: str, tokens: Iterable[Token]) -> list[Token]:
    """Sort the tokens, drop those that lie under an earlier and longer one, and fill what is left with text."""
    ordered: list[Token] = []
    position = 0
    # by end and then by start, for both keys are plain; sorting keeps the order of what is equal
    for token in sorted(sorted(tokens, key=_END, reverse=True), key=_START):
        start = token.start
        if start < position:
            continue
        if start > position:
            _fill(text, position, start, ordered)
        ordered.append(token)
        position = token.end
    _fill(text, position, len(text), ordered)
    return ordered


def _fill(text: str, start: int, end: int, into: list[Token]) -> None:
    piece = text[start:end]
    if bare := piece.strip():
        start += piece.index(bare)
        into.append(Token(Kind.TEXT, start, start + len(bare), bare))
