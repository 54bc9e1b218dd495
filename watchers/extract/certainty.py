"""How sure a clause is, from flags any language can set, and the English words that set them. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from store.model.moves import Status
from watchers.extract.alternation import one_of
from watchers.extract.english.lexicon import load
from watchers.extract.english.lines import Line, telling


@dataclass(slots=True)
class Cues:
    """What the words around a trigger say of its truth. Never changed after it is made; frozen would cost time."""

    denied: bool = False
    imagined: bool = False
    """Only thought of: a question, a condition, a wish. Such a clause tells nothing."""
    rumored: bool = False
    reported: bool = False
    confirmed: bool = False


def status(cues: Cues) -> Status | None:
    """The status a clause has by its own words; None where it tells no event at all."""
    if cues.denied:
        return Status.DENIED
    if cues.rumored:
        return Status.RUMORED
    if cues.imagined:
        return None
    if cues.reported:
        return Status.REPORTED
    return Status.CONFIRMED


def _alternation(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of(words)}(?!\w)")


@cache
def english(name: str) -> re.Pattern[str]:
    """One list of `lexicon/en_certainty.toml` as a pattern over small letters."""
    return _alternation(load("en_certainty")[name])


@cache
def _telling(name: str) -> frozenset[str]:
    """Words of which one stands wherever a phrase of the list does."""
    return telling(load("en_certainty")[name])


def says(name: str, sentence: Line) -> bool:
    """Whether a phrase of this list stands in the sentence."""
    return not _telling(name).isdisjoint(sentence.words) and english(name).search(sentence.small) is not None


def hearsay(sentence: Line) -> bool:
    """Whether an English sentence passes on what others say, its company's own papers apart."""
    if _telling("reported").isdisjoint(sentence.words):
        return False
    return english("reported").search(english("own_word").sub("", sentence.small)) is not None


def gainsaid(sentence: Line, start: int, end: int) -> bool:
    """Whether the verb from `start` to `end` of an English sentence is denied from outside.

    "O denies that X is leaving", "Reports that X is leaving are false"; not "X denied the bonus but is joining O".
    """
    if not _UNDOING.isdisjoint(sentence.words) and _UNDONE.search(sentence.small[end:]) is not None:
        return True
    if _telling("denying").isdisjoint(sentence.words) and _telling("hearsay").isdisjoint(sentence.words):
        return False
    before, after = sentence.small[:start], sentence.small[end:]
    denials = [found.end() for found in english("denying").finditer(before)]
    if denials:
        claim = before[denials[-1] :]
        if _CLAIM.match(claim) and not _TURN.search(claim):
            return True
    told = english("hearsay").search(before)
    told = None if told is not None and _LINKING.match(before, told.end()) else told
    if told is not None and _CALLING.search(before[: told.start()]):
        return english("false").search(_STOP.split(after, 1)[0]) is not None
    if told is not None and (english("anchored").search(before) or english("anchored").search(after)):
        return True
    links = _FALSE_LINK.finditer(after.partition(";")[0])
    return told is not None and any(english("false").match(after, link.end()) for link in links)


def disowned(sentence: Line) -> bool:
    """Whether an English sentence calls the news told before it untrue: "O said the report was false"."""
    return not _DISOWNING.isdisjoint(sentence.words) and _DISOWNED.search(sentence.small) is not None


_NEWS = "(?:the|this|that|these|those|such) (?:reports?|rumou?rs?|speculation|news)\\b"
_FALSE = "(?:" + "|".join(load("en_certainty")["false"]) + ")"
_DISOWNED = re.compile(
    rf"\b{_NEWS} (?:is|are|was|were) (?:\w+ly )?{_FALSE}\b|\bcall(?:s|ed|ing) {_NEWS} {_FALSE}\b"
    rf"|\b(?:denie[sd]|denying|reject(?:s|ed)|dismisse[sd]|refute[sd]|dispute[sd]) {_NEWS}(?! (?:of|that|about)\b)"
    r"|\b(?:den(?:y|ies|ied|ying)|rejected|dismissed|refuted) (?:it|this|that|them)(?=[.,;]|$)"
)
"""Claims are left out: those of a lawsuit are denied as well."""
_DISOWNING = frozenset(
    [
        "report",
        "reports",
        "rumor",
        "rumors",
        "rumour",
        "rumours",
        "speculation",
        "news",
        "deny",
        "denies",
        "denied",
        "denying",
        "rejected",
        "dismissed",
        "refuted",
    ]
)
"""Words of which one stands wherever that pattern finds anything; so below."""
_UNDONE = re.compile(
    r"\b(?:den(?:ies|ied)|rejected|dismissed|refuted) (?:it|this|that)(?=[.,;]|$)|\breport (?:[\w-]+ ){1,4}(?:has|have) denied\b"
    r"|^[^,;.]{0,40} (?:is|are|was|were) (?:\w+ly )?(?:not true|untrue|fake news|false)\b|^[^,;.]{0,40} (?:has|have) been debunked\b"
)
"""After the verb: "…, but O denied it", "… is fake news"."""
_UNDOING = frozenset(
    ["denies", "denied", "rejected", "dismissed", "refuted", "true", "untrue", "fake", "false", "debunked"]
)
_CLAIM = re.compile(
    r"(?: \w+){0,3} (?:that|it|he|she|they|any|reports?|rumou?rs?|claims?|speculation|suggestions?|talk|plans?)\b| \w+ing\b| $"
)
_CALLING = re.compile(r"\b(?:calls|called|calling|labels|labelled|labeled|branded|branding) (?:\w+ ){0,3}$")
_LINKING = re.compile(r" (?:linking|tying|connecting|attributing|blaming|that (?:linked|tied|blamed))\b")
"""As in "reports linking X's exit to the plan were wrong": the exit was not."""
_STOP = re.compile("[;.]")
_TURN = re.compile(
    r"[;.]| but | although | while | yet |, and | and (?:(?:\w+ly|he|she|it|they|has|have|is|was|will|would|also|now|then|later|instead) )*$"
)
"""Where the denied words end; "and" between two names goes on with them: "denies that A and B are leaving"."""
_FALSE_LINK = re.compile(r"\b(?:is|are|was|were|as) [\"']?(?:\w+ly )?")
