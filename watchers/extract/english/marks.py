"""What stands in an English sentence: companies, boards, titles, dates and names, each a span that becomes one node.

Companies and titles are found first and blanked out, so that names are looked for only in what is left.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from store.model.companies import CompanyRef
from watchers.extract.english import people as english_people
from watchers.extract.english import roles as english_roles
from watchers.extract.english.capitals import cut_short, whole_run
from watchers.extract.english.cast import People
from watchers.extract.english.epithets import epithets
from watchers.extract.english.lexicon import common_words, load
from watchers.extract.english.lines import Line, blank
from watchers.extract.english.nodes import Node, Who, cut
from watchers.extract.english.orgs import based_in
from watchers.extract.mentions import CompanyMention
from watchers.extract.when import DateMention

_BOARD = re.compile(
    r"(?<!\bon (?=board as\b))(?:(?:the|its|their|company's|our) )?(?:(?:corporate |supervisory |advisory )?boards?(?: of (?:directors|trustees|managers|advisors|advisers|governors))?(?: seats?)?|seats? on (?:the|its) board)(?! (?:meeting|member|chair|observer|game))\b",
    re.IGNORECASE,
)


class Marked(NamedTuple):
    """A sentence whose companies, titles and runs of capitalised words have been found."""

    line: Line
    mentions: tuple[CompanyMention, ...]
    boards: tuple[tuple[int, int], ...]
    titles: tuple[tuple[int, int], ...]
    bare: str
    """The text with companies, boards and titles blanked out."""
    plain: bool
    """Capitals mean something: the sentence is no headline that gives every word one."""
    names: tuple[tuple[int, int, bool], ...]
    """Start, end and whether it has a full name's shape, of what is capitalised and no common word."""


def mark(line: Line, found: Sequence[CompanyMention], *, plain: bool) -> Marked:
    """Find titles and names in a sentence whose companies are known; `plain` says that it is no headline."""
    text, small = line.text, line.small
    mentions = tuple([m for m in found if not _is_given_name(text, m) and not _only_told_on(text, m)])
    closed = [*[(m.start, m.end) for m in mentions], *based_in(line)]
    boards: tuple[tuple[int, int], ...] = ()
    if not _BOARD_WORDS.isdisjoint(line.words):
        boards = tuple(match.span() for match in _BOARD.finditer(blank(text, closed)))
        closed += boards
    titles: tuple[tuple[int, int], ...] = ()
    if english_roles.possible(line.words):
        found_titles = english_roles.find(blank(small, closed), text, line.words)
        titles = tuple(span for span in found_titles if not _is_verb(text, small, *span))
        closed += titles
    bare = blank(text, closed) if closed else text
    return Marked(line, mentions, boards, titles, bare, plain, tuple(english_people.names_in(bare, plain=plain)))


_BOARD_WORDS = frozenset({"board", "boards"})


def build(marked: Marked, people: People, dates: Sequence[DateMention]) -> list[Node]:
    """Cut a sentence into nodes."""
    return cut(marked.line.small, _spans(marked, people, dates))


def people_in(marked: Marked) -> Iterator[str]:
    """Full names in a sentence, to learn whom an entry speaks of."""
    for start, end, full in marked.names:
        if full:
            yield marked.line.text[start:end]


def _spans(marked: Marked, people: People, dates: Sequence[DateMention]) -> list[Node]:
    text, small, mentions, bare = marked.line.text, marked.line.small, marked.mentions, marked.bare
    spans = [Node("O", m.start, m.end, small[m.start : m.end], (), (), m.ref, m.certain) for m in mentions]
    spans += [
        Node("R", start, end, small[start:end], (), (), None, True, text[start:end]) for start, end in marked.titles
    ]
    closed = epithets(marked.line, marked.mentions)
    if closed:
        within = _Within([(node.start, node.end) for node in closed])
        spans = [*(s for s in spans if not within.holds(s.start, s.end)), *closed]
        bare = blank(bare, within.spans)
    spans += [Node("B", start, end, small[start:end]) for start, end in marked.boards]
    if "it" in marked.line.words and marked.plain:
        spans += [Node("w", *m.span(), "information technology") for m in _IT.finditer(text)]
    if not _DEGREE_WORDS.isdisjoint(marked.line.words):
        degrees = [m.span() for m in _DEGREES.finditer(text)]
        spans += [Node("", start, end, small[start:end]) for start, end in degrees]
        bare = blank(bare, degrees)
    if dates:
        days = [d for d in dates if "\x00" not in bare[d.start : d.end]]
        spans += [Node("D", d.start, d.end, small[d.start : d.end], date=d) for d in days]
        bare = blank(bare, [(d.start, d.end) for d in days])
    names = marked.names
    if bare is not marked.bare and any("\x00" in bare[start:end] for start, end, _ in names):
        names = tuple(english_people.names_in(bare, plain=marked.plain))
    spans.extend(_names(marked, bare, names, people))
    # by end and then by start, for both keys are plain; sorting keeps the order of what is equal
    return sorted(sorted(spans, key=_END, reverse=True), key=_START)


_START, _END = (itemgetter(Node._fields.index(name)) for name in ("start", "end"))


_DEGREE_WORDS = frozenset(
    {
        "ph",
        "phd",
        "md",
        "m",
        "mba",
        "esq",
        "d",
        "j",
        "dmd",
        "dvm",
        "cpa",
        "cfa",
        "jd",
        "rn",
        "facp",
        "aia",
        "pe",
        "cfp",
        "cfe",
        "dnp",
        "fnp",
        "pmp",
        "sphr",
        "cpcu",
        "llm",
        "edd",
        "dds",
        "dpm",
        "psyd",
        "facc",
        "facs",
        "faan",
    }
)
_DEGREE = r"(?:Ph\.? ?D\b\.?|M\.D\.|M\.Sc\.|M\.P\.H\.|M\.B\.A\.|J\.D\.|D\.O\.|Pharm\.D\.|MD|PhD|MBA|MPH|DMD|DVM|CPA|CFA|JD|RN|FACP|AIA|PE|CFP|CFE|DNP|FNP|FNP-C|PMP|SPHR|CPCU|LLM|EdD|DDS|DPM|PsyD|FACC|FACS|FAAN|Esq\.?)"
_DEGREES = re.compile(rf"(?! MD\b|, MD(?: (?:&|and)|/))(?:,? {_DEGREE})+(?<!CFA)(?:,(?= (?:as|to|[A-Z]))|(?=[ ,]|$))")
"""Behind a name: "X, Ph.D., as R"; an MD without a comma is a managing director."""
_IT = re.compile(r"\bIT\b")
"""The trade, and no pronoun."""


class _Within:
    """Spans that do not overlap, in order, to be asked what they hold."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = spans
        self._starts = [start for start, _ in spans]

    def holds(self, start: int, end: int) -> bool:
        """Whether one of the spans holds the whole of this one."""
        at = bisect(self._starts, start) - 1
        return at >= 0 and end <= self.spans[at][1]


_VERB_BEFORE = re.compile(
    r"(?:\b(?:to|will|would|who|help|jointly|shall|should|(?<!is )(?<!was )now|also|can|'ll)|\bto (?:jointly|now)) $"
)


def _is_verb(text: str, small: str, start: int, end: int) -> bool:
    """Whether a title's word is used as a verb: "to lead", "will head up", "head to Metova"."""
    if small[start:end] not in english_roles.verbs():
        return False
    if small[start:end] == "head" and text[start] == "h" and _GOAL.match(text, end):
        return True
    return _VERB_BEFORE.search(small[max(0, start - 12) : start]) is not None


_GOAL = re.compile(r" (?:back )?to [A-Z]")
_SURNAME_AFTER = re.compile(r" ([A-Z][a-zà-ÿ]+)")


def _is_given_name(text: str, mention: CompanyMention) -> bool:
    """Whether a doubtful company name is the first half of a person's name ("Harvey Keitel") or the end of a product's."""
    if mention.written == "Step" and _STEPPING.match(text, mention.end):
        return True
    if mention.written == "X" and _VERSION.search(text, 0, mention.start):
        return True
    if mention.written in family() and (given := _WORD_BEFORE.search(text, 0, mention.start)) is not None:
        return english_people.opens_with_given(given.group(1))
    if mention.certain or mention.written not in _GIVEN:
        return False
    following = _SURNAME_AFTER.match(text, mention.end)
    return following is not None and following.group(1).lower() not in common_words()


_NETWORKS = frozenset(
    {"X", "Twitter", "LinkedIn", "Facebook", "Instagram", "Threads", "Weibo", "WeChat", "YouTube", "TikTok", "Telegram"}
    | {"Reddit", "Bluesky", "Truth Social", "Substack", "Medium", "Discord", "Slack", "Netflix", "Spotify"}
)
_TOLD_ON = re.compile(r"\b[Oo]n (?:(?:the )?social(?: media)? (?:platform|network|site|media) )?$")
_OWN = re.compile(r"'s\b| [Bb]oard\b")


def _only_told_on(text: str, mention: CompanyMention) -> bool:
    """Whether a network is only where something is said or shown: "wrote on X", "in a post on LinkedIn"."""
    if mention.written not in _NETWORKS or _TOLD_ON.search(text, max(0, mention.start - 36), mention.start) is None:
        return False
    return _OWN.match(text, mention.end) is None


_STEPPING = re.compile(r" (?:Down|Up|Aside|Back|Away|In|Into)\b")
_VERSION = re.compile(r"\b(?:OS|Model|Series|Type|Project|Gen) $")
"""Before an X that is no network: "OS X"."""
_GIVEN = frozenset(
    {"Harvey", "Jasper", "Sierra", "Ford", "Otto", "Devin", "Claude", "Lambda", "Aurora", "Visa", "Manus"}
)


@cache
def family() -> frozenset[str]:
    """Houses called like a founder, which behind a given name are somebody's surname: "Tony Ford"."""
    return frozenset(str(load("en_names")["founders"]).split())


_WORD_BEFORE = re.compile(r"(?<![\w-])([A-Z][a-z]+) (?:[A-Z]\. )?$")
_ACRONYM = 3
_TICKER = re.compile(r"(?:Inc|Co|Corp|Ltd|PLC)\.?(?:'s)? (?:[A-Z]{3,5} )?$")
"""Before a stock's ticker: "Alphabet Inc's GOOG"."""
_MAKERS = ("developer", "specialist", "pioneer", "supplier", "designer")
"""No title but what a company is, where a single name follows: "software developer Metova"."""


def titles_before(marked: Marked) -> set[int]:
    """Where titles end behind which a single name is a person's."""
    small = marked.line.small
    return {end for start, end in marked.titles if not small.endswith(_MAKERS, start, end)} if marked.titles else set()


def _names(marked: Marked, bare: str, names: Sequence[tuple[int, int, bool]], people: People) -> Iterator[Node]:
    titles = titles_before(marked)
    for start, end, full in names:
        written, small = marked.line.text[start:end], marked.line.small[start:end]
        name = written if full and written not in people.no_names else None
        if name is not None and marked.line.small.endswith("starring ", 0, start):
            continue  # "'Iron Harbor' Starring X Is Coming to Netflix"
        if name is not None and _ends_title(marked, start) and not english_people.reads_as_person(name):
            continue
        if name is None and " " not in written:
            name = people.resolve(written)
        if name is not None or _is_person(bare, start, end, written, titles):
            yield Node("P", start, end, small, people=(Who(name=name or written),))
        elif not _no_house(marked.line.text, start, written):
            cut_off = marked.plain and cut_short(bare, start, end)
            first, last = whole_run(bare, start, end) if cut_off else (start, end)
            if last > first:
                house = CompanyRef(marked.line.text[first:last])
                yield Node("N", first, last, marked.line.small[first:last], company=house, certain=False)


_OF = re.compile(r" (?:of|for) (?:[A-Z]\w+ ){0,3}$")


def _ends_title(marked: Marked, start: int) -> bool:
    """Whether what stands here tells what a title is of: "Vice President of Digital Signage" names nobody."""
    return any(_OF.fullmatch(marked.line.text, end, start) is not None for _, end in marked.titles if end < start)


def _is_person(bare: str, start: int, end: int, written: str, titles: set[int]) -> bool:
    """Whether a word is a person though the whole name is never said: by a title before it, or as a company's owner."""
    if written.isupper() and len(written) <= _ACRONYM:
        return False
    if start - 1 in titles and written.isalpha():
        return written.lower() not in english_people.regions()
    return written.lower() in english_people.leaders() and bare[end : end + 4] == "'s \x00"


def _no_house(text: str, start: int, written: str) -> bool:
    """Whether a name is no company: a country, a well-known surname, "EV" or "VR", a stock's ticker."""
    low = written.lower()
    if low in english_people.leaders() or low in english_people.no_houses():
        return True
    # the listed companies among acronyms were found before
    acronym = len(written) <= _ACRONYM and written != "X"
    return written.isupper() and (acronym or _TICKER.search(text[max(0, start - 8) : start]) is not None)
