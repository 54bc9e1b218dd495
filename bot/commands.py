"""The whole command surface, once for every platform: text or a pressed button in, a Card out.

Answers come from the store alone, so they never wait for the network. This file is one of the three walls: whatever
goes wrong inside one command ends in a sentence with a reference that stands in the log, never in silence.
"""

import asyncio
import datetime as dt
import secrets
from collections.abc import Awaitable, Callable, Iterator, Sequence

import structlog
from sqlmodel import Session

from bot import administration, completion, correction_cards, houses, queries, views
from bot.administration import Office
from bot.admins import Admins, who_may
from bot.cards import Card, Line, Text, plain
from bot.chat import Asker, Pressed
from bot.queries import Question
from store import lookup
from store.database import Database
from store.lookup import MoveQuery
from store.model.announce import Route
from store.model.companies import CompanyRef, Watchlist
from store.model.houses import Houses
from store.model.moves import Move
from store.model.names import fold
from store.readings import simplified
from watchers.extract import organisations

_log = structlog.get_logger(__name__)

_CHUNK = 500
"""Moves read at once where all are wanted: well under SQLite's limit of parameters."""


def utc_now() -> dt.datetime:
    """The wall clock."""
    return dt.datetime.now(dt.UTC)


class Commands:
    """Answers questions from a store. `watchlist` is asked each time, so a reload needs no restart.

    The clock says which houses have become part of others by now.
    """

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

    async def answer(self, text: str, asker: Asker) -> Card:
        """Answer `/moves TEXT`, first page."""
        return await self._reading(lambda session: self._ask(session, text, 1), asked=text, asker=asker)

    async def administer(self, text: str, asker: Asker) -> Card:
        """Do what `/moves-admin TEXT` says, for those who may; everybody else is told who may."""

        async def work() -> Card:
            if not await self._admins().may(asker):
                return correction_cards.not_allowed(who_may(asker.platform))
            office = Office(
                database=self._database, watchlist=self._watchlist(), routes=self._routes(), matching=self._matching,
                now=self._clock(),
            )  # fmt: skip
            return await asyncio.to_thread(administration.answer, text, asker, office)

        return await self._guarded(work, asked=text, asker=asker)

    async def press(self, key: str, asker: Asker) -> Pressed:
        """Answer a button: `ask:PAGE:TEXT` privately, `share:PAGE:TEXT` for all, `fix:` and `adm:` as `/moves-admin`."""
        if key.startswith("fix:"):
            return Pressed(await self.administer(f"fix {key.removeprefix('fix:')}", asker))
        if key.startswith("adm:"):
            return Pressed(await self.administer(key.removeprefix("adm:"), asker))
        verb, page, rest = _key(key)
        shared_by = (asker.name or "someone") if verb == "share" else ""
        card = await self._reading(
            lambda session: self._ask(session, rest, page, shared_by=shared_by), asked=key, asker=asker
        )
        return Pressed(card, public=verb == "share")

    async def suggest(self, typed: str) -> tuple[str, ...]:
        """Complete a name: those that begin so, then those that contain it, then near ones; at most 25."""
        try:
            return await asyncio.to_thread(self._suggest, typed)
        except Exception:  # noqa: BLE001 - wall: one command; a completion that fails must stay silent for the typist
            _log.exception("suggest_failed", typed=typed)
            return ()

    def matching(self, text: str) -> tuple[Move, ...]:
        """Every move `/moves TEXT` would show, newest first; an unknown name gives none. For scripts: may raise."""
        with self._database.reading() as session:
            return tuple(self._matching(session, text))

    def _matching(self, session: Session, text: str) -> Iterator[Move]:
        return (move for query in self._asked(session, text) for move in _all(session, query))

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
            reference = secrets.token_hex(3)
            _log.exception("command_failed", reference=reference, asked=asked, platform=asker.platform)
            return views.trouble(
                "That did not work", "Please try again in a moment; if it happens again, tell your admin.", reference
            )

    def _ask(self, session: Session, text: str, page: int, *, shared_by: str = "") -> Card:
        question = self._read(text)
        match question.ask:
            case queries.Ask.HELP:
                return views.help_card(len(self._watchlist().companies), lookup.count(session))
            case queries.Ask.TOO_LONG:
                return views.nothing("That is too long for a name", advice="Ask for one company, team or person.")
            case queries.Ask.UNFIT:
                return views.nothing("That could not be read", advice=f"{question.why}.")
            case queries.Ask.LATEST:
                return _shown(session, "Latest moves", MoveQuery(), page, question, shared_by=shared_by)
            case queries.Ask.PERSON:
                return self._person(session, question.name, question, page, shared_by)
            case queries.Ask.NAME:
                return self._name(session, question, page, shared_by)

    def _read(self, text: str) -> Question:
        return queries.parse(text, self._clock().date())

    def _name(self, session: Session, question: Question, page: int, shared_by: str) -> Card:
        """A company first, then a person, then the nearest names."""
        name = question.name
        ref = self._company(session, name)
        if ref is not None:
            return self._place(session, ref, question, page, shared_by)
        hits = lookup.people(session, name)
        if len(hits) == 1:
            return self._person(session, hits[0].id, question, page, shared_by)
        if hits:
            return views.choice(name, [(_label(hit), hit.id) for hit in hits[:10]], narrowed=question.narrow.written)
        known = self._houses().ref(simplified(name))
        if known is not None:
            return self._place(session, known, question, page, shared_by)
        near = completion.near(completion.names(session, self._watchlist()), name, 3)
        advice = "Did you mean one of these?" if near else "Ask for a company, a team or a person; try /moves help."
        return views.nothing(f"Nothing known by “{name}”", advice=advice, near=near)

    def _place(self, session: Session, ref: CompanyRef, question: Question, page: int, shared_by: str) -> Card:
        """A company's timeline, or that of one of its teams, with what became of either."""
        known, day = self._houses(), self._clock().date()
        taken_in = [
            fact for fact in known.taken_in(ref, day) if _any(session, houses.query(known.means(fact.name), known, day))
        ]
        about = houses.about(simplified(question.name), ref, known, day, taken_in)
        lead: Line = (Text(about),) if about else ()
        query = houses.query(ref, known, day)
        return _shown(session, ref.unit or ref.company, query, page, question, shared_by=shared_by, lead=lead)

    def _houses(self) -> Houses:
        return organisations.houses(self._watchlist())

    def _asked(self, session: Session, text: str) -> list[MoveQuery]:
        """What a text asks for: one company, or every person written that way."""
        question = self._read(text)
        narrow = question.narrow
        if question.ask is not queries.Ask.NAME:
            return [narrow.of(MoveQuery())] if question.ask is queries.Ask.LATEST else []
        ref = self._company(session, question.name)
        if ref is not None:
            return [narrow.of(houses.query(ref, self._houses(), self._clock().date()))]
        return [narrow.of(MoveQuery(person=hit.id)) for hit in lookup.people(session, question.name)]

    def _company(self, session: Session, name: str) -> CompanyRef | None:
        plain = simplified(name)
        ref = self._watchlist().resolve(name) or self._watchlist().resolve(plain)
        if ref is not None:
            return ref
        ticker = next((c.name for c in self._watchlist().companies if c.ticker and c.ticker == name.upper()), None)
        if ticker is not None:
            return CompanyRef(ticker)
        stored = {fold(simplified(known)): known for known in lookup.companies(session)}
        led = self._houses().ref(plain)
        if led is not None and fold(led.company) in stored:
            return led
        known = stored.get(fold(plain))
        return CompanyRef(known) if known is not None else None

    def _person(self, session: Session, person: str, question: Question, page: int, shared_by: str) -> Card:
        newest = lookup.moves(session, MoveQuery(person=person), limit=1).moves
        if not newest:
            return views.nothing("Nobody is known by that", advice="Ask for a name; try /moves help.")
        name, also = newest[0].person, newest[0].also
        lead: Line = (Text(f"Also written {', '.join(also)}."),) if also else ()
        return _shown(session, name, MoveQuery(person=person), page, question, shared_by=shared_by, lead=lead)

    def _suggest(self, typed: str) -> tuple[str, ...]:
        with self._database.reading() as session:
            return completion.complete(session, self._watchlist(), typed)


def _shown(
    session: Session, title: str, asked: MoveQuery, page: int, question: Question, *, shared_by: str, lead: Line = ()
) -> Card:
    """One page of a timeline; a page past the end (moves were merged meanwhile) shows the last one."""
    query, narrowed = question.narrow.of(asked), question.narrow.said()
    found = lookup.moves(session, query, limit=views.PAGE, offset=(page - 1) * views.PAGE)
    if not found.total:
        return _none(session, title, asked, narrowed, lead)
    last = -(-found.total // views.PAGE)
    if page > last:
        return _shown(session, title, asked, last, question, shared_by=shared_by, lead=lead)
    whole = query.company or "" if query.unit else ""
    only: Line = (Text(f"{' ' if lead else ''}Only {narrowed}."),) if narrowed else ()
    return views.timeline(
        title, found.moves, total=found.total, page=page, again=question.again, lead=(*lead, *only), whole=whole,
        shared_by=shared_by,
    )  # fmt: skip


def _none(session: Session, title: str, query: MoveQuery, narrowed: str, lead: Line) -> Card:
    """An empty list: what may still come, and for a team the whole company, for a narrowed list the whole list."""
    if narrowed and _any(session, query):
        near = (title,) if query.company is not None or query.person is not None else ()
        return views.nothing(f"No moves {narrowed}: {title}", advice="There are others; ask without that.", near=near)
    advice = "Moves tells this channel's routes as soon as something is in the news."
    if query.company is None:
        return views.nothing("No moves known yet", advice=advice)
    if query.unit is not None:
        advice = f"Outlets may have named only the company: ask for all of {query.company}."
    near = (query.company,) if query.unit is not None else ()
    return views.nothing(f"No moves known at {title}", advice=" ".join(filter(None, (plain(lead), advice))), near=near)


def _any(session: Session, query: MoveQuery) -> bool:
    return lookup.moves(session, query, limit=1).total > 0


def _all(session: Session, query: MoveQuery) -> Iterator[Move]:
    """Every move of a list, a chunk at a time."""
    offset = 0
    while found := lookup.moves(session, query, limit=_CHUNK, offset=offset).moves:
        yield from found
        offset += _CHUNK


def _label(hit: lookup.PersonHit) -> str:
    where = ", ".join(hit.companies[:2])
    return f"{hit.name} ({where})" if where else hit.name


def _key(key: str) -> tuple[str, int, str]:
    """Take a button's key apart; a key nobody made reads as the first page of its text."""
    verb, _, rest = key.partition(":")
    page, _, text = rest.partition(":")
    return verb, max(1, int(page)) if page.isdecimal() and len(page) < 5 else 1, text
