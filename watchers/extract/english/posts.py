"""What is no post, or one only spoken of before: "steps into the position", "named chief of the year"."""

import re
from functools import cache

from watchers.extract.alternation import one_of
from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import coming
from watchers.extract.english.lexicon import load

_THE_POST = re.compile(r"d(w)(?=$|[.,;oaDj])")


def post_taken(clause: Clause, at: int, right: str) -> bool:
    """As in "will be stepping into the position": that of which the text has spoken."""
    found = _THE_POST.match(right)
    if found is None or clause.nodes[at + 1].low != "the" or clause.nodes[at].low in _EASILY:
        return False
    behind = clause.letters[at + 2 + found.start(1) : at + 5 + found.start(1)]
    return clause.nodes[at + 1 + found.start(1)].low in _POST and _SOME_ROLE.match(behind) is None


_SOME_ROLE = re.compile(r"o[dpj]?w")
"""As in "takes on the role of industry peacemaker", which nobody appoints."""
_POST = frozenset({"position", "role", "post", "job"})
_EASILY = frozenset({"be", "is now", "are now", "will be", "is the new"})


_FORMER_POST = re.compile(r"[dpjw]{0,2}f[wj]{0,2}R")
"""As in "who is now a former R of O"."""
_ONE_TO_LEAVE = re.compile(r"[dpjwft]{0,4}R[^PVO]{0,4}Tj?V")


def _one_to_leave(clause: Clause, at: int, right: str) -> bool:
    """As in "becomes the third co-founder to leave": no post is taken."""
    found = _ONE_TO_LEAVE.match(right)
    return found is not None and any(form.trigger.frame == "leave" for form in clause.nodes[at + found.end()].forms)


_PART_OF = re.compile(r"[dp]?O[w]{1,2}(?=[,.;]|$)")
"""As in "takes over O district"."""
_NOBODY_READY = re.compile(
    r"\b(?:no|any|an?|the|find|without)\b[\w ,-]{0,24}\b(?:successor|replacement|heir|candidates?)\b[\w ]{0,16}$"
)
"""As in "so there is no successor ready to take the helm"."""
_SEEMS = re.compile(r"\b(?:said|known|considered|believed|thought|reported|found|claim(?:s|ed)|proud|happy) to$")
"""As in "is said to be a seasoned leader": what X is like."""


_MOST = re.compile(r"(?:the |one of the )?(?:(?:highest|best|worst|lowest)-paid|richest|wealthiest|longest-serving)\b")
"""As in "becomes the highest-paid chief in Britain": a rank among chiefs."""
_SIDE_JOB = re.compile(
    r"(?:(?:an?|the|its|their) )?(?:part-time|informal|unpaid|occasional|outside) (?:[\w-]+ )?(?:advis[eo]r|consultant)\b"
)
"""As in "steps back to become a part-time adviser": who gives advice now and then has gone."""


def no_post(clause: Clause, at: int, right: str) -> bool:
    """Whether nobody comes to the post named: "is R" alone, "is now a former R", "becomes the third R to leave"."""
    behind = clause.words(at + 1, min(at + 6, len(clause.nodes)))
    if _SIDE_JOB.match(behind) is not None or _MOST.match(behind) is not None:
        return True
    if clause.nodes[at].low == "be" and _SEEMS.search(clause.words(max(0, at - 4), at)):
        return True
    if clause.letters[at - 1 : at] == "T" and _NOBODY_READY.search(clause.words(max(0, at - 7), at)):
        return True
    if clause.nodes[at].low == "be" and not coming(clause, at):
        return True
    if _PART_OF.match(right) is not None and any(f.trigger.id == "en.take-over" for f in clause.nodes[at].forms):
        return True
    role = any(form.trigger.needs == "role" for form in clause.nodes[at].forms)
    return _FORMER_POST.match(right) is not None or (role and _one_to_leave(clause, at, right))


@cache
def honour() -> re.Pattern[str]:
    """What somebody is named for and is no post: "named R of the Year", "named to Veldora's 2025 Top 100 list"."""
    rows = rf"(?:{one_of(load('en_words')['honours']['rows'])}|(?:top|power) \d+|\d+ under \d+)"
    kinds = one_of(load("en_words")["honours"]["kinds"])
    return re.compile(rf"^\s*among\b|\b{kinds}\b|\b(?:to|on|in|among|as|one) (?:[\w'’.&-]+ ){{0,6}}{rows}\b")


_NUMBERED = re.compile(r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|a slate of|more) (?!times\b)")


def others_named(words: str) -> bool:
    """As in "X nominated two people to the board": whom X named, and not X."""
    return _NUMBERED.match(words) is not None


_INVITED = re.compile(r"T[\"']?[wV](?![,.]?$)")
"""As in "welcomes X to see for herself"."""
_SINGLED_OUT = re.compile(r"(?:(?:two|three|four|five|six|several|both|only|the) )*(?:former|ex-|current)\b")
"""As in "the suit named two former engineers, X and Y": who is meant, not what for."""


def singled_out(clause: Clause, at: int, i: int) -> bool:
    """Whether people are only pointed out, "the suit named two former engineers, X and Y", or only invited."""
    if clause.nodes[at].low.startswith("welcome") and _INVITED.match(clause.letters, i + 1):
        return True
    return clause.nodes[at].low.startswith("name") and _SINGLED_OUT.match(clause.words(at + 1, i)) is not None


EVERYDAY = frozenset(
    {
        "made",
        "moved",
        "given",
        "handed",
        "assigned",
        "turned to",
        "put",
        "added",
        "signed",
        "brought",
        "landed",
        "scored",
        "welcomed",
        "attracted",
        "won over",
        "taken on",
        "proposed",
        "brought in",
        "brought on",
        "brought back",
    }
)
"""Forms of hiring that are said of much else."""
