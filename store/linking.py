"""Makes stories: links what `store.model.stories` finds in an article.

A head whose message was sent stays a head: a second message that stands in a channel already is kept true, not taken
back.
"""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import Session

from store import outbox, stories
from store.model.stories import Told, groups
from store.tables import MoveRow


def link(session: Session, told: Sequence[Told], *, now: dt.datetime) -> None:
    """Make stories of the moves that one article tells as one."""
    for group in groups(told):
        rows = [session.get_one(MoveRow, number) for number in sorted(group)]
        heads = {row.id: row for row in (stories.head(session, row) for row in rows)}
        kept, *others = sorted(heads.values(), key=lambda row: (not _stands(session, row), row.id))
        for other in others:
            if not _stands(session, other):
                outbox.pass_on(session, other.id, kept.id, why="told with another move", now=now)
                stories.follow(session, other, kept)


def _stands(session: Session, row: MoveRow) -> bool:
    """Say whether the move's own message may stand in a channel."""
    return any(state not in outbox.UNTOLD for state in outbox.told(session, row.id).values())
