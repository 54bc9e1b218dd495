"""An article as normalised sentences whose offsets agree with the words as they stand.

Normalising maps one letter to one letter (width, quotes, traditional to simplified Chinese), so a span found in
`Sentence.text` is cut from `Sentence.original` with the same numbers. Knows no names and no patterns.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import Protocol

from opencc import OpenCC

from store.model.names import has_han
from watchers.entries import Article

_SAME = {
    **dict.fromkeys("‘’‚‛′`´ʼ＇", "'"),
    **dict.fromkeys("“”„‟″＂", '"'),
    **dict.fromkeys("―─", "—"),
    **dict.fromkeys("‐‑‒﹣－", "-"),
    **dict.fromkeys("\t\r\x0b\x0c\u200b\u200c\u200d\ufeff\u2060\u00ad", " "),
}
WORDS = tomllib.loads((files("watchers.extract") / "lexicon" / "text.toml").read_text(encoding="utf-8"))
"""Words that decide where sentences end, which labels stand before titles, and which language a text is in."""
_ABBREVIATIONS = frozenset(str(WORDS["abbreviations"]).split())
"""After these a full stop ends no sentence; compared without case."""
_WIRE_LABELS = re.compile(
    rf"(?:(?:{'|'.join(map(re.escape, WORDS['wire_labels']))})(?: ?\d{{1,2}})?(?: ?-+ ?|: )|(?:ADDING MULTIMEDIA|CORRECTING and REPLACING) |[A-Z]\w{{1,24}}Breaks [–—-] )+"
)
"""What a wire puts before a title: "UPDATE 2-", "BRIEF-", "MiningNewsBreaks – "; neither a word of it nor a name."""
# One class of signs first, so that the search runs from sign to sign; a run of signs is looked at from its first alone.
_END = re.compile(
    r"[.!?…。;；\n_](?:(?<=[.!?…])(?<![.!?…]{2})[.!?…]*[\"')\]]*(?=\s)|(?<=。)。*[\"”'』」）)]*"
    r"|(?<=[\u3400-\u9fff\"')][!?])[!?]*[\"')』」]*|(?<=[;；])(?=\s)|(?<=\n)\n*|(?<=\w_)(?=[A-Z]\w+ \w+ \w))"
)
_OUTLET = re.compile(r"(?:(?<!\s)\s++(?:\||-|—|–)\s++(?:[^|—–\s-]\S*+\s*+){1,5}|_[^\W\d_]{2,12})$")
_PARTING = re.compile("[|—–_-]")
"""One of these signs stands before every outlet."""
_BYLINE = re.compile(
    r"By [A-Z][\w.'-]*(?:,? (?:and )?[A-Z][\w.'-]*){0,8}|(?:文|作者|记者|撰文|编辑|来源)(?: ?[|:/·] ?[\w·]{1,12}| [\w·]{2,4})"
)
"""Who wrote it, on a line of its own: nobody whom the news is about."""
_PLAIN_HEAD = re.compile(r"[(\[\"'0-9A-ZÀ-ÞＡ-Ｚ@#•*\u2026$€£¥—–-]|[^\x00-\x7f]|[a-z]{1,2}[A-Z]")
# A sentence that begins behind a company's legal form: "… of Metova Inc. Veldora's chief …".
_AFTER_HOUSE = re.compile(r"(?<=Inc|orp|Ltd)\. (?:[A-Z]\w+'s|The|In|On|At|He|She|It|But|Its|This|They|As) [a-z]")
_INITIALS = re.compile(r"(?:[a-z]\.)*[a-z]")
_LAST_WORD = re.compile(r"[\w.&-]+$")


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@dataclass(slots=True, unsafe_hash=True)
class Sentence:
    """One sentence of an article, twice: to be searched and to be quoted. Never changed; frozen would cost time."""

    text: str
    """Normalised: width, quotes, dashes and Chinese script unified; as long as `original`."""
    original: str
    """The words as they stand in the article."""
    start: int
    """Where it begins in `full_text`."""
    index: int
    """Order in the article; every part of the title is 0."""
    in_title: bool


def full_text(article: Article) -> str:
    """Title, summary and body, each on a line of its own: what evidence is checked against."""
    return "\n".join(filter(None, (article.title, article.summary, article.body)))


@cache
def _simplifier() -> _Converter:
    """The traditional-to-simplified converter; made at first need, for English text never needs it."""
    converter: _Converter = OpenCC("t2s")
    return converter


@lru_cache(maxsize=4096)
def _same_letter(char: str) -> str:
    """One letter's normal form, itself where that would not be one letter."""
    if char in _SAME:
        return _SAME[char]
    if "\ud800" <= char <= "\udfff":  # half a letter: no encoder takes it
        return "\ufffd"
    folded = unicodedata.normalize("NFKC", char)
    if len(folded) != 1:
        return " " if char.isspace() else char
    return " " if folded.isspace() and folded != "\n" else folded


_ASCII_FORMS = str.maketrans("\t\r\x0b\x0c`", "    '")
_ODD_ASCII = re.compile(r"[\t\r\x0b\x0c`]")
_ODD = re.compile(r"[^\n -_a-~\u3001-\u3003\u3008-\u3011\u3400-\u4dbf\u4e00-\u9fff]")
"""Letters that may have another form; what is left of ASCII and of Chinese has none but its simplified one."""


_OFTEN = tuple((sign, _same_letter(sign)) for sign in "，：；（）！？“”’")
"""The odd signs that nearly every text has, with their forms: put in one by one, which spares most texts the search."""


def _odd_letter(found: re.Match[str]) -> str:
    return _same_letter(found.group())


def normalise(text: str) -> str:
    """Unify width, quotes, blanks and Chinese script, letter for letter: the length never changes."""
    if text.isascii():
        return text.translate(_ASCII_FORMS) if _ODD_ASCII.search(text) else text
    plain = text
    if _ODD.search(text) is not None:  # names and what was normalised before have none
        for sign, form in _OFTEN:
            plain = plain.replace(sign, form)
        plain = _ODD.sub(_odd_letter, plain)
    if not has_han(plain) or _traditional().search(plain) is None:
        return plain
    simple = _simplifier().convert(plain)
    if len(simple) != len(plain):
        simple = "".join(_one_for_one(char) for char in plain)
    return simple


def small_letters(text: str) -> str:
    """In small letters, letter for letter."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


_IN_PHRASES = "沈藉覆瞭哩坏甦衹"
"""Letters of simplified text that a phrase of the converter's turns to others nevertheless."""


@cache
def _traditional() -> re.Pattern[str]:
    """What the converter changes: a text without such a letter need not go through it."""
    blocks = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
    letters = [chr(number) for block in blocks for number in block]
    simple = _simplifier().convert("\n".join(letters)).split("\n")
    changed = (old for old, new in zip(letters, simple, strict=False) if old != new)
    return re.compile(f"[{''.join(changed)}{_IN_PHRASES}]")


@lru_cache(maxsize=8192)
def _one_for_one(char: str) -> str:
    simple = _simplifier().convert(char)
    return simple if len(simple) == 1 else char


def sentences(article: Article) -> tuple[Sentence, ...]:
    """Split title, summary and body into sentences, in the order of reading.

    The name of an outlet at the end of a title ("… - The Daily") belongs to no sentence.
    """
    return tuple(islice(_sentences(article), _MOST))


_MOST = 4000
"""Sentences; ten times as many as a long article has. What is a list of words without end is not read to its end."""


def _sentences(article: Article) -> Iterator[Sentence]:
    offset = 0
    index = 1
    for part, in_title in ((article.title, True), (article.summary, False), (article.body, False)):
        if not part:
            continue
        plain = normalise(part)
        if in_title and plain.isupper() and plain.isascii():
            plain = _calmed(plain)
        spans = list(_spans(plain, in_title=in_title))
        if len(plain) > _LONGEST:
            spans = [piece for span in spans for piece in _pieces(plain, *span)]
        for start, end in spans:
            if index == 1 and not in_title and plain[end : end + 1] == "\n" and _BYLINE.fullmatch(plain[start:end]):
                continue
            number = 0 if in_title else index
            yield Sentence(plain[start:end], part[start:end], offset + start, number, in_title)
            index += not in_title
        offset += len(part) + 1


_CRIED = re.compile(r"[A-Z]+(?:['-][A-Z]+)*")
_CRIED_LEAST = 4


def _calmed(title: str) -> str:
    """A title all in capitals as one that gives every word one: "VELDORA NAMES X CEO"; short lines stay, for they may be names."""
    if title.count(" ") < _CRIED_LEAST:
        return title
    return _CRIED.sub(_one_calmed, title)


def _one_calmed(found: re.Match[str]) -> str:
    word = found.group()
    if word in _KEPT_HIGH:
        return word
    return word.lower() if word in _KEPT_LOW else word.title() if "-" in word else word.capitalize()


_KEPT_HIGH = frozenset(str(WORDS["capitals"]["high"]).split())
_KEPT_LOW = frozenset(str(WORDS["capitals"]["low"]).upper().split())


def _spans(text: str, *, in_title: bool) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, blanks around it left out."""
    end_of_all = len(text)
    if in_title and _PARTING.search(text) and (outlet := _OUTLET.search(text)) and outlet.start() > len(text) // 3:
        end_of_all = outlet.start()
    labels = _WIRE_LABELS.match(text) if in_title else None
    start = labels.end() if labels else 0
    for stop in _END.finditer(text, start, end_of_all):
        if _ends_here(text, stop, start, in_title=in_title):
            if (span := _trimmed(text, start, stop.start() if stop.group() == "_" else stop.end())) is not None:
                yield span
            start = stop.end()
    if (span := _trimmed(text, start, end_of_all)) is not None:
        yield span


_LONGEST = 1200
"""Letters; what goes on for longer without a stop is a list or a table, and the rules look at it piece by piece."""
_BREAKS = " ,;、\n"


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, where it is far too long for one in pieces cut at a blank or a comma."""
    while end - start > _LONGEST:
        stop = start + _LONGEST
        stop = max(text.rfind(sign, start + _LONGEST // 2, stop) + 1 for sign in _BREAKS) or stop
        if (span := _trimmed(text, start, stop)) is not None:
            yield span
        start = stop
    last = _trimmed(text, start, end) if text[start : start + 1].isspace() else (start, end)
    if last is not None:
        yield last


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without the blanks around it; None where it is nothing else."""
    inner = text[start:end].lstrip()
    return (end - len(inner), end - len(inner) + len(inner.rstrip())) if inner else None


def _ends_here(text: str, stop: re.Match[str], start: int, *, in_title: bool) -> bool:
    """Whether this mark ends a sentence: not after an abbreviation, an initial, or before a small letter."""
    mark = stop.group()
    if mark[0] == "。" or (mark[0] in "!?" and not text[stop.end() : stop.end() + 1].isspace()):
        return True
    if mark[0] in ";；_":
        return in_title
    rest = text[stop.end() : stop.end() + 40].lstrip(" ")
    if mark[0] == "\n":
        return len(mark) > 1 or not rest[:1].islower()  # a line broken inside a sentence goes on with a small letter
    if not rest or not _PLAIN_HEAD.match(rest):
        return not rest or rest[0] == "\n"
    return mark != "." or not _abbreviated(text, start, stop.start())


def _abbreviated(text: str, start: int, stop: int) -> bool:
    """Whether the word before this full stop is an abbreviation or an initial; X after "on" is the network."""
    last = _LAST_WORD.search(text, max(start, stop - 20), stop)
    word = last.group().casefold() if last else ""
    if (word == "x" and last and text.endswith(" on ", 0, last.start())) or _AFTER_HOUSE.match(text, stop):
        return False
    return word in _ABBREVIATIONS or _INITIALS.fullmatch(word) is not None
