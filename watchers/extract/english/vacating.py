"""Places given up by a move elsewhere, though no verb says so."""

import re

from store.model.companies import CompanyRef
from watchers.extract.engine import Direction
from watchers.extract.english.clauses import Clause
from watchers.extract.english.drafts import Draft
from watchers.extract.english.entry import Entry
from watchers.extract.english.nodes import Tie
from watchers.extract.english.trades import ACADEMIC

_LINE_ROLE = re.compile(r"chief|\bceo\b|\bcto\b|\bhead\b|\bpresident\b", re.IGNORECASE)
_SIDE_ROLE = re.compile(
    r"\b(?:co-?founders?|founders?|professor|dean|creators?|co-creator|investor|author|member|board|entrepreneur|adviser|advisor|(?:vice[- ])?chair(?:man|woman|person)?)\b",
    re.IGNORECASE,
)


def given_up(tie: Tie, draft: Draft, company: CompanyRef, entry: Entry, *, in_title: bool = False) -> CompanyRef | None:
    """The company of this tie, where joining the other means leaving it.

    A former place counts only where an apposition tells it of a watched company ("X, a former researcher at O,");
    side posts, founders' titles and chairs at universities are kept unless the verb itself says otherwise, or, of a
    founder, the headline ("O co-founder X joins O2").
    """
    if tie.role is not None and tie.company == company and _ARRIVED.match(tie.role):
        return None  # "X, the new CEO of O, takes the helm": the post just taken
    if tie.former and not (tie.aside and tie.company and entry.watched(tie.company)):
        return None
    left = tie.company or (
        entry.main
        if tie.role and not draft.follows and not entry.digest and entry.main != CompanyRef(company.company)
        else None
    )
    if left is None or not tie.sure or ACADEMIC.search(left.company):
        return None
    if draft.follows and draft.company is None and tie.company == entry.main != CompanyRef(company.company):
        return None  # "In news of O, X of Metova is to be replaced by Y of O": O's own, as far as is told
    side_role = tie.role and _SIDE_ROLE.search(tie.role) and not _LINE_ROLE.search(tie.role)
    headline = (
        in_title
        and entry.watched(left)
        and tie.role
        and tie.role.lower() in {"co-founder", "cofounder", "co-founders", "cofounders"}
    )
    moving = draft.moving or headline
    if left.company != company.company and side_role and tie.company is not None and not moving:
        return None
    return left


_ARRIVED = re.compile(r"(?:new|next|incoming|future)\b", re.IGNORECASE)
_BACK = re.compile(r"return|rejoin|\bback\b|reunite")


def stopover(draft: Draft, clause: Clause, company: CompanyRef, entry: Entry) -> CompanyRef | None:
    """As in "X, who left O for O2 in May, has returned to O": O2, told in the same sentence."""
    name = entry.full(draft.who.name)
    stop, gone = (entry.places.get((name, way)) for way in (Direction.IN, Direction.OUT))
    if (
        stop is None
        or _BACK.search(clause.nodes[draft.at].low) is None
        or (gone is not None and gone.company == stop.company)
    ):
        return None
    here = {node.company.company for node in clause.nodes if node.company is not None}
    return stop if stop.company != company.company and stop.company in here else None


def fallen_vacant(draft: Draft, clause: Clause, entry: Entry) -> CompanyRef | None:
    """As in "The chief of O steps down; O2 veteran X takes over": at O, where the headline has just told of a farewell."""
    if entry.vacated_post is None or draft.company is not None or draft.trigger != "en.take-over":
        return None
    tie = draft.who.tie
    elsewhere = tie is not None and tie.company is not None and tie.company != entry.vacated
    return entry.vacated if elsewhere and clause.sentence.in_title and entry.main == entry.vacated else None
