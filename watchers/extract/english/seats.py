"""Houses no list has, told by where a headline puts them: what names somebody chief of something is a house.

"Lakeside Blue Names X Chief Operating Officer", "X Joins Lakeside Blue as R", "X Elected to Lakeside Blue's Board": the
seat beside the deed decides, so everyday words, names like a person's and letters of any case count as part of the name.
Persons with a given name, offices of state and countries never sit there as houses.
"""

import re
from collections.abc import Iterator
from functools import cache

from watchers.extract.alternation import one_of
from watchers.extract.english import people as english_people
from watchers.extract.english import roles as english_roles
from watchers.extract.english.lexicon import load
from watchers.extract.english.lines import Line, telling

_WORD = r"(?:[A-Z0-9][\w&'’.+-]{0,24}(?<!'s)(?<!’s)|[a-z]{1,5}[A-Z]\w{1,20})"
_FORM = r"(?:,? (?:Inc|LLC|LLP|Ltd|Limited|Corp|Co|PLC|plc|LP|AG|SE|N\.?A|S\.?A)\b\.?)?"
_ASIDE = r"(?: \([^()]{2,40}\))?"


@cache
def _lists() -> dict[str, list[str]]:
    return {key: list(words) for key, words in load("en_words")["seats"].items()}


@cache
def _deeds() -> frozenset[str]:
    """One word of each deed: a line with none of them has none."""
    lists = _lists()
    return telling(word for key in ("naming", "named", "joining", "leaving") for word in lists[key])


def _run(most: int) -> str:
    """A name of at most so many further words, none of which ends it."""
    ends = one_of(word.capitalize() for word in _lists()["ends"])
    word = rf"(?!{ends}\b){_WORD}"
    return rf"((?:[Tt]he )?{word}(?: (?:& |and |of (?:the )?)?{word}){{0,{most}}})"


_DEEDS = ("naming", "joining", "named", "growing", "leaving")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The house before a deed of naming, behind one of joining, before a board, before the title it gives, before who leaves."""
    lists = _lists()
    naming, joining, named, growing, leaving = (one_of(lists[key]) for key in _DEEDS)
    grown = rf"(?: {growing}\b[^,;:]{{1,60}}[,;:](?: and)?)?"
    run = _run(5)
    office = rf"(?:{one_of(lists['offices'])})(?: (?:and|&) (?:{one_of(lists['offices'])}))?"
    titled = r"(?:CEO|CFO|COO|CTO|CIO|CMO|Chairman|Chairwoman|Chair|President|Chief)\b"
    return (
        re.compile(rf"{run}{_FORM}{_ASIDE},?{grown} (?:has |have )?(?:also |today |just )?{naming} (?=[A-Z])"),
        re.compile(rf"\b{joining} {run}{_FORM}(?=$|[,;:.]|'s\b| (?:as|As|to|in|for|after|following)\b)"),
        re.compile(rf"\b(?:{joining}|{named} to|{named} To) {run}{_FORM}(?:'s)? (?:[A-Z]\w+ ){{0,2}}Board\b"),
        re.compile(rf"\b{named} {run}(?:'s (?=[A-Z])| (?={titled}))"),
        re.compile(
            rf"{run}{_FORM} (?:(?:[Ss]ays|[Aa]nnounces) (?:[Ii]ts )?)?{office} [A-Z][^,;:]{{2,60}}? {leaving}\b"
        ),
    )


def told(line: Line) -> Iterator[str]:
    """The names in this headline that only houses bear, by their seats; in a line that tells no post nothing counts."""
    if _deeds().isdisjoint(line.words):
        return
    posted = english_roles.possible(line.words) or "board" in line.words
    naming, joining, board, owner, leaving = _patterns()
    if posted and (found := naming.match(line.text)) is not None:
        yield from _fit(found.group(1))
    if posted and (found := leaving.match(line.text)) is not None:
        yield from _fit(found.group(1), beside_another=True)
    for pattern in (board, owner) if posted else ():
        yield from (name for found in pattern.finditer(line.text) for name in _fit(found.group(1)))
    if (found := joining.search(line.text)) is not None and _joined_for_a_post(line, found):
        yield from _fit(found.group(1))


_AS = re.compile(r",? as ", re.IGNORECASE)


def _joined_for_a_post(line: Line, found: re.Match[str]) -> bool:
    """Whether a person joins: a title follows "as", or somebody with a known given name opens the line."""
    behind = line.text[found.end() :]
    if _AS.match(behind) is not None:
        return any(english_roles.find(behind.lower(), behind))
    return english_people.opens_with_given(line.text)


def _fit(run: str, *, beside_another: bool = False) -> Iterator[str]:
    """The run without the words of trade before the name, where it can be a house's.

    `beside_another` says that a title and somebody's name stand right behind it, so that it names nobody itself.
    """
    name = run.removeprefix("The ").removeprefix("the ")
    words = name.split(" ")
    trade = max((i for i, word in enumerate(words[:-1]) if word.lower() in _trades()), default=-1)
    name = " ".join(words[trade + 1 :])
    if name and is_house(name, no_person=beside_another):
        yield name


@cache
def _trades() -> frozenset[str]:
    return frozenset(_lists()["trades"])


@cache
def _nobodies() -> frozenset[str]:
    """Words no house's name holds here."""
    lists = load("en_words")["strangers"]["no_names"]
    return (frozenset(lists) | frozenset(_lists()["no_seat"])) - frozenset(_lists()["fine"])


def is_house(name: str, *, no_person: bool) -> bool:
    """Whether a name in such a seat is a house's: no state's, nobody's by a given name, no title in it."""
    low = name.lower()
    words = low.split(" ")
    if not _nobodies().isdisjoint(words) or low in english_people.no_houses():
        return False
    if words[-1] in _no_last() or len(name) < _SHORTEST or not _verbs().isdisjoint(words[1:]):
        return False
    if words[0] in english_people.politicians() or words[-1] in english_people.politicians():
        return False
    if len(words) == 1:
        return name[1:] != low[1:] or low not in english_people.leaders()
    if not no_person and english_people.reads_as_person(name) and len(words) < _NO_PERSON:
        return False
    return not any(english_roles.find(low, name))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(_lists()["no_verbs"])


@cache
def _no_last() -> frozenset[str]:
    return frozenset(_lists()["no_last"])


_SHORTEST = 2
_NO_PERSON = 4
"""Words from which on a name that opens with a given name is a house's: "Marta Veldora Living Products"."""
