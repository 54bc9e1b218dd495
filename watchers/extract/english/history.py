"""What a clause tells as history, by its grammar; dates are judged elsewhere."""

import datetime as dt
import re

from store.model.companies import CompanyRef
from store.model.dates import PartialDate
from watchers.extract.engine import Direction
from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import Draft
from watchers.extract.english.entry import Entry
from watchers.extract.english.upcoming import present

_FRESH = dt.timedelta(days=60)
"""How long ago a clause with "who" may still tell news: "X, who left O in December", told in January."""


def _lately(date: PartialDate | None, published: dt.date | None) -> bool:
    return date is not None and published is not None and date.precision > 1 and date.last >= published - _FRESH


def _by_its_lead(clause: Clause, draft: Draft) -> bool:
    """As in "it came two years after X was hired", "a year since his arrival at O"."""
    if clause.line.words.isdisjoint(_LEADS):
        return False
    before = clause.words(max(0, draft.subject.at - 4), draft.subject.at) + " "
    if 0 < draft.subject.at < draft.at and _LONG_AFTER.search(before):
        return True
    if _WHERE.search(clause.words(max(0, draft.at - 3), draft.at) + " ") and not present(clause, draft.at):
        return True  # "his arrival at O, where he took charge"
    return _SINCE.search(clause.words(max(0, draft.at - 4), draft.at) + " ") is not None


def of_youth(clause: Clause, draft: Draft) -> bool:
    """As in "left the university at 19 to found O": a life that is told, no event."""
    if clause.line.words.isdisjoint(_AGES):
        return False
    return _AGED.search(clause.words(draft.at, clause.stop(draft.at))) is not None


def _spent_lately(clause: Clause, at: int) -> bool:
    """Whether a stay is told before this place, and no date long past in the clause."""
    dated = "D" in clause.letters and any(n.date is not None and n.date.past for n in clause.nodes)
    return not dated and any(n.low == "spent" for n in clause.nodes[:at])


def _before_long(clause: Clause, draft: Draft) -> bool:
    """As in "became R in March after X was dismissed" and "became R before he resigned in 2020": dated as long past."""
    if "D" not in clause.letters:
        return False
    past = [i for i, n in enumerate(clause.nodes) if n.date is not None and n.date.past]
    if not past:
        return False
    lead = clause.nodes[draft.subject.at - 1].low if 0 < draft.subject.at < draft.at else ""
    verb = clause.nodes[draft.at]
    told_past = bool(verb.forms) and all(form.past for form in verb.forms)
    behind = clause.words(draft.at + 1, past[-1]) if told_past and past[-1] > draft.at else ""
    return (lead == "after" and past[0] < draft.at) or _BEFORE_THEN.search(behind) is not None


_AFTERMATH = re.compile(r"in the (?:following|ensuing|subsequent|next few) (?:weeks|months|years)\b")
"""Opening a sentence: what it tells has followed something long told."""
_BEFORE_THEN = re.compile(r"\bbefore (?:he|she|they|leaving|moving|joining|returning)\b")


def in_history(clause: Clause, draft: Draft, date: PartialDate | None, published: dt.date | None) -> bool:
    """Told as history: a clause with "who" in the past tense, a participle after "before" or "after", a past perfect."""
    if draft.subject.relative and not (
        _PRESENT.search(clause.words(max(0, draft.at - 4), draft.at + 1))
        or present(clause, draft.at)
        or (_lately(date, published) and "V" not in clause.letters[draft.at + 1 :])
    ):
        return True
    if _by_its_lead(clause, draft):
        return True
    if _before_long(clause, draft) or _AFTERMATH.match(clause.line.small):
        return True
    lead_in = clause.words(max(0, draft.at - 3), draft.at)
    if lead_in.endswith("before") and _spent_lately(clause, draft.at):
        return False  # "spent a month at O before returning to O2" tells both as news
    if lead_in.endswith("had") and _HOUSE_TOLD.search(clause.letters[: draft.at]):
        return False  # "O said that X had resigned": the tense is that of telling
    return _EARLIER.search(lead_in.rstrip(" ,")) is not None


_HAS = re.compile(r"\b(?:has|have)\b")
_AGED = re.compile(r"\b(?:at|aged|at age|at the age of) (?:1[4-9]|2\d)\b(?! (?:billion|million|percent|%))")
"""So young that it is history by the time anybody writes of it."""
_AGES = frozenset(str(age) for age in range(14, 30))
_LEADS = frozenset({"after", "since", "where"})
"""Words of which one stands wherever one of these patterns finds anything."""
_SINCE = re.compile(r"\bsince (?:his|her|their|[\w-]+ ?'s) (?:[\w-]+ )?$")
_WHERE = re.compile(r"\bwhere (?:he|she|they) (?:also |later |then )?$")
_PRESENT = re.compile(r"\b(?:is|will|has|plans|are|have)\b|'(?:s|re|ll)\b")
_EARLIER = re.compile(
    r"\b(?:before|after|since|previously|once|originally|had|years? after|months? after|when (?:he|she|they)(?: first| was| were)?)$"
)
_HOUSE_TOLD = re.compile(r"[OcI](?:,[^,VPs]{1,8},)?[jDx]{0,3}s[jDT]{0,2}[^sV;.]{0,8}$")
_LONG_AFTER = re.compile(
    r"\b(?:(?:years?|months?|decades?) (?:after|since)|a (?:year|decade) after|ever since|(?:comes|came) (?:just )?(?:(?:\w+ )?(?:weeks?|months?) )?after) $"
)
_THEN = re.compile(
    r"(?:then|later|afterwards?|before that|previously|earlier|before then|after that),? (?!this |on |in the day)"
)


def goes_on(clause: Clause, entry: Entry) -> bool:
    """The next station of a career: "He worked for O until 2014. Then he returned to O2"."""
    if not _THEN.match(clause.sentence.text.lower()):
        return False
    before = entry.clause_of(clause.sentence.index - 1)
    return before is not None and any(n.date is not None and n.date.past for n in before.nodes)


def how_they_came(draft: Draft, company: CompanyRef, clause: Clause, entry: Entry) -> bool:
    """As in "O's chief departs. X became its chief to build …": how the one came whom the title tells to leave."""
    verb = clause.nodes[draft.at] if draft.at < len(clause.nodes) else None
    past = verb is not None and bool(verb.forms) and all(form.past for form in verb.forms)
    came = draft.direction is Direction.IN and past and not clause.sentence.in_title
    gone = entry.unnamed.get(Direction.OUT)
    if not came or gone is None or gone.company != company.company or draft.subject.passive(clause, draft.at):
        return False
    return _HAS.search(clause.words(max(0, draft.at - 3), draft.at)) is None  # but "has named" is news
