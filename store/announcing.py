"""From a change to outbox rows: carries out what `store.model.announce` decides."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from store import digests, mutes, outbox, subscriptions
from store.model.announce import Circumstances, Route, Silence, due, listeners, silence, spoken
from store.model.moves import Change, ChangeKind, Status
from store.outbox import Action
from store.tables import MoveRow


def announce(
    session: Session,
    row: MoveRow,
    top: MoveRow,
    change: Change,
    *,
    before: Status | None,
    routes: Sequence[Route],
    at: Circumstances,
) -> str | None:
    """Enqueue what this change means for every destination; returns why nobody hears of it, None if somebody does.

    `routes` are the configured ones, beside which those made in chat count. `top` is the move whose message tells of it,
    `before` the move's status before the change, None for a new move. The change's own `announced` is not read.
    """
    always = silence(change.move, change.kind, told_before=True, at=at)
    if always is not None:  # whoever has heard of it
        return always.value
    posts = outbox.told(session, top.id)
    told = {to: state for to, state in posts.items() if state != "dead"}
    shown = bool(told) and (row is top or (change.kind is not ChangeKind.NEW and change.move.alert))
    reason = silence(change.move, change.kind, told_before=shown, at=at)
    if reason is not None:
        return reason.value
    if told and row is not top:
        top.revision += 1
    routes = subscriptions.asked(session, routes)
    muted = mutes.muted(session, row.person_id)
    desk = _Desk(session, top, None if row is top else row.id, change, at, muted)
    heard = [desk.follow_up(route, told[route.to]) for route in _each_once(routes) if route.to in told]
    fresh = _why_no_news(row, change, before, at)
    asking = tuple(route for route in routes if route.to not in muted)
    instant = tuple(route for route in asking if route.when == "now")
    if fresh is None:
        heard += [desk.post(route) for route in listeners(change.move, instant) if route.to not in posts]
    heard += [desk.put_down(row, route, news=fresh is None) for route in _gathering(change, asking)]
    if any(heard):
        return None
    if fresh is not None and (not told or change.kind is ChangeKind.DENIED):
        return fresh.value
    return (
        Silence.MUTED if len(asking) < len(routes) and listeners(change.move, tuple(routes)) else Silence.NO_ROUTE
    ).value


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


def _gathering(change: Change, routes: Sequence[Route]) -> list[Route]:
    """The digests that ask for this move; a destination may have a daily one and a weekly one."""
    rhythms = dict.fromkeys(route.when for route in routes if route.when != "now")
    return [
        route
        for when in rhythms
        for route in listeners(change.move, tuple(route for route in routes if route.when == when))
    ]


def _each_once(routes: Sequence[Route]) -> tuple[Route, ...]:
    """Each destination's first route."""
    return tuple({route.to: route for route in reversed(routes)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Desk:
    """Writes the rows of one change: of the message's own move, or of another of its story."""

    session: Session
    top: MoveRow
    about: int | None
    change: Change
    at: Circumstances
    muted: frozenset[str]
    """Where nobody wants to hear of the change's person: what stands there is kept true, without a word."""

    def post(self, route: Route) -> bool:
        """Tell the story to a destination that has not heard of it."""
        due_at = due(route, self.at.now)
        outbox.enqueue(self.session, self.top, Action.POST, route, self.change, due=due_at, now=self.at.now)
        return True

    def put_down(self, row: MoveRow, route: Route, *, news: bool) -> bool:
        """Let a digest tell of a move: of news, and of what became of a move it told of."""
        before = digests.told(self.session, row.id, route.to)
        worth_it = spoken(self.change.kind, self.change.differs) if before else news
        if worth_it:
            digests.put_down(self.session, row, route, again=before, now=self.at.now)
        return worth_it

    def follow_up(self, route: Route, state: str) -> bool:
        """Keep a destination up to date that was told; one whose post still waits is shown the newest anyway."""
        if state in outbox.UNTOLD:
            denied = self.change.kind is ChangeKind.DENIED and self.about is None
            if denied:
                why = "denied before it was told"
                outbox.withdraw(self.session, self.top.id, route.to, why=why, now=self.at.now)
            return not denied
        # Of a denied move nothing is told but that it is denied, or no longer.
        still_denied = self.change.move.status is Status.DENIED and self.change.kind is not ChangeKind.DENIED
        loud = spoken(self.change.kind, self.change.differs) and not still_denied and route.to not in self.muted
        for action in (Action.EDIT, Action.REPLY) if loud else (Action.EDIT,):
            outbox.enqueue(
                self.session, self.top, action, route, self.change,
                due=self.at.now, now=self.at.now, about=self.about,
            )  # fmt: skip
        return True
