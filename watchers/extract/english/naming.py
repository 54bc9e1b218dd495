"""Names that no list has and whose words would read otherwise, told to be companies by the trade beside them.

"Veldora Future, the Chinese car startup that …", "payments giant VLD": known by that in the whole entry.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from store.model.companies import CompanyRef
from watchers.extract.alternation import one_of
from watchers.extract.english import people as english_people
from watchers.extract.english import releases, seats, strangers
from watchers.extract.english import roles as english_roles
from watchers.extract.english.lexicon import common_words, load
from watchers.extract.english.lines import Line
from watchers.extract.mentions import CompanyMention, legal_end

_NAME = r"[A-Z][\w&-]{1,30}(?: [A-Z][\w&-]{1,30}){1,2}"


@cache
def _trades() -> frozenset[str]:
    return frozenset(load("en_words")["company_words"]["trades"])


_CAPITALS = (
    re.compile(
        r"(?:^|(?<=[ (]))([A-Z]{3,5})'s (?:[a-z]+ ){0,2}(?:[Cc]hief|CEO|CFO|CTO|COO|[Hh]ead|[Pp]resident|[Cc]hair|[Ff]ounder|[Dd]irector)\b"
    ),
    re.compile(
        r"^([A-Z]{3,5}) (?:chief|CEO|CFO|CTO|COO|CIO|president|chairman|founder|head|boss|exec|(?:[Nn]ame|[Aa]ppoint|[Hh]ire|[Tt]ap|[Pp]romote|[Pp]oache)s)\b"
    ),
    re.compile(
        r"(?:^|, )([A-Z]{3,5}) (?:has |have |also |today |recently )?(?:named|appointed|hired|promoted|tapped|poached) (?=[A-Z]|a |its )"
    ),
    re.compile(r"^([A-Z]{3,6}), the [A-Z]\w+ "),
    re.compile(r"\bfrom ([A-Z]{3,6})(?=,? where (?:he|she|they)\b)"),
    re.compile(
        r"\b(?:at|joins|joined|left|leaves) ((?!i(?:Phone|Pad|Mac|Tunes|Cloud|Pod)|macOS)[a-z]{1,2}[A-Z][A-Za-z]{3,20})\b"
    ),
    re.compile(
        r"\b((?!Ma?c[A-Z]|De[A-Z]|Di[A-Z]|Du[A-Z]|L[ae][A-Z]|Van[A-Z]|Fitz[A-Z]|O'[A-Z])[A-Z][a-z]{1,14}[A-Z][A-Za-z]{1,14})(?:'s)? "
        r"(?:CEO|CFO|CTO|COO|CIO|CMO|CPO|[Cc]hief|[Cc]o-?[Ff]ounder|[Ff]ounder|[Pp]resident|[Cc]hair(?:man|woman)?|[Bb]oss|[Ee]xec(?:utive)?|[Hh]ead) "
        r"(?=[A-Z])"
    ),
    re.compile(
        r"(?:^|\b(?:company|startup|start-up|firm|provider|maker|operator|lab|giant) )([a-z]{1,3}[A-Z][A-Za-z]{2,20})(?=,|'s| (?:has|appoints|names|hires|taps|is|joins|said)\b)"
    ),
)
"""Capitals that a title, a deed or a full name beside them shows to be a house: "VLD's chief", "VLD names", "VLD, the Veldora Lab"."""
_GATES = (
    (re.compile(r"[A-Z][A-Z]{2}(?<!C[A-Z]O)"), _CAPITALS[:5]),
    (re.compile(r"[a-z][A-Z]"), _CAPITALS[6:7]),
    (
        re.compile(r"[A-Z](?<=[a-z][A-Z])(?:(?<![^ ].[A-Z])|(?<![^ ]..[A-Z])|(?<![^ ]...[A-Z]))"),
        (_CAPITALS[5], *_CAPITALS[7:]),
    ),
)
"""What each of these patterns needs, which most lines don't have: three capitals, a capital behind a few small letters."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A name before its trade, what any of the rest needs, a name behind it, capitals behind it, capitals in brackets and a single word behind it."""
    trade = one_of(sorted(_trades()))
    between = r"(?:(?!(?:of|at|for|in|from|who|behind|by|and|with)\b)[\w.'-]{1,30} ){0,6}"
    return (
        re.compile(
            rf"(?:^|[,;:] )({_NAME}), (?:the|a|an) {between}{trade}(?=[,.;]| (?:that|which|whose|behind|based)\b)"
        ),
        re.compile(rf"\b{trade} [A-Z(]"),
        re.compile(rf"\b{trade} ({_NAME})(?=[,.;]|'s| (?:has|have|is|said|says|will|was)\b)"),
        re.compile(rf"\b{trade} ([A-Z]{{3,5}})(?=[,.;]|'s| [a-z])"),
        re.compile(rf"\b{trade} \(([A-Z]{{3,6}})\)"),
        re.compile(
            rf"\b{trade} ([A-Z][a-z]{{2,20}}[A-Z]?[a-z]{{0,20}})(?=[,.;]| (?:has|have|is|said|says|will|was)\b)"
        ),
    )


def told_names(lines: Iterable[Line]) -> frozenset[str]:
    """The names these sentences tell to be companies."""
    rows, trades = list(lines), _trades()
    told = {*releases.told(rows), *(seats.told(rows[0]) if rows else ())}
    for one in rows:
        if not trades.isdisjoint(one.words):
            told.update(_by_trade(one.text))
        for needed, patterns in _GATES:
            if needed.search(one.text):
                told.update(_houses(patterns, one.text))
        told.update(strangers.told(one))
    told = {name for name in told if not name.startswith("Ex-")}  # "Ex-Googler Marta Kessler named chief"
    return frozenset(name for name in told if _FORM_BEHIND.sub("", name) not in told - {name})


_FORM_BEHIND = re.compile(
    r"(?: Holdings?| Group)?(?: (?:Corporation|Company|Companies|Incorporated|Limited|Holdings?|Group|Corp|Inc|Ltd))?$"
)
"""What a house drops in the next sentence: "Velden Holding Corporation", where it is called "Velden" too."""


def _by_trade(text: str) -> Iterator[str]:
    """The names beside a word of trade."""
    before, at_trade, behind, capitals, bracketed, single = _patterns()
    names = (m.group(1) for m in before.finditer(text))
    yield from (name for name in names if not _personal(name))
    if not at_trade.search(text):
        return
    names = (m.group(1) for m in behind.finditer(text))
    yield from (name for name in names if not _personal(name) and _everyday(name) and not _titled(name))
    yield from (word for word in (m.group(1) for m in single.finditer(text)) if not _no_single(word))
    yield from _houses((capitals, bracketed), text)


def _houses(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[str]:
    names = (m.group(1) for pattern in patterns for m in pattern.finditer(text))
    return (name for name in names if name not in _no_capitals())


def _no_single(word: str) -> bool:
    """Whether one word behind a trade is somebody's name or an everyday word."""
    low = word.lower()
    return low in common_words() or low in english_people.leaders() or english_people.opens_with_given(word)


@cache
def _no_capitals() -> frozenset[str]:
    return frozenset(load("en_words")["company_words"]["no_capitals"])


def _personal(name: str) -> bool:
    """Whether a name is a person's or a place's by its words."""
    return english_people.reads_as_person(name) or name.partition(" ")[0].lower() in english_people.places()


def _titled(name: str) -> bool:
    """Whether a title stands in it: "Chief Executive"."""
    return any(english_roles.find(name.lower(), name))


def _everyday(name: str) -> bool:
    """Whether its last word is a common one, as no person's is: "Veldora Future"."""
    return name.rpartition(" ")[2].lower() in common_words()


def with_told(mentions: Sequence[CompanyMention], text: str, names: Iterable[str]) -> list[CompanyMention]:
    """The companies of a sentence with those among them that the entry tells by their trade."""
    made = list(mentions)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        for found in re.finditer(rf"\b{re.escape(name)}\b", text):
            begun = next((i for i, m in enumerate(made) if m.start == found.start() and m.end < found.end()), None)
            if begun is not None and " " in made[begun].written and _only_part(made[begun], found):
                begun = None
            if begun is not None and all(m.start >= found.end() for m in made[begun + 1 :]):
                made[begun] = made[begun]._replace(
                    end=found.end()
                )  # "Metova Boots Alliance", of which a list has Metova
            elif all(found.end() <= m.start or m.end <= found.start() or _only_part(m, found) for m in made):
                made = [m for m in made if not _only_part(m, found)]
                end = legal_end(text, found.end())
                made.append(CompanyMention(found.start(), end, CompanyRef(name), name, watched=False))
    return sorted(made, key=lambda m: m.start)


def _only_part(mention: CompanyMention, whole: re.Match[str]) -> bool:
    """Whether a company that no list has is only some words of this name: "Media" of "Veldora Media"."""
    unlisted = not mention.watched and mention.ref.company == mention.written
    return unlisted and whole.start() <= mention.start and mention.end <= whole.end()


_AIM = re.compile(r"\b(?:to|for|from|joins?|joined|leaves|left|quits) $", re.IGNORECASE)
"""Before a town that stands for a house; "in Redmond" is a place."""
_STATE = re.compile(r",? (?:Calif|California|Wash|Washington)\b")


@cache
def _towns() -> dict[str, str]:
    return {str(town): str(house) for town, house in load("en_words")["towns"].items()}


def towns_of(houses: AbstractSet[str]) -> list[str]:
    """The towns that may stand for one of these houses."""
    return [town for town, house in _towns().items() if house in houses]


def with_towns(mentions: Sequence[CompanyMention], text: str, towns: Iterable[str]) -> list[CompanyMention]:
    """The companies of a sentence with those of these towns to which somebody moves: "heads to Redmond"."""
    made = list(mentions)
    for town in (town for town in towns if town in text):
        for found in re.finditer(rf"\b{re.escape(town)}\b", text):
            aimed = _AIM.search(text, max(0, found.start() - 8), found.start()) and not _STATE.match(text, found.end())
            if aimed and all(found.end() <= m.start or m.end <= found.start() for m in made):
                made.append(CompanyMention(found.start(), found.end(), CompanyRef(_towns()[town]), town, watched=False))
    return sorted(made, key=lambda m: m.start)
