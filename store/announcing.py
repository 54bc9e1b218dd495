"""From a change to outbox rows: carries out what `store.model.announce` decides."""

import dataclasses
from collections.abc import Sequence

from sqlmodel import Session

from store import outbox
from store.model.announce import Circumstances, Route, Silence, due, listeners, silence
from store.model.moves import ChangeKind, Move, Status
from store.outbox import Action
from store.tables import MoveRow


def announce(
    session: Session,
    row: MoveRow,
    move: Move,
    kind: ChangeKind,
    differs: Sequence[str],
    *,
    routes: tuple[Route, ...],
    at: Circumstances,
) -> str | None:
    """Enqueue what this change means for every destination; returns why nobody hears of it, None if somebody does."""
    told = outbox.told(session, row.id)
    reason = silence(move, kind, told_before=bool(told), at=at)
    if reason is not None:
        return reason.value
    heard = [
        _follow_up(session, row, route, told[route.to], kind=kind, differs=differs, at=at)
        for route in _each_once(routes)
        if route.to in told
    ]
    fresh = _why_not_new(row, move, kind, differs, at)
    if fresh is None:
        for route in listeners(move, routes):
            if route.to not in told and route.when == "now":
                outbox.enqueue(
                    session, row, Action.POST, route, change=kind.value, differs=(), due=due(route, at.now), now=at.now
                )
                heard.append(True)
    if any(heard):
        return None
    return (fresh if fresh is not None and not told else Silence.NO_ROUTE).value


def _why_not_new(
    row: MoveRow, move: Move, kind: ChangeKind, differs: Sequence[str], at: Circumstances
) -> Silence | None:
    """Why this move is no news to those who never heard of it."""
    if move.status is Status.DENIED:
        return Silence.DENIAL
    if row.known and kind is not ChangeKind.NEW and not {"status", "destination"}.intersection(differs):
        return Silence.KNOWN
    earliest = min((one.published for one in move.evidence if one.published is not None), default=at.published)
    return silence(move, kind, told_before=False, at=dataclasses.replace(at, published=earliest))


def _each_once(routes: Sequence[Route]) -> tuple[Route, ...]:
    """Each destination's first route."""
    return tuple({route.to: route for route in reversed(routes)}.values())[::-1]


def _follow_up(
    session: Session,
    row: MoveRow,
    route: Route,
    state: str,
    *,
    kind: ChangeKind,
    differs: Sequence[str],
    at: Circumstances,
) -> bool:
    """Keep a destination up to date that was told; one whose post still waits is shown the newest anyway."""
    if state in outbox.UNTOLD:
        if kind is ChangeKind.DENIED:
            outbox.withdraw(session, row.id, route.to, why="denied before it was told", now=at.now)
        return kind is not ChangeKind.DENIED
    for action in (Action.EDIT, Action.REPLY):
        outbox.enqueue(session, row, action, route, change=kind.value, differs=differs, due=at.now, now=at.now)
    return True
