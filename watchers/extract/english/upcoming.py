"""The year of a month told without one, where the verb tells what is to come: "will retire in March", told in June."""

import datetime as dt
import re

from store.model.dates import PartialDate
from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import coming

_SOON = 60
"""Days within which the present tense tells what is to come: "resigns in December", told in November."""
_YEAR_SAID = re.compile(r"\b(?:last|ago|earlier|past|previous|this)\b|\d{4}")


def ahead(
    told: tuple[PartialDate | None, bool], clause: Clause, at: int, published: dt.date | None
) -> tuple[PartialDate | None, bool]:
    """The date of the verb at this place, and whether it speaks of the past, with the year counted on."""
    date, _ = told
    if date is None or published is None or date.month is None or date.day is not None or date.last >= published:
        return told
    said = next((n.low for n in clause.nodes if n.date is not None and n.date.date == date), "last")
    if _YEAR_SAID.search(said):
        return told
    later = PartialDate(date.year + 1, date.month)
    to_come = coming(clause, at) or clause.nodes[at - 1].low in {"be", "will be"}
    soon = 0 <= (later.first - published).days <= _SOON
    return (later, False) if to_come or (soon and present(clause, at)) else told


def present(clause: Clause, at: int) -> bool:
    """Whether the verb at this place stands in the present tense: "resigns"."""
    verb = clause.nodes[at]
    return bool(verb.forms) and not any(form.past for form in verb.forms) and not verb.low.endswith("ing")
