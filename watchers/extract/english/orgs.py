"""Companies in an English sentence: the listed ones, and those whose last word says what they are ("Skyway Robotics")."""

import re
from collections.abc import Sequence

from store.model.companies import CompanyRef
from watchers.extract.english import roles as english_roles
from watchers.extract.english.lexicon import common_words
from watchers.extract.mentions import CompanyFinder, CompanyMention

_ORG_TAIL = (
    "Labs|Lab|AI|Inc|Corp|Technologies|Technology|Robotics|Therapeutics|Pharmaceuticals|Systems|University|Institute|"
    "Capital|Ventures|Partners|Bank|Foundation|Studios|Networks|Motors|Software|Analytics|Semiconductors?|Holdings|"
    "Media|Entertainment|Airlines|Biosciences|Sciences|Energy|Aerospace|Group|Academy|College|School|Research|Health|"
    "Dynamics|Interactive|Solutions|Global|Industries|Intelligence|Neurosciences|Medicine|Digital|Computing|Cloud|"
    "Airways|Automotive|Agency|Association|Council|Committee|Company|Trust|Fund|Laboratory|Laboratories|Center|Centre|"
    "Corporation"
)
_LEGAL_FORM = re.compile(r"[A-Z][\w&-]+(?: [A-Z][\w&-]+){0,2}, (?:Inc|INC|Corp|Ltd|LLC|Co)\b\.?")
"""As in "Foo Bar, Inc.": a comma stands before the form only in a company's full name."""
_ORG = re.compile(rf"(?:[A-Z][\w&'-]* (?:& )?){{0,3}}[A-Z][\w&-]* (?:{_ORG_TAIL})\b|[A-Z][\w-]+\.(?:ai|io|com|co)\b")
_TAILS_ALONE = re.compile(rf"(?:(?:{_ORG_TAIL}) ?)+")
"""What any company may call a part of itself: "Technologies Group", "AI Labs"."""
_UNIVERSITY = re.compile(
    r"University of (?:California,? )?[A-Z]\w+(?: [A-Z]\w+)?(?: at [A-Z]\w+)?|[A-Z]\w+ (?:Institute|School|College) of [A-Z]\w+(?: and [A-Z]\w+)?"
)


def companies_in(text: str, companies: CompanyFinder) -> list[CompanyMention]:
    """Known companies, and unknown ones whose last word says what they are."""
    known = list(companies.find(text))
    rest = blank(text, [(m.start, m.end) for m in known])
    for pattern in (_UNIVERSITY, _LEGAL_FORM, _ORG):
        for match in pattern.finditer(rest):
            if _DATELINE.match(text, match.end()) and match.start() == 0:
                continue
            start = match.start() + (0 if pattern is _UNIVERSITY else _common_head(match.group()))
            name = rest[start : match.end()]
            if pattern is _LEGAL_FORM:
                name = name.partition(",")[0]
            if _TITLED_OF.search(text[max(0, start - 16) : start].lower()):
                continue  # "vice president of Autopilot Software" names a trade
            bare = (" " not in name and "." not in name and pattern is not _LEGAL_FORM) or _TAILS_ALONE.fullmatch(name)
            if "'s" in name or bare or any(english_roles.find(name.lower(), name)):
                continue
            known.append(
                CompanyMention(start=start, end=match.end(), ref=CompanyRef(name), written=name, watched=False)
            )
            rest = blank(rest, [(start, match.end())])
    return sorted(known, key=lambda m: m.start)


_TITLED_OF = re.compile(r"(?:president|head|director|vp|chief|lead|manager|officer|leader|chair) (?:of|for) $")
_DATELINE = re.compile(r" [-–—] ")
"""After a name that opens the sentence: the outlet, no company."""


def _common_head(name: str) -> int:
    """How many letters of common words stand before the first word that can name something."""
    length = 0
    for word in name.split(" "):
        if word.lower() not in common_words():
            return length
        length += len(word) + 1
    return len(name)


def blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these spans turned to signs no pattern knows."""
    for start, end in spans:
        text = text[:start] + "\x00" * (end - start) + text[end:]
    return text
