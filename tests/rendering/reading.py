"""What people can read and press in a payload, and whether it is what the card holds and nothing more.

Knows no renderer: cards are walked here anew, words are compared without blanks, invisible characters and look-alikes.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from bot.cards import Card, Fact, Line, Link, Place, Strong, Struck, Text, Time

_LOOKALIKES = dict(zip("∗∼ˋˍ꞉‹›", "*~`_:<>", strict=True))
_CUT = re.compile("…|Cut here|and [0-9]+ more")


class _Essence(dict[int, str | None]):
    """A table for `str.translate` that fills itself: blanks and what nobody sees go, look-alikes become what they copy."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        kept = None if unicodedata.category(letter)[0] in "CZ" else _LOOKALIKES.get(letter, letter)
        self[code] = kept
        return kept


_ESSENCE = _Essence()


def essence(text: str) -> str:
    """The visible letters."""
    return text.translate(_ESSENCE)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that do more than stand there: `strong`, `struck`, `link` (with its address), `time` or `place`."""

    kind: str
    words: str
    url: str = ""


@dataclass(slots=True)
class Reading:
    """A payload as people see it, in reading order."""

    visible: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What acts, or would in some client, and must not."""


def marks_of(line: Line) -> Iterator[Mark]:
    """What a line may do."""
    for span in line:
        match span:
            case Strong(text=text):
                yield Mark("strong", text)
            case Struck(text=text):
                yield Mark("struck", text)
            case Link(label=label, url=url):
                yield Mark("link", label, url)
            case Time():
                yield Mark("time", "")
            case Place(channel=channel):
                yield Mark("place", channel)
            case Text():
                continue


def untrue(read: Reading, marks: Iterable[Mark], words: Iterable[str]) -> list[str]:
    """Say what is wrong: marks that the card does not ask for in that order, or words lost without a sign of it."""
    told = list(read.faults)
    wanted = iter(marks)
    for mark in read.marks:
        if mark.words and not essence(mark.words) and not mark.url:
            continue  # nobody sees it
        if not any(_same(mark, asked) for asked in wanted):
            told.append(f"no such mark at its place in the card: {mark}")
            break
    told += _lost("\n".join(read.visible), words)
    return told


def _same(mark: Mark, asked: Mark) -> bool:
    if mark.kind != asked.kind:
        return False
    if mark.kind == "time":
        return True
    if mark.kind == "link" and not leads_there(mark.url, asked.url):
        return False
    shown, whole = essence(mark.words), essence(asked.words)
    return whole.startswith(shown.removesuffix("…")) or (mark.kind == "link" and not whole)


def leads_there(target: str, asked: str) -> bool:
    """Say whether an address is the card's, but for encoding, and of the web."""
    return target.startswith(("http://", "https://")) and _decoded(target) == _decoded(asked)


def _decoded(url: str) -> str:
    return essence(unquote(url)).casefold().rstrip("?#")


def _lost(visible: str, words: Iterable[str]) -> Iterator[str]:
    """Words that cannot be found in order, where nothing says that something was cut."""
    if _CUT.search(visible):
        return
    shown, at = essence(visible), 0
    for each in map(essence, words):
        found = shown.find(each, at)
        if found < 0:
            yield f"not shown, and nothing says so: {each[:80]!r}"
            return
        at = found + len(each)


def words_of(line: Line) -> Iterator[str]:
    """The words of a line that have to be read; times and channels look different to each reader."""
    for span in line:
        if isinstance(span, Link):
            yield span.label
        elif not isinstance(span, Time | Place):
            yield span.text


def rows_of(card: Card) -> Iterator[Line]:
    """Lines of the sections, headings as strong words."""
    for section in card.sections:
        if essence(section.heading):
            yield (Strong(section.heading),)
        yield from section.lines


def told_facts(card: Card) -> Iterator[Fact]:
    """The facts that say something."""
    for fact in card.facts:
        if any(map(essence, words_of(fact.value))) or any(isinstance(span, Time | Place) for span in fact.value):
            yield fact
