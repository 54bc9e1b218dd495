"""The audit of corrections: who may be meant by an id, what is kept of a correction, and how it is listed."""

import datetime as dt
import difflib
import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from store import rows
from store.amendments import CorrectionRow
from store.joining import Noted
from store.model.corrections import EDITS, Correction, Fix, Refused, Standing
from store.model.houses import NOTHING_KNOWN, Houses
from store.tables import MoveRow, PersonRow

MOST_LISTED = 200
_COMPARED = 200  # ids looked at for the nearest one
_START = 2  # letters an id has to share with the one that was written


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Who corrects, and when: a platform's id (`slack:U0123`) or a name on the command line."""

    who: str
    now: dt.datetime
    note: str = ""
    houses: Houses = NOTHING_KNOWN
    """What is known of companies, as recording is given it."""


def move_of(session: Session, written: str) -> MoveRow:
    """The move of this id; refuses an unknown one and one that is part of another."""
    token = written.strip().casefold()
    row = session.exec(select(MoveRow).where(MoveRow.token == token)).first()
    if row is None:
        raise Refused(f"no move has the id “{written}”{_nearest(session, token, MoveRow)}")
    if row.merged_into is not None:
        raise Refused(f"{token} has become part of {rows.kept(session, row).token}; use that id")
    return row


def person_of(session: Session, written: str) -> PersonRow:
    """The person of this id; refuses an unknown one and one that is another."""
    token = written.strip().casefold()
    row = session.exec(select(PersonRow).where(PersonRow.token == token)).first()
    if row is None:
        raise Refused(f"no person has the id “{written}”{_nearest(session, token, PersonRow)}")
    if row.merged_into is not None:
        kept = session.get_one(PersonRow, row.merged_into)
        raise Refused(f"{token} is the same person as {kept.token} ({kept.name}) already; use that id")
    return row


def move_at(session: Session, number: int | None) -> MoveRow:
    """The move of a correction, by the row's own number."""
    return session.get_one(MoveRow, number)


def keep(
    session: Session,
    by: Editor,
    kind: Fix,
    what: str,
    row: MoveRow | None,
    *,
    other: MoveRow | None = None,
    was: Noted | None = None,
    touches: Collection[str] = (),
    uses: Collection[str] = (),
) -> CorrectionRow:
    """Write a correction down; `touches` and `uses` as `Standing` has them."""
    kept = CorrectionRow(
        made_at=by.now,
        who=by.who,
        note=by.note,
        kind=kind.value,
        what=what,
        move_id=None if row is None else row.id,
        other_id=None if other is None else other.id,
        was=json.dumps({**(was or {}), "touches": sorted(touches), "uses": sorted(uses)}),
    )
    session.add(kept)
    session.flush()
    return kept


def standing(session: Session) -> list[Standing]:
    """All corrections that stand, oldest first."""
    wanted = select(CorrectionRow).where(col(CorrectionRow.undone_at).is_(None)).order_by(col(CorrectionRow.id))
    return [as_standing(row) for row in session.exec(wanted)]


def as_standing(row: CorrectionRow) -> Standing:
    """What a correction changed and what it is built on. An edit needs its move to be there, and nothing else."""
    was: Noted = json.loads(row.was)
    uses = {f"made m{row.move_id}"} if row.kind in EDITS else set(was["uses"])
    return Standing(number=row.id, kind=Fix(row.kind), touches=frozenset(was["touches"]), uses=frozenset(uses))


def told(session: Session, row: CorrectionRow) -> Correction:
    """A correction as it is listed."""
    session.flush()
    return Correction(
        number=row.id,
        made_at=row.made_at,
        who=row.who,
        kind=Fix(row.kind),
        what=row.what,
        move=None if row.move_id is None else move_at(session, row.move_id).token,
        before=row.before,
        after=row.after,
        note=row.note,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )


def log(session: Session, *, limit: int = MOST_LISTED) -> list[Correction]:
    """All corrections, newest first, those taken back as well."""
    newest = select(CorrectionRow).order_by(col(CorrectionRow.id).desc()).limit(limit)
    return [told(session, row) for row in session.exec(newest)]


def brief(session: Session, row: MoveRow) -> str:
    """A move in a few words, for the columns before and after."""
    move = rows.models(session, [row])[0]
    left, joined = move.left, move.joined
    return f"{move.person}: {left.company if left else '…'} → {joined.company if joined else '…'}"


def _nearest(session: Session, token: str, table: type[MoveRow] | type[PersonRow]) -> str:
    """The id that was likely meant, of those that begin alike; or where ids are found."""
    alike = select(table.token).where(col(table.token).startswith(token[:_START], autoescape=True)).limit(_COMPARED)
    near = difflib.get_close_matches(token, list(session.exec(alike)), n=1, cutoff=0.7)
    return f"; did you mean {near[0]}?" if near else "; “find” in chat and `moves show QUERY --json` tell ids"
