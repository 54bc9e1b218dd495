"""Frames of hiring and naming: "O hires X as R", "X was named R at O"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource
from watchers.extract.english.clauses import Clause, Subject
from watchers.extract.english.drafts import (
    IN,
    OUT,
    PERSON_RIGHT,
    SEATED,
    Draft,
    Scene,
    hirer,
    origin,
    place_of,
    role_as,
    tie_company,
)
from watchers.extract.english.goals import board_place, goal_of
from watchers.extract.english.heirs import HEIR, HEIR_NAMED, followed, replaced
from watchers.extract.english.leading import led_as
from watchers.extract.english.lexicon import words_of
from watchers.extract.english.nodes import Who
from watchers.extract.english.people import opens_with_given
from watchers.extract.english.posts import EVERYDAY, honour, others_named, singled_out
from watchers.extract.english.subjects import antecedent
from watchers.extract.english.things import thing_brought
from watchers.extract.ranks import rank

_TITLE_FIRST = re.compile(r"[dpwjft]{1,3}R(?:o[dwt]{0,4}[ON])?,P|R,P(?=,a)")
"""As in "hired a new R, X" and "named executive chair, X, as his successor"."""
_BRANCH = re.compile(r"(O)(?:w{1,2}[xj]{0,2}|'[jw]?B[xjD]{0,3})$")
"""As in "PwC US named X" and "O's board on Sunday picked X"."""
_UNKNOWN_ACTOR = re.compile(r"(?:^|[,;&])[^,;&OcIBHPhs]*[wN][^,;&OcIBHPhs]*$")
"""Before a verb of hiring: words, and among them nobody known who could act."""
_FROM_ELSEWHERE = re.compile(r"[Hp][j]?F[dpwj]{0,4}(?:o[dw]{0,2})?([ON])(?!')")
"""As in "recruiting him away from a similar role at O"."""
_TO_BODY = re.compile(r"T[dp]?O'?[wjt]{1,5}")
"""As in "appointed to O's long-term trust"."""
_UPWARDS = frozenset({"promoted", "elevated", "tapped"})
"""To whatever: "promoted to the top spot of its driving group"."""
_LISTED = re.compile(r"(?:[^.;VP]{0,18}?i|[^.;VP:]{0,14}[wzR]:)[dwft]{0,2}(?:R&)?(?:[ON]'?)?[dwft]{0,2}P")


_NAMED_AND = re.compile(r"[dpjwft]{0,3}(?:[ON]'?)?R&[wtj]{0,3}P")
"""As in "X was appointed R and Y …": X is, and Y does something else."""


def hire(scene: Scene) -> Iterator[Draft]:
    """As in "O hires P as R from O2", "P named R at O", "P was hired by O"."""
    clause, at, form, who = scene.clause, scene.at, scene.form, scene.who
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    person = PERSON_RIGHT.match(right) or _TITLE_FIRST.match(right)
    if _NAMED_AND.match(right) and who.people and form.past and "T" not in who.passed and who.passive(clause, at):
        yield from _was_hired(scene)
    elif person is not None and right.startswith(
        "P", person.end()
    ):  # "taps Oduya Kessler boss X": a house's name and X
        yield from _hired(scene, at + person.end() + 1)
    elif person is not None and not right.startswith("'", person.end()):  # whose deputy or duties it is, is not hired
        yield from _hired(scene, at + person.end())
    elif form.trigger.needs == "back":
        return
    elif (listed := _LISTED.match(clause.letters[at + 1 :])) is not None and not who.passive(clause, at):
        people = clause.nodes[at + listed.end()].people
        yield from _hired(scene, at + listed.end())
        yield from origin(clause, at, at + listed.end(), people, who)
    elif (away := _FROM_ELSEWHERE.match(right)) is not None:
        node = clause.nodes[at + 1 + away.start(1)]
        for p in antecedent(clause, at + 1):
            yield Draft(who=p, direction=OUT, company=node.company, at=at, moving=True)
    elif form.past and who.people:
        yield from _was_hired(scene)


_NEAR_HIRED = 240
"""Letters behind the one hired that tell of that one; a sentence without end is not read to its end for every name."""


def _no_hiring(scene: Scene, i: int, behind: str) -> bool:
    """Whether what stands behind the verb is honoured, bought, brought or singled out."""
    back = scene.form.trigger.needs == "back" and not _BACK.match(behind)
    strange = honour().search(behind, 0, _NEAR_HIRED) or _PRICED.match(behind)
    return bool(strange) or back or singled_out(scene.clause, scene.at, i) or thing_brought(scene, i)


def _hired(scene: Scene, i: int) -> Iterator[Draft]:
    """As in "O hires P as R": the persons stand at node `i`, after the verb."""
    clause, at, who, trigger = scene.clause, scene.at, scene.who, scene.form.trigger
    stop = clause.stop(i)
    after = clause.letters[i + 1 : stop]
    behind = clause.words(i + 1, stop)
    if _no_hiring(scene, i, behind):
        return
    role, role_at = _given_role(clause, i, stop)
    if role is None and clause.letters[i - 2 : i] == "R,":
        role, role_at = clause.nodes[i - 2].role, i
    taken = _title_taken(clause, at, i) if role is None and trigger.needs == "role" else None
    role = role or taken or _task(clause, i, stop)
    for_work = re.match(r"[,]?[jD]?[Ta]V|[,]?T[dpOw']{0,4}B|[dpw]{0,4}(?:post|role)", after) or _CHARGED.match(behind)
    for_board = after.startswith("oB") and clause.nodes[i + 1].low == "for"  # "taps X for its board"
    heir = HEIR.match(clause.words(i + 1, stop))
    if trigger.needs == "role" and role is None and not (for_work or for_board or heir or _promoted(scene, i)):
        return
    led = re.match(r",?TV[dpwoj]{0,4}(O)", after)
    company, source = hirer(
        who,
        place_of(clause, role_at, i, stop, sure=who.company is not None)
        or _owner(clause, role_at)
        or (clause.nodes[i + 1 + led.start(1)].company if led else None),
    )
    if company is None and (branch := _BRANCH.search(clause.letters[:at])):
        company, source = clause.nodes[branch.start(1)].company, CompanySource.SUBJECT
    if company is None and _UNKNOWN_ACTOR.search(clause.letters[:at]):
        yield from origin(clause, i, stop, clause.nodes[i].people, who)
        return
    titled = role is not None or clause.nodes[i].people[0].tie is not None
    # "the manufacturer hired engineer X": the house the text is about
    nobody = not who.people and not ("c" in who.passed and titled)
    if company is None and nobody and source is CompanySource.MAIN and trigger.needs != "role":
        yield from origin(clause, i, stop, clause.nodes[i].people, who)
        return
    draft = Draft(
        who=clause.nodes[i].people[0],
        direction=IN,
        company=company,
        source=source,
        role=role,
        at=at,
        subject=who,
        stays=_on_the_board(role) or taken is not None or _TO_BOARD.match(after) is not None,
        moving=trigger.needs != "role",
        outside=trigger.needs != "role",
    )
    for person in clause.nodes[i].people:
        yield draft.of(person)
    for left in origin(clause, i, stop, clause.nodes[i].people, who):
        yield replace(left, at=at)  # of one age with the arrival
    yield from replaced(clause, i + 1, draft) if heir else ()
    yield from _from_partner(scene, i)
    for other, second in _named_too(clause, i + 1) if role is not None else ():
        yield replace(draft, who=other, role=second, stays=_on_the_board(second))


_OWNED_POST = re.compile(r"a[dp]?(O)'?[tj]?$")


def _owner(clause: Clause, role_at: int) -> CompanyRef | None:
    """As in "The regulator appoints X as O's R" and "names X as O chief executive": whose high post it is."""
    found = _OWNED_POST.search(clause.letters, 0, role_at) if role_at > 0 else None
    if found is None or (clause.letters[role_at - 1] != "'" and rank(clause.nodes[role_at].role) > _HIGH):
        return None
    return clause.nodes[found.start(1)].company


def _promoted(scene: Scene, i: int) -> bool:
    """As in "O promotes X and Y in shake-up": upwards, wherever to, where a house does it and the names are people's."""
    upwards = scene.clause.nodes[scene.at].low.startswith(("promot", "elevat"))
    people = scene.clause.nodes[i].people
    return upwards and scene.who.company is not None and all(opens_with_given(person.name) for person in people)


_TO_BOARD = re.compile(r"[^V.;]{0,12}[To][dpOw']{0,4}B")
_NEAR = 10
_DEAL = re.compile(r"(O)'[wjt]{1,3}o(O)$")


def _from_partner(scene: Scene, i: int) -> Iterator[Draft]:
    """As in "O's deal with O2 brings back X": the persons at this node come from O2."""
    found = (
        _DEAL.search(scene.clause.letters, max(0, scene.who.at - _NEAR), scene.who.at + 1) if scene.who.at > 0 else None
    )
    partner = scene.clause.nodes[found.start(2)].company if found is not None else None
    for person in scene.clause.nodes[i].people if partner is not None else ():
        yield Draft(who=person, direction=OUT, company=partner, at=scene.at, subject=scene.who, moving=True)


_CHARGED = re.compile(r"\s*in charge of\b")
_PRICED = re.compile(r"\s*(?:for|in an?) (?:[a-z]+ )?(?:us|c|a|hk)?\\?[$€£¥]")
"""What has a price is a house, though it bears a founder's name."""
_BACK = re.compile(r"\s*back\b")
"""As in "bought X back from O2"."""
_TOO = re.compile(r"[^PVs;.]{0,14}(?:,?&[dw]{0,2}(P),?[aT]?|,(P)[aT]?)[dpw'\"]{0,3}(R)")


def _named_too(clause: Clause, start: int) -> Iterator[tuple[Who, str | None]]:
    """As in "named X as R, Y as R2 and Z as R3": the others with their posts."""
    found = _TOO.match(clause.letters, start)
    while found is not None:
        at = found.start(1) if found.group(1) else found.start(2)
        for person in clause.nodes[at].people:
            yield person, clause.nodes[found.start(3)].role
        found = _TOO.match(clause.letters, found.end())


def _task(clause: Clause, i: int, stop: int) -> str | None:
    """The post told by what somebody is hired to do: "to lead its safety team"."""
    to = re.match(r",?T(V)", clause.letters[i + 1 : stop])
    if to is None or not any(form.trigger.frame == "lead" for form in clause.nodes[i + 1 + to.start(1)].forms):
        return None
    return led_as(clause, i + 1 + to.start(1), stop)


_NAMING = re.compile(r"(?:re)?(?:appoint|name|elect|install|instat)")
_HIGH = 2


def _title_taken(clause: Clause, at: int, i: int) -> str | None:
    """The new post told before the name, where none follows: "has appointed chief AI officer X"; high posts alone."""
    tie = clause.nodes[i].people[0].tie
    if tie is None or tie.role is None or tie.company is not None or tie.former or i != at + 1:
        return None
    return tie.role if _NAMING.match(clause.nodes[at].low) and rank(tie.role) <= _HIGH else None


def _given_role(clause: Clause, i: int, stop: int) -> tuple[str | None, int]:
    """The title right after the name ("named X chief") or after "as", and where it stands.

    A title after a comma tells what somebody was ("X, until now chief scientist of O2, as head of research") where a
    title after "as" or a word of time says so.
    """
    letters = clause.letters[i + 1 : stop]
    board = SEATED.match(letters)
    if board is not None:
        return "board member", i + 1 + board.start(1)
    direct = re.match(r"[,]?[dpjwftD]{0,4}(?:[ON]'?)?[wt]{0,2}([RB])", letters)
    aside = letters.startswith(",")
    later = re.search(r"a[dpwjf]{0,4}(?:[ON]'?)?[wt]{0,2}([RB])", letters) if aside else None
    if later is not None:
        at = i + 1 + later.start(1)
        return clause.nodes[at].role or "board member", at
    if direct is None or (aside and re.match(r",[dpw]{0,2}[jf]", letters)):
        return role_as(clause, i + 1, stop) if direct is None else (None, -1)
    at = i + 1 + direct.start(1)
    return clause.nodes[at].role or "board member", at


def _on_the_board(role: str | None) -> bool:
    """Whether the post is a seat on a board, which leaves a day job in place."""
    return role is not None and ("board" in role or role.lower() in {"director", "directors"})


def _was_hired(scene: Scene) -> Iterator[Draft]:
    """As in "P was named R by O", and the headline "P named R at O"."""
    clause, at, form, who = scene.clause, scene.at, scene.form, scene.who
    stop = clause.stop(at)
    right = clause.letters[at + 1 : stop]
    role, role_at = role_as(clause, at + 1, stop)
    agent = re.search(r"b[dw]{0,3}([ONc])", right)
    passive = who.passive(clause, at)
    words = clause.words(at + 1, stop)
    if not passive and ("x" in who.passed or clause.nodes[at].low in EVERYDAY or others_named(words)):
        return
    heir = HEIR_NAMED.match(words)
    body = _TO_BODY.match(right) is not None and words_of("bodies").search(words) is not None
    if honour().search(words):
        return
    if not passive and role is None and agent is None and not heir and not body and not re.match(r"[,]?TV|a", right):
        return
    for_work = re.match(r"T[dpOw']{0,4}B|[,jD]?TV|o[dpw]{0,3}[cwOR]", right) or heir or body
    upwards = clause.nodes[at].low in _UPWARDS and (
        right.startswith("T") or (clause.sentence.in_title and right[:2] in {"", "aP"})
    )
    if form.trigger.needs == "role" and role is None and agent is None and not (for_work or upwards):
        return
    company = place_of(clause, role_at, at, stop) or board_place(clause, at, stop)
    company = company or (clause.nodes[at + 1 + agent.start(1)].company if agent else None)
    company = company or goal_of(clause, at, stop) or (tie_company(Subject(followed(clause, at + 1))) if heir else None)
    draft = Draft(
        who=who.people[0],
        direction=IN,
        company=company,
        role=role,
        at=at,
        subject=who,
        source=CompanySource.EXPLICIT if company else CompanySource.MAIN,
        stays=_on_the_board(role),
    )
    for person in who.people:
        yield draft.of(person)
    yield from origin(clause, at, stop, who.people, who)
    yield from replaced(clause, at + 1, draft) if heir else ()
