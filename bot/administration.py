"""`/moves-admin …`, the buttons of corrections and of channels: text in, a Card out, once for every platform.

Reads and writes the store in one transaction a command; runs off the event loop, behind the wall of `bot.commands`.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bot import channels, correction_cards, orders
from bot.cards import Card
from bot.chat import Asker
from bot.editing import carry_out
from bot.orders import WrongUse
from store import audit, lookup
from store.audit import Editor
from store.database import Database
from store.model.announce import Route
from store.model.companies import Watchlist
from store.model.corrections import Refused
from store.model.moves import Move
from watchers.extract import organisations

COMMAND = "/moves-admin"
_OURS = ("fix", "find", "show")
"""Orders that need more than the word."""
_MOST_FOUND = 10
_MOST_LOGGED = 15

Matching = Callable[[Session, str], Iterable[Move]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What orders need: the store, what the configuration says, how moves are looked for, and the time."""

    database: Database
    watchlist: Watchlist
    routes: Sequence[Route]
    matching: Matching
    now: dt.datetime


def answer(text: str, asker: Asker, office: Office) -> Card:
    """Do what an admin orders; that this person is one has been asked already."""
    verb, _, rest = text.strip().partition(" ")
    verb, rest, database = verb.casefold(), rest.strip(), office.database
    match verb:
        case "fix" if rest:
            return _fix(rest, asker, database, office.watchlist, office.now)
        case "find" | "show" if rest:
            with database.reading() as session:
                return correction_cards.found(rest, _found(session, rest, office.matching))
        case _ if verb in channels.ORDERS:
            with database.writing() as session:
                channel = channels.Channel(session, asker, office.watchlist, office.routes, office.now, COMMAND)
                return channels.answer(verb, rest, channel)
        case _:
            known = verb in {"", "help", "?", "帮助", *_OURS}
            return correction_cards.help_card(COMMAND, channels.USAGE, wrong="" if known else text.strip())


def _fix(text: str, asker: Asker, database: Database, watchlist: Watchlist, now: dt.datetime) -> Card:
    """One order of `bot.orders`, or a step of asking back: `ask MOVE` and `leave`."""
    verb, _, rest = text.partition(" ")
    if verb == "leave":
        return correction_cards.left()
    if verb == "ask":
        with database.reading() as session:
            return correction_cards.ask_back(lookup.story(session, rest))
    try:
        order = orders.read(orders.words(text))
        if order.verb == "log":
            with database.reading() as session:
                return correction_cards.log(audit.log(session, limit=_MOST_LOGGED))
        by = Editor(
            who=f"{asker.platform}:{asker.user}", now=now, note=order.note, houses=organisations.houses(watchlist)
        )
        with database.writing() as session:
            made = carry_out(session, order, by, watchlist)
    except (Refused, WrongUse) as why:
        return correction_cards.refused(str(why))
    return correction_cards.undone(made) if order.verb == "undo" else correction_cards.done(made)


def _found(session: Session, text: str, matching: Matching) -> list[Move]:
    move = lookup.move(session, text.casefold())
    if move is not None:
        return [move]
    return [each for each, _ in zip(matching(session, text), range(_MOST_FOUND), strict=False)]
