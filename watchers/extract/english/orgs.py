"""Companies in an English sentence: the listed ones, and those whose last word says what they are ("Skyway Robotics")."""

import re
from functools import cache

from store.model.companies import CompanyRef
from watchers.extract import organisations
from watchers.extract.alternation import one_of
from watchers.extract.english import eastern
from watchers.extract.english import people as english_people
from watchers.extract.english import roles as english_roles
from watchers.extract.english.lexicon import common_words, load
from watchers.extract.english.lines import Line, blank
from watchers.extract.mentions import CompanyFinder, CompanyMention, legal_end

_ORG_TAIL = (
    "Labs|Lab|AI|Inc|Corp|Technologies|Technology|Robotics|Therapeutics|Pharmaceuticals|Systems|University|Institute|"
    "Capital|Ventures|Partners|Bank|Foundation|Studios|Networks|Motors|Software|Analytics|Semiconductors?|Holdings|"
    "Media|Entertainment|Airlines|Biosciences|Sciences|Energy|Aerospace|Group|Academy|College|School|Research|Health|"
    "Dynamics|Interactive|Solutions|Global|Industries|Intelligence|Neurosciences|Medicine|Digital|Computing|Cloud|"
    "Airways|Automotive|Agency|Association|Council|Committee|Company|Trust|Fund|Laboratory|Laboratories|Center|Centre|"
    "Corporation|Foods|Brands|Logistics|Insurance|Mobility|Games|Pictures|Telecom|Electronics|Instruments|Biotech|Genomics|"
    "Diagnostics|Aviation|Photonics|Microsystems|Bancorp|Motor|Telecommunications|Hotels|Chemicals|Petroleum|Biologics|Oncology|"
    "Museum|Gallery|Orchestra|Theatre|Opera|Ballet|Quantum|Circuits|Clinic|Hospital|Exchange|Network|Alliance|Coalition|Federation|Studio"
)
# Words are short, so that a line that is all one word is not read through again from each of its letters.
_LEGAL_FORM = re.compile(r"[A-Z][\w&-]{1,60}+(?: [A-Z][\w&-]{1,60}+){0,2}, (?:Inc|INC|Corp|Ltd|LLC|Co)\b\.?")
"""As in "Foo Bar, Inc.": a comma stands before the form only in a company's full name."""
_ORG = re.compile(
    rf"[A-Z](?:[\w&'-]{{0,60}}+ (?:& )?(?:[A-Z][\w&'-]{{0,60}}+ (?:& )?){{0,2}}[A-Z][\w&-]{{0,60}}+ (?:{_ORG_TAIL})\b"
    rf"|[\w&-]{{0,60}}+ (?:{_ORG_TAIL})\b|[\w-]{{1,60}}+\.(?:ai|io|com|co)\b)"
)
_TAILS_ALONE = re.compile(rf"(?:(?:{_ORG_TAIL}) ?)+")
"""What any company may call a part of itself: "Technologies Group", "AI Labs"."""
_UNIVERSITY = re.compile(
    r"University of (?:California,? )?[A-Z]\w+(?: [A-Z]\w+)?(?: at [A-Z]\w+)?|[A-Z]\w+ (?:Institute|School|College) of [A-Z]\w+(?: and [A-Z]\w+)?"
)


_TAILS = frozenset(tail.removesuffix("?") for tail in _ORG_TAIL.lower().split("|")) | {"semiconductor"}
_SCHOOLS = frozenset({"university", "institute", "school", "college"})
_NETS = frozenset({"ai", "io", "com", "co"})
_FORMS = frozenset({"inc", "corp", "ltd", "llc", "co"})


def tells_company(word: str) -> bool:
    """Whether a word at the end of a name says that it is a company's."""
    return word.lower() in _TAILS


_PATTERNS = ((_UNIVERSITY, _SCHOOLS), (_LEGAL_FORM, _FORMS), (_ORG, _TAILS | _NETS))
"""What to look for, and of which words one stands in it."""
_ANY_TAIL = frozenset().union(*(tails for _, tails in _PATTERNS))


def companies_in(line: Line, companies: CompanyFinder) -> list[CompanyMention]:
    """Known companies, and unknown ones whose last word says what they are."""
    found = companies.find(line.text, line.small, line.words)
    known = [_in_latin(m) for m in found if m.watched or not _part_of_name(line.text, m)]
    if "gm" in line.words:
        known = [m for m, before in zip(known, [None, *known], strict=False) if not _manages(line.text, m, before)]
    if _ANY_TAIL.isdisjoint(line.words):
        return known
    patterns = [pattern for pattern, tails in _PATTERNS if not tails.isdisjoint(line.words)]
    known = [m for m in known if m.certain or m.watched or not _begins_longer(line.text, m)]
    rest = blank(line.text, [*((m.start, m.end) for m in known), *based_in(line)])
    for pattern in patterns:
        spans = [span for match in pattern.finditer(rest) if (span := _named(line.text, rest, match)) is not None]
        spans = [span for span in spans if not line.text.endswith(_OWN, 0, span[0])]
        names = ((start, end, rest[start:end]) for start, end in spans)
        known += (
            CompanyMention(start, legal_end(line.text, end), CompanyRef(_unformed(name)), written=name, watched=False)
            for start, end, name in names
        )
        rest = blank(rest, spans)
    return _with_units(sorted(known, key=lambda m: m.start), line.text)


_OWN = (" its ", " their ")
"""Before a part of the house that is spoken of: "its Long Term Benefit Trust"."""
_NAME_ALONE = re.compile(r" (?:[\w'’‘-]{1,20} ){0,4}")


def _manages(text: str, mention: CompanyMention, before: CompanyMention | None) -> bool:
    """Whether GM is a general manager's title: "Baidu's driving unit GM X", "assistant GM Marta Kessler"."""
    if mention.written != "GM":
        return False
    if english_people.opens_with_given(text[mention.end + 1 :]) or _TITLED.search(text, 0, mention.start):
        return True
    return before is not None and _NAME_ALONE.fullmatch(text[before.end : mention.start]) is not None


_TITLED = re.compile(r"\b(?:new|assistant|deputy|former|acting|interim|as|its) $")


def _in_latin(mention: CompanyMention) -> CompanyMention:
    """The mention with its company named in Latin letters, as the article does; the store knows both names for one."""
    name = organisations.in_latin(mention.ref.company) if not mention.watched else mention.ref.company
    return mention if name == mention.ref.company else mention._replace(ref=CompanyRef(name, mention.ref.unit))


def _begins_longer(text: str, mention: CompanyMention) -> bool:
    """Whether a doubtful name only begins a longer one: "Oxford" in "Oxford Quantum Circuits"."""
    longer = _ORG.match(text, mention.start)
    return longer is not None and longer.end() > mention.end and text[mention.end : mention.end + 1] == " "


_FORM_BEHIND = re.compile(r"(?<=\w) (?:Inc|Corp)$")


def _unformed(name: str) -> str:
    """The name of several words without the legal form that a house drops in the next sentence: "Veldora AI Inc"."""
    return _FORM_BEHIND.sub("", name) if name.count(" ") > 1 else name


_BASED = re.compile(r"\b(?:[A-Z][\w.]{1,20} ){0,2}[A-Z][\w.]{1,20}, (?:[A-Z][\w.]{1,20} )?[A-Z][\w.]{1,20}-based(?= )")


def based_in(line: Line) -> list[tuple[int, int]]:
    """Where the place of a house stands before its name: "Fort Wayne, Indiana-based Veldora"."""
    return [found.span() for found in _BASED.finditer(line.text)] if "based" in line.words else []


_WORD_BEFORE = re.compile(r"(?<![^\W_])[A-Z][a-z]+ $")
_WORD_BEHIND = re.compile(r" [A-Z][a-z]+\b(?! [A-Z])")


def _part_of_name(text: str, mention: CompanyMention) -> bool:
    """Whether a company called like a given name stands beside a Chinese surname: "Qiming" in "Wang Qiming"."""
    if not mention.written.isalpha() or not text[mention.start + 1 : mention.end].islower():
        return False
    before = _WORD_BEFORE.search(text, max(0, mention.start - 12), mention.start)
    behind = _WORD_BEHIND.match(text, mention.end)
    found = (before.start() if before else mention.start, behind.end() if behind else mention.end)
    names = (text[found[0] : mention.end], text[mention.start : found[1]])
    surnames = (names[0].split()[0], names[1].split()[-1])
    return any(
        eastern.is_chinese(name) and surname.lower() not in common_words()
        for name, surname in zip(names, surnames, strict=True)
    )


def _with_units(mentions: list[CompanyMention], text: str) -> list[CompanyMention]:
    """An unlisted name right behind a listed one is that company's unit: "IBM Watson Health"."""
    made: list[CompanyMention] = []
    for mention in mentions:
        owner = made[-1] if made and not _listed(mention) and text[made[-1].end : mention.start] == " " else None
        if owner is not None and owner.certain and _listed(owner) and owner.ref.unit is None:
            ref = CompanyRef(owner.ref.company, mention.ref.company)
            made[-1] = owner._replace(end=mention.end, ref=ref, written=text[owner.start : mention.end])
        else:
            made.append(mention)
    return made


def _listed(mention: CompanyMention) -> bool:
    """Whether a list has the company; the others are called what is written."""
    return mention.watched or mention.ref.company != mention.written or " " not in mention.written


def _named(text: str, rest: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Where the company's name stands that a pattern has found; None where it is a trade, an outlet or a title."""
    if match.start() == 0 and _DATELINE.match(text, match.end()):
        return None
    start = match.start() + (0 if match.re is _UNIVERSITY else _behind_deed(match.group()))
    start += 0 if match.re is _UNIVERSITY else _common_head(rest[start : match.end()])
    end = match.end() if match.re is not _LEGAL_FORM else rest.index(",", start)
    name = rest[start:end]
    if _TITLED_OF.search(text[max(0, start - 24) : start].lower()) and not _LEGAL_TAIL.search(name):
        return None  # "vice president of Autopilot Software" names a trade
    bare = (" " not in name and "." not in name and match.re is not _LEGAL_FORM) or (
        _TAILS_ALONE.fullmatch(name) and not _FORM_BEHIND.match(text, end)
    )
    if name.endswith(" AI") and _of_a_place(name, text[:start], rest[end:]):
        return None
    if _TITLE_AFTER.match(rest, end) and english_people.reads_as_person(name):
        return None  # "OpenAI Names Marta Kessler AI Chief"
    if (
        "'s" in name
        or not name[:1].isalnum()
        or name.startswith("A ")  # "A British AI startup"
        or bare
        or name.startswith(_STATE)
        or any(english_roles.find(name.lower().rpartition(" ")[0], name))
    ):
        return None
    return start, end


_TRADE_BEHIND = re.compile(r" (?:[a-z][\w-]* ){0,2}(?:start-?up|company|firm|lab|unicorn|maker|chipmaker|house)\b")


def _of_a_place(name: str, before: str, behind: str) -> bool:
    """As in "the Toronto AI chip start-up" and "European AI this week": a trade and its town or people, no name."""
    first = name.removesuffix(" AI").lower()
    return first in english_people.no_houses() and (
        before.endswith((" the ", " a ", "The ", "A ", " in ")) or _TRADE_BEHIND.match(behind) is not None
    )


_STATE = ("White House", "Downing Street", "Oval Office")
"""Governments, which are no houses of the trade."""
_TITLE_AFTER = re.compile(
    r" (?:Chief|Head|Director|Lead|Leader|Boss|President|VP|Officer|Manager|Scientist|Researcher|Engineer|Executive|Exec)\b"
)
_TITLED_OF = re.compile(
    r"(?:president|head|(?<!executive )director|vp|chief|lead|manager|officer|leader|chair) (?:of|for) $"
)
"""Behind these a trade may stand; an executive director sits on the board of a house."""
_FORM_BEHIND = re.compile(r",? (?:Inc|Corp|Ltd|LLC|PLC|plc)\b")
_LEGAL_TAIL = re.compile(r" (?:Holdings?|Limited|Ltd|Incorporated|Inc|Corporation|Corp|PLC|plc|LLC)\.?$")
"""What no trade ends with."""
_DATELINE = re.compile(r" [-–—] ")
"""After a name that opens the sentence: the outlet, no company."""


_OF_NATIONS = frozenset(
    {"American", "British", "European", "National", "International", "Royal", "Canadian", "Australian"}
)
"""Everyday words that begin the names of bodies."""


def _common_head(name: str) -> int:
    """How many letters of common words stand before the first word that can name something."""
    length = 0
    for word in name.split(" "):
        if word.lower() not in common_words() or word in _OF_NATIONS:
            return length
        length += len(word) + 1
    return len(name)


@cache
def _deed() -> re.Pattern[str]:
    """A deed of joining or naming with a capital, which no name holds: "Marta Kessler Joins Veldora Global"."""
    seats = load("en_words")["seats"]
    words = {
        word for key in ("naming", "named", "joining") for word in seats[key] if word.istitle() and " " not in word
    }
    return re.compile(rf".* {one_of(sorted(words))} ")


def _behind_deed(name: str) -> int:
    """How many letters stand before what follows the last deed in a run of capitals."""
    found = _deed().match(name)
    return found.end() if found is not None else 0


def aimed_at(text: str, mention: CompanyMention) -> bool:
    """Whether what stands beside it takes a company: "joins X", "moves to X", "to X" where nothing more follows, "X Design Chief"."""
    before = text[: mention.start][-16:]
    if _POST_BEHIND.match(text, mention.end) is not None or _DEED_BEHIND.match(text, mention.end) is not None:
        return True
    return bool(_AIMED.search(before)) or (before.lower().endswith(" to ") and bool(_AIM_ENDS.match(text, mention.end)))


_DEED_BEHIND = re.compile(
    r" (?:Poached|Hired|Lured|Recruited|Snagged|Nabbed|Appointed|Promoted|Fired|Ousted|to Hire|(?:Is )?in Talks to Hire|Plans to Hire) "
)
_POST_BEHIND = re.compile(
    r"(?:'s)?(?: (?:Top|Former|Longtime|[A-Z][\w&-]+)){1,3} (?:Chief|Head|Boss|Executive|Exec|Director|Lead|Leader|Researcher|Scientist|Engineer|Designer|Manager|Veteran|VP|President|Officer) "
    r"[A-Z][a-z]+ [A-Z]"
)
"""As in "X Design Chief Marta Kessler" of a headline."""
_AIM_ENDS = re.compile(r"$|[,;:.]| as\b", re.IGNORECASE)
_AIMED = re.compile(
    r"\b(?:join(?:s|ed|ing)?|leav(?:es?|ing)|left|quits?|depart(?:s|ing)?|exiting|ditch(?:es|ing)?|(?:ways|ties|company) with|at|from|by|exits?|for|of|"
    r"(?:moves?|moving|jumps?|heads?|goes|returns?|defects?) to) $",
    re.IGNORECASE,
)
