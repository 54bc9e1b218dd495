"""Houses no list has, told by the release that opens with them: "Lakeside Blue, a leading …, today announced the …".

Who announces an appointment, what has a stock code in brackets, whose board appoints and what ends with a legal form is a
house, whatever its words: everyday ones and those of a person's name count as part of it here. Never a person who
announces, for a person is not followed by "a leading provider of".
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from watchers.extract.alternation import one_of
from watchers.extract.english import people as english_people
from watchers.extract.english import seats
from watchers.extract.english.lexicon import common_words, load
from watchers.extract.english.lines import Line, telling
from watchers.extract.english.orgs import tells_company

_WORD = r"(?:[A-Z]\.|[A-Z0-9][\w&'’.+-]{0,24}(?<!'s)(?<!’s)(?<!\.)|[a-z]{1,5}[A-Z]\w{1,20})"
_RUN = rf"((?:The )?{_WORD}(?: (?:& |and |of (?:the )?)?{_WORD}){{0,5}}?)"
_FORMS = r"(?:Inc|INC|Corp|CORP|Co|LLC|PLLC|LLP|Ltd|LTD|Limited|PLC|plc|LP|AG|SE|GmbH|OÜ|NV|SA|AB|ASA|N\.V|S\.A|S\.p\.A|N\.A)\b\.?"
_FORM = rf"(?:,? (?:(?:Holdings?|Group) )?{_FORMS})?"
_FORM_TOLD = _FORM.replace("(?:", "(?P<form>", 1)
_ASIDE = r"(?:,? ?\([^()]{2,60}\))*"
_DATELINE = re.compile(r"(?:--|–|—| -|\)-|/ -{1,2}) ?(?=[A-Za-z])")
"""Behind it a release begins: "VELDEN, Ohio, May 21, 2024 /Wire/ -- "."""
_LONGEST = 160
"""Letters within which a dateline ends."""
_LISTED = re.compile(r" \([A-Z][\w ./&]{1,24}: ?[A-Z0-9]")
_CODE = re.compile(rf"{_RUN}{_FORM} \((?:[A-Z][\w ./&]{{1,24}}: ?[A-Z0-9]{{1,6}}\b)")
"""As in "Lakeside Blue (NYSE: LKB)"."""
_FORMED = re.compile(
    rf"{_RUN},? (?:(?:Holdings?|Group) )?(?:LLC|PLLC|LLP|Ltd|LTD|PLC|plc|SE|GmbH|OÜ|ASA|N\.V|S\.p\.A|AG(?= ?\())\b"
)


@cache
def _lists() -> dict[str, list[str]]:
    return {key: list(words) for key, words in load("en_words")["releases"].items()}


@cache
def _deeds() -> frozenset[str]:
    """One word of each deed: a line with none of them opens no release."""
    return telling(_lists()["announcing"])


@cache
def _opening() -> re.Pattern[str]:
    """A house behind a dateline, then what it is, then that it announces something."""
    lists = _lists()
    deed, adverb = one_of(lists["announcing"]), one_of(lists["between"])
    apposition = r"(?P<is>,? (?:(?:a|an|the|one of|[A-Z][\w ]{2,20}'s) (?:[^;:]{4,260}?,|[^;:,]{4,120}?)))?"
    return re.compile(rf"{_RUN}{_FORM_TOLD}{_ASIDE}{apposition},?(?: {adverb}){{0,3}} (?P<deed>{deed})\b")


@cache
def _own_board() -> re.Pattern[str]:
    """As in "Lakeside Blue's Supervisory Board has appointed"."""
    deed = one_of(_lists()["appointing"])
    board = r"'s (?:[A-Z]\w+ ){0,2}[Bb]oard(?: of [Dd]irectors)?"
    return re.compile(rf"(?:^|[-–—.)] )(?:The )?{_RUN}{board}(?: (?:has|have|today|also)){{0,2}} {deed}\b")


@cache
def _board() -> re.Pattern[str]:
    deed = one_of(_lists()["appointing"])
    return re.compile(
        rf"\b[Bb]oard(?: of [Dd]irectors)? of {_RUN}{_FORM}{_ASIDE}(?: (?:has|have|today|also)){{0,2}} {deed}\b"
    )


_LED = re.compile(
    rf"\b(?:CEO|CFO|COO|CTO|CMO|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Mm]anaging [Dd]irector|[Cc]o-[Ff]ounder|[Ff]ounder) of {_RUN}"
    r"(?=[,.;:]|$|'s| (?:and|has|have|is|was|will|who|where|since|in|to|for|on|from|after|with|as)\b)"
)
"""As in "the new CEO of Lakeside Blue": whom somebody leads so is a house."""


@cache
def _chiefs() -> frozenset[str]:
    return frozenset({"ceo", "cfo", "coo", "cto", "cmo", "executive", "managing", "founder"})


def _own(name: str) -> bool:
    """Whether a name has a word of its own, or ends as houses do; "CEO of Global Operations" is of a part."""
    words = name.split(" ")
    return tells_company(words[-1]) or not all(word.lower() in common_words() for word in words)


_FIRST = 3
"""Sentences of the text in which a release says who announces."""


def told(lines: Sequence[Line]) -> Iterator[str]:
    """The names in these lines that only houses bear, by how releases open and what stands behind the name."""
    for at, line in enumerate(lines):
        if "(" in line.text and ":" in line.text and _LISTED.search(line.text) is not None:
            yield from _fit((m.group(1) for m in _CODE.finditer(line.text)), sure=True)
        if not _forms().isdisjoint(line.words):
            yield from _fit((m.group(1) for m in _FORMED.finditer(line.text)), sure=True)
        if 0 < at <= _FIRST and not _deeds().isdisjoint(line.words):
            yield from (name for name in _opened(line) if " " in name or not _surname(name, lines))
        if "board" in line.words:
            boards = (*_board().finditer(line.text), *_own_board().finditer(line.text))
            yield from _fit((m.group(1) for m in boards), sure=True)
        if at and not _chiefs().isdisjoint(line.words) and not english_people.headline(line.text):
            yield from (name for m in _LED.finditer(line.text) for name in _fit([m.group(1)], sure=False) if _own(name))


@cache
def _forms() -> frozenset[str]:
    return frozenset({"llc", "pllc", "llp", "ltd", "plc", "se", "gmbh", "oü", "asa", "ag", "p"})


def _surname(word: str, lines: Sequence[Line]) -> bool:
    """Whether the word ends somebody's name in one of these lines: "Oduya announced" in news of Jonas Oduya."""
    ends = re.compile(rf"\b([A-Z][\w'-]+) {re.escape(word)}\b")
    before = (found[1] for line in lines for found in ends.finditer(line.text))
    return any(first.lower() not in common_words() for first in before)


_TOKEN = re.compile(r"[\w-]+")


def _opened(line: Line) -> Iterator[str]:
    """The house with whose announcement this line opens."""
    for start in (0, *(m.end() for m in _DATELINE.finditer(line.text, 0, _LONGEST))):
        found = _opening().match(line.text, start)
        if found is None:
            continue
        sure = (
            found["is"] is not None
            and " who " not in found["is"]
            and not _trades().isdisjoint(_TOKEN.findall(found["is"].lower()))
        )
        sure = sure or found["form"] is not None
        if sure or "announc" in found["deed"] or "welcome" in found["deed"]:
            yield from _fit([found.group(1)], sure=sure or found["deed"] in _lists()["corporate"])


@cache
def _trades() -> frozenset[str]:
    return frozenset(_lists()["trades"])


def _fit(runs: Iterator[str] | list[str], *, sure: bool) -> Iterator[str]:
    for run in runs:
        name = _OF_BOARD.sub("", run.removeprefix("The "))
        plain = " " not in name and name.lower() in common_words()  # "It has named": nobody's name
        words = seats.PARTNERS.sub("", name) if sure else name  # "Lakeside Blue Advisors" holds no title
        if not plain and _OWNED.search(name) is None and seats.is_house(words, no_person=sure, told=sure):
            yield name


_OWNED = re.compile(r"-(?:backed|owned|based|led|run|funded)\b")
_OF_BOARD = re.compile(r"^(?:.* )?(?:Board|Directors|Trustees|Advisors|Advisers|Managers|Management) of (?:the )?")
