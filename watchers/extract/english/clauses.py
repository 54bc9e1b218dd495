"""A folded sentence and the questions frames ask of it: which company is named, where does the clause end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource
from watchers.extract.english.groups import shape
from watchers.extract.english.lines import Line
from watchers.extract.english.nodes import Node, Who
from watchers.extract.text import Sentence

_CLAUSE_END = re.compile(
    r"[;.?!]|&(?=f[ON]w{0,2}R[xjmynTD]*V)|,[&]?(?=[dpf]{0,2}[PHO]'?[xjmynTD]*V)|[&](?=[dpf]{0,2}[PHON]'?[xjmynTD]*V)|,(?=[dpwR]{0,3}[PHOc]s)|,(?=[^,]*s[.\"]?$)|[o&](?=[dpft]{1,3}R[xjmynTD]+V)|h|(?<!^):|(?<=[^s]c)H(?=[xjn]{0,2}V)"
)


_ASIDE = frozenset(
    [
        "on",
        "about",
        "against",
        "over",
        "by",
        "via",
        "through",
        "with",
        "after",
        "amid",
        "when",
        "while",
        "as",
        "following",
    ]
)
"""Before a company that is not the verb's."""
_BESIDES = frozenset({"with", "when", "amid", "while", "after", "following"})
"""Behind a comma: what follows tells of others."""
_LATER = frozenset({"before", "ahead of", "aboard", "following", "citing"})
"""Before what else happens: "resigns days before the launch of O", "quits following a post on O"."""
_TRADE_NAME = re.compile(r"[a-z][A-Z]|AI$|\d|\w\.\w")
"""Spelled as only companies are: "leaves BenevolentAI"."""
_OWNED_POST = re.compile(r"'[wjt]{0,2}R|R(?![xj]{0,2}V)")
BE = frozenset({"is", "was", "are", "were", "be", "been", "being", "get", "gets", "got", "'re", "will be", "is now"})


@dataclass(slots=True)
class Clause:
    """One sentence being read, with the memory of what its earlier verbs were about."""

    sentence: Sentence
    line: Line
    """The sentence's text in the forms in which it is searched."""
    nodes: list[Node]
    letters: str = ""
    """Of its nodes, one each."""
    subjects: dict[int, "Subject"] = field(default_factory=dict)
    """Which subject the trigger at this place had."""
    _stops: dict[int, int] = field(default_factory=dict)
    """What `stop` has answered; every frame asks it anew."""

    def __post_init__(self) -> None:
        self.letters = self.letters or shape(self.nodes)

    def stop(self, at: int) -> int:
        """Where the clause of the trigger at this place ends."""
        known = self._stops.get(at)
        if known is None:
            found = _CLAUSE_END.search(self.letters, at + 1)
            known = self._stops[at] = found.start() if found else len(self.letters)
        return known

    def of(self, kinds: str) -> list[Node]:
        """Its nodes of these kinds, in order."""
        return list(compress(self.nodes, map(kinds.__contains__, self.letters)))

    def words(self, start: int, end: int) -> str:
        """The normalised words of these nodes, in small letters."""
        if start >= end or start >= len(self.nodes):
            return ""
        return self.line.small[self.nodes[start].start : self.nodes[end - 1].end]


@dataclass(slots=True, unsafe_hash=True)
class Subject:
    """Who acts: persons, or a company, or nobody known."""

    people: tuple[Who, ...] = ()
    company: CompanyRef | None = None
    at: int = -1
    relative: bool = False
    """Stands in a clause opened by "who"."""
    passed: frozenset[str] = frozenset()
    """Letters of the nodes between it and the verb."""

    def passive(self, clause: "Clause", at: int) -> bool:
        """Whether a form of "be" stands before the verb at this place."""
        start = self.at + 1 if 0 <= self.at < at else max(0, at - 4)
        return any(n.low in BE for n in clause.nodes[max(start, at - 5) : at])


NOBODY = Subject()


def named_company(
    clause: Clause, start: int, stop: int, *, skip: Sequence[str] = ("to", "for", "by")
) -> tuple[CompanyRef, CompanySource, int] | None:
    """The first company in these nodes that is not a destination or an agent."""
    for i in range(start, stop):
        node = clause.nodes[i]
        if node.kind == "," and i + 1 < stop and clause.nodes[i + 1].low in _BESIDES:
            return None
        if node.low in _LATER:
            return None
        if node.kind in "Vxs" or (node.kind == "T" and clause.letters[i + 1 : i + 2] == "w"):
            return None
        if node.kind in "ON" and node.company is not None:
            lead = i - 1
            while lead >= start and clause.letters[lead] in "dpwfjRP'":
                lead -= 1
            word = clause.nodes[lead].low if lead >= start else ""
            owner = word == "as" and _OWNED_POST.match(clause.letters, i + 1)  # "steps down as Metova('s) president"
            direct = i == start and clause.letters[i - 1] == "V" and _TRADE_NAME.search(node.company.company)
            plain = owner or direct or word in {"at", "from", "of", "with"}
            if lead > start and clause.letters[lead - 1] == "f":
                return None  # "was named chief, previously at O"
            if word in skip or (node.kind == "N" and not plain):
                continue
            if word in _ASIDE and lead >= start and not owner:
                continue
            return node.company, CompanySource.EXPLICIT if node.kind == "O" else CompanySource.SENTENCE, i
    return None
