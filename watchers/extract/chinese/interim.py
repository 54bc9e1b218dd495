"""Who only stood in and goes back: "X接替临时CEO Y" and, later, "Y将继续担任CFO" is a change of Y's inside the house."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from watchers.extract.chinese.article import Scanned, role_as_written
from watchers.extract.chinese.clauses import Clause
from watchers.extract.chinese.objects import role_after
from watchers.extract.engine import Claim, Direction

_STOOD_IN = re.compile("临时|代理|暂代|署理|过渡")
_BACK = re.compile(
    "继续(?:担任|任|出任)?|仍(?:将)?(?:担任|任)?|回任|恢复(?:担任|任|出任)?|改任|转任|重新担任|重任|留任|回归"
)


def gone_back(article: Scanned, claims: Sequence[Claim]) -> Iterator[Claim]:
    """An arrival in the other post for everybody who stood in for the head and is followed now."""
    new = next((c for c in claims if c.direction is Direction.IN and not c.background and "replace" in c.pattern), None)
    told = {c.person for c in claims if c.direction is Direction.IN}
    stood_in: set[str] = set()
    for clause in (clause for group in article.clauses for clause in group) if new else ():
        stood_in |= {article.original(name) for name in _followed(clause)}
        back = _BACK.search(clause.text)
        if back is None or not clause.people or any(t.has("no") for t in clause.tokens):
            continue
        person = article.original(clause.people[0].name)
        if clause.people[0].index > 1 or person not in stood_in or person in told or new is None:
            continue
        at = next(i for i, t in enumerate(clause.tokens) if t.end > clause.start + back.start())
        houses = {t.company.company for t in clause.tokens if t.company is not None}
        role = role_after(clause, at)
        if role is not None and new.company is not None and not houses - {new.company.company}:
            told.add(person)
            written = role_as_written(role, clause.sentence)
            yield replace(
                new,
                person=person,
                also=(),
                role=written,
                pattern="zh.stay",
                evidence=clause.sentence.original,
                at=clause.sentence.index,
                in_title=clause.sentence.in_title,
            )


def _followed(clause: Clause) -> Iterator[str]:
    """Who is followed in a post held for the time being."""
    at = next((i for i, t in enumerate(clause.tokens) if any(x.frame == "replace" for x in t.triggers)), None)
    if at is not None and _STOOD_IN.search(clause.text):
        yield from (p.name for p in clause.people if p.index > at)
