"""Frames of going: "X leaves O", "O fires X", "O loses X to O2"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause, Subject, named_company
from watchers.extract.english.drafts import (
    IN,
    OUT,
    PERSON_RIGHT,
    Draft,
    Scene,
    companions,
    hirer,
    role_after,
    role_as,
)
from watchers.extract.english.handing import product_given_up
from watchers.extract.english.leavers import houses_too
from watchers.extract.english.nodes import Node, Who
from watchers.extract.english.otherwise import shouted_house, something_else
from watchers.extract.english.subjects import antecedent, post_owner
from watchers.extract.english.successors import likewise

_STRICT_RIGHT = re.compile(
    r"$|[;.,?!:\"()&oFaTDjbzhm]|fD|[dpjwft'&]{0,4}[ONcRB]|[dp][wR]{0,2}(?=[oFjD.,;]|$)|[wR](?=$|[.,;])|V"
)
# After a name these make the name an adjective: "loses the X lawsuit".
_MATTERS = frozenset({"lawsuit", "case", "bid", "appeal", "suit", "trial", "fight", "interview"})
_TO_FOUND = re.compile(r"(?:[dpwf]{0,3}[ONc]'?)?[DjFc]{0,2}(?:o[wD]{1,3})?(T)[wV&,]{1,3}[dpwjfc]{0,4}?,?([ON])(?!['w])")
_RUNNING = re.compile(r"V[dpIO]")
_TO_WORK = re.compile(r"(?:[dpwf]{0,3}[ONc]'?|VI)?[DjFc]{0,2}TV?(w)(?:[^VPHs;.,]{0,6}?o)?(O)")
"""As in "leaves O to work on chips at O2"."""
_FOUNDING = re.compile(r"(?:co-?found|found|start|launch|establish|set up|create|form)\b")
_SECOND_TITLE = re.compile(r"[dpjwft]{0,3}R(?:&[dp]?|,)P")
"""As in "removed CEO and co-founder X" and "fired its chief, X"."""
_POST = re.compile(
    r"\b(?:role|post|position|seat|board|duties|reins|title|job|helm|chair|responsibilities|office|top job|throne)\b"
)


_POST_RIGHT = re.compile(r"[dpwj]{0,3}R|[dp]w{0,3}(?:c|O)|V[dpIO]|o[dp]?w{0,2}(?:c|O)")
_HOUSE_RIGHT = re.compile(r"[dp]?c")


def _listed_behind(clause: Clause, at: int, who: Subject) -> Subject:
    """The people whom a list behind the verb tells to go; the same subject where there is none."""
    listed = _LEAVERS_LISTED.search(clause.letters, max(0, at - 4), at + 16)
    if listed is None or at not in {listed.start(1), listed.start(2)}:
        return who
    others = (w for m in _EACH_GOES.finditer(clause.letters, listed.end()) for w in clause.nodes[m.start(1)].people)
    return replace(who, people=(*clause.nodes[listed.end() - 1].people, *others))


def leave(scene: Scene) -> Iterator[Draft]:
    """As in "X leaves O", "X steps down as R of O", "X leaves O for O2"."""
    clause, at, form, who = scene.clause, scene.at, scene.form, scene.who
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    who = who if who.people else _listed_behind(clause, at, who)
    if (
        not who.people
        or post_owner(clause, at) is not None
        or _on_leave(clause, at)
        or _in_picture(clause, at)
        or (clause.nodes[at].low == "left" and who.passive(clause, at))  # "was left with little"
        or _HOUSE_LEFT.search(clause.letters[:at])
        or (form.trigger.strict and not _STRICT_RIGHT.match(right) and not _bare_house(clause, at))
    ):
        return
    posted = _POST.search(clause.words(at + 1, min(stop, at + _NEAR_POST))) or _POST_RIGHT.match(right)
    if form.trigger.needs == "post" and not posted:
        yield from product_given_up(scene)
        return
    goal = _destination(clause, at, right)
    end = goal if goal is not None else stop
    goes_on = _TO_DO.search(clause.letters, at + 1, end)  # "steps aside to become R": the title is the new one
    role_end = goes_on.start() if goes_on is not None else end
    aside = clause.letters.find(",V", at + 1, role_end)  # "retires, heralding the departure of an architect of …"
    role, _ = role_after(clause, at + 1, _before_others(clause, at + 1, aside if aside >= 0 else role_end))
    house = _HOUSE_RIGHT.match(right) is not None or _bare_house(clause, at)
    running = at + 1 if _RUNNING.match(right) else at  # "gave up running O"
    named = named_company(clause, running + 1, end) if not house else None
    if something_else(clause, at, named) or (named is None and shouted_house(clause, at, right)):
        return
    if named is None and not clause.sentence.in_title and _UNKNOWN_LEFT.match(right) and form.past:
        return  # "left Bullfrog": no house that is known, and none else
    draft = Draft(
        who=who.people[0],
        direction=OUT,
        company=named[0] if named else None,
        source=named[1] if named else CompanySource.MAIN,
        role=role,
        at=at,
        subject=who,
        vague=named is not None and (clause.nodes[named[2]].vague or _owner_only(clause, named[2])),
        house=house,
    )
    role_only = running > at and named is None  # "gave up running it": which house, is not told
    for person in (*who.people, *companions(clause, at)) if not role_only else ():
        yield draft.of(person)
    for other in houses_too(clause, named[2] + 1) if named is not None else ():
        yield from (replace(draft, who=person, company=other) for person in who.people)
    target = clause.nodes[goal].company if goal is not None else None
    for person in who.people if target is not None else ():
        yield Draft(who=person, direction=IN, company=target, at=at, subject=who, moving=True)
    for person, other in likewise(clause, goal + 1) if goal is not None else ():
        yield draft.of(person)
        yield Draft(who=person, direction=IN, company=other, at=at, subject=who, moving=True)


_NEAR_POST = 8
"""Nodes behind a verb of giving up in which the post is told."""
_HOUSES = frozenset({"company", "firm", "bank", "startup", "start-up", "studio", "agency", "group", "lab"})


def _bare_house(clause: Clause, at: int) -> bool:
    """As in the headline's "will leave company this week"."""
    behind = clause.nodes[at + 1 : at + 3]
    return len(behind) > 1 and behind[0].low in _HOUSES and behind[1].kind in "DjaFo.,;Tb"


_THEN = frozenset({"after", "before", "amid", "following", "when", "while", "days after", "weeks after", "hours after"})


def _before_others(clause: Clause, start: int, end: int) -> int:
    """Where what is left ends and other things begin: "step down after a new leader", "is leaving and will report to R"."""
    goes_on = _GOES_ON.search(clause.letters, start, end)
    end = goes_on.start() if goes_on is not None else end
    return next((i for i in range(start, end) if clause.nodes[i].low in _THEN or _noun(clause.nodes[i])), end)


_GOES_ON = re.compile(r"&x|,x?k")
"""As in "has stepped away from the role, will continue as R": the title is the one that is kept."""


def _noun(node: Node) -> bool:
    """Whether a noun of going or coming stands here, "the departure of an architect of …"."""
    return any(form.trigger.frame.endswith("_noun") for form in node.forms)


_TO_DO = re.compile(r"TV")
_LEAVERS_LISTED = re.compile(
    r"^[dwjz]{1,3}(?:[ON]'?)?R[xjm]{0,3}(V)(?:[dp]?[Oc])?:P(?!')|R[xjm]{0,3}(V)(?:F[dp]?[wOc])?[^PVRs;.]{0,4},?i[dwt]{0,2}P"
)
"""As in "its founders resigned from their posts, including X and Y" and "Another executive departs O: X …"."""
_EACH_GOES = re.compile(r"[,;]&?(P)(?=V)")
"""As in "Two more leave O: X joins O2, Y goes to O3"."""
_UNKNOWN_LEFT = re.compile(r"d?N(?!')")
_HOUSE_LEFT = re.compile(r"(?<!s)cH[xj]{0,2}$")
"""As in "rejoins the company he left in 2021": history, and of the house that is joined."""
_ON_LEAVE = re.compile(
    r"\b(?:on|after|from|following|during|took|take|takes|taking|taken)(?: (?:an?|his|her|their|medical|maternity|paternity|parental|family|sick|administrative|sabbatical|temporary|unpaid|paid|extended|indefinite))*$"
)
"""Before "leave" as a noun."""


def _on_leave(clause: Clause, at: int) -> bool:
    """As in "is on leave", "took an extended leave": still in post."""
    return clause.nodes[at].low == "leave" and _ON_LEAVE.search(clause.words(max(0, at - 3), at)) is not None


_PICTURED = re.compile(r"P,V(?=[,&)]|$)|FV,")
_CAPTION = re.compile(r"FILE\b ?(?:PHOTO)? ?[-–—:]")


def _in_picture(clause: Clause, at: int) -> bool:
    """As in "X, left, and Y", "shows X, from left, Y" and "FILE - X departs the court": what a picture shows."""
    if _CAPTION.match(clause.line.text) is not None:
        return True
    return clause.nodes[at].low == "left" and any(
        m.start() <= at < m.end() for m in _PICTURED.finditer(clause.letters, max(0, at - 2), at + 2)
    )


_PART = re.compile(
    r"\b(?:arm|unit|division|subsidiary|business|offshoot)(?: of)?(?: \w+)? (?:parent|owner)?(?: company)?$|\b(?:arm|unit|division|subsidiary|offshoot) of$"
)


def _owner_only(clause: Clause, at: int) -> bool:
    """Whether the company at this node only owns what is left: "the car arm of O", "the unit of parent company O"."""
    return _PART.search(clause.words(max(0, at - 6), at).rstrip()) is not None


_FOR_HOUSE = re.compile(r"(?:[dpwf]{0,3}[ONc]'?)?[DjFoc,]{0,3}(o)[dwf]{0,4}(?:o[dwf]{0,2})?([ON])")
_FOR_HOUSE_ASIDE = re.compile(r"[dpwf]{0,3}[ON],c[^;.,:V]{1,16},(o)[dwf]{0,4}(?:o[dwf]{0,2})?([ON])")


def _destination(clause: Clause, at: int, right: str) -> int | None:
    """The node of the company that stands after "for" or "to found": "leaves O for O2", "left for a role at O2"."""
    founded = _TO_FOUND.match(right)
    if founded is not None and _FOUNDING.match(clause.words(at + 2 + founded.start(1), at + 1 + founded.start(2))):
        return at + 1 + founded.start(2)
    works = _TO_WORK.match(right)
    if works is not None and clause.nodes[at + 1 + works.start(1)].low in {"work", "build", "focus"}:
        return at + 1 + works.start(2) if clause.nodes[at + works.start(2)].low in {"at", "for", "with"} else None
    found = _FOR_HOUSE.match(right) or _FOR_HOUSE_ASIDE.match(right)
    if found is None or clause.nodes[at + 1 + found.start(1)].low != "for":
        return None
    between = clause.words(at + 2 + found.start(1), at + 1 + found.start(2))
    if re.search(r"\bo(?:f|ther)\b|reason", between):
        return None
    return at + 1 + found.start(2)


def go(scene: Scene) -> Iterator[Draft]:
    """As in "X told staff she was going": only where nothing follows the verb."""
    clause, at, who = scene.clause, scene.at, scene.who
    right = clause.letters[at + 1 : clause.stop(at)]
    listed = _GOERS_LISTED.match(clause.letters) if not who.people else None
    listed_here = listed is not None and at == listed.start(1)
    if listed is not None and listed_here:
        who = replace(who, people=clause.nodes[listed.end() - 1].people, passed=frozenset("x"))
    if not listed_here and _OUGHT.search(clause.words(max(0, at - 2), at)):
        return  # "X has to go": so somebody wishes
    helped = {"x", "m"} & who.passed or {"is going", "was going"} & {clause.words(max(0, at - 1), at + 1)}
    if who.people and helped and not _on_leave(clause, at) and re.match(r"[jD]{0,2}$|[jD]{0,2}[,\"]", right):
        for person in who.people:
            yield Draft(who=person, direction=OUT, source=CompanySource.MAIN, at=at, subject=who)


_OUGHT = re.compile(r"\b(?:ha[sd]|have|needs?|got|ought) to$|\bmust$")
_GOERS_LISTED = re.compile(r"(?:[dwz]{1,3}o)?[dp]?(?:[ON]')?[wR]{1,2}xj?T?(V):P")
"""As in "Three of O's managers have to go: X, Y and Z"."""
_LOST_LISTED = re.compile(r"[dpwjftz]{0,6}(?:[ON]')?[wt]{0,2}R?,?i[dwft]{0,2}P")
"""As in "lost several managers, including X and Y"."""
_OBJECT = re.compile(r"[Hp](?=$|[.,;oD])")
_LOST_NAMED = re.compile(r"(?:d[wjt]{0,3}|w{1,2})R:P(?=$|[.,;])")
"""As in "O loses another executive: X"."""


def fire(scene: Scene) -> Iterator[Draft]:
    """As in "O fires P", "P was ousted as R of O", "O loses P to O2"."""
    clause, at, form, who = scene.clause, scene.at, scene.form, scene.who
    if form.past and any(f.trigger.frame == "hire" for f in clause.nodes[at - 1].forms if at):
        return  # "hires ousted O chief X": what X was
    right = clause.letters[at + 1 : clause.stop(at)]
    person = PERSON_RIGHT.match(right) or _SECOND_TITLE.match(right) or _LOST_LISTED.match(right)
    person = person or _LOST_NAMED.match(clause.letters[at + 1 :])
    if person is not None:
        yield from _fired(scene, at + person.end())
    elif who.company is not None and _OBJECT.match(right):  # "X says O fired her"
        for p in antecedent(clause, at + 1):
            yield Draft(who=p, direction=OUT, company=who.company, source=CompanySource.SUBJECT, at=at, subject=who)
    elif form.past and who.people and form.trigger.id != "en.lose":
        bare = "x" not in who.passed and re.match(r"$|[bFoaDj,;.&]", right)
        if who.passive(clause, at) or bare:
            yield from _was_fired(scene)


def _fired(scene: Scene, i: int) -> Iterator[Draft]:
    """The persons stand at node `i`, after the verb; "to O2" after them says where they go."""
    clause, at, who = scene.clause, scene.at, scene.who
    people, after = clause.nodes[i].people, clause.letters[i + 1 : clause.stop(at)]
    if (
        clause.letters[i + 1 : i + 2] == "'"
        or clause.words(i + 1, i + 2) in _MATTERS
        or (who.people and who.people == people)
    ):
        return
    company, source = hirer(who, None)
    if named := re.match(r"F[dw]{0,2}(O)", after):
        company, source = clause.nodes[i + 1 + named.start(1)].company, CompanySource.EXPLICIT
    role, _ = role_as(clause, i + 1, clause.stop(at))
    if role is None and after.startswith("a") and clause.nodes[at].low.startswith("dismiss"):
        return  # "dismissed X as a dreamer"
    people += _titled_too(clause, i)
    goal = re.match(r",?T[dwf]{0,3}(O)", after)
    target = clause.nodes[i + 1 + goal.start(1)].company if goal else None
    for p in people:
        yield Draft(who=p, direction=OUT, company=company, source=source, role=role, at=at, subject=who)
        if target is not None:
            yield Draft(who=p, direction=IN, company=target, at=at, subject=who, moving=True)


_AND_TITLED = re.compile(r",&?P(?=$|[.,;])")


def _titled_too(clause: Clause, i: int) -> tuple[Who, ...]:
    """As in "fires CEO X, CFO Y": the other with a title of its own, behind the persons at this node."""
    if _AND_TITLED.match(clause.letters, i + 1) is None:
        return ()
    others = clause.nodes[i + 1 + clause.letters[i + 1 :].index("P")].people
    here = all(who.tie is not None and who.tie.role is not None for who in (*clause.nodes[i].people, *others))
    return others if here and all(who.tie is not None and who.tie.company is None for who in others) else ()


def _was_fired(scene: Scene) -> Iterator[Draft]:
    clause, at, who = scene.clause, scene.at, scene.who
    stop = clause.stop(at)
    agent = re.search(r"b[dw]{0,3}(O)", clause.letters[at + 1 : stop])
    named = named_company(clause, at + 1, stop)
    company = named[0] if named else clause.nodes[at + 1 + agent.start(1)].company if agent else None
    source = CompanySource.EXPLICIT if company else CompanySource.MAIN
    role, _ = role_as(clause, at + 1, stop)
    for p in who.people:
        yield Draft(who=p, direction=OUT, company=company, role=role, at=at, subject=who, source=source)
