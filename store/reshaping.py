"""The steps that corrections and their undoing share: moves taken in or begun, persons united, names that follow."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from store import concluding, doubts, following, identity, joining, stories
from store.audit import Editor
from store.joining import Noted
from store.model.corrections import Refused
from store.tables import EvidenceRow, MoveRow, PersonRow


def take_in(session: Session, kept: MoveRow, gone: MoveRow, *, now: dt.datetime) -> Noted:
    """Join two moves and their posts; returns what parts them again."""
    teller = stories.head(session, gone)
    noted = joining.join_moves(session, kept, gone)
    if teller.id not in {gone.id, stories.head(session, kept).id}:
        following.refresh(session, teller, now=now)
    handed = following.hand_over(session, gone.id, stories.head(session, kept).id)
    held = following.withdraw(session, gone, why="an editor merged the move into another", now=now)
    return noted | {"withdrawn": held, "handed": handed}


def begin(session: Session, row: MoveRow, tellings: Sequence[EvidenceRow]) -> MoveRow:
    """Begin a move of its own from tellings of another; it is still to be concluded.

    Where a message has told of the other, it has told of this one as well and goes on to.
    """
    first, top = tellings[0], stories.head(session, row)
    made = MoveRow(
        token=identity.fresh_token(session, "m", first.person, f"{first.url or first.title} {row.token}"),
        person_id=row.person_id,
        status=first.status,
        at=first.told_at,
        background=first.background,
        confidence=first.confidence,
        alert=first.alert,
        known=row.known,
        first_seen=row.first_seen,
        revision=1,
        told_with=top.id if following.told(session, top) else None,
    )
    session.add(made)
    session.flush()
    for telling in tellings:
        telling.move_id = made.id
    session.flush()
    return made


def unite(session: Session, kept: int, gone: int) -> Noted:
    """Make two persons one; refuses where somebody said that they are two."""
    verdict = doubts.pair(session, kept, gone)
    if verdict is not None and verdict.verdict == doubts.DIFFERENT:
        one, other = session.get_one(PersonRow, kept), session.get_one(PersonRow, gone)
        raise Refused(f"{one.token} ({one.name}) and {other.token} ({other.name}) were said to be two persons; "
                      "undo that first")  # fmt: skip
    return joining.join_persons(session, kept, gone)


def renamed(session: Session, noted: Noted, by: Editor, *, but: Collection[int] = ()) -> None:
    """Let every move of two persons be found by the names it has now; posts of those that changed hands follow."""
    people = {noted["kept"], noted["gone"]}
    wanted = select(MoveRow).where(col(MoveRow.person_id).in_(people), col(MoveRow.merged_into).is_(None))
    for row in session.exec(wanted.order_by(col(MoveRow.id))).all():
        concluding.conclude(session, row, by.houses)
        if row.id in noted["moves"] and row.id not in but:
            following.follow(session, row, ("person",), now=by.now)
