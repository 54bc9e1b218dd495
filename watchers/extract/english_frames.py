"""From a trigger and its clause to claims: one small function a frame, the words themselves are data.

Every function returns drafts: who, which way, which company as far as the clause says. What the clause leaves open
(the company of "he resigned") is supplied by `english.py` from the rest of the entry.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource, Direction
from watchers.extract.english_clauses import NOBODY, Clause, Subject, named_company, subject
from watchers.extract.english_lexicon import Form
from watchers.extract.english_nodes import Node, Who

OUT, IN = Direction.OUT, Direction.IN


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim in the making."""

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
    outside: bool = False
    """The place tied to the name cannot be the new one."""


Frame: TypeAlias = Callable[[Clause, int, Form, Subject], Iterator[Draft]]

_STRICT_RIGHT = re.compile(
    r"$|[;.,?!:\"()&oFaTDjbzhm]|[dpjwft'&]{0,4}[ONcRB]|[dp][wR]{0,2}(?=[oF.,;]|$)|[wR](?=$|[.,;])|V"
)
_POST = re.compile(
    r"\b(?:role|post|position|seat|board|duties|reins|title|job|helm|chair|responsibilities|office|top job|throne)\b"
)
_BAD_JOIN = re.compile(
    r"\b(?:forum|foundation|alliance|pledge|trip|coalition|consortium|lawsuit|initiative|campaign|program|programme|summit|conference|panel|delegation|letter|index|accord|s&p|nasdaq)\b"
)
_SOMETHING_LED = re.compile(
    r"\b(?:team|teams|unit|division|group|lab|labs|company|startup|business|research|engineering|organization|office|"
    r"efforts?|department|board|products?|design|ai|strategy|arm|operations|firm|institute|marketing|finance|projects?|"
    r"search|sales|hardware|software|development|technology|machine learning)\b"
)
_NEW_BODY = re.compile(r"\bnew (?:[\w-]+ ){0,3}(?:organi[sz]ation|unit|team|group|lab|division|company)\b")
_ROLE_RIGHT = re.compile(r"[dpjwftD,]{0,3}[ON]?'?[wft]{0,2}R")
_PERSON_RIGHT = re.compile(r"[dpjwftD]{0,3}(?:[ON]'?)?[dwft]{0,2}P")
# Past forms too frequent as plain verbs to be read as a passive without a form of "be".
_EVERYDAY = frozenset(
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
    }
    | {"welcomed", "attracted", "won over", "taken on", "proposed", "brought in", "brought on", "brought back"}
)
_INSIDE = frozenset({"of", "at", "for", "in", "within", "inside", "with", "on"})
_LIST_RIGHT = re.compile(r"[^.;VP]{0,14}?[i,][^.;V]{0,3}?P")


def _role_after(clause: Clause, start: int, stop: int) -> tuple[str | None, int]:
    """The first title in these nodes, and where it stands."""
    for i in range(start, min(stop, len(clause.nodes))):
        if clause.letters[i] == "R":
            return clause.nodes[i].role, i
        if clause.letters[i] == "B":
            return "board member", i
        if clause.letters[i] in "Ph":
            break
    return None, -1


def _role_as(clause: Clause, start: int, stop: int) -> tuple[str | None, int]:
    """The title that follows "as" (or stands directly) after these nodes' start."""
    tail = clause.letters[start:stop]
    for match in re.finditer(r"(?:^|[aT&,DV]|Tx)[dpwjf&,D]{0,4}(?:[ON]'?)?[wjt]{0,2}([RB])", tail):
        i = start + match.start(1)
        return (clause.nodes[i].role if clause.letters[i] == "R" else "board member"), i
    return None, -1


def leave(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "X leaves O", "X steps down as R of O", "X leaves O for O2"."""
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    words = clause.words(at + 1, stop)
    if not who.people or (form.trigger.strict and not _STRICT_RIGHT.match(right)):
        return
    if form.trigger.needs == "post" and not (_POST.search(words) or re.match(r"[dpwj]{0,3}R|[dp]w{0,3}(?:c|O)", right)):
        return
    role, _ = _role_after(clause, at + 1, stop)
    named = named_company(clause, at + 1, stop)
    company, source = (named[0], named[1]) if named else (None, CompanySource.MAIN)
    vague = named is not None and clause.nodes[named[2]].vague
    for person in who.people:
        yield Draft(
            who=person, direction=OUT, company=company, source=source, role=role, at=at, subject=who, vague=vague
        )
    goal = re.search(r"[oT][dwf]{0,3}([ON])", right)
    if (
        goal
        and clause.nodes[at + 1 + goal.start()].low in {"for", "to"}
        and re.match(r"(?:[dpwf]{0,3}[ONc]'?)?[DjFoc]{0,2}[oT]", right)
    ):
        node = clause.nodes[at + 1 + goal.start(1)]
        if clause.nodes[at + 1 + goal.start()].low == "for" and goal.start() <= 6:
            for person in who.people:
                yield Draft(who=person, direction=IN, company=node.company, role=None, at=at, subject=who, moving=True)


def join(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "X joins O as R", "X moves from O to O2", "X joins the board of O"."""
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    words = clause.words(at + 1, stop)
    people = who.people
    if not people:
        return
    board = re.match(r"[dpjw]{0,2}(?:[Oc]'?[dw]{0,2}B|B(?:oO)?)", right)
    if (form.trigger.needs == "board") != bool(board):
        return
    target = re.match(r"(?:[dpjwft]{0,4}|P')([ONcP])", right)
    if board:
        named = named_company(clause, at + 1, min(stop, at + 8), skip=())
        for person in people:
            company = named[0] if named else None
            yield Draft(
                who=person,
                direction=IN,
                company=company,
                role="board member",
                at=at,
                subject=who,
                stays=True,
                source=CompanySource.EXPLICIT if named else CompanySource.MAIN,
            )
        return
    if target is None or _BAD_JOIN.search(words[:60]):
        return
    node = clause.nodes[at + 1 + target.start(1)]
    if node.kind == "P":
        return
    company = node.company
    role, _ = _role_as(clause, at + 1 + target.end(), stop)
    moving = not clause.nodes[at].low.startswith(("join", "is joining"))
    for person in people:
        yield Draft(
            who=person,
            direction=IN,
            company=company,
            role=role,
            at=at,
            subject=who,
            moving=moving,
            outside=True,
            source=CompanySource.EXPLICIT if company else CompanySource.MAIN,
        )
    yield from _origin(clause, at, stop, people, who)


def _origin(clause: Clause, at: int, stop: int, people: tuple[Who, ...], who: Subject) -> Iterator[Draft]:
    """ "… from O2": where the persons come from."""
    found = re.search(r"F[dwfp]{0,3}([ON])", clause.letters[at + 1 : stop])
    if found:
        node = clause.nodes[at + 1 + found.start(1)]
        for person in people:
            yield Draft(who=person, direction=OUT, company=node.company, at=at, subject=who, moving=True)


def become(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "X becomes R of O", "X takes over as R", "X moves from R to R"."""
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    if not who.people or "k" in who.passed or clause.letters[:2] == "oj":
        return
    if form.trigger.needs == "role" and not _ROLE_RIGHT.match(right):
        return
    if clause.nodes[at].low == "be" and not _coming(clause, at):
        return
    role, _ = _role_after(clause, at + 1, stop)
    named = named_company(clause, at + 1, stop, skip=("to", "by", "from"))
    if (
        form.trigger.frame == "become"
        and form.trigger.needs != "role"
        and re.match(r"[dw]{0,2}O(?:$|[.,;oDaT])", right) is None
        and named is None
        and role is None
        and not re.match(r"$|[;.,oaFDj]", right)
    ):
        return
    for person in who.people:
        yield Draft(
            who=person,
            direction=IN,
            company=named[0] if named else None,
            role=role,
            at=at,
            subject=who,
            source=named[1] if named else CompanySource.MAIN,
            outside=form.trigger.outside,
        )


def _coming(clause: Clause, at: int) -> bool:
    """Whether the verb is told ahead: after "to", "will" or "would"."""
    if clause.letters[at - 1 : at] == "T":
        return True
    return re.search(r"(?:\bwill|\bwould|'ll)[\w ]{0,14}$", clause.words(max(0, at - 4), at)) is not None


def lead(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "X will head O", "X to lead the AI team": a post told ahead."""
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    fresh = _NEW_BODY.search(clause.words(max(0, at - 9), at)) is not None
    if form.past:
        if _coming(clause, at - 1) or fresh or clause.nodes[at - 1].low == "will be":
            yield from _will_be_led(clause, at, who)
        return
    if not _coming(clause, at) or "k" in who.passed:
        return
    if not who.people or not re.match(r"[dpwjft'NR\"]{0,5}(?:[ONcB]|R|w)", right):
        return
    words = clause.words(at, min(stop, at + 9))
    if not _SOMETHING_LED.search(words) and not re.match(r"[dpwjft'R]{0,4}[ON]", right):
        return
    named = named_company(clause, at + 1, stop, skip=("by", "from"))
    for person in who.people:
        yield Draft(
            who=person,
            direction=IN,
            company=named[0] if named else None,
            at=at,
            subject=who,
            source=named[1] if named else CompanySource.MAIN,
        )


def _will_be_led(clause: Clause, at: int, who: Subject) -> Iterator[Draft]:
    """ "O will be led by X"."""
    by = re.match(r"[jD]?b[dpwjft]{0,3}(?:[ON]'?&?){0,2}P", clause.letters[at + 1 :])
    company = who.company or next((n.company for n in reversed(clause.nodes[:at]) if n.kind == "O"), None)
    if by is None:
        return
    for person in clause.nodes[at + by.end()].people:
        yield Draft(who=person, direction=IN, company=company, source=CompanySource.SUBJECT, at=at, subject=who)


def shift(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "X moves from O to O2", "X moves from R to R"."""
    right = clause.letters[at + 1 : clause.stop(at)]
    between = re.match(
        r"[jD]{0,2}F[dpwj]{0,3}(?:[ON]'?)?([ONR])[^T]{0,6}T[dpwjft]{0,4}(?:[ON]'?[w]{0,2})?([ONRc])", right
    )
    if between is None or not who.people:
        return
    old, new = clause.nodes[at + 1 + between.start(1)], clause.nodes[at + 1 + between.start(2)]
    for person in who.people:
        if old.kind in "ON" and new.kind in "ON":
            yield Draft(who=person, direction=OUT, company=old.company, at=at, subject=who)
            yield Draft(who=person, direction=IN, company=new.company, at=at, subject=who, moving=True)
        elif new.kind == "R":
            yield Draft(who=person, direction=IN, role=new.role, source=CompanySource.MAIN, at=at, subject=who)


def go(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "X told staff she was going": only where nothing follows the verb."""
    right = clause.letters[at + 1 : clause.stop(at)]
    helped = {"x", "m"} & who.passed or {"is going", "was going"} & {clause.words(max(0, at - 1), at + 1)}
    if who.people and helped and re.match(r"[jD]{0,2}$|[jD]{0,2}[,\"]", right):
        for person in who.people:
            yield Draft(who=person, direction=OUT, source=CompanySource.MAIN, at=at, subject=who)


def pass_on(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "X hands O to Y", "X is passing the team to Y"."""
    right = clause.letters[at + 1 : clause.stop(at)]
    found = re.match(r"[dpwjRc]{0,4}([ON])?[wR]{0,3}T[dpwjft]{0,3}(?:[ON]'?)?[dwft]{0,2}P", right)
    if found is None or not who.people:
        return
    company = clause.nodes[at + 1 + found.start(1)].company if found.group(1) else None
    source = CompanySource.EXPLICIT if company else CompanySource.MAIN
    for person in who.people:
        yield Draft(who=person, direction=OUT, company=company, source=source, at=at, subject=who)
    for person in clause.nodes[at + found.end()].people:
        yield Draft(who=person, direction=IN, company=company, source=source, at=at, subject=who)


def hire(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "O hires P as R from O2", "P named R at O", "P was hired by O"."""
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    person = _PERSON_RIGHT.match(right)
    if (
        person is None
        and not form.past
        and (found := re.match(r"[^.;VP]{0,16}?i[dwft]{0,2}P", clause.letters[at + 1 :]))
    ):
        person = found
    if person is not None:
        yield from _hired(clause, at, at + person.end(), form, who)
    elif form.past and who.people:
        yield from _was_hired(clause, at, form, who)


def _hired(clause: Clause, at: int, i: int, form: Form, who: Subject) -> Iterator[Draft]:
    stop = clause.stop(i)
    people = clause.nodes[i].people
    after = clause.letters[i + 1 : stop]
    direct = re.match(r"[,]?[dpjwftD]{0,4}(?:[ON]'?)?[wt]{0,2}([RB])", after)
    role, role_at = _role_as(clause, i + 1, stop)
    if direct:
        role_at = i + 1 + direct.start(1)
        role = clause.nodes[role_at].role or "board member"
    to_lead = re.match(r"[,]?[jD]?(?:T|a)V", after)
    words = clause.words(i + 1, stop)
    if (
        form.trigger.needs == "role"
        and role is None
        and not to_lead
        and not re.match(r"[,]?T[dpOw']{0,4}B|[dpw]{0,4}(?:post|role)", after)
    ):
        return
    named = _place_of(clause, role_at, i, stop)
    company, source = _hirer(clause, at, who, named)
    if company is None and not who.people and source is CompanySource.MAIN and form.trigger.needs != "role":
        return
    for person in people:
        yield Draft(
            who=person,
            direction=IN,
            company=company,
            source=source,
            role=role,
            at=at,
            subject=who,
            stays="board" in (role or "") or (role or "").lower() in {"director", "directors"},
            moving=form.trigger.needs != "role",
        )
    yield from _origin(clause, i, stop, people, who)
    more = re.match(r"[^PVs;.]{0,12}[,]?&[dw]{0,2}(P)[,]?a?[dpw]{0,3}(R)", clause.letters[i + 1 :])
    if more and role is not None:
        for person in clause.nodes[i + 1 + more.start(1)].people:
            second = clause.nodes[i + 1 + more.start(2)].role
            yield Draft(who=person, direction=IN, company=company, source=source, role=second, at=at, subject=who)


def inverted(clause: Clause) -> Iterator[Draft]:
    """ "Also joining are A, B and C", "The new head of AI will be X"."""
    for match in re.finditer(r"^[jwoHd,]{0,3}(V)[^PV]{0,14}x[^PV]{0,12}?P", clause.letters):
        verb = clause.nodes[match.start(1)]
        ways = {OUT if form.trigger.frame == "leave" else IN for form in verb.forms if verb.low.endswith("ing")}
        for way in ways & {OUT, IN} if len(ways) == 1 else ():
            for person in clause.nodes[match.end() - 1].people:
                yield Draft(
                    who=person,
                    direction=way,
                    source=CompanySource.MAIN,
                    at=match.start(1),
                    trigger="en.inverted",
                    outside=True,
                    stays="B" in clause.letters,
                )
    for match in re.finditer(r"(R)[^PVHs]{0,8}(V)P", clause.letters):
        if clause.nodes[match.start(2)].low != "will be":
            continue
        title, who = clause.nodes[match.start(1)], clause.nodes[match.end() - 1]
        near = next((n.company for n in clause.nodes[match.start(1) : match.start(2)] if n.kind == "O"), None)
        source = CompanySource.EXPLICIT if near else CompanySource.MAIN
        for person in who.people:
            yield Draft(
                who=person,
                direction=IN,
                company=near,
                source=source,
                role=title.role,
                at=match.start(2),
                trigger="en.inverted",
                outside=True,
            )


def _place_of(clause: Clause, role_at: int, i: int, stop: int) -> CompanyRef | None:
    """The company named after the title: "as R of O", or the board's: "to the board of O"."""
    start = role_at + 1 if role_at > 0 else i + 1
    found = re.match(r"[wR]{0,3}(o)[dpw]{0,3}([ON])", clause.letters[start:stop])
    if found and clause.nodes[start + found.start(1)].low in _INSIDE:
        node = clause.nodes[start + found.start(2)]
        if node.kind == "O" or clause.nodes[start + found.start(1)].low in {"of", "at"}:
            return node.company
    return None


def _hirer(clause: Clause, at: int, who: Subject, named: CompanyRef | None) -> tuple[CompanyRef | None, CompanySource]:
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


def _was_hired(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    role, role_at = _role_as(clause, at + 1, stop)
    agent = re.search(r"b[dw]{0,3}([ON])", right)
    if not who.passive(clause, at) and role is None and agent is None and not re.match(r"[,]?TV|a", right):
        return
    if not who.passive(clause, at) and ("x" in who.passed or clause.nodes[at].low in _EVERYDAY):
        return
    if (
        form.trigger.needs == "role"
        and role is None
        and not re.match(r"T[dpOw']{0,4}B|[,jD]?TV|o[dpw]{0,3}[cwOR]", right)
        and agent is None
    ):
        return
    named = _place_of(clause, role_at, at, stop) or _board_place(clause, at, stop)
    company = named or (clause.nodes[at + 1 + agent.start(1)].company if agent else None)
    goal = re.match(r"[,jD]{0,2}TV[dpw']{0,4}(O)", right + clause.letters[stop : stop + 1])
    if company is None and goal:
        company = clause.nodes[at + 1 + goal.start(1)].company
    if company is None and (other := named_company(clause, at + 1, stop, skip=("from", "for"))):
        company = other[0]
    for person in who.people:
        yield Draft(
            who=person,
            direction=IN,
            company=company,
            role=role,
            at=at,
            subject=who,
            source=CompanySource.EXPLICIT if company else CompanySource.MAIN,
            stays=bool(role and ("board" in role or role.lower() == "director")),
        )
    yield from _origin(clause, at, stop, who.people, who)


def _board_place(clause: Clause, at: int, stop: int) -> CompanyRef | None:
    found = re.search(r"T[dpw]{0,2}(?:(O)'?[dw]{0,2}B|Bo[dw]{0,2}(O))", clause.letters[at + 1 : stop])
    if not found:
        return None
    return clause.nodes[at + 1 + (found.start(1) if found.group(1) else found.start(2))].company


def fire(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "O fires P", "P was ousted as R of O", "O loses P to O2"."""
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    person = _PERSON_RIGHT.match(right)
    if person is not None:
        i = at + person.end()
        if who.people and who.people == clause.nodes[i].people:
            return
        company, source = _hirer(clause, at, who, None)
        named = re.match(r"F[dw]{0,2}(O)", clause.letters[i + 1 : stop])
        if named:
            company, source = clause.nodes[i + 1 + named.start(1)].company, CompanySource.EXPLICIT
        for p in clause.nodes[i].people:
            yield Draft(
                who=p,
                direction=OUT,
                company=company,
                source=source,
                role=_role_as(clause, i + 1, stop)[0],
                at=at,
                subject=who,
            )
        goal = re.match(r"T[dwf]{0,3}(O)", clause.letters[i + 1 : stop])
        if goal:
            for p in clause.nodes[i].people:
                yield Draft(
                    who=p,
                    direction=IN,
                    company=clause.nodes[i + 1 + goal.start(1)].company,
                    at=at,
                    subject=who,
                    moving=True,
                )
        return
    if not form.past or not who.people or form.trigger.id == "en.lose":
        return
    if not who.passive(clause, at) and ("x" in who.passed or not re.match(r"$|[bFoaDj,;.&]", right)):
        return
    role, _ = _role_as(clause, at + 1, stop)
    agent = re.search(r"b[dw]{0,3}(O)", right)
    named_at = named_company(clause, at + 1, stop)
    company = named_at[0] if named_at else clause.nodes[at + 1 + agent.start(1)].company if agent else None
    for p in who.people:
        yield Draft(
            who=p,
            direction=OUT,
            company=company,
            role=role,
            at=at,
            subject=who,
            source=CompanySource.EXPLICIT if company else CompanySource.MAIN,
        )


def replace_(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "X replaces Y as R", "Y was succeeded by X", "O replaced Y with X"."""
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    person = re.match(r"[dpwjft]{0,3}(?:[ON]'?)?[dw]{0,2}([PHp])", right)
    role, role_at = _role_as(clause, at + 1, stop)
    named = _place_of(clause, role_at, at, stop)
    near = named_company(clause, at + 1, stop, skip=("from", "to", "by"))
    company = named or (near[0] if near else None)
    source = CompanySource.EXPLICIT if company else CompanySource.MAIN
    by = re.search(r"b[dpwjft]{0,3}(?:[ON]'?)?(P)", right)
    if form.past and by and (who.people or who.company is None):
        new = clause.nodes[at + 1 + by.start(1)]
        for p in who.people:
            yield Draft(who=p, direction=OUT, company=company, source=source, role=role, at=at, subject=who)
        for p in new.people:
            yield Draft(
                who=p,
                direction=IN,
                company=company or _tie_company(who),
                source=source if company else CompanySource.SENTENCE if _tie_company(who) else CompanySource.MAIN,
                role=role or _tie_role(who),
                at=at,
                subject=who,
            )
        return
    if person is None:
        return
    i = at + 1 + person.start(1)
    old = clause.nodes[i].people if clause.letters[i] == "P" else ()
    with_ = re.search(r"o[dpwjft]{0,3}(?:[ON]'?)?(P)", clause.letters[i + 1 : stop])
    if who.company is not None and old:
        for p in old:
            yield Draft(
                who=p, direction=OUT, company=who.company, source=CompanySource.SUBJECT, role=role, at=at, subject=who
            )
        if with_ and clause.nodes[i + 1 + with_.start()].low == "with":
            for p in clause.nodes[i + 1 + with_.start(1)].people:
                yield Draft(
                    who=p,
                    direction=IN,
                    company=who.company,
                    source=CompanySource.SUBJECT,
                    role=role,
                    at=at,
                    subject=who,
                )
        return
    if not who.people or (form.past and form.trigger.id == "en.replaced" and "x" in who.passed):
        return
    before = Subject(people=old)
    place = company or _tie_company(before)
    origin = source if company else CompanySource.MODIFIER if place else CompanySource.MAIN
    title = role or _tie_role(before)
    whose = old or _meant(clause, i, who)
    for p in who.people:
        yield Draft(
            who=p,
            direction=IN,
            company=place,
            source=origin,
            role=title,
            at=at,
            subject=who,
            follows=whose[0].name if whose else "",
            outside=True,
        )
    for p in old:
        yield Draft(
            who=p,
            direction=OUT,
            company=place,
            source=origin,
            role=title,
            at=at,
            subject=who,
            follows=who.people[0].name,
        )


def _meant(clause: Clause, at: int, who: Subject) -> tuple[Who, ...]:
    """Whom "him" or "her" after "succeed" means: the nearest person before the new one."""
    earlier = [n for n in clause.nodes[: max(0, who.at)] if n.kind == "P"]
    return earlier[-1].people if earlier else ()


def _tie_company(who: Subject) -> CompanyRef | None:
    tie = who.people[0].tie if who.people else None
    return tie.company if tie is not None else None


def _tie_role(who: Subject) -> str | None:
    tie = who.people[0].tie if who.people else None
    return tie.role if tie is not None else None


def hand_over(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "X hands over to Y"."""
    person = _PERSON_RIGHT.match(clause.letters[at + 1 : clause.stop(at)])
    if person is None or not who.people:
        return
    for p in who.people:
        yield Draft(who=p, direction=OUT, source=CompanySource.MAIN, at=at, subject=who)
    for p in clause.nodes[at + person.end()].people:
        yield Draft(
            who=p,
            direction=IN,
            company=_tie_company(who),
            source=CompanySource.MAIN,
            role=_tie_role(who),
            at=at,
            subject=who,
        )


def out_noun(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "the departure of P", "P's exit from O", "announced his resignation"."""
    yield from _noun(clause, at, OUT, who)


def in_noun(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "the appointment of P as R", "P's hiring"."""
    yield from _noun(clause, at, IN, who)


def _noun(clause: Clause, at: int, direction: Direction, who: Subject) -> Iterator[Draft]:
    stop = clause.stop(at)
    people, i = _owner_of_noun(clause, at)
    if not people:
        return
    right = clause.letters[at + 1 : stop]
    role, _ = _role_as(clause, max(at, i) + 1, stop)
    if direction is IN and role is None and not re.search(r"[To][dw]{0,2}O", right):
        return
    skip = ("for", "by") if direction is OUT else ("from", "by")
    start = max(at, i) + 1
    named = named_company(clause, start, min(stop, start + 5), skip=skip) if re.match(r"[jDaR]{0,2}[oFT,]", clause.letters[start:]) else None
    for person in people:
        yield Draft(
            who=person,
            direction=direction,
            company=named[0] if named else None,
            role=role,
            at=at,
            source=named[1] if named else CompanySource.MAIN,
        )


def _owner_of_noun(clause: Clause, at: int) -> tuple[tuple[Who, ...], int]:
    """Whose departure it is: "of X", "X's", "his" after a verb of telling, or a list after "including"."""
    right, left = clause.letters[at + 1 :], clause.letters[:at]
    of = re.match(r"o[dpwjfts]{0,4}(?:[ON]'?)?[wd]{0,2}P", right)
    if of and clause.nodes[at + 1].low == "of":
        return clause.nodes[at + of.end()].people, at + of.end()
    listed = re.match(r"(?:[oF][dpw]{0,2}[ONc],?)?[,]?[wd]{0,2}i[wd]{0,3}(?:[ON]'?)?[wd]{0,2}P", right)
    if listed:
        return clause.nodes[at + listed.end()].people, at + listed.end()
    owner = re.search(r"P'[wjtD]{0,2}$", left)
    if owner:
        return clause.nodes[owner.start()].people, at
    own = re.search(r"[sV]([jD]{0,2}p[wjt]{0,2})$", left)
    if own:
        return subject(clause, own.start(), NOBODY).people, at
    return (), at


def last_day(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    """ "Friday will be her last day at O"."""
    people = next((n.people for n in clause.nodes[:at] if n.kind == "P"), who.people)
    named = named_company(clause, at + 1, clause.stop(at))
    for person in people[:1]:
        yield Draft(
            who=person,
            direction=OUT,
            company=named[0] if named else None,
            source=named[1] if named else CompanySource.MAIN,
            at=at,
            subject=who,
        )


def interim(clause: Clause) -> Iterator[Draft]:
    """ "X is interim R": a post that is new by its very name."""
    for match in re.finditer(r"Px[jD]{0,2}d?(R)", clause.letters):
        node = clause.nodes[match.start(1)]
        if not (node.role or "").lower().startswith(("interim", "acting", "new ")):
            continue
        named = named_company(clause, match.end(), clause.stop(match.end() - 1))
        for person in clause.nodes[match.start()].people:
            yield Draft(
                who=person,
                direction=IN,
                company=named[0] if named else None,
                source=named[1] if named else CompanySource.MAIN,
                role=node.role,
                at=match.start() + 1,
                trigger="en.interim",
            )


FRAMES: dict[str, Frame] = {
    "leave": leave,
    "join": join,
    "become": become,
    "lead": lead,
    "hire": hire,
    "fire": fire,
    "replace": replace_,
    "hand_over": hand_over,
    "shift": shift,
    "last_day": last_day,
    "go": go,
    "pass_on": pass_on,
    "out_noun": out_noun,
    "in_noun": in_noun,
}


def is_company(node: Node) -> bool:
    """Whether the node names a company."""
    return node.kind in "ON"
