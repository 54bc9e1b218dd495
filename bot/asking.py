"""What is answered to a question: a name is looked up as a company, a team, a person, and the moves found are shown.

From the store alone, within the caller's session.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlmodel import Session

from bot import completion, houses, person_cards, queries, views, wording
from bot.cards import Card, Line, Text, plain
from bot.queries import Question
from store import lookup
from store.lookup import MoveQuery
from store.model.companies import CompanyRef, Watchlist
from store.model.houses import Houses
from store.model.moves import Move
from store.model.names import fold, has_han
from store.model.people import Person
from store.readings import simplified
from watchers.extract import organisations

_MOST_MEANT = 10
"""People that are offered where a name may mean several."""
_CHUNK = 500
"""Moves read at once where all are wanted: well under SQLite's limit of parameters."""


class Asking:
    """Answers questions. `watchlist` is asked each time; the clock says which houses have become part of others by now."""

    def __init__(self, watchlist: Callable[[], Watchlist], clock: Callable[[], dt.datetime]) -> None:
        self._watchlist = watchlist
        self._clock = clock

    def matching(self, session: Session, text: str) -> Iterator[Move]:
        """Every move that the answer to a text would show, newest first; an unknown name gives none."""
        return (move for query in self._asked(session, text) for move in _all(session, query))

    def answer(self, session: Session, question: Question, page: int, *, shared_by: str = "") -> Card:
        """One page of the answer, or what to ask instead; `shared_by` is who lets everybody see it."""
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

    def read(self, text: str) -> Question:
        """What a text asks, as of today."""
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
            options = [(wording.someone(hit.name, hit.companies), hit.id) for hit in hits[:_MOST_MEANT]]
            return views.choice(name, options, narrowed=question.narrow.written, more=len(hits) - len(options))
        known = self._houses().ref(simplified(name))
        if known is not None:
            return self._place(session, known, question, page, shared_by)
        listed = self._listed((name, simplified(name)))
        if listed is not None:
            return views.nothing(
                f"No moves known of {listed.name}", advice="What the news tells of them is answered here."
            )
        near = completion.near(completion.names(session, self._watchlist()), name, 3)
        return views.nothing(f"Nothing known by “{name}”", advice=_instead(name, near), near=near)

    def _place(self, session: Session, ref: CompanyRef, question: Question, page: int, shared_by: str) -> Card:
        """A company's timeline, or that of one of its teams, with what became of either."""
        known, day = self._houses(), self._clock().date()
        taken_in = [
            fact for fact in known.taken_in(ref, day) if _any(session, houses.query(known.means(fact.name), known, day))
        ]
        about = houses.about(simplified(question.name), ref, known, day, taken_in)
        lead: Line = (Text(about),) if about else ()
        query = houses.query(ref, known, day)
        watched = any(company.name == ref.company for company in self._watchlist().companies)
        return _shown(
            session, ref.unit or ref.company, query, page, question, shared_by=shared_by, lead=lead, watched=watched
        )

    def _houses(self) -> Houses:
        return organisations.houses(self._watchlist())

    def _asked(self, session: Session, text: str) -> list[MoveQuery]:
        """What a text asks for: one company, or every person written that way."""
        question = self.read(text)
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
        everything = MoveQuery(person=person)
        newest = lookup.moves(session, everything, limit=views.PAGE).moves
        if not newest:
            return views.nothing("Nobody is known by that", advice="Ask for a name; try /moves help.")
        found, page = _page(session, question.narrow.of(everything), page)
        narrowed = question.narrow.said()
        if not found.total:
            return _none(session, newest[0].person, everything, narrowed, ())
        return person_cards.person(
            found.moves, newest, total=found.total, page=page, again=question.again, today=self._clock().date(),
            narrowed=narrowed, shared_by=shared_by, names=self._names(session, newest[0]),
        )  # fmt: skip

    def _names(self, session: Session, move: Move) -> tuple[str, ...]:
        """How else a person is written: as outlets do, and as the list does where nobody else bears such a name."""
        alone = len(lookup.people(session, move.person)) == 1
        listed = self._listed((move.person, *move.also)) if alone else None
        known = {fold(move.person): move.person}
        for form in (*move.also, *((listed.name, *listed.also) if listed is not None else ())):
            known.setdefault(fold(form), form)
        return tuple(known.values())[1:]

    def _listed(self, forms: Iterable[str]) -> Person | None:
        """The one person of the list who bears such a name; None where nobody does, or several do.

        Whoever is written in other Chinese letters is somebody else.
        """
        given = tuple(forms)
        written, han = set(map(fold, given)), _han(given)
        found = [one for one in self._watchlist().people if not written.isdisjoint(map(fold, (one.name, *one.also)))]
        mine = [one for one in found if not han or not _han((one.name, *one.also)).isdisjoint(han)]
        return mine[0] if len(found) == len(mine) == 1 else None


def _shown(
    session: Session,
    title: str,
    asked: MoveQuery,
    page: int,
    question: Question,
    *,
    shared_by: str,
    lead: Line = (),
    watched: bool = True,
) -> Card:
    """One page of a timeline."""
    query, narrowed = question.narrow.of(asked), question.narrow.said()
    found, page = _page(session, query, page)
    if not found.total:
        return _none(session, title, asked, narrowed, lead, watched=watched)
    whole = query.company or "" if query.unit else ""
    only: Line = (Text(f"{' ' if lead else ''}Only {narrowed}."),) if narrowed else ()
    return views.timeline(
        title, found.moves, total=found.total, page=page, again=question.again, lead=(*lead, *only), whole=whole,
        shared_by=shared_by,
    )  # fmt: skip


def _page(session: Session, query: MoveQuery, page: int) -> tuple[lookup.Page, int]:
    """One page of a list; a page past the end (moves were merged meanwhile) is the last one."""
    found = lookup.moves(session, query, limit=views.PAGE, offset=(page - 1) * views.PAGE)
    last = max(1, -(-found.total // views.PAGE))
    if page <= last:
        return found, page
    return lookup.moves(session, query, limit=views.PAGE, offset=(last - 1) * views.PAGE), last


def _none(session: Session, title: str, query: MoveQuery, narrowed: str, lead: Line, *, watched: bool = True) -> Card:
    """An empty list: what may still come, and for a team the whole company, for a narrowed list the whole list."""
    others = lookup.moves(session, query, limit=1).total if narrowed else 0
    if others:
        near = (title,) if query.company is not None or query.person is not None else ()
        advice = f"None {narrowed}. Without that: {wording.count(others, 'move')}."
        return views.nothing(": ".join(("No such moves", *near)), advice=advice, near=near)
    if query.company is None:
        return views.nothing("No moves known yet", advice="What the news tells from now on is answered here.")
    if query.unit is not None:
        advice = f"Outlets may have named only the company: ask for all of {query.company}."
    elif watched:
        advice = f"It is watched. To be told in this channel: /moves-admin subscribe {query.company}."
    else:
        advice = "It is not on the watchlist: news of it is answered here where it comes along, and told in no channel."
    near = (query.company,) if query.unit is not None else ()
    return views.nothing(f"No moves known at {title}", advice=" ".join(filter(None, (plain(lead), advice))), near=near)


def _instead(typed: str, near: Sequence[str]) -> str:
    """What to ask where nothing is known by a name: one of the nearest, alone where more was typed than a name."""
    if near and len(typed.split()) > len(near[0].split()):
        return "Ask for the name alone; out, in or since:7d behind it narrow."
    return "Did you mean one of these?" if near else "Ask for a company, a team or a person; try /moves help."


def _any(session: Session, query: MoveQuery) -> bool:
    return lookup.moves(session, query, limit=1).total > 0


def _all(session: Session, query: MoveQuery) -> Iterator[Move]:
    """Every move of a list, a chunk at a time."""
    offset = 0
    while found := lookup.moves(session, query, limit=_CHUNK, offset=offset).moves:
        yield from found
        offset += _CHUNK


def _han(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(simplified(form) for form in forms if has_han(form))
