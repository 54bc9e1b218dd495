"""What the words around a verb say of its truth: denied, only thought of, passed on as hearsay."""

import re
from functools import cache

from watchers.extract import certainty
from watchers.extract.certainty import Cues
from watchers.extract.english.clauses import Clause, Subject
from watchers.extract.english.lexicon import load

_OTHER_VERB = re.compile(r"[Vs][^V]*?(?:,|&(?=[jD]{0,2}x))")


def _own_words(clause: Clause, start: int, at: int) -> int:
    """Where the words before a verb begin that are not those of another verb: "will not seek election, in order to lead O"."""
    others = [found.end() for found in _OTHER_VERB.finditer(clause.letters[start:at])]
    return start + max(others, default=0)


@cache
def _attempts() -> frozenset[str]:
    return frozenset(load("en_words")["attempts"]["words"])


def _denied(clause: Clause, start: int, at: int) -> bool:
    """Whether the words before the verb at this place deny it."""
    if not certainty.says("denied", clause.line):
        return False
    words = clause.words(_own_words(clause, start, at), at).rpartition(" but ")[2]
    return certainty.english("denied").search(words) is not None


_UNDENIED = re.compile(
    r"(?:\bnot|n't|\bnever) (?:\w+ )?(?:expect(?:ed)?|foreseen|think|believe|see|anticipate|explain|mind|regret|comment|say why)\b"
)


def _unhindered(clause: Clause, start: int, at: int) -> bool:
    """As in "do not expect the departure of X to slow O": what is not expected is something else than the departure."""
    noun = bool(clause.nodes[at].forms) and any(f.trigger.frame.endswith("_noun") for f in clause.nodes[at].forms)
    return noun and _UNDENIED.search(clause.words(max(0, start - 2), at)) is not None


_NUMBER = re.compile(r"\d|(?:a|an|two|three|four|five|six|seven|eight|nine|ten|half|two-thirds|all|every)\b")


def _counts(clause: Clause, at: int) -> bool:
    """As in "for almost ten years": how long, not how sure."""
    return clause.nodes[at].low in {"almost", "nearly"} and _NUMBER.match(clause.words(at + 1, at + 2)) is not None


_ORDERS = frozenset({"told", "tells", "ordered", "orders", "instructed", "urging", "asking", "telling"})


def _ordered(clause: Clause, at: int, who: Subject) -> bool:
    """As in "Y told X, O's chief, to resign": what somebody is told to do has not happened; a board's word counts."""
    if clause.letters[at - 1 : at] != "T" or who.at < 1 or clause.nodes[who.at - 1].low not in _ORDERS:
        return False
    return not set(clause.letters[max(0, who.at - 4) : who.at - 1]) & set("Bc")


_UNDONE = re.compile(
    r"\b(?:in favou?r of|(?:short|risk|threat|instead|talk|talks|idea|possibility|speak|speaks|dreams?|closer) (?:of|to|about)|rather than|without|"
    r"oppos(?:e|es|ed|ing)|against|avoids?|avoided|call(?:s|ed|ing)? for|push(?:es|ed|ing)? for|vot(?:e|es|ed|ing) (?:on|for|against)|(?:stop(?:s|ped)?|prevent(?:s|ed)?|ke(?:eps?|pt)|dissuade[sd]?|bar(?:s|red)?) (?:\w+ )?from|support(?:s|ed|ing)?(?: for)?) (?:the )?$"
)
"""As in "are in favor of ousting X" and "stopped short of firing X": what is only spoken of is not done."""


def _undone(clause: Clause, at: int) -> bool:
    """Whether the words before an "-ing" form say that the deed is wished for, weighed or left undone."""
    doing = clause.nodes[at].low.partition(" ")[0].endswith("ing")
    return doing and _UNDONE.search(clause.words(max(0, at - 4), at) + " ") is not None


_WISH = 6
"""Nodes before a person in which somebody may call on, urge or ask them "to resign"."""


def cues_of(clause: Clause, at: int, who: Subject) -> Cues:
    """What the words around the trigger at this place, with this subject, say of its truth."""
    sentence = clause.line
    start = who.at + 1 if 0 <= who.at < at else max(0, at - 4)
    passed = clause.letters[start:at]
    attempted = False
    if "y" in clause.letters:
        wished = clause.nodes[max(0, who.at - _WISH) : max(0, who.at)] if clause.letters[at - 1 : at] == "T" else []
        own = [n for i, n in enumerate(clause.nodes[start:at], start) if n.kind == "y" and not _counts(clause, i)]
        attempted = any(n.kind == "y" and n.low in _attempts() for n in (*wished, *own))
    maybe = "y" in passed and any(clause.letters[i] == "y" and not _counts(clause, i) for i in range(start, at))
    unsure = (
        attempted or maybe or _undone(clause, at) or _ordered(clause, at, who) or certainty.says("imagined", sentence)
    )
    asked = sentence.small.rstrip("\"' ").endswith("?")
    reported = certainty.hearsay(sentence)
    # "may leave, sources say" is hearsay; "may leave" alone is somebody's thought.
    rumored = certainty.says("rumored", sentence) or (maybe and reported and not asked)
    verb = clause.nodes[at]
    not_so = "n" in passed and not _unhindered(clause, start, at)
    return Cues(
        denied=not_so or _denied(clause, start, at) or certainty.gainsaid(sentence, verb.start, verb.end),
        imagined=(unsure or asked) and not (rumored and not attempted),
        rumored=rumored and not attempted,
        reported=reported,
    )
