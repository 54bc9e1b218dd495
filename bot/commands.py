"""The whole command surface, once for every platform: text or a pressed button in, a Card out.

Answers come from the store alone, so they never wait for the network. This file is one of the three walls: whatever
goes wrong inside one command ends in a sentence with a reference that stands in the log, never in silence.
"""

import asyncio
import datetime as dt
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog
from sqlmodel import Session

from bot import administration, completion, correction_cards, filling, home, picking, views
from bot.administration import Office
from bot.admins import CONCERNS_ALL, Admins, elsewhere, who_may
from bot.asking import Asking
from bot.cards import Card, Tone
from bot.chat import Asker, Pressed
from bot.forms import Form
from bot.orders import WrongUse
from bot.picks import Choice, Pick
from store.database import Database
from store.model.announce import Route
from store.model.companies import Watchlist
from store.model.moves import Move

_log = structlog.get_logger(__name__)

Judging = Callable[[str], Awaitable[Card]]
"""Reads a message, or the page behind its link."""
Duty = Callable[[Asker], Awaitable[Card]]
"""Carries out an order that the store alone is not enough for."""
_FOR_ALL = frozenset(["reload"])
"""Orders about every workspace at once: an admin of one among several does not speak for the others."""
_ORDERING = {"mute:": "mute @", "fix:": "fix ", "adm:": ""}
"""How the key of a button begins that gives an order, and the order without what follows in the key."""
_FORM_PATIENCE = 1.0
"""Seconds; Slack gives three for a form to open."""


def utc_now() -> dt.datetime:
    """The wall clock."""
    return dt.datetime.now(dt.UTC)


class Commands:
    """Answers questions from a store. Watchlist, admins and routes are asked each time, so a reload needs no restart."""

    def __init__(
        self,
        database: Database,
        watchlist: Callable[[], Watchlist],
        *,
        admins: Callable[[], Admins] = Admins,
        routes: Callable[[], Sequence[Route]] = tuple,
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._database = database
        self._watchlist = watchlist
        self._admins = admins
        self._routes = routes
        self._clock = clock
        self._asking = Asking(watchlist, clock)
        self._judge: Judging | None = None
        self._duties: dict[str, Duty] = {}

    def take_on(self, duties: Mapping[str, Duty]) -> None:
        """Let these carry out the orders of these words, as only a running Moves can."""
        self._duties.update(duties)

    def judge_by(self, judge: Judging) -> None:
        """Let this one read what people point at; without one `judge` says that nobody can."""
        self._judge = judge

    async def answer(self, text: str, asker: Asker) -> Pressed:
        """Answer `/moves TEXT`, first page; for everybody where the text says so and there is something to show."""
        shared_by = _sharer(asker) if self._asking.read(text).share else ""
        card = await self._asked(text, 1, asker, shared_by)
        return Pressed(card, public=bool(shared_by) and card.tone is Tone.ANSWER)

    async def administer(self, text: str, asker: Asker) -> Card:
        """Do what `/moves-admin TEXT` says, for those who may; everybody else is told who may."""

        async def work() -> Card:
            if not await self._admins().may(asker):
                return correction_cards.not_allowed(who_may(asker.platform))
            word, _, _ = text.strip().casefold().partition(" ")
            if word in _FOR_ALL and asker.workspace and not self._admins().name(asker):
                return correction_cards.not_allowed(CONCERNS_ALL)
            if word in self._duties:
                return await self._duties[word](asker)
            office = Office(
                database=self._database, watchlist=self._watchlist(), routes=self._routes(), matching=self._asking.matching,
                now=self._clock(),
            )  # fmt: skip
            return await asyncio.to_thread(administration.answer, text, asker, office)

        return await self._guarded(work, asked=text, asker=asker)

    async def press(self, key: str, asker: Asker) -> Pressed:
        """Answer a button: `ask:PAGE:TEXT` privately, `share:PAGE:TEXT` for all, `fix:`, `adm:` and `mute:` as `/moves-admin`.

        `at:CHANNEL ORDER` is `/moves-admin ORDER` about a channel in which the button does not stand.
        """
        for begun, order in _ORDERING.items():
            if key.startswith(begun):
                return Pressed(await self.administer(order + key.removeprefix(begun), asker))
        if key.startswith("at:"):
            return Pressed(await self._elsewhere(*key.removeprefix("at:").split(" ", 1), asker=asker))
        verb, page, rest = _key(key)
        card = await self._asked(rest, page, asker, _sharer(asker) if verb == "share" else "")
        return Pressed(card, public=verb == "share" and card.tone is Tone.ANSWER)

    async def _elsewhere(self, place: str, order: str = "", *, asker: Asker) -> Card:
        there = elsewhere(asker, place)
        if there is None:
            return correction_cards.refused("this button leads nowhere any more; ask anew")
        return await self.administer(order, there)

    async def form(self, key: str, asker: Asker) -> Form | Card:
        """Give the form behind a button to those who may; who may is asked for a second, and again when it is filled in."""
        try:
            if await self._may_not(asker):
                return correction_cards.not_allowed(who_may(asker.platform))
            return await asyncio.to_thread(self._form, key, asker)
        except Exception:  # noqa: BLE001 - wall: one command
            return _failed(key, asker)

    def _form(self, key: str, asker: Asker) -> Form | Card:
        with self._database.reading() as session:
            return filling.form(key, asker, session, self._watchlist())

    async def _may_not(self, asker: Asker) -> bool:
        """Say whether it is sure within a second that this person may not: a form has to open at once."""
        asked = asyncio.ensure_future(self._admins().may(asker))
        await asyncio.wait({asked}, timeout=_FORM_PATIENCE)
        return asked.done() and not asked.result()

    async def fill(self, key: str, values: Mapping[str, str], asker: Asker) -> Card:
        """Carry out what a form filled in amounts to, for those who may."""
        try:
            about = filling.about(key, values, asker)
            order = filling.order(key, values, about)
        except WrongUse as why:
            return correction_cards.refused(str(why))
        return await self.administer(order, about)

    async def home(self, asker: Asker) -> Card:
        """Show what Moves does on this platform; buttons that set up only to those who may."""

        async def work() -> Card:
            view = home.View(
                platform=asker.platform, workspace=asker.workspace, watchlist=self._watchlist(), configured=self._routes(), now=self._clock(),
                admin=await self._admins().may(asker),
            )  # fmt: skip
            return await self._reading(lambda session: home.card(session, view), asked="home", asker=asker)

        return await self._guarded(work, asked="home", asker=asker)

    async def judge(self, text: str, asker: Asker) -> Card:
        """Say whether a message, or the page behind its first link, tells of a move."""
        judge = self._judge
        if judge is None:
            return views.nothing("Nobody can read articles here", advice="A running Moves can: moves run.")
        return await self._guarded(lambda: judge(text), asked="judge", asker=asker)

    async def suggest(self, typed: str) -> tuple[str, ...]:
        """Complete a name: those that begin so, then those that contain it, then near ones; at most 25."""
        try:
            return await asyncio.to_thread(self._suggest, typed)
        except Exception:  # noqa: BLE001 - wall: one command; a completion that fails must stay silent for the typist
            _log.exception("suggest_failed", typed=typed)
            return ()

    async def pick(self, what: Pick, typed: str, asker: Asker) -> tuple[Choice, ...]:
        """Offer what was typed may mean; a channel's routes to those alone who may set it up."""
        try:
            if what is Pick.ROUTE and await self._may_not(asker):
                return ()
            return await asyncio.to_thread(self._pick, what, typed, asker)
        except Exception:  # noqa: BLE001 - wall: one command; as for `suggest`
            _log.exception("pick_failed", what=what, typed=typed)
            return ()

    def matching(self, text: str) -> tuple[Move, ...]:
        """Every move `/moves TEXT` would show, newest first; an unknown name gives none. For scripts: may raise."""
        with self._database.reading() as session:
            return tuple(self._asking.matching(session, text))

    async def _asked(self, text: str, page: int, asker: Asker, shared_by: str) -> Card:
        question = self._asking.read(text)
        return await self._reading(
            lambda session: self._asking.answer(session, question, page, shared_by=shared_by), asked=text, asker=asker
        )

    async def _reading(self, read: Callable[[Session], Card], *, asked: str, asker: Asker) -> Card:
        """Answer from the store, off the event loop."""

        def work() -> Card:
            with self._database.reading() as session:
                return read(session)

        return await self._guarded(lambda: asyncio.to_thread(work), asked=asked, asker=asker)

    async def _guarded(self, work: Callable[[], Awaitable[Card]], *, asked: str, asker: Asker) -> Card:
        """Run one command behind the wall."""
        try:
            return await work()
        except Exception:  # noqa: BLE001 - wall: one command
            return _failed(asked, asker)

    def _suggest(self, typed: str) -> tuple[str, ...]:
        with self._database.reading() as session:
            return completion.complete(session, self._watchlist(), typed)

    def _pick(self, what: Pick, typed: str, asker: Asker) -> tuple[Choice, ...]:
        with self._database.reading() as session:
            if what is Pick.ROUTE:
                return picking.routes(session, asker.here, typed)
            return picking.choices(what, typed, session, self._watchlist(), self._asking.matching)


def _sharer(asker: Asker) -> str:
    return asker.name or "someone"


def _failed(asked: str, asker: Asker) -> Card:
    """Keep what went wrong in the log under a reference, and show that."""
    reference = secrets.token_hex(3)
    _log.exception("command_failed", reference=reference, asked=asked, platform=asker.platform)
    return views.failed(reference)


def _key(key: str) -> tuple[str, int, str]:
    """Take a button's key apart; a key nobody made reads as the first page of its text."""
    verb, _, rest = key.partition(":")
    page, _, text = rest.partition(":")
    return verb, max(1, int(page)) if page.isdecimal() and len(page) < 5 else 1, text
