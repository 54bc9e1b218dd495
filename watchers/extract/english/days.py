"""Which date of a sentence is that of a verb in it."""

import re

from store.model.dates import PartialDate
from watchers.extract.english.clauses import BE, Clause
from watchers.extract.english.groups import shape

_BORDER = re.compile(r"[V;:]")


def dates_of(clause: Clause, at: int, stop: int) -> tuple[PartialDate | None, bool]:
    """The date nearest to the trigger, one with "effective" first, and whether the clause speaks of the past."""
    if "D" not in clause.letters:
        return None, False
    found = [(i, n.date) for i, n in enumerate(clause.nodes) if n.date is not None]
    after = [(i, d) for i, d in found if at < i < stop]
    near = [(i, d) for i, d in after if clause.letters[i - 1] != "s"]  # "… next April, O said on Thursday"
    near = near or [(i, d) for i, d in found if i < at and _leads_in(clause, i, at)] or after
    near = near or [(i, d) for i, d in found if i >= stop and not {"V", "h"} & set(clause.letters[at + 1 : i])]
    if not near:
        return None, _LEADS.match(clause.letters) is not None and _all_past(clause, at)
    effective = [(i, d) for i, d in found if d.effective and d.date is not None]
    chosen = min(effective or near, key=lambda pair: abs(pair[0] - at))[1]
    past = any(d.past for _, d in near)
    return chosen.date, past and not chosen.effective


_LEADS = re.compile(r"o?D,")


def _all_past(clause: Clause, at: int) -> bool:
    """Whether the past date that opens a sentence holds for a later verb: "Last November, the board fired and rehired X"."""
    opening = next((n.date for n in clause.nodes[:2] if n.date is not None), None)
    way = clause.letters[3:at]
    barred = any(n.low in {"now", "today", "this"} for n in clause.nodes[2:at])
    return opening is not None and opening.past and not barred and not set(way) & set("s;:h") and "&" in way


def _leads_in(clause: Clause, i: int, at: int) -> bool:
    """Whether a date before the verb belongs to it: it opens the sentence, or no border or other verb stands between."""
    between = [n for n in clause.nodes[i + 1 : at] if not (n.kind == "V" and n.low in BE)]
    letters = shape(between)
    if letters == "," and clause.nodes[at].low.endswith("ing"):
        return True  # "joined in July, succeeding X"
    if i == 0 and letters[:1] == ":":
        letters = letters[1:]  # "2019: X left O"
    return not _BORDER.search(letters) and ("P" not in clause.letters[:i] or "," not in letters)
