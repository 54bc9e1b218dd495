"""What is offered where an id or a company is asked for: moves and persons by their names, routes, watched companies.

From the store and the watchlist alone, within the caller's session. Platforms that offer choices while somebody types use
it; the value is what an order takes.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from sqlmodel import Session

from bot import completion, wording
from bot.picks import Choice, Pick
from bot.subscription_cards import told
from store import lookup, subscriptions
from store.lookup import MoveQuery, PersonHit
from store.model.companies import Watchlist
from store.model.moves import Move
from store.model.names import fold
from store.readings import simplified

MOST = completion.MOST
_NEAR = 2
"""Names whose moves are looked up: a completion has to come while somebody types."""


def choices(
    what: Pick, typed: str, session: Session, watchlist: Watchlist, matching: Callable[[Session, str], Iterable[Move]]
) -> tuple[Choice, ...]:
    """At most 25 of what was typed, the newest first; of nothing typed the newest there are."""
    if what is Pick.COMPANY:
        return tuple(islice(_companies(typed, watchlist), MOST))
    hits = lookup.people(session, typed)[:MOST]
    if hits and what is Pick.PERSON:
        return tuple(map(_person, hits))
    found = _of(session, hits) if hits else _found(typed, session, watchlist, matching)
    return tuple(islice((_move(move) if what is Pick.MOVE else _mover(move) for move in _each(found, what)), MOST))


def routes(session: Session, here: str, typed: str) -> tuple[Choice, ...]:
    """The routes made for a destination, by their number or any of their words."""
    plain = fold(typed.strip().removeprefix("#"))
    offered = (Choice(str(one.id), f"#{one.id} · {told(one.route)}") for one in subscriptions.of(session, here))
    found = (one for one in offered if one.value.startswith(plain) or plain in fold(one.label))
    return tuple(islice(found, MOST))


def _of(session: Session, hits: Iterable[PersonHit]) -> Iterator[Move]:
    for hit in hits:
        yield from lookup.moves(session, MoveQuery(person=hit.id), limit=MOST).moves


def _companies(typed: str, watchlist: Watchlist) -> Iterator[Choice]:
    """By any of their names; those that begin as typed come first."""
    plain = fold(simplified(typed))
    written = [(fold(simplified(name)), ref.company) for name, ref in watchlist.written() if ref.unit is None]
    begins = [company for name, company in written if name.startswith(plain)]
    holds = [company for name, company in written if plain in name]
    yield from (Choice(name, name) for name in dict.fromkeys((*begins, *holds)))


def _found(
    typed: str, session: Session, watchlist: Watchlist, matching: Callable[[Session, str], Iterable[Move]]
) -> Iterator[Move]:
    """The move of that id, or what an answer to the names that the text may become would show."""
    if not typed.strip():
        yield from lookup.moves(session, MoveQuery(), limit=MOST).moves
        return
    one = lookup.move(session, typed.strip().casefold())
    if one is not None:
        yield one
        return
    for name in completion.complete(session, watchlist, typed)[:_NEAR]:
        yield from islice(matching(session, name), MOST)


def _each(moves: Iterable[Move], what: Pick) -> Iterator[Move]:
    """Each move or person once."""
    seen = set[str]()
    for move in moves:
        key = move.id if what is Pick.MOVE else move.person_id
        if key not in seen:
            seen.add(key)
            yield move


def _move(move: Move) -> Choice:
    when = f" · {wording.when(move.date)}" if move.date is not None else ""
    wrong = " · marked wrong" if move.wrong else ""
    return Choice(move.id, f"{move.person} · {wording.path(move)}{when}{wrong}")


def _mover(move: Move) -> Choice:
    return Choice(move.person_id, wording.someone(move.person, move.companies))


def _person(hit: PersonHit) -> Choice:
    return Choice(hit.id, wording.someone(hit.name, hit.companies))
