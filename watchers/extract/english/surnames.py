"""People whom an entry names by one word alone: "OpenAI researcher Karpathy departs", "Oduya resigns as chief of O".

A word is somebody's surname here where the trade knows it as one, where a title stands right before it, or where only a
person can do what follows it. Which words these are is told by `[surnames]` of `lexicon/en_words.toml`.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from watchers.extract.alternation import one_of
from watchers.extract.english import people as english_people
from watchers.extract.english.lexicon import load
from watchers.extract.english.marks import Marked, titles_before

_ACRONYM = 3
_SURNAME = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)?")
_ENDS = re.compile(r"$|[.,;:]")


def alone(marked: Marked) -> Iterator[str]:
    """The words of a sentence that name a person by themselves, as far as their own sentence tells."""
    words = [(start, end) for start, end, full in marked.names if not full and _can_be(marked, start, end)]
    if not words:
        return
    for start, end in words:
        if _stands_for_person(marked, start, end):
            yield marked.line.text[start:end]
    for (start, end), (after, last) in pairwise(words):
        joined = marked.line.small[end:after]
        if (joined == " and " and _pair(marked, (start, end), (after, last))) or (
            joined == ", " and _added(marked, start, last)
        ):
            yield from (marked.line.text[start:end], marked.line.text[after:last])


def _added(marked: Marked, start: int, end: int) -> bool:
    """Whether two words stand between a deed of naming and a board: "Adds Oduya, Kessler to Board"."""
    return (
        _TO_BOARD.match(marked.line.small, end) is not None
        and _naming().search(marked.line.text, max(0, start - 24), start) is not None
    )


_TO_BOARD = re.compile(r" to (?:its |the |their )?(?:[a-z]+ ){0,2}board\b")


def opening(marked: Marked) -> Iterator[str]:
    """The word a text opens with, where it does what people do and the sentence goes on to speak of a "he" or a "she"."""
    if _PERSONAL.isdisjoint(marked.line.words) or not marked.names:
        return
    start, end, full = marked.names[0]
    if start == 0 and not full and _can_be(marked, start, end) and _deed("alone").match(marked.line.small, end):
        yield marked.line.text[start:end]


_PERSONAL = frozenset({"his", "her", "he", "she"})


_WHO_WILL = re.compile(r"(?:^| )(?:he|she|it|they|who|that|we|i) $")
_CAMEL = re.compile(r"(?!Ma?c|De|Di|Du|La|Le|Van|Fitz|O')[A-Z]\w*[a-z][A-Z]")


def _can_be(marked: Marked, start: int, end: int) -> bool:
    """Whether the word at this place could be a surname: one word, no acronym, no country, no statesman."""
    word = marked.line.text[start:end]
    if word == "Will" and _WHO_WILL.search(marked.line.small, max(0, start - 6), start) is not None:
        return False  # "X Says He Will Step Down" in a headline's capitals
    if _CAMEL.match(word) is not None:
        return False  # "SanDisk says goodbye to its old brand"
    acronym = word.isupper() and len(word) <= _ACRONYM
    known = word.lower() in english_people.no_houses() or word.lower() in english_people.politicians()
    return not acronym and not known and _SURNAME.fullmatch(word) is not None


def _stands_for_person(marked: Marked, start: int, end: int) -> bool:
    """Whether the word at this place is a known surname, stands behind a title, or does what only people do."""
    if marked.line.small[start:end] in english_people.leaders() or start - 1 in titles_before(marked):
        return True
    if _deed("deeds").match(marked.line.small, end) is not None or _named_to_a_post(marked, start, end):
        return True
    if _follows_or_goes(marked, start, end):
        return True
    return marked.line.text[start - 3 : start] == "'s " and _hired_away(marked, start, end)


def _follows_or_goes(marked: Marked, start: int, end: int) -> bool:
    """Whether the word is whom somebody replaces beside a title, an insider, or leaves a house or retires beside one."""
    small = marked.line.small
    before = small[max(0, start - 12) : start]
    if before.endswith((" insider ", " outsider ")):
        return True
    if marked.titles and (_ENDS_OR_AS.match(small, end) and _REPLACED.search(before)):
        return True
    if marked.titles and _RETIRES.match(small, end):
        return True
    leaves = _LEAVES.match(small, end)
    house = next((m for m in marked.mentions if leaves and m.start == leaves.end()), None)
    return house is not None and _ENDS_OR_AS.match(small, house.end) is not None


_REPLACED = re.compile(r"(?:replacing|to replace|succeeding|to succeed|succeeds) $")
_RETIRES = re.compile(
    r" (?:to (?:retire|exit|leave)|set to (?:leave|retire|step down|exit))(?=$|[.,;:]| in | at | next | after | as )"
)
_LEAVES = re.compile(r" (?:leaves|exits|quits|departs) ")
_ENDS_OR_AS = re.compile(r"$|[.,;:]| (?:as|amid|after|for|in|at|following|next)\b")


def _hired_away(marked: Marked, start: int, end: int) -> bool:
    """Whether the word stands behind whose it is, and is hired or quits: "Poached Metova's Oduya With …"."""
    house = next((m for m in marked.mentions if m.end in (start - 3, start - 1)), None)
    if house is None or marked.line.small[start:end] in english_people.places():
        return False
    if _QUITS.match(marked.line.small, end) is not None:
        return True
    lead = marked.line.small[max(0, house.start - 24) : house.start]
    if _HIRED.search(lead) is not None:
        return _THEN.match(marked.line.small, end) is not None
    return _naming().search(marked.line.text, max(0, house.start - 24), house.start) is not None and (
        _AS_POST.match(marked.line.small, end) is not None or _TO_LEAD.match(marked.line.small, end) is not None
    )


_HIRED = re.compile(
    r"\b(?:poach(?:es|ed)?|hire[sd]?|lure[sd]?|recruit(?:s|ed)?|snag(?:s|ged)?|nab(?:s|bed)?)(?: away)? $"
)
_QUITS = re.compile(
    r" (?:abruptly |suddenly )?(?:quits|resigns|departs|to (?:quit|resign|depart)|(?:leaves|leaving|to leave|exits) for)\b"
)
_THEN = re.compile(r"$|[.,;:]| (?:as|to|with|for|from|in|after|amid|away)\b")
_AS_POST = re.compile(r" as (?:\w+ ){0,3}(?:chief|c[efotim]o|head|president|chair|director|vice|boss)\b")


def _named_to_a_post(marked: Marked, start: int, end: int) -> bool:
    """Whether the word stands between a deed of naming and the post: "Appoints Oduya as Director", "names Oduya CFO"."""
    if _naming().search(marked.line.text, max(0, start - 24), start) is None:
        return False
    small = marked.line.small
    linked = _LINK.match(small, end)
    given = linked.end() if linked else end + 1
    if _TO_LEAD.match(small, end) is not None:
        return True
    return any(
        first == given
        and not _anothers(marked, last)
        and (linked or (_HIGH.match(small, first) and not _SENT.match(small, last)))
        for first, last in marked.titles
    )


def _anothers(marked: Marked, end: int) -> bool:
    """Whether a name follows the title that ends here, so that the word before it is a house: "names Veldora CEO Marta Kessler"."""
    return any(start == end + 1 for start, _, _ in marked.names)


_TO_LEAD = re.compile(r" to (?:head|lead|run|oversee)\b")
_SENT = re.compile(r" (?:to (?:head|lead|run|succeed|replace)|as)\b")
"""Behind a title that tells whose one is: "names Veldora chief to head the company"."""
_HIGH = re.compile(
    r"(?:new |interim |acting )?(?:c[efotim]o\b|chief (?:\w+ officer|executive|of staff|scientist)|president|chair|vice|senior|executive|managing|head of|director of|general)"
)
"""Titles that are given; "exec" or "veteran" behind a word tells whose one is."""


_LINK = re.compile(
    r" to (?:the (?:post|position|role) of )?(?:new )?| as (?:its |the |a )?(?:new |interim )?| its new | new "
)


@cache
def _naming() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(load('en_words')['seats']['naming'])} (?:Mr\.? |Ms\.? |Dr\.? )?$")


def _pair(marked: Marked, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two words joined by "and" are people: by what they do together, or one known beside one that ends its clause."""
    if _deed("together").match(marked.line.small, second[1]) is not None:
        return True
    if first[0] - 1 in titles_before(marked) and marked.line.small[first[0] - 2] == "s":
        return True  # "Founders Oduya and Kessler"
    if _added(marked, first[0], second[1]):
        return True
    known = any(marked.line.small[slice(*one)] in english_people.leaders() for one in (first, second))
    return known and _ENDS.match(marked.bare, second[1]) is not None


@cache
def _deed(name: str) -> re.Pattern[str]:
    """What stands right behind a person: auxiliaries, and a deed of this list of `[surnames]`."""
    return re.compile(
        rf"(?:'s)?(?: (?:has|have|is|are|was|were|to|will|had|also|now|abruptly|just)){{0,3}} ?{one_of(load('en_words')['surnames'][name])}\b"
    )
