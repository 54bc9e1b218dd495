"""Which of a Chinese article's dates are days of the news, and which claims of a sentence are of one age.

Days of the news are those of its opening, and the one on which all takes effect.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.model.dates import PartialDate
from watchers.extract.chinese.article import Scanned
from watchers.extract.chinese.clauses import Clause
from watchers.extract.chinese.tokens import Kind
from watchers.extract.dating import OPENING
from watchers.extract.engine import Claim, Direction


def opening_dates(scanned: Scanned) -> Iterator[PartialDate | None]:
    """The dates of title and first sentences that are not past by their own words."""
    for clause in (clause for group in scanned.clauses for clause in group):
        if clause.sentence.index <= OPENING:
            yield from (t.date for t in clause.dates if not t.past)


_THAT_WAS = re.compile(r"(?:那|这)(?:一)?(?:年|时)?(?:是|已是|还是)")


def dated_back(clause: Clause) -> bool:
    """Whether a clause only says that what was told is long ago: "那是2019年"."""
    if not clause.dates or "以来" in clause.text or not all(t.past for t in clause.dates):
        return False
    return _THAT_WAS.match(clause.text) is not None or all(t.kind is Kind.DATE or t.text == "的" for t in clause.tokens)


_EFFECTIVE = re.compile("生效|起执行|起实施")
_STARTS = re.compile("(?:并|并将|将|预计|预计将)?(?:于|在|自)?[^,。;]{3,12}?(?:正式)?(?:就任|到任|上任|履新|走马上任)")
"""As in "于5月1日就任"."""
_LAST = re.compile("最后(?:一个)?(?:工作日|一天|在职日)|离职日期|正式离职日")


def effective_day(clauses: Sequence[Clause]) -> PartialDate | None:
    """The day of a sentence that only says when the changes take effect: "调整自4月1日起生效"."""
    if not _EFFECTIVE.search(clauses[0].sentence.text) or clauses[-1].people:
        return None
    told = [c for c in clauses if _EFFECTIVE.search(c.text) and not c.people]
    return next((t.date for clause in told for t in clause.tokens if t.kind is Kind.DATE and t.date), None)


def taking_effect(clauses: Sequence[Clause], claims: list[Claim]) -> list[Claim]:
    """The claims of a sentence, those told before "自7月1日起生效" or "5月31日是最后工作日" with that day."""
    for clause in clauses:
        if not clause.dates:
            continue
        when = next((t.date for t in clause.dates if t.date is not None and t.date.precision == _DAY), None)
        if when is None or clause.people:
            continue
        if _STARTS.fullmatch(clause.text):
            return [_on(c, when) if c.direction is Direction.IN else c for c in claims]
        last = _LAST.search(clause.text) is not None
        if not last and not _EFFECTIVE.search(clause.text):
            continue
        if not any(t.kind is Kind.TRIGGER and t.triggers[0].frame not in _NAMED for t in clause.tokens):
            return [_on(c, when) if not last or c.direction is Direction.OUT else c for c in claims]
    return claims


_DAY = 3
_NAMED = frozenset({"last", "hire", "leave"})
"""Of words that may name the change itself: "该任命自7月1日起生效"."""


def _on(claim: Claim, day: PartialDate) -> Claim:
    return claim if claim.background else replace(claim, date=day)


def on_the_coming_day(claims: Sequence[Claim], published: dt.date | None) -> list[Claim]:
    """The claims, those of one coming or going led to the day still to come where one tells it: "将于6月2日正式加入"."""
    ahead = {
        (c.person, c.direction, c.company): c.date
        for c in reversed(claims)
        if published is not None and c.date is not None and c.date.precision == _DAY and c.date.first > published
    }
    if not ahead:
        return list(claims)
    return [
        replace(c, date=ahead[key]) if (key := (c.person, c.direction, c.company)) in ahead and not c.background else c
        for c in claims
    ]


_ONE_NEWS = dt.timedelta(days=370)


def as_the_title_tells(claims: Sequence[Claim], published: dt.date | None) -> list[Claim]:
    """The claims; what the title tells as news is no history where the text dates it within the year before."""
    told = {(c.person, c.direction, c.company) for c in claims if c.in_title and not c.background}
    if not told or published is None:
        return list(claims)
    news = {
        (c.person, c.at)
        for c in claims
        if c.background
        and (c.person, c.direction, c.company) in told
        and c.date is not None
        and published - c.date.first < _ONE_NEWS
    }
    return [replace(c, background=False) if (c.person, c.at) in news else c for c in claims]


def of_one_age(claims: list[Claim]) -> list[Claim]:
    """A departure told beside an old arrival of one sentence is as old: "从字节离职后，于2023年加入O"."""
    old = {c.person for c in claims if c.background and c.direction is Direction.IN}
    return [
        replace(c, background=True)
        if c.person in old and c.direction is Direction.OUT and c.date is None and not c.in_title
        else c
        for c in claims
    ]
