"""Fields whose moves nobody asked for: sport, politics, show business. Words of a field beside a house no list has tell them."""

import re

from store.model.companies import CompanyRef
from watchers.extract.engine import Direction
from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import Draft
from watchers.extract.english.entry import Entry
from watchers.extract.ranks import rank

_FIELDS = ("sport", "politics", "show")
_MANAGES = 3
"""Rank of a title down to which its holder runs a house, of whatever field: a club has a finance chief too."""


_OF_THE_FIELD = re.compile(
    r"\b(?:coach|captain|manager|boss|minister|secretary|president|governor|ambassador|leader|member|mp|judge|attorney|deputy|chancellor|spokes\w+|head|lead|official|director|star|player|host)\b"
)
"""Titles that these fields have as well."""


def _managing(draft: Draft, entry: Entry) -> bool:
    """Whether a title is told, here or beside the name, that runs a house, or a seat on its board."""
    if draft.role is not None and _OF_THE_FIELD.search(draft.role.lower()) is None and draft.direction is Direction.IN:
        return True  # "joins O as an adviser": whatever somebody was, that is a post of a house
    roles = [draft.role, *(tie.role for tie in entry.ties(draft.who) if not tie.former)]
    return any(role is not None and ("board" in role or rank(role) <= _MANAGES) for role in roles)


def _of_a_post(draft: Draft, clause: Clause) -> bool:
    """Whether the verb says that a post is taken or given up, as no travelling does."""
    return draft.at < len(clause.nodes) and _OF_A_POST.match(clause.nodes[draft.at].low) is not None


_OF_A_POST = re.compile(r"resign|quit|step(?:s|ped|ping)? (?:down|aside|away)|fired|ousted|appoint|named")


def other_field(company: CompanyRef, draft: Draft, clause: Clause, entry: Entry) -> bool:
    """Whether the move is one of sport, politics or show business: players, ministers and actors join no house that is watched.

    Asked of this sentence, the title and the first sentence of the text.
    """
    opening = (entry.clause_of(0), entry.clause_of(1))
    read = [clause, *(c for c in opening if c is not None)]
    titled = draft.role is not None or any(tie.role for tie in entry.ties(draft.who))
    travels = not titled and not _of_a_post(draft, clause)
    if travels and any(entry.heard.of_field("nowhere", c) for c in read):
        return True
    if company.company in entry.listed or entry.watched(company) or _managing(draft, entry):
        return False
    return any(entry.heard.of_field(field, c) for field in _FIELDS for c in read)
