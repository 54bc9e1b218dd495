"""What frames make and what they ask of a clause: drafts, and the titles and companies beside a verb."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource, Direction
from watchers.extract.english.clauses import NOBODY, Clause, Subject
from watchers.extract.english.lexicon import Form
from watchers.extract.english.nodes import Who

PERSON_RIGHT = re.compile(r"[dpjwftD]{0,3}(?:[ON]'?)?(?:R&[wtj]{0,3}|[dwft]{0,2})P")
SEATED = re.compile(r",[^VPTh;.]{1,30}?,?T(?:p|d|c'|O')?[wjt]{0,3}(B)")
"""As in "appointed X, co-founder of O2, to its board"."""
_INSIDE = frozenset({"of", "at", "for", "in", "within", "inside", "with", "on"})

_POST_AS = re.compile(r"(?:^|[aT&,DV]|Tx)['\"]?[dpwjf&,D]{0,4}(?:[ON]'?|[cw]')?[wjt]{0,2}([RB])")
_WILL = re.compile(r"(?:\bwill|\bwould|'ll)[\w ]{0,14}$")
_OF_PLACE = re.compile(r"[wR]{0,3}(o)[dpw]{0,3}([ON])")

OUT, IN = Direction.OUT, Direction.IN


@dataclass(slots=True, kw_only=True)
class Draft:
    """A claim in the making; its trigger is set by whoever asked the frame."""

    who: Who
    direction: Direction
    company: CompanyRef | None = None
    source: CompanySource = CompanySource.EXPLICIT
    role: str | None = None
    at: int = 0
    subject: Subject = NOBODY
    trigger: str = ""
    stays: bool = False
    """The person keeps an old place elsewhere: a board seat, a side post."""
    moving: bool = False
    """The verb itself says that the old place is given up."""
    vague: bool = False
    """The company is named only as the owner of the unit that is meant."""
    follows: str = ""
    """Whose place is taken, where the clause names no company."""
    house: bool = False
    """The clause says "the company": what the person is told to belong to, even lately."""
    outside: bool = False
    """The place tied to the name cannot be the new one."""
    whole: bool = False
    """Of the house and none of its units, whatever units the clause names."""

    def of(self, person: Who) -> "Draft":
        """The same claim of another person."""
        return Draft(  # field by field: `replace` takes twice the time
            who=person,
            direction=self.direction,
            company=self.company,
            source=self.source,
            role=self.role,
            at=self.at,
            subject=self.subject,
            trigger=self.trigger,
            stays=self.stays,
            moving=self.moving,
            vague=self.vague,
            follows=self.follows,
            house=self.house,
            outside=self.outside,
            whole=self.whole,
        )


def gone(person: Who, named: tuple[CompanyRef, CompanySource, int] | None, at: int, subject: Subject) -> Draft:
    """The departure of a person from the company named, else from one that the rest of the entry supplies."""
    company, source, _ = named or (None, CompanySource.MAIN, at)
    return Draft(who=person, direction=OUT, company=company, source=source, at=at, subject=subject)


@dataclass(slots=True)
class Scene:
    """A trigger at its place: what every frame reads."""

    clause: Clause
    at: int
    """Index of the trigger's node."""
    form: Form
    who: Subject
    """The trigger's subject."""


def role_after(clause: Clause, start: int, stop: int) -> tuple[str | None, int]:
    """The first title in these nodes, and where it stands."""
    for i in range(start, min(stop, len(clause.nodes))):
        if clause.letters[i] == "R" and not clause.nodes[i].low.startswith("spokes"):
            return clause.nodes[i].role, i
        if clause.letters[i] == "B":
            return "board member", i
        if clause.letters[i] in "Ph":
            break
    return None, -1


def role_as(clause: Clause, start: int, stop: int) -> tuple[str | None, int]:
    """The title that follows "as" (or stands directly) after these nodes' start."""
    for match in _POST_AS.finditer(clause.letters[start:stop]):
        i = start + match.start(1)
        return (clause.nodes[i].role if clause.letters[i] == "R" else "board member"), i
    return None, -1


def origin(clause: Clause, at: int, stop: int, people: tuple[Who, ...], who: Subject) -> Iterator[Draft]:
    """As in "… from O2": where the persons come from."""
    found = _ORIGIN.match(clause.letters[at + 1 : stop])
    if found and not _PRODUCT.match(clause.letters, at + 1 + found.start(1)):
        i = at + 1 + found.start(1)
        had = _WHERE.match(clause.letters[i + 1 :])
        role = (
            clause.nodes[i + 1 + had.start(2)].role
            if had and clause.nodes[i + 1 + had.start(1)].low == "where"
            else None
        )
        for person in people:
            company = clause.nodes[i].company
            yield Draft(who=person, direction=OUT, company=company, role=role, at=at, subject=who, moving=True)


_ORIGIN = re.compile(r"(?:(?!Tj?w|,?&j?V)[^sIyqF]|F(?![dwfp]{0,3}[ON]))*F[dwfp]{0,5}([ON])")
"""Never beyond what is said, or what something else does: "joins O, both said - a blow to O2 as it wins work from O3"."""
_PRODUCT = re.compile("Nw{1,5}R")
"""A name that only begins a title: "promoted from Autopilot software team manager"."""
_WHERE = re.compile(r",?(o)H[xfkV]{1,2}[jda]{0,2}[wt]{0,2}(R)")
"""As in "from O, where he was chief scientist"."""


def coming(clause: Clause, at: int) -> bool:
    """Whether the verb is told ahead: after "to", "will" or "would"."""
    if clause.letters[at - 1 : at] == "T":
        return True
    if clause.nodes[at].low.endswith("ing") and clause.nodes[at - 1].low != "will be":
        return False
    return _WILL.search(clause.words(max(0, at - 4), at)) is not None


def place_of(clause: Clause, role_at: int, i: int, stop: int, *, sure: bool = False) -> CompanyRef | None:
    """The company named after the title: "as R of O", or the board's: "to the board of O"; with `sure` no unknown name."""
    start = role_at + 1 if role_at > 0 else i + 1
    found = _OF_PLACE.match(clause.letters[start:stop])
    if found and clause.nodes[start + found.start(1)].low in _INSIDE:
        node = clause.nodes[start + found.start(2)]
        if node.kind == "O" or (not sure and clause.nodes[start + found.start(1)].low in {"of", "at"}):
            return node.company
    return None


def hirer(who: Subject, named: CompanyRef | None) -> tuple[CompanyRef | None, CompanySource]:
    """The company that acts: the subject, the one named with the title, or the one its person belongs to."""
    if who.company is not None:
        if named is not None and named.company != who.company.company:
            return named, CompanySource.EXPLICIT
        return (named if named is not None and named.unit else who.company), CompanySource.SUBJECT
    if named is not None:
        return named, CompanySource.EXPLICIT
    own = who.people[0].tie if who.people else None
    if own is not None and own.company is not None and not own.former:
        return own.company, CompanySource.MODIFIER
    return None, CompanySource.MAIN


_COMPANION = re.compile(r"[^VPh;.]{0,14}?,?(o)[dw]{0,2}(P)")
_AS_WELL = re.compile(r"[^VPh;.]{0,14}?,?ax[jn]{0,2}(P)")
"""As in "X would retire, as would Y"."""
_TOO = re.compile(r"[^VPh;.]{0,14}?,&?[dw]{0,2}(P)(j)(?=$|[.,;])")
"""As in "X out at O, co-founder Y too"."""
_AFTERWARDS = re.compile(r"(?:[dp]?[Oc])?[D,]{0,3}(?:ww[dw]|w)?w(o)[dp]?w{0,2}(?:[dp]?R)?(P)(?=$|[.,;]|xdw(?:$|[.,;]))")
"""As in "X quit, hours after co-head Y" and "a day after Y did the same"."""
_SPAN = re.compile(r"\b(?:minutes|hours|day|days|week|weeks|months?) after$")
_TOGETHER = frozenset({"along with", "together with", "alongside", "as well as", "followed by"})


def companions(clause: Clause, at: int) -> tuple[Who, ...]:
    """Who does the same, told after the verb: "X has resigned, along with co-founder Y"."""
    right = clause.letters[at + 1 :]
    if "P" not in right:
        return ()
    if (as_well := _AS_WELL.match(right)) is not None:
        return clause.nodes[at + 1 + as_well.start(1)].people
    too = _TOO.match(right)
    if too is not None and clause.nodes[at + 1 + too.start(2)].low in {"too", "also"}:
        return clause.nodes[at + 1 + too.start(1)].people
    then = _AFTERWARDS.match(right)
    if then is not None and _SPAN.search(clause.words(at + 1, at + 2 + then.start(1))):
        return clause.nodes[at + 1 + then.start(2)].people
    found = _COMPANION.match(right)
    if found is None or clause.nodes[at + 1 + found.start(1)].low not in _TOGETHER:
        return ()
    return clause.nodes[at + 1 + found.start(2)].people


def tie_company(who: Subject) -> CompanyRef | None:
    """The company tied to the first of these persons."""
    tie = who.people[0].tie if who.people else None
    return tie.company if tie is not None else None


def tie_role(who: Subject) -> str | None:
    """The title tied to the first of these persons."""
    tie = who.people[0].tie if who.people else None
    return tie.role if tie is not None else None
