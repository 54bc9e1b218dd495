"""The drain loop: takes deliveries from the outbox and hands them to the platforms, in order, until they are told.

At least once by nature: between a platform's yes and our own record of it lies a gap. It is narrowed three ways: the
row says `sending` before the request goes out, an unclear attempt is looked up at the platform before it is repeated,
and platforms that know idempotency are given the row's key. A channel in trouble holds back only itself.

This file is one of the three walls: whatever one delivery raises becomes an unclear attempt with a record.
"""

import asyncio
import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from bot import correction_cards, digest_cards, ops_cards, views, wording
from bot.cards import Card
from bot.chat import Absent, Chat, Outcome, Rejected, Sent, Stale, TryAgain, Unclear, Unknowable
from store import digests, lookup, matters, outbox, refusals, subscriptions, succession
from store.database import Database
from store.errors import StoreTrouble
from store.model.announce import spoken, weighty
from store.model.moves import ChangeKind, Move
from store.outbox import Action, Delivery
from store.succession import Succession

_log = structlog.get_logger(__name__)

SEND_TIME = dt.timedelta(seconds=45)
"""Longest a platform may take for one delivery, its own waiting for rate limits included."""
LEASE = dt.timedelta(seconds=120)
"""How long a claimed row is ours: well over the send time, for a slow sender past its lease is a second sender."""
_FIRST = frozenset([Action.POST, Action.ANEW, Action.DIGEST, Action.NOTICE])
"""What is a message of its own."""
_NAMED = {Action.POST: "message", Action.ANEW: "correction", Action.DIGEST: "digest"}
_MOOT = Rejected("nothing of it holds any more")
_RESUME = "its routes are paused; once Moves can post there again, /moves-admin resume"
_BATCH = 20
"""Deliveries under way at once."""
_IDLE = dt.timedelta(seconds=2)
_FIRST_DELAY = dt.timedelta(seconds=5)
_LONGEST_DELAY = dt.timedelta(minutes=15)
_MOST_ATTEMPTS = 200  # about two days of quarter hours: a platform that is down that long needs its admin


@dataclass(frozen=True, slots=True)
class Settlement:
    """What becomes of a row: told (with the message id), again at a time, in doubt until a time, or dead.

    A refused edit may also be `corrected` (a linked message takes its place) or `silenced` (nothing follows at all).
    """

    state: str
    due: dt.datetime | None = None
    message: str = ""
    why: str = ""
    lost: bool = False
    """The channel itself is lost: its routes are paused until somebody resumes them."""


def settlement(outcome: Outcome, delivery: Delivery, now: dt.datetime) -> Settlement:
    """Decide what an outcome means for its row. Pure."""
    attempts = delivery.attempts
    match outcome:
        case Sent(message=message):
            return Settlement("sent", message=message)
        case Rejected(why=why, stale=stale) if stale is not None and delivery.action is Action.EDIT:
            return Settlement(_instead(stale, delivery), why=why)
        case Rejected(why=why, gone=gone):
            return Settlement("dead", why=why, lost=gone)
        case _ if attempts >= _MOST_ATTEMPTS:
            return Settlement("dead", why=f"given up after {attempts} attempts: {outcome.why}")
        case TryAgain(after=after, why=why):
            return Settlement("again", due=now + max(after, dt.timedelta(seconds=1)), why=why)
        case Unclear(why=why):
            return Settlement("uncertain", due=now + delay(attempts), why=why)


def worth_a_word(delivery: Delivery, decided: Settlement) -> bool:
    """Say whether whoever runs Moves should hear that a row died: a message that never came, whose channel is not lost.

    A lost channel is a matter of its own, a refused edit is people's wish as often as not, and nobody is told that he
    could not be told.
    """
    return delivery.action in _NAMED and not decided.lost and decided.why != _MOOT.why


def _instead(stale: Stale, delivery: Delivery) -> str:
    """What follows an edit that can never be made.

    A message that stands is corrected by a linked one where the change is worth a word; another outlet is not. One that
    people removed is not brought back, and its thread says no more, unless what they read there no longer holds. There
    is one correction at most: where that cannot be edited either, its thread goes on, if it has one.
    """
    kind, corrected = ChangeKind(delivery.change), delivery.earlier is not None
    if stale is Stale.REMOVED:
        return "corrected" if weighty(kind, delivery.differs) and not corrected else "silenced"
    return "corrected" if spoken(kind, delivery.differs) and not corrected else "dead"


def delay(attempts: int) -> dt.timedelta:
    """How long to wait after so many attempts: 5 s doubling up to a quarter of an hour."""
    doubled: int = 2 ** min(attempts - 1, 10)
    return min(_LONGEST_DELAY, _FIRST_DELAY * doubled)


class Courier:
    """Drains the outbox of a store to the given platforms. `wake` it after new moves; it looks by itself anyway."""

    def __init__(self, database: Database, chats: Mapping[str, Chat], clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._chats = chats
        self._clock = clock
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Look at the outbox now instead of at the next round."""
        self._woken.set()

    def stop(self) -> None:
        """Let `run` return after the deliveries under way are settled."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Deliver until stopped: at most one row a destination, side by side, so that a slow one holds up only itself."""
        under_way: set[asyncio.Task[None]] = set()
        while not self._stopping:
            claimed = await self._claimed(_BATCH - len(under_way))
            under_way |= {asyncio.create_task(self._deliver(delivery)) for delivery in claimed}
            woken = asyncio.create_task(self._woken.wait())
            idle = _IDLE.total_seconds()
            done, _ = await asyncio.wait({*under_way, woken}, timeout=idle, return_when=asyncio.FIRST_COMPLETED)
            woken.cancel()
            self._woken.clear()
            under_way -= _settled(done)
        if under_way:
            _settled((await asyncio.wait(under_way))[0])

    async def drain(self) -> int:
        """Deliver what is due, one row a destination, and wait for all of it; returns how many were claimed."""
        claimed = await self._claimed(_BATCH)
        await asyncio.gather(*(self._deliver(delivery) for delivery in claimed))
        return len(claimed)

    async def _claimed(self, room: int) -> list[Delivery]:
        """Rows to deliver; none while there is no room, or while the store is in trouble, which passes or is seen elsewhere."""
        if room <= 0:
            return []
        try:
            return await asyncio.to_thread(self._claim, room)
        except StoreTrouble as trouble:
            _log.warning("outbox_unreachable", why=str(trouble))
            return []

    def _claim(self, room: int) -> list[Delivery]:
        now = self._clock()
        with self._database.writing() as session:
            outbox.release(session, now=now)
            return outbox.claim(session, now=now, lease=LEASE, limit=room, platforms=tuple(self._chats))

    async def _deliver(self, delivery: Delivery) -> None:
        outcome = await self._attempt(delivery)
        decided = settlement(outcome, delivery, self._clock())
        await asyncio.to_thread(self._settle, delivery, decided)
        _log.info("delivery", destination=delivery.destination, move=delivery.move_id, action=delivery.action.value,
                  revision=delivery.revision, state=decided.state, why=decided.why)  # fmt: skip

    async def _attempt(self, delivery: Delivery) -> Outcome:
        """Make one attempt behind the wall."""
        try:
            async with asyncio.timeout(SEND_TIME.total_seconds()):
                return await self._send(delivery)
        except TimeoutError:
            return Unclear("the platform did not answer in time")
        except Exception as error:  # noqa: BLE001 - wall: one delivery; the row stays and is tried again
            _log.exception("delivery_failed", destination=delivery.destination, move=delivery.move_id)
            return Unclear(f"unexpected: {type(error).__name__}")

    async def _send(self, delivery: Delivery) -> Outcome:
        platform, _, channel = delivery.destination.partition(":")
        chat = self._chats[platform]
        link = await chat.link(channel, delivery.earlier) if delivery.earlier is not None else None
        card = await asyncio.to_thread(self._card, delivery, link)
        if isinstance(card, Rejected):
            return card
        if delivery.action is not Action.EDIT and delivery.doubtful:
            under = delivery.root if delivery.action is Action.REPLY else None
            found = await chat.find(channel, key=delivery.key, since=delivery.first_attempt_at, thread=under)
            if isinstance(found, Sent | TryAgain):
                return found
            _log.warning(
                "sent_again", destination=delivery.destination, move=delivery.move_id, looked_up=_looked(found)
            )
        if delivery.action in _FIRST:
            return await chat.post(channel, card, key=delivery.key)
        if delivery.root is None:
            return Rejected("the message it belongs to was never posted")
        if delivery.action is Action.EDIT:
            return await chat.edit(channel, delivery.root, card)
        return await chat.post(channel, card, key=delivery.key, thread=delivery.root)

    def _card(self, delivery: Delivery, link: str | None) -> Card | Rejected:
        with self._database.reading() as session:
            if delivery.action is Action.NOTICE:
                said = matters.of(session, delivery.id)
                return ops_cards.notice(said) if said else _MOOT
            if delivery.action is Action.DIGEST:
                items = digests.items(session, delivery.id)
                return digest_cards.illustrated(items, delivery.when, delivery.mention) if items else _MOOT
            story = lookup.story(session, delivery.move_id)
            if not story:
                return _MOOT
            known = succession.beside(session, story) if delivery.action is not Action.REPLY else None
        return card_for(delivery, story, link=link, known=known)

    def _settle(self, delivery: Delivery, decided: Settlement) -> None:
        now = self._clock()
        with self._database.writing() as session:
            if decided.lost and subscriptions.pause(session, delivery.destination, by="", why=decided.why, now=now):
                _log.warning("channel_lost", destination=delivery.destination, why=decided.why, advice=_RESUME)
            match decided.state:
                case "sent":
                    outbox.sent(session, delivery, message=decided.message, now=now)
                case "again":
                    outbox.again(session, delivery, due=decided.due or now, why=decided.why)
                case "uncertain":
                    outbox.uncertain(session, delivery, due=decided.due or now, why=decided.why)
                case "corrected":
                    refusals.corrected(session, delivery, why=decided.why, now=now)
                case "silenced":
                    refusals.silenced(session, delivery, why=decided.why, now=now)
                case _:
                    outbox.dead(session, delivery, why=decided.why)
                    if worth_a_word(delivery, decided):
                        said = f"A {_NAMED[delivery.action]} for {delivery.destination} was given up: {decided.why}"
                        matters.happened(session, f"delivery:{delivery.key}", said, now=now)


def _settled(done: Collection[asyncio.Task[Any]]) -> set[asyncio.Task[Any]]:
    """Those that ended; one that could not record its end is in doubt when its lease is over, and looked up then."""
    for task in done:
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("delivery_not_recorded", error=str(error))
    return set(done)


def card_for(
    delivery: Delivery, story: Sequence[Move], *, link: str | None = None, known: Succession | None = None
) -> Card:
    """The card of a delivery: always today's truth, whatever revision the row was made for.

    `known` is who takes over, as far as it is known; `link` leads to the message that a correction follows.
    """
    about = next((move for move in story if move.id == delivery.about), story[0])
    change = ChangeKind(delivery.change)
    edited = change is ChangeKind.CORRECTED
    if edited and delivery.move_id not in {move.id for move in story}:
        return correction_cards.pointer(story)
    if delivery.action is Action.REPLY:
        return (
            correction_cards.reply(delivery.differs, about) if edited else views.reply(change, delivery.differs, about)
        )
    card = views.announcement(story[0], others=story[1:], succession=known, mention=delivery.mention)
    if delivery.earlier is None:
        return card
    news = correction_cards.said(delivery.differs, about) if edited else wording.news(change, delivery.differs, about)
    return views.correction(card, link, news if delivery.root is None else "")


def _looked(found: Absent | Unknowable) -> str:
    return "not there" if isinstance(found, Absent) else found.why
