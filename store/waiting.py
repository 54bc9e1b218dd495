"""What waits in the outbox for a message that stands already, and how a further change joins it.

Several changes that wait become one edit and one word in the thread: both are written when they go out, of whatever
holds then.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from store.deliveries import UNTOLD, Action
from store.model.moves import Change, ChangeKind
from store.tables import DeliveryRow, MoveRow

_FOLLOWERS = (Action.EDIT.value, Action.REPLY.value, Action.ANEW.value)


def rows(session: Session, move_id: int, destination: str) -> Sequence[DeliveryRow]:
    """The edits, replies and corrections that wait there or are to be repeated, oldest first.

    Locked and read anew, so that on PostgreSQL a row claimed meanwhile is not taken for waiting.
    """
    wanted = select(DeliveryRow).where(
        DeliveryRow.move_id == move_id,
        DeliveryRow.destination == destination,
        col(DeliveryRow.action).in_(_FOLLOWERS),
        col(DeliveryRow.state).in_((*UNTOLD, "uncertain")),
    )
    found = wanted.order_by(col(DeliveryRow.id)).with_for_update().execution_options(populate_existing=True)
    return session.exec(found).all()


def take_in(
    session: Session, move: MoveRow, action: Action, destination: str, change: Change, *, about: int | None
) -> bool:
    """Let a row that waits tell this change as well; says whether there was one."""
    found = (row for row in rows(session, move.id, destination) if _tells(row, action, change.kind, about))
    row = next(found, None)
    if row is None:
        return False
    row.revision, row.about_id, row.change = move.revision, about, change.kind.value
    row.differs = " ".join(dict.fromkeys((*change.differs, *row.differs.split())))  # the newest leads
    session.flush()
    return True


def _tells(row: DeliveryRow, action: Action, kind: ChangeKind, about: int | None) -> bool:
    """Say whether this row tells such a change of that move anyway.

    A linked message shows everything. An edit in doubt is made again whatever happened to it; a word in doubt may stand
    in the thread already. A word is about one move of the story, and an editor's is no outlet's.
    """
    if row.action == Action.EDIT.value:
        return action is Action.EDIT
    untold = row.state in UNTOLD
    editors = (row.change == ChangeKind.CORRECTED.value) is (kind is ChangeKind.CORRECTED)
    return untold and (
        row.action == Action.ANEW.value or (action is Action.REPLY and row.about_id == about and editors)
    )
