"""Who gives up one post and keeps another in the same house: "steps down as R and remains R2", "will continue to lead U".

Staying alone is no news: a place kept counts only beside a place given up. A chair of the board who stays so, an adviser
and whoever stays until a date have gone, as far as the news is concerned.
"""

import re
from collections.abc import Iterator, Sequence

from store.model.moves import Status
from watchers.extract.engine import Claim, CompanySource, Direction
from watchers.extract.english.clauses import Clause, Subject, named_company, subject
from watchers.extract.english.drafts import Draft
from watchers.extract.english.lexicon import words_of

STAY = "en.stay"

_POST_KEPT = re.compile(r"[jD]{0,2}a?[dpjtw]{0,2}(R)")
_WORK_KEPT = re.compile(r"[jD]{0,2}T(V)[dpwj']{0,3}[ONcw]")
_LINE_POST = re.compile(r"executive chair|chief|president|\bhead\b|\bc[a-z]o\b", re.IGNORECASE)
_LIMITED = re.compile(r"\b(?:until|through|pending|interim|transition|search|successor)\b")


def staying(clause: Clause, before: Subject) -> Iterator[Draft]:
    """Posts that somebody is told to keep; claims only for `settled` to judge."""
    for at, node in enumerate(clause.nodes if "k" in clause.letters else ()):
        if node.kind == "k" and (kept := _kept(clause, at)) is not None:
            who = subject(clause, at, before)
            named = named_company(clause, at + 1, clause.stop(at))
            for person in who.people:
                yield Draft(
                    who=person,
                    direction=Direction.IN,
                    company=named[0] if named else None,
                    source=named[1] if named else CompanySource.MAIN,
                    role=kept,
                    at=at,
                    subject=who,
                    trigger=STAY,
                    stays=True,
                )


def _kept(clause: Clause, at: int) -> str | None:
    """The post kept, or the empty word for work told by a verb ("continue to lead the group")."""
    right = clause.letters[at + 1 :]
    if _LIMITED.search(clause.words(at, min(len(right) + at + 1, at + 16))):
        return None
    post, work = _POST_KEPT.match(right), _WORK_KEPT.match(right)
    if post is not None:
        role = clause.nodes[at + 1 + post.start(1)].role or ""
        return role if _LINE_POST.search(role) else None
    if work is None:
        return None
    forms = clause.nodes[at + 1 + work.start(1)].forms
    if words_of("led").search(clause.words(at, min(len(clause.nodes), at + 9))) is None:
        return None
    return "" if any(form.trigger.frame == "lead" for form in forms) else None


def settled(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without posts kept by people who give up none at that company or go elsewhere."""
    left = {(c.person, c.company) for c in claims if c.direction is Direction.OUT and _news(c) and c.role}
    gone = {c.person for c in claims if c.direction is Direction.IN and c.pattern != STAY}
    return [c for c in claims if c.pattern != STAY or ((c.person, c.company) in left and c.person not in gone)]


def _news(claim: Claim) -> bool:
    return not claim.background and claim.status is not Status.DENIED
