"""Corrections by people, carried out: audited, and followed by the messages that stand. `store.undoing` takes them back.

Everything in the caller's one transaction, one recorder at a time. What cannot be done is `Refused` with a sentence,
which has to leave the transaction so that nothing of it is kept.
"""

from collections.abc import Sequence

from sqlmodel import Session

from store import amendments, audit, concluding, doubts, following, joining, reshaping, rows
from store.audit import Editor
from store.database import alone
from store.model import corrections as model
from store.model.corrections import Correction, Fix, Refused, Side
from store.tables import MoveRow


def wrong(session: Session, move: str, by: Editor) -> Correction:
    """Say that a move is none: hidden from answers, struck through where it was posted, silent from now on."""
    alone(session)
    row = audit.move_of(session, move)
    _not_wrong(session, row)
    held = following.withdraw(session, row, why="marked wrong by an editor before it was told", now=by.now)
    was = {"withdrawn": held}
    kept = audit.keep(session, by, Fix.WRONG, f"wrong {row.token}", row, was=was, uses={f"m{row.id}"})
    kept.before, kept.after = "a move", "no move"
    concluding.conclude(session, row, by.houses)
    following.follow(session, row, ("wrong",), now=by.now)
    return audit.told(session, kept)


def edit(session: Session, kind: Fix, move: str, value: str, by: Editor, *, side: Side | None = None) -> Correction:
    """Say what a field of a move is, whatever outlets tell; `clear` takes such a word back, `unknown` empties it."""
    alone(session)
    row = audit.move_of(session, move)
    before = concluding.conclude(session, row, by.houses)
    side, said = model.side_meant(before, kind, side), model.read_value(kind, value)
    if said == model.CLEAR and not _edited(session, row.id, kind, side):
        raise Refused(f"nobody has corrected the {kind.value}; there is nothing to clear")
    what = " ".join(part for part in (kind.value, row.token, side and side.value, said) if part)
    kept = audit.keep(session, by, kind, what, row)
    kept.side, kept.value = side.value if side else None, said
    session.flush()
    after = concluding.conclude(session, row, by.houses)
    if kind is Fix.COMPANY and said == model.UNKNOWN != model.shown(after, kind, side):
        raise Refused("the move has no other side; say that one first, or mark the move as wrong")
    kept.before, kept.after = model.shown(before, kind, side), model.shown(after, kind, side)
    if before != after:
        following.follow(session, row, (kind.value,), now=by.now)
    return audit.told(session, kept)


def merge(session: Session, kept: str, gone: str, by: Editor) -> Correction:
    """Make two moves one, under the first one's id; if two persons made them, these are one as well."""
    alone(session)
    row, other = audit.move_of(session, kept), audit.move_of(session, gone)
    _can_merge(session, row, other)
    before = f"{audit.brief(session, row)}; {audit.brief(session, other)}"
    moves, people = {f"m{row.id}", f"m{other.id}"}, {f"p{row.person_id}", f"p{other.person_id}"}
    persons = reshaping.unite(session, row.person_id, other.person_id) if len(people) > 1 else None
    was = reshaping.take_in(session, row, other, now=by.now) | {"persons": persons}
    made = audit.keep(
        session, by, Fix.MERGE, f"merge {row.token} {other.token}", row, other=other, was=was,
        touches=moves | (people if persons else set()), uses=moves | people,
    )  # fmt: skip
    concluding.conclude(session, row, by.houses)
    if persons is not None:
        reshaping.renamed(session, persons, by, but={row.id, other.id})
    made.before, made.after = before, audit.brief(session, row)
    for one in (row, other):
        following.follow(session, one, ("merged",), now=by.now)
    return audit.told(session, made)


def split(session: Session, move: str, sources: Sequence[str], by: Editor) -> Correction:
    """Make some tellings of a move one of its own; the two are never joined again by themselves."""
    alone(session)
    row = audit.move_of(session, move)
    _not_wrong(session, row)
    told = rows.evidence_of(session, [row.id])[row.id]
    chosen = [told[at] for at in sorted(model.chosen(sources, [(one.publisher, one.url) for one in told]))]
    before = audit.brief(session, row)
    made = reshaping.begin(session, row, chosen)
    kept = audit.keep(
        session, by, Fix.SPLIT, " ".join(["split", row.token, *(one.url or one.publisher for one in chosen)]), row,
        other=made, was={"made": made.id}, touches={f"m{row.id}", f"m{made.id}", f"made m{made.id}"},
        uses={f"m{row.id}", f"p{row.person_id}"},
    )  # fmt: skip
    concluding.conclude(session, row, by.houses)
    concluding.conclude(session, made, by.houses)
    kept.before, kept.after = before, f"{audit.brief(session, row)}; {made.token} {audit.brief(session, made)}"
    following.follow(session, row, ("split",), now=by.now)
    return audit.told(session, kept)


def same(session: Session, kept: str, gone: str, by: Editor) -> Correction:
    """Say that two persons are one, under the first one's id and name."""
    alone(session)
    one, other = audit.person_of(session, kept), audit.person_of(session, gone)
    if one.id == other.id:
        raise Refused("that is one person already")
    before, after, people = f"{one.name}; {other.name}", one.name, {f"p{one.id}", f"p{other.id}"}
    what = f"same {one.token} {other.token}"
    persons = reshaping.unite(session, one.id, other.id)
    made = audit.keep(session, by, Fix.SAME, what, None, was={"persons": persons}, touches=people, uses=people)
    made.before, made.after = before, after
    reshaping.renamed(session, persons, by)
    return audit.told(session, made)


def different(session: Session, one: str, other: str, by: Editor) -> Correction:
    """Say that two persons are two, however alike their names; they are never made one by themselves."""
    alone(session)
    a, b = audit.person_of(session, one), audit.person_of(session, other)
    if a.id == b.id:
        raise Refused("that is one person; nothing parts it from itself")
    verdict = doubts.pair(session, a.id, b.id)
    if verdict is not None and verdict.verdict == doubts.DIFFERENT:
        raise Refused(f"{a.token} and {b.token} are known to be different already")
    before = None if verdict is None else joining.pair_noted(verdict)
    said = {"verdict": doubts.DIFFERENT, "why": f"said by {by.who}", "at": by.now.isoformat()}
    joining.write_pair(session, (a.id, b.id), said)
    made = audit.keep(
        session, by, Fix.DIFFERENT, f"different {a.token} {b.token}", None, was={"pair": [a.id, b.id], "before": before},
        touches={f"p{a.id}", f"p{b.id}"},
    )  # fmt: skip
    made.before, made.after = ("in doubt" if before else "never asked"), "two persons"
    return audit.told(session, made)


def _can_merge(session: Session, row: MoveRow, other: MoveRow) -> None:
    """Refuse to join a move with itself, with what a person parted from it, and anything with what is no move."""
    if row.id == other.id:
        raise Refused("that is one move already")
    pair = {f"m{row.id}", f"m{other.id}"}
    parted = next((one for one in audit.standing(session) if one.kind is Fix.SPLIT and pair <= one.touches), None)
    if parted is not None:
        raise Refused(f"correction {parted.number} parted these two; undo that instead")
    for one in (row, other):
        _not_wrong(session, one)


def _not_wrong(session: Session, row: MoveRow) -> None:
    marked = next((one for one in amendments.of_move(session, row.id) if one.kind == Fix.WRONG), None)
    if marked is not None:
        raise Refused(f"{row.token} is marked wrong already, by {marked.who} (correction {marked.id})")


def _edited(session: Session, move_id: int, kind: Fix, side: Side | None) -> bool:
    """Say whether a person's word on this field stands."""
    edits = amendments.edits(amendments.of_move(session, move_id))
    mine = [one.value for one in edits if (one.kind, one.side) == (kind, side)]
    return bool(mine) and mine[-1] != model.CLEAR
