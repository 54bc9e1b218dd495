"""Moves told by how things stand now: "X, lately chief of O, now runs O2's lab", "now O has her", "X's eight years at O".

Told so they are rarely sure enough to interrupt anybody.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from watchers.extract.alternation import one_of
from watchers.extract.engine import Claim, CompanySource, Direction
from watchers.extract.english.clauses import Clause, Subject
from watchers.extract.english.drafts import IN, OUT, Draft
from watchers.extract.english.leading import led_as
from watchers.extract.english.lexicon import load
from watchers.extract.english.subjects import antecedent

HAS_NOW = "en.has-now"

_NOW_RUNS = re.compile(r"(P)j(w)[dp]?(O)(?!'?R)")
_NOW_HAS = re.compile(r"(?:^|[;,:&])j(O)x([Hp])(?=$|[.,;!])")
_TENURE = re.compile(r"(P)'[wjD]{0,3}(w)o[d]?(O)")
_SUCCESSOR = re.compile(r"\b(?:his|her|their) successor\b")


@cache
def _words(name: str) -> re.Pattern[str]:
    """A list of `lexicon/en_words.toml` under `[besides]`, as whole words."""
    return re.compile(rf"\b{one_of(load('en_words')['besides'][name])}\b")


def told_by_now(clause: Clause) -> Iterator[Draft]:
    """Every such move of a sentence."""
    if "O" in clause.letters:
        yield from _runs_now(clause)
        yield from _has_now(clause)
        yield from _tenure_over(clause)


def _runs_now(clause: Clause) -> Iterator[Draft]:
    """As in "X, lately chief of O, now runs O2's lab"; without a word of time it may be so for years."""
    for found in _NOW_RUNS.finditer(clause.letters):
        at, i = found.start(2), found.start(1)
        runs = clause.nodes[at - 1].low == "now" and _words("running").fullmatch(clause.nodes[at].low)
        if not runs or _words("lately").search(clause.words(i, i + 1)) is None:
            continue
        house = clause.nodes[found.start(3)].company
        for person in clause.nodes[i].people:
            yield Draft(
                who=person,
                direction=IN,
                company=house,
                source=CompanySource.SENTENCE,
                role=led_as(clause, at, clause.stop(at)),
                at=at,
                subject=Subject(clause.nodes[i].people, at=i),
                trigger="en.runs-now",
                outside=True,
            )


def _has_now(clause: Clause) -> Iterator[Draft]:
    """As in "O brought X back from O2; now O3 has her"; what came before is then history, see `overtaken`."""
    for found in _NOW_HAS.finditer(clause.letters):
        at = found.start(2) - 1
        told = clause.nodes[found.start(1) - 1].low == "now" and clause.nodes[at].low in {"has", "have"}
        for person in antecedent(clause, found.start(2)) if told else ():
            house = clause.nodes[found.start(1)].company
            yield Draft(who=person, direction=IN, company=house, at=at, trigger=HAS_NOW, moving=True, outside=True)


_WITH_GONE = re.compile(r"o(P)(V)[^P;.]{0,8},[^P;.V]{0,4}(P)[xj]{0,2}V")


def place_taken(clause: Clause) -> Iterator[Draft]:
    """As in "With X gone to O2, Y steps up as chief": X has left where Y steps up."""
    found = _WITH_GONE.match(clause.letters)
    if found is None or clause.nodes[0].low != "with":
        return
    at = found.start(2)
    if any(form.trigger.frame in {"leave", "go", "join"} for form in clause.nodes[at].forms):
        (new, *_) = clause.nodes[found.start(3)].people
        for person in clause.nodes[found.start(1)].people:
            yield Draft(
                who=person, direction=OUT, source=CompanySource.MAIN, at=at, trigger="en.with-gone", follows=new.name
            )


def _tenure_over(clause: Clause) -> Iterator[Draft]:
    """As in "X's eight years at O, and what his successor inherits"."""
    for found in _TENURE.finditer(clause.letters):
        tenure = _words("tenures").fullmatch(clause.nodes[found.start(2)].low)
        if tenure is None or _SUCCESSOR.search(clause.words(found.end(), len(clause.nodes))) is None:
            continue
        for person in clause.nodes[found.start(1)].people:
            house = clause.nodes[found.start(3)].company
            source = CompanySource.SENTENCE
            yield Draft(who=person, direction=OUT, company=house, source=source, at=found.start(2), trigger="en.tenure")


def overtaken(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without what the same sentence tells before "now O has her"; where she came to by that, she has left."""
    now = {(c.person, c.at) for c in claims if c.pattern == HAS_NOW}
    if not now:
        return list(claims)
    kept = [c for c in claims if c.pattern == HAS_NOW or (c.person, c.at) not in now]
    came = [c for c in claims if c not in kept and c.direction is Direction.IN]
    return kept + [replace(c, direction=Direction.OUT, pattern=HAS_NOW, role=None) for c in came]
