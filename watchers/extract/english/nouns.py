"""Nouns of going and coming: "the departure of X", "X's exit from O", "the appointment of X as R"."""

import re
from collections.abc import Iterator

from watchers.extract.engine import CompanySource, Direction
from watchers.extract.english.clauses import NOBODY, Clause, named_company
from watchers.extract.english.drafts import IN, OUT, SEATED, Draft, Scene, role_as
from watchers.extract.english.lexicon import words_of
from watchers.extract.english.nodes import Who
from watchers.extract.english.subjects import post_owner, subject

_LETTER = re.compile(r"(?:letter|note|email|post)\b")
"""As in "posted a two-page resignation letter"."""


def out_noun(scene: Scene) -> Iterator[Draft]:
    """As in "the departure of P", "P's exit from O", "announced his resignation"."""
    clause, at = scene.clause, scene.at
    if (post := post_owner(clause, at)) is not None:
        yield from _post_left(scene, post)
        return
    yield from _noun(clause, at, OUT)


def _post_left(scene: Scene, post: int) -> Iterator[Draft]:
    """As in "The founder's exit leaves a gap at O", of whom the sentence before has named."""
    clause = scene.clause
    houses = {n.company for n in clause.of("O")}
    house = next(iter(houses)) if len(houses) == 1 else None
    source = CompanySource.SENTENCE if house is not None else CompanySource.MAIN
    for person in scene.who.people if clause.nodes[scene.at].low in _ONE_GOES else ():
        role = clause.nodes[post].role
        yield Draft(who=person, direction=OUT, company=house, source=source, role=role, at=scene.at, subject=scene.who)


_ONE_GOES = frozenset({"departure", "exit", "resignation", "retirement", "ouster", "firing", "dismissal"})


def in_noun(scene: Scene) -> Iterator[Draft]:
    """As in "the appointment of P as R", "P's hiring"."""
    clause, at = scene.clause, scene.at
    yield from _noun(clause, at, IN)


_SOUGHT = re.compile(r"\b(?:seeks?|seeking|demanding|plotting|plotted) [^,;]{0,40}$")
"""As in "Y seeks X's ouster"."""
_TO_PART = re.compile(
    r"^\W*to (?:its|our|their) (?:[\w&'-]+ ){0,4}?(?:team|practice|staff|roster|leadership|office|group|department)\b"
)
"""As in "the addition of X to its growing legal team"."""
_COUNTED = re.compile(r"o[dwjtzRD&]{1,7}(?:T[dpO'c]{0,2}[wjtR]{0,3}B?)?:[dw]{0,2}P")
"""As in "the appointment of three professionals to its board: X, Y and Z"."""
_PART_IN = re.compile(r"\b(?:player|role|part|hand|figure|involved|involvement) in\b[^.;]{0,30}$")
"""As in "a key player in the ouster of X": long told."""


def _mourned(clause: Clause, at: int) -> bool:
    """As in "mourns the loss of X": a death is no move."""
    return clause.nodes[at].low == "loss" and any(w.startswith("mourn") or w == "death" for w in clause.line.words)


def _noun(clause: Clause, at: int, direction: Direction) -> Iterator[Draft]:
    stop = clause.stop(at)
    people, i = _owner_of_noun(clause, at)
    if (
        not people
        or _mourned(clause, at)
        or _SOUGHT.search(clause.words(max(0, at - 6), at))
        or _PART_IN.search(clause.words(max(0, at - 7), at))
    ):
        return
    right = clause.letters[at + 1 : stop]
    role, _ = role_as(clause, max(at, i) + 1, stop)
    role = "board member" if direction is IN and SEATED.match(clause.letters, max(at, i) + 1) else role
    if role is None and i > at and ":" in clause.letters[at:i]:
        role = "board member" if "B" in clause.letters[at:i] else None
    house = re.search(r"(O)'[wjt]{0,2}$", clause.letters[:at])
    direct = direction is IN and clause.nodes[at].low.endswith(" to")
    if direct and (owner_at := re.match(r"[dw]{0,2}(O)", right)) is not None:
        place = clause.nodes[at + 1 + owner_at.start(1)].company
        for person in people:
            yield Draft(who=person, direction=IN, company=place, role=role, at=at, moving=True)
        return
    part = direction is IN and role is None and _TO_PART.search(clause.words(max(at, i) + 1, stop)) is not None
    if (
        direction is IN
        and role is None
        and not part
        and not (re.search(r"[To][dw]{0,2}O", right) or (house and "TV" in right))
    ):
        return
    skip = ("for", "by") if direction is OUT else ("from", "by")
    start = max(at, i) + 1
    named = (
        named_company(clause, start, min(stop, start + 5), skip=skip)
        if re.match(r"[jDaR]{0,2}[oFT,]", clause.letters[start:])
        else None
    )
    owner = clause.nodes[house.start(1)].company if house and named is None else None
    for person in people:
        yield Draft(
            who=person,
            direction=direction,
            company=owner or (named[0] if named else None),
            role=role,
            at=at,
            source=CompanySource.MODIFIER if owner else named[1] if named else CompanySource.MAIN,
        )


_IS_THAT_OF = re.compile(r"xqo[dpwjfts]{0,4}(?:[ON]'?)?[wR,]{0,3}P")
_THAT_OF = re.compile(r"V?[wT]{0,2}qo[dpwjfts]{0,4}(?:[ON]'?)?[wR,]{0,3}P")
_OF = re.compile(r"(F[dw]{0,2}[ONc])?o[dpwjfts]{0,4}(?:[ON]'?)?(?:R&[wtj]{0,3}|[wd]{0,2}(?:R,)?)P")
_INCLUDING = re.compile(r"(?:[oF][dpw]{0,2}[ONc],?)?[,]?[wd]{0,2}i[wd]{0,3}(?:[ON]'?)?[wd]{0,2}P")


def _owner_of_noun(clause: Clause, at: int) -> tuple[tuple[Who, ...], int]:
    """Whose departure it is: "of X", "X's", "his" after a verb of telling, or a list after "including"."""
    right, left = clause.letters[at + 1 :], clause.letters[:at]
    # "his departure follows that of O's legal head, X", "today's departure is that of X"
    that = _THAT_OF.match(right) if clause.letters[at - 1 : at] == "p" else None
    that = that or _IS_THAT_OF.match(right)
    if that is not None:
        return clause.nodes[at + that.end()].people, at + that.end()
    of = _OF.match(right)
    if of and clause.nodes[at + 1 + (far := max(0, of.end(1)))].low == "of":
        return clause.nodes[at + of.end()].people, at if far else at + of.end()  # "the departure from O of X"
    listed = _INCLUDING.match(right) or _COUNTED.match(right)
    if listed:
        return clause.nodes[at + listed.end()].people, at + listed.end()
    owner = re.search(r"P'[wjtD]{0,2}$", left)
    if owner and words_of("houses").fullmatch(clause.nodes[at - 1].low) is None:  # "X's new lab hires R"
        return clause.nodes[owner.start()].people, at
    own = re.search(r"[sV]([jD]{0,2}p[wjt]{0,2})$", left)
    if own is None and (own := re.search(r"[sV]([jD]{0,2}d[wjt,]{0,4})$", left)) is not None:
        own = own if _LETTER.match(clause.words(at + 1, at + 2)) else None
    if own:
        return subject(clause, own.start(), NOBODY).people, at
    return (), at
