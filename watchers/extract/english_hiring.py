"""Frames of hiring and naming: "O hires X as R", "X was named R at O"."""

import re
from collections.abc import Iterator

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource
from watchers.extract.english_clauses import Clause, Subject, named_company
from watchers.extract.english_drafts import IN, PERSON_RIGHT, Draft, Scene, hirer, origin, place_of, role_as
from watchers.extract.english_lexicon import Form

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


def hire(scene: Scene) -> Iterator[Draft]:
    """As in "O hires P as R from O2", "P named R at O", "P was hired by O"."""
    clause, at, form, who = scene.clause, scene.at, scene.form, scene.who
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    person = PERSON_RIGHT.match(right)
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
    role, role_at = role_as(clause, i + 1, stop)
    if direct:
        role_at = i + 1 + direct.start(1)
        role = clause.nodes[role_at].role or "board member"
    to_lead = re.match(r"[,]?[jD]?(?:T|a)V", after)
    clause.words(i + 1, stop)
    if (
        form.trigger.needs == "role"
        and role is None
        and not to_lead
        and not re.match(r"[,]?T[dpOw']{0,4}B|[dpw]{0,4}(?:post|role)", after)
    ):
        return
    named = place_of(clause, role_at, i, stop)
    company, source = hirer(who, named)
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
    yield from origin(clause, i, stop, people, who)
    more = re.match(r"[^PVs;.]{0,12}[,]?&[dw]{0,2}(P)[,]?a?[dpw]{0,3}(R)", clause.letters[i + 1 :])
    if more and role is not None:
        for person in clause.nodes[i + 1 + more.start(1)].people:
            second = clause.nodes[i + 1 + more.start(2)].role
            yield Draft(who=person, direction=IN, company=company, source=source, role=second, at=at, subject=who)


def _was_hired(clause: Clause, at: int, form: Form, who: Subject) -> Iterator[Draft]:
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    role, role_at = role_as(clause, at + 1, stop)
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
    named = place_of(clause, role_at, at, stop) or _board_place(clause, at, stop)
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
    yield from origin(clause, at, stop, who.people, who)


def _board_place(clause: Clause, at: int, stop: int) -> CompanyRef | None:
    found = re.search(r"T[dpw]{0,2}(?:(O)'?[dw]{0,2}B|Bo[dw]{0,2}(O))", clause.letters[at + 1 : stop])
    if not found:
        return None
    return clause.nodes[at + 1 + (found.start(1) if found.group(1) else found.start(2))].company
