"""Frames of coming: "X joins O", "X becomes R", "X will lead O", "X moves from O to O2"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause, Subject, named_company
from watchers.extract.english.drafts import (
    IN,
    OUT,
    Draft,
    Scene,
    coming,
    companions,
    hirer,
    origin,
    place_of,
    role_after,
    role_as,
)
from watchers.extract.english.nodes import Who

_BAD_JOIN = re.compile(
    r"\b(?:forum|foundation|alliance|pledge|trip|coalition|consortium|lawsuit|initiative|campaign|program|programme|summit|conference|panel|delegation|letter|index|accord|s&p|nasdaq)\b"
)
_DEED_SHARED = re.compile(
    r"\bin (?!(?:engineering|marketing|beijing|manufacturing|accounting|spring|leading|advertising|computing|training)\b)[a-z]+ing\b"
)
"""As in "joins O and O2 in pledging billions": no post is taken."""
_SOMETHING_LED = re.compile(
    r"\b(?:team|teams|unit|division|group|lab|labs|company|startup|business|research|engineering|organization|office|"
    r"efforts?|department|board|products?|design|ai|strategy|arm|operations|firm|institute|marketing|finance|projects?|"
    r"search|sales|hardware|software|development|technology|machine learning)\b"
)
_NEW_BODY = re.compile(r"\bnew (?:[\w-]+ ){0,3}(?:organi[sz]ation|unit|team|group|lab|division|company)\b")
_ROLE_RIGHT = re.compile(r"[dpjwftD,]{0,3}[ON]?'?[wft]{0,2}R")


def join(scene: Scene) -> Iterator[Draft]:
    """As in "X joins O as R", "X moves from O to O2", "X joins the board of O"."""
    clause, at, form, who = scene.clause, scene.at, scene.form, scene.who
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
    if clause.nodes[at].low.startswith("join") and _DEED_SHARED.search(words):
        return
    node = clause.nodes[at + 1 + target.start(1)]
    if node.kind == "P":
        return
    company = node.company
    role, _ = role_as(clause, at + 1 + target.end(), stop)
    moving = not clause.nodes[at].low.startswith(("join", "is joining"))
    for person in (*people, *companions(clause, at)):
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
    yield from origin(clause, at, stop, people, who)


def become(scene: Scene) -> Iterator[Draft]:
    """As in "X becomes R of O", "X takes over as R", "X moves from R to R"."""
    clause, at, form, who = scene.clause, scene.at, scene.form, scene.who
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    if not who.people or "k" in who.passed or clause.letters[:2] == "oj":
        return
    if form.trigger.needs == "role" and not _ROLE_RIGHT.match(right):
        return
    if clause.nodes[at].low == "be" and not coming(clause, at):
        return
    role, _ = role_after(clause, at + 1, stop)
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
    if role is None and _IN_CHARGE.match(clause.nodes[at].low):
        role = led_as(clause, at, stop)
    draft = Draft(
        who=who.people[0],
        direction=IN,
        company=named[0] if named else None,
        role=role,
        at=at,
        subject=who,
        source=named[1] if named else CompanySource.MAIN,
        outside=form.trigger.outside,
    )
    for person in who.people:
        yield replace(draft, who=person)
    for person, other in _and_others(clause, at) if role else ():
        yield replace(draft, who=person, role=other)


_IN_CHARGE = re.compile(r"(?:put in charge|tak\w+ (?:overall )?(?:responsibility|charge))\b")
_ANOTHER = re.compile(r"(?:,|,?&)[dwt]{0,2}(P),?[dpt]{0,2}(?:[ON]'?)?[t]?(R)(?=[.,;&o]|$)")


def _and_others(clause: Clause, at: int) -> Iterator[tuple[Who, str | None]]:
    """The verb left out for the next: "X becomes president, Y its chief scientist and Z head of sales"."""
    for found in _ANOTHER.finditer(clause.letters, at + 2):
        if "V" not in clause.letters[at + 1 : found.start()]:
            for person in clause.nodes[found.start(1)].people:
                yield person, clause.nodes[found.start(2)].role


def lead(scene: Scene) -> Iterator[Draft]:
    """As in "X will head O", "X to lead the AI team": a post told ahead."""
    clause, at, form, who = scene.clause, scene.at, scene.form, scene.who
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    fresh = _NEW_BODY.search(clause.words(max(0, at - 9), at)) is not None
    if form.past:
        if coming(clause, at - 1) or fresh or clause.nodes[at - 1].low == "will be":
            yield from _will_be_led(clause, at, who)
        return
    if not coming(clause, at) or "k" in who.passed:
        return
    if not who.people or not re.match(r"[dpwjft'NR\"]{0,5}(?:[ONcB]|R|w)", right):
        return
    words = clause.words(at, min(stop, at + 9))
    if re.match(r"\S+ (?:his|her|their) own\b", words):
        return
    if not _SOMETHING_LED.search(words) and not re.match(r"[dpwjft'R]{0,4}[ON]", right):
        return
    named = named_company(clause, at + 1, stop, skip=("by", "from"))
    role, _ = role_as(clause, at + 2, stop)
    for person in who.people:
        yield Draft(
            who=person,
            direction=IN,
            company=named[0] if named else None,
            role=role or led_as(clause, at, stop),
            at=at,
            subject=who,
            source=named[1] if named else CompanySource.MAIN,
        )


def led_as(clause: Clause, at: int, stop: int) -> str | None:
    """The post of somebody who will lead something, by its words: "to co-lead the safety team" is "co-lead of safety team".

    None where what is led is the company itself.
    """
    verb = clause.nodes[at].low.split(" ")[0]
    title = "chair" if verb == "chair" else "co-lead" if verb.startswith("co-") else "head"
    nodes = clause.nodes[at + 1 : stop]
    nodes = nodes[1:] if nodes and nodes[0].low in {"for", "of"} else nodes
    end = next((i for i, n in enumerate(nodes) if n.kind not in "dpwjftNRO'&\""), len(nodes))
    start = next((i for i, n in enumerate(nodes[:end]) if n.kind not in "dpjft"), end)
    led = nodes[start:end]
    house = len(led) == 1 and led[0].company is not None and led[0].low == led[0].company.company.lower()
    if not led or len(led) > _LONGEST_POST or house:
        return None
    return f"{title} of {clause.sentence.original[led[0].start : led[-1].end]}"


_LONGEST_POST = 7


def _will_be_led(clause: Clause, at: int, who: Subject) -> Iterator[Draft]:
    """As in "O will be led by X"."""
    by = re.match(r"[jD]?b[dpwjft]{0,3}(?:[ON]'?&?){0,2}P", clause.letters[at + 1 :])
    company = who.company or next((n.company for n in reversed(clause.nodes[:at]) if n.kind == "O"), None)
    if by is None:
        return
    for person in clause.nodes[at + by.end()].people:
        yield Draft(who=person, direction=IN, company=company, source=CompanySource.SUBJECT, at=at, subject=who)


def shift(scene: Scene) -> Iterator[Draft]:
    """As in "X moves from O to O2", "X moves from R to R"."""
    clause, at, who = scene.clause, scene.at, scene.who
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


def announced(clause: Clause) -> Iterator[Draft]:
    """As in "O announced X as its new R", "Y announced X as the new R of O"."""
    for match in re.finditer(r"([OPHc])[jDx]{0,3}s[dpwjft]{0,2}(P)a[dpwjt]{0,3}(?:[ON]'?)?(R)", clause.letters):
        speaker = clause.nodes[match.start(1)]
        named = place_of(clause, match.start(3), match.start(3), len(clause.letters))
        company, source = hirer(Subject(speaker.people, speaker.company if speaker.kind == "O" else None), named)
        for person in clause.nodes[match.start(2)].people:
            yield Draft(
                who=person,
                direction=IN,
                company=company,
                source=source,
                role=clause.nodes[match.start(3)].role,
                at=match.start(2) + 1,
                trigger="en.announced",
            )


def interim(clause: Clause) -> Iterator[Draft]:
    """As in "X is interim R": a post that is new by its very name."""
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


def inverted(clause: Clause) -> Iterator[Draft]:
    """As in "Also joining are A, B and C", "The new head of AI will be X"."""
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
