"""From a change to outbox rows: carries out what `store.model.announce` decides."""

import dataclasses
from collections.abc import Sequence

from sqlmodel import Session

from store import outbox
from store.model.announce import Circumstances, Route, Silence, due, listeners, silence
from store.model.moves import Change, ChangeKind, Status
from store.outbox import Action
from store.tables import MoveRow


def announce(
    session: Session,
    row: MoveRow,
    change: Change,
    *,
    before: Status | None,
    routes: Sequence[Route],
    at: Circumstances,
) -> str | None:
    """Enqueue what this change means for every destination; returns why nobody hears of it, None if somebody does.

    `before` is the move's status before the change, None for a new move. The change's own `announced` is not read.
    """
    posts = outbox.told(session, row.id)
    told = {to: state for to, state in posts.items() if state != "dead"}
    reason = silence(change.move, change.kind, told_before=bool(told), at=at)
    if reason is not None:
        return reason.value
    first_routes = _each_once(routes)
    heard = [
        _follow_up(session, row, route, told[route.to], change=change, at=at)
        for route in first_routes
        if route.to in told
    ]
    fresh = _why_no_news(row, change, before, at)
    if fresh is None:
        asked = [route for route in listeners(change.move, tuple(routes)) if route.to not in posts]
        heard += [_post(session, row, route, change, at) for route in asked if route.when == "now"]
    if any(heard):
        return None
    return (fresh if fresh is not None and (not told or change.kind is ChangeKind.DENIED) else Silence.NO_ROUTE).value


def _why_no_news(row: MoveRow, change: Change, before: Status | None, at: Circumstances) -> Silence | None:
    """Why this move is no news to those who never heard of it."""
    move = change.move
    if move.status is Status.DENIED:
        return Silence.DENIAL
    turned = "status" in change.differs and before in {Status.RUMORED, Status.DENIED}
    if row.known and not turned and "destination" not in change.differs:
        return Silence.KNOWN
    earliest = min((one.published for one in move.evidence if one.published is not None), default=at.published)
    return silence(move, change.kind, told_before=False, at=dataclasses.replace(at, published=earliest))


def _each_once(routes: Sequence[Route]) -> tuple[Route, ...]:
    """Each destination's first route."""
    return tuple({route.to: route for route in reversed(routes)}.values())[::-1]


def _post(session: Session, row: MoveRow, route: Route, change: Change, at: Circumstances) -> bool:
    outbox.enqueue(session, row, Action.POST, route, change, due=due(route, at.now), now=at.now)
    return True


def _follow_up(session: Session, row: MoveRow, route: Route, state: str, *, change: Change, at: Circumstances) -> bool:
    """Keep a destination up to date that was told; one whose post still waits is shown the newest anyway."""
    if state in outbox.UNTOLD:
        if change.kind is ChangeKind.DENIED:
            outbox.withdraw(session, row.id, route.to, why="denied before it was told", now=at.now)
        return change.kind is not ChangeKind.DENIED
    for action in (Action.EDIT, Action.REPLY):
        outbox.enqueue(session, row, action, route, change, due=at.now, now=at.now)
    return True
