"""Two moves, or two persons, made one by moving their rows over; and made two again from what was noted of it.

What is noted are values for JSON. Nothing here concludes, tells or decides anything.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import delete, update
from sqlmodel import Session, col, or_, select

from store import amendments, doubts, identity, rows, stories
from store.model import conclusion
from store.tables import EvidenceRow, MoveRow, PersonFormRow, PersonKeyRow, PersonPairRow, PersonRow

Noted: TypeAlias = dict[str, Any]

_CLAIM = ("quote", "status", "date", "background", "confidence", "alert", "left_company", "left_unit", "left_role",
          "joined_company", "joined_unit", "joined_role")  # fmt: skip


def join_moves(session: Session, kept: MoveRow, gone: MoveRow) -> Noted:
    """Make a move part of another: its evidence moves over, its id leads there, what was said of it holds there.

    Where one article told of both, its claim there is completed and the other stays behind, so that nothing is lost.
    """
    held = {row.url_hash: row for row in rows.evidence_of(session, [kept.id])[kept.id]}
    noted: Noted = {"kept": kept.id, "known": kept.known, "evidence": [], "twins": []}
    for row in rows.evidence_of(session, [gone.id])[gone.id]:
        twin = held.get(row.url_hash)
        if twin is None:
            row.move_id = kept.id
            noted["evidence"].append(row.id)
        else:
            before = _claim(twin)
            rows.write_claim(twin, conclusion.joined_claims(rows.claim_of(twin), rows.claim_of(row)))
            noted["twins"].append({"id": twin.id, "before": before, "after": _claim(twin)})
    gone.merged_into = kept.id
    kept.known = kept.known and gone.known
    rows.unindex(session, gone.id)
    session.flush()
    return noted | _take_over(session, kept, gone) | {"said": amendments.hand_over(session, gone.id, kept.id)}


def _take_over(session: Session, kept: MoveRow, gone: MoveRow) -> Noted:
    """The story of the one is told by the other; noted for each move of it, with its head before and after."""
    told = (kept, gone, *session.exec(select(MoveRow).where(MoveRow.told_with == gone.id)))
    before = {row.id: row.told_with for row in told}
    stories.take_over(session, kept, gone)
    return {"heads": [[row.id, before[row.id], row.told_with] for row in told]}


def part_moves(session: Session, gone: MoveRow, noted: Noted) -> None:
    """Give a move back what it had. Claims that were told anew meanwhile stay as they are."""
    back = col(EvidenceRow.id).in_(noted["evidence"])
    session.exec(update(EvidenceRow).where(back).values(move_id=gone.id))
    session.expire_all()
    for twin in noted["twins"]:
        row = session.get(EvidenceRow, twin["id"])
        if row is not None and _claim(row) == twin["after"]:
            _write(row, twin["before"])
    for number, before, after in noted["heads"]:
        move = session.get_one(MoveRow, number)
        move.told_with = before if move.told_with == after else move.told_with
    session.get_one(MoveRow, noted["kept"]).known = noted["known"]
    gone.merged_into = None
    session.flush()
    amendments.point(session, noted["said"]["about"], noted["said"]["made"], to=gone.id)


def join_persons(session: Session, kept: int, gone: int) -> Noted:
    """Make a person part of another: moves, forms, keys and verdicts move over; an empty row stays to come back to."""
    moves = list(session.exec(select(MoveRow.id).where(MoveRow.person_id == gone)))
    forms = list(session.exec(select(PersonFormRow.id).where(PersonFormRow.person_id == gone)))
    keys = set(session.exec(select(PersonKeyRow.key).where(PersonKeyRow.person_id == gone)))
    had = set(session.exec(select(PersonKeyRow.key).where(PersonKeyRow.person_id == kept)))
    session.exec(update(MoveRow).where(col(MoveRow.id).in_(moves)).values(person_id=kept))
    session.exec(update(PersonFormRow).where(col(PersonFormRow.id).in_(forms)).values(person_id=kept))
    session.exec(delete(PersonKeyRow).where(col(PersonKeyRow.person_id) == gone))
    session.add_all(PersonKeyRow(key=key, person_id=kept) for key in sorted(keys - had))
    session.exec(update(PersonRow).where(col(PersonRow.id) == gone).values(merged_into=kept))
    session.flush()
    session.expire_all()
    pairs = _join_pairs(session, kept, gone)
    return {"kept": kept, "gone": gone, "moves": moves, "forms": forms, "keys": sorted(keys), "new": sorted(keys - had),
            **pairs}  # fmt: skip


def part_persons(session: Session, noted: Noted) -> None:
    """Give a person back moves, names and verdicts; names that the other bears as well stay there too."""
    gone = noted["gone"]
    now_at = session.exec(select(MoveRow.person_id).where(col(MoveRow.id).in_(noted["moves"]))).first()
    session.exec(update(MoveRow).where(col(MoveRow.id).in_(noted["moves"])).values(person_id=gone))
    session.exec(update(PersonFormRow).where(col(PersonFormRow.id).in_(noted["forms"])).values(person_id=gone))
    session.exec(update(PersonRow).where(col(PersonRow.id) == gone).values(merged_into=None))
    session.flush()
    session.expire_all()
    kept = noted["kept"] if now_at is None else now_at
    own = identity.identity(identity.forms_of(session, kept))
    borrowed = set(noted["new"]) - own.keys - own.parts
    session.exec(
        delete(PersonKeyRow).where(col(PersonKeyRow.person_id) == kept, col(PersonKeyRow.key).in_(sorted(borrowed)))
    )
    session.add_all(PersonKeyRow(key=key, person_id=gone) for key in noted["keys"])
    _part_pairs(session, noted)
    session.flush()


def _join_pairs(session: Session, kept: int, gone: int) -> Noted:
    """Verdicts on the one hold for the other; what was asked of the two themselves is answered."""
    mine = or_(col(PersonPairRow.one_id) == gone, col(PersonPairRow.other_id) == gone)
    taken: list[Noted] = []
    made: list[Noted] = []
    for row in session.exec(select(PersonPairRow).where(mine)).all():
        taken.append(pair_noted(row))
        third = row.other_id if row.one_id == gone else row.one_id
        there = None if third == kept else doubts.pair(session, kept, third)
        if third != kept and (there is None or (row.verdict == doubts.DIFFERENT and there.verdict != doubts.DIFFERENT)):
            before = None if there is None else pair_noted(there)
            write_pair(session, (kept, third), pair_noted(row))
            made.append({"ids": [kept, third], "before": before})
        session.delete(row)
    session.flush()
    return {"pairs": taken, "pairs_made": made}


def _part_pairs(session: Session, noted: Noted) -> None:
    for made in noted["pairs_made"]:
        write_pair(session, made["ids"], made["before"])
    for row in noted["pairs"]:
        write_pair(session, row["ids"], row)


def pair_noted(row: PersonPairRow) -> Noted:
    """A verdict as it can be noted."""
    return {"ids": [row.one_id, row.other_id], "verdict": row.verdict, "why": row.why, "at": row.raised_at.isoformat()}


def write_pair(session: Session, people: Sequence[int], noted: Noted | None) -> None:
    """Put a verdict on two persons, or take it away; persons who are gone are passed over."""
    one, other = sorted(people)
    row = doubts.pair(session, one, other)
    if noted is None:
        if row is not None:
            session.delete(row)
    elif session.get(PersonRow, one) is not None and session.get(PersonRow, other) is not None:
        at = dt.datetime.fromisoformat(noted["at"])
        said = PersonPairRow(one_id=one, other_id=other, verdict=noted["verdict"], why=noted["why"], raised_at=at)
        session.merge(said)
    session.flush()


def _claim(row: EvidenceRow) -> Noted:
    return {name: getattr(row, name) for name in _CLAIM} | {"told_at": row.told_at.isoformat()}


def _write(row: EvidenceRow, claim: Noted) -> None:
    for name in _CLAIM:
        setattr(row, name, claim[name])
    row.told_at = dt.datetime.fromisoformat(claim["told_at"])
