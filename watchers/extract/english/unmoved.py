"""What only reads like a move: a bid for a house, shares sold, a person taken for a house."""

import re
from difflib import SequenceMatcher

from store.model.companies import CompanyRef
from watchers.extract.engine import CompanySource, Direction
from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import Draft
from watchers.extract.english.entry import Entry
from watchers.extract.english.fields import other_field
from watchers.extract.english.things import nobody


def _told(field: str, clause: Clause, entry: Entry) -> bool:
    """Whether a word of the field stands in this sentence, the title or the first sentence of the text."""
    read = (clause, entry.clause_of(0), entry.clause_of(1))
    return any(entry.heard.of_field(field, c) for c in read if c is not None)


def _bought(draft: Draft, clause: Clause, entry: Entry) -> bool:
    """As in "Y takes over O in a $44 billion deal" and "Y exits O, sells its stake": owners come and go by buying and selling."""
    if draft.at >= len(clause.nodes):
        return False
    if draft.trigger == "en.take-over" and _BID.search(clause.words(max(0, draft.at - 3), draft.at) + " "):
        return True
    if draft.role is not None:
        return False
    if draft.trigger == "en.take-over":
        return _told("buying", clause, entry)
    if draft.trigger == "en.swap":
        return entry.heard.of_field("selling", clause)
    in_title = (c for c in entry.clauses[:_HEADLINES] if c.sentence.in_title and clause.sentence.in_title)
    exits = clause.nodes[draft.at].low.startswith("exit")
    return exits and any(entry.heard.of_field("selling", c) for c in (clause, *in_title))


_BID = re.compile(r"\b(?:bid|offer|attempt|quest|deal|battle|plan|agreement) to $")
"""As in "succeeded in a bid to take over O"."""
_HEADLINES = 3
"""Sentences that a title may have."""
_ALIKE = 0.85


def _somebodys_name(company: CompanyRef, entry: Entry) -> bool:
    """Whether what was taken for a house is a name of somebody the entry speaks of, be it with a slip of the pen."""
    name = company.company
    if name in entry.listed or entry.watched(company):
        return False
    if name in entry.people.full:
        return True
    if " " in name:
        return False
    words = entry.heard.alike(name, entry.people.full)
    return any(SequenceMatcher(None, word, name).ratio() > _ALIKE for word in words)


_BODY = re.compile(
    r"\b(?:of|at|for) (?:the )?(?:[A-Z][\w&'-]+,? (?:of |and |for )?){1,4}?(?:Museum|Museums|Gallery|Library|Orchestra|Opera|Ballet|Theatre|Zoo|Society|Commission|"
    r"Authority|Court|Ministry|Department|Office|Senate|Cabinet|Parliament|Administration|Bureau|Federation|Association|Council|Agency|Academy)\b"
)
_ITS_POST = 90
"""Letters behind a verb in which the post taken is told."""


def _elsewhere(source: CompanySource, draft: Draft, clause: Clause) -> bool:
    """As in "O executive X is named director of the County Museum": a post at a body nobody lists, and none at O."""
    supplied = source in {CompanySource.MODIFIER, CompanySource.MAIN} and draft.direction is Direction.IN
    if not supplied or draft.role is None or draft.at >= len(clause.nodes):
        return False
    start = clause.nodes[draft.at].end
    return _BODY.search(clause.line.text, start, start + _ITS_POST) is not None


def unmoved(company: CompanyRef, source: CompanySource, draft: Draft, clause: Clause, entry: Entry) -> bool:
    """Whether nobody moves, or nobody and nowhere that anybody asked for."""
    return (
        nobody(draft, clause, entry)
        or other_field(company, draft, clause, entry)
        or _bought(draft, clause, entry)
        or _somebodys_name(company, entry)
        or _elsewhere(source, draft, clause)
    )
