"""Houses no list has, told by where a headline puts them: what names somebody chief of something is a house.

"Lakeside Blue Names X Chief Operating Officer", "X Joins Lakeside Blue as R", "X Elected to Lakeside Blue's Board": the
seat beside the deed decides, so everyday words, names like a person's and letters of any case count as part of the name.
Persons with a given name, offices of state and countries never sit there as houses.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from watchers.extract.alternation import one_of
from watchers.extract.english import people as english_people
from watchers.extract.english import roles as english_roles
from watchers.extract.english.lexicon import common_words, load
from watchers.extract.english.lines import Line, telling

_WORD = r"(?:[A-Z0-9][\w&'’.+®™-]{0,24}(?<!'s)(?<!’s)|[a-z]{1,5}[A-Z]\w{1,20})"
_FORM = r"(?:,? (?:& )?(?:Inc|LLC|LLP|Ltd|Limited|Corp|Co|PLC|plc|LP|AG|SE|N\.?A|S\.?A)\b\.?)?"
_ASIDE = r"(?: \([^()]{2,40}\)){0,3}"


@cache
def _lists() -> dict[str, list[str]]:
    return {key: list(words) for key, words in load("en_words")["seats"].items()}


@cache
def _deeds() -> frozenset[str]:
    """One word of each deed: a line with none of them has none."""
    lists = _lists()
    return telling(
        ["appoint", "name", "hire", *(w for key in ("naming", "named", "joining", "leaving") for w in lists[key])]
    )


def _run(most: int) -> str:
    """A name of at most so many further words, none of which ends it."""
    ends = one_of(word.capitalize() for word in _lists()["ends"])
    word = rf"(?!{ends}\b){_WORD}"
    return rf"((?:[Tt]he )?{word}(?: (?:& |and |of (?:the )?)?{word}){{0,{most}}})"


class _Seat(NamedTuple):
    """A place in a headline that only a house has."""

    pattern: re.Pattern[str]
    opens: bool = False
    """It stands where the line begins."""
    beside_another: bool = False
    """A title and somebody's name stand right behind it, so that it names nobody itself."""
    strange: bool = False
    """A word of it is no everyday one: what stands there may also be a trade."""
    deeds: frozenset[str] = frozenset()
    """Words of which one stands in every line that has it."""


def _behind_a_post(named: str, given: frozenset[str]) -> tuple[_Seat, ...]:
    """The house at the end of the post that somebody is given."""
    run = _run(6)
    return (
        _Seat(re.compile(rf"\b{named} (?:[A-Z]\S* |and |of |& ){{1,8}}at {run}{_FORM}$"), deeds=given),
        _Seat(
            re.compile(
                rf"\b{named} (?:[A-Z]\S* |and |& ){{0,4}}(?:CEO|Chief Executive(?: Officer)?) of {run}{_FORM}(?=$| - )"
            ),
            deeds=given,
        ),
        _Seat(
            re.compile(rf"\b{named} (?:[A-Z]\S* |and |of |the |& ){{1,8}}(?:of|for) {run}{_FORM}$"),
            strange=True,
            deeds=given,
        ),
    )


@cache
def _seats() -> tuple[_Seat, ...]:
    """The house before a deed of naming, before who leaves it, with its board, with the post it gives, at the end of a post."""
    lists = _lists()
    naming, joining, named, growing, leaving, offices = (one_of(lists[key]) for key in _DEEDS)
    leaves = _leaves()
    grown = rf"(?: (?:{growing}|[A-Z][a-z]+s)\b[^,;:]{{1,80}}[,;:](?: and)?)?"
    run = _run(6)
    part = r"(?: (?:holding|group|unit|division|arm|bank|Board of Directors)\b)?"
    office = rf"(?:{offices})(?:(?:,| and| &) (?:{offices})){{0,2}}"
    high = r"(?:CEO|CFO|COO|CTO|CIO|CMO|MD|Chairman|Chairwoman|Chair|President|Chief)\b"
    given = telling(lists["named"])
    return (
        _Seat(
            re.compile(
                rf"(?:^|(?<=[—–:-] )){run}{_FORM}{_ASIDE}{part},?{grown} (?:has |have |to )?(?:also |today |just )?(?:{naming}|(?<=to )(?:appoint|name|hire)) "
                r"(?:[a-z][\w&-]* ){0,4}(?=[A-Z])"
            ),
            deeds=telling(lists["naming"]) | {"appoint", "name", "hire"},
        ),
        _Seat(
            re.compile(
                rf"{run}{_FORM} (?:(?:[Ss]ays|[Aa]nnounces) (?:[Ii]ts )?)?{office} [A-Z][^,;:]{{2,60}}? {leaving}\b"
            ),
            opens=True,
            beside_another=True,
            deeds=telling(lists["leaving"]),
        ),
        _Seat(
            re.compile(
                rf"\b(?:{joining}|{named} [Tt]o|(?:{leaves}|steps? down|resigns?)(?: from)?) {run}{_FORM}(?:'s)? (?:(?:[A-Z]\w+|supervisory|advisory|executive|management) ){{0,2}}[Bb]oard\b"
            ),
            deeds=frozenset({"board"}),
        ),
        _Seat(re.compile(rf"\b{named}(?: to)? {run}(?:'s (?=[A-Z])| (?={high}))"), deeds=given),
        _Seat(re.compile(rf"\b[Aa]s {run}(?:'s)? (?={_ANY_CASE})"), deeds=frozenset({"as"})),
        _Seat(
            re.compile(rf"\b(?:{naming}|picks?|taps?|ropes in) (?:[a-z-]+ )?{_run(3)} (?={_LOWER} {_NAMED})"),
            beside_another=True,
            deeds=telling(lists["naming"]) | {"pick", "tap", "ropes"},
        ),
        _Seat(
            re.compile(rf"{_run(3)}'s {_NAMED} (?:{named}|to (?:become|head|lead)|[Jj]oins) (?:as )?"),
            opens=True,
            deeds=given | {"become", "head", "lead", "joins"},
        ),
        _Seat(
            re.compile(rf"\b(?:resigns?|resigned|steps? down|retires?|quits?) as (?:[a-z-]+ )?{office} of {run}$"),
            strange=True,
            deeds=frozenset({"as"}),
        ),
        *_behind_a_post(named, given),
    )


_ANY_CASE = (
    r"(?:(?:new|next|interim|first) )?(?:MD|CEO|CFO|COO|CTO|CIO|CMO|[Cc]hief [Ee]xecutive|[Cc]hief \w+ [Oo]fficer|"
    r"[Mm]anaging [Dd]irector|Chair(?:wo)?man|President|Chair|Chief|finance chief)\b"
)
"""Posts at the head of a house."""
_LOWER = r"(?:executive|exec|boss|veteran|chief|head|director|president|chairman|co-founder|founder|insider|alum|CEO|CFO|COO|CTO|MD)"
"""What a headline calls somebody between the house and the name."""
_NAMED = r"[A-Z][\w'’-]+ (?:[A-Z]\. )?[A-Z][\w'’-]+"
_DEEDS = ("naming", "joining", "named", "growing", "leaving", "offices")


def _leaves() -> str:
    """The deeds of leaving that take a house."""
    return one_of(word for word in _lists()["leaving"] if word.lower().startswith(("leave", "depart", "exit", "quit")))


@cache
def _joined() -> re.Pattern[str]:
    """What somebody joins or leaves."""
    joining = one_of(_lists()["joining"])
    going = rf"(?:{joining}|(?:is |Is )?(?:leaving|Leaving)|{_leaves()})"
    return re.compile(rf"\b{going} {_run(6)}{_FORM}(?=$|[,;:.]|'s\b| (?:as|As|to|in|for|after|following)\b)")


def told(line: Line) -> Iterator[str]:
    """The names in this headline that only houses bear, by their seats; in a line that tells no post few count."""
    if _deeds().isdisjoint(line.words) and _SEATED_BY.isdisjoint(line.words):
        return
    if english_roles.possible(line.words) or "board" in line.words:
        for seat in _seats():
            if seat.deeds.isdisjoint(line.words):
                continue
            found = seat.pattern.match(line.text) if seat.opens else seat.pattern.search(line.text)
            if found is not None:
                yield from _fit(found.group(1), seat)
    if (found := _joined().search(line.text)) is not None and _joined_for_a_post(line, found):
        yield from _fit(found.group(1), _ANY)


_SEATED_BY = frozenset({"as", "pick", "tap", "ropes", "become"})
"""What the seats beside no such deed hold."""
_ANY = _Seat(re.compile(""))
_AS = re.compile(r",? as ", re.IGNORECASE)


_NAME_BEFORE = re.compile(r"[A-Z][\w'-]+ (?:[A-Z]\. )?[A-Z][\w'-]+ $")


def _joined_for_a_post(line: Line, found: re.Match[str]) -> bool:
    """Whether a person joins: a title follows "as", or somebody with a known given name opens the line."""
    behind = line.text[found.end() :]
    if _AS.match(behind) is not None:
        return any(english_roles.find(behind.lower(), behind))
    beside = _NAME_BEFORE.search(line.text, 0, found.start())
    return english_people.opens_with_given(line.text if beside is None else beside.group())


def _fit(run: str, seat: _Seat) -> Iterator[str]:
    """The run without the words of trade before the name, where it can be a house's."""
    name = run.removeprefix("The ").removeprefix("the ")
    words = name.split(" ")
    trade = max(
        (i for i, word in enumerate(words[:-1]) if word.lower() in _trades() and words[i + 1] != "of"), default=-1
    )
    name = " ".join(words[trade + 1 :])
    strange = not seat.strange or not all(word in common_words() for word in name.lower().split(" "))
    if name and strange and is_house(PARTNERS.sub("", name), no_person=seat.beside_another):
        yield name


PARTNERS = re.compile(r"(?<=\w) (?:Advisors|Advisers|Partners|Associates|Directors|Engineers|Scientists|Managers)$")
"""What houses of partners end with, which is nobody's title there: "Lakeside Blue Advisors"."""


@cache
def _trades() -> frozenset[str]:
    return frozenset(_lists()["trades"])


@cache
def _nobodies() -> frozenset[str]:
    """Words no house's name holds here."""
    lists = load("en_words")["strangers"]["no_names"]
    return (frozenset(lists) | frozenset(_lists()["no_seat"])) - frozenset(_lists()["fine"])


def is_house(name: str, *, no_person: bool, told: bool = False) -> bool:
    """Whether a name in such a seat is a house's: no state's, nobody's by a given name, no title in it.

    With `told` the words behind it say what it is, so that it may begin as a title does: "Impact Networking, a leading …".
    """
    low = name.lower()
    words = low.split(" ")
    if not _nobodies().isdisjoint(words) or low in english_people.no_houses():
        return False
    if words[-1] in _no_last() or len(name) < _SHORTEST or not _verbs().isdisjoint(words[1:]):
        return False
    if words[0] in english_people.politicians() or words[-1] in english_people.politicians():
        return False
    if len(words) == 1:
        return (
            low not in _trades()
            and (name[1:] != low[1:] or low not in english_people.leaders())
            and (told or not _begins_title(low))
        )
    if not no_person and _reads_as_person(name):
        return False
    return not any(english_roles.find(low, name)) and (told or not _begins_title(low))


def _reads_as_person(name: str) -> bool:
    """Whether a name is a person's: opens with a given one, is short and holds no everyday word behind it."""
    behind = name.lower().split(" ")[1:]
    everyday = any(word in common_words() and word not in english_people.surnames_too() for word in behind)
    return english_people.reads_as_person(name) and len(behind) < _NO_PERSON and not everyday


def _begins_title(low: str) -> bool:
    """Whether the words are part of a title before an office: "global", "sales and marketing"."""
    return next((start == 0 for start, _ in english_roles.find(f"{low} president", f"{low} president")), False)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(_lists()["no_verbs"])


@cache
def _no_last() -> frozenset[str]:
    return frozenset(_lists()["no_last"])


_SHORTEST = 2
_NO_PERSON = 3
"""Words behind the first from which on a name that opens with a given name is a house's: "Marta Veldora Living Products"."""
