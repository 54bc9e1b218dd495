"""What is known of one person: names in every script, where they are now, and their moves, newest first. Pure."""

import datetime as dt
from collections.abc import Sequence

from bot import views, wording
from bot.cards import Action, Card, Fact, Line, Link, Section, Strong, Struck, Text, Tone
from bot.queries import LONGEST
from store.model.moves import Move, Status

_MOST_HOUSES = 2
_NOTICE = dt.timedelta(days=120)
"""How long after a new post was told people may still be said to leave the old one."""


def person(
    history: Sequence[Move],
    newest: Sequence[Move],
    *,
    total: int,
    page: int,
    again: str,
    today: dt.date,
    names: Sequence[str],
    narrowed: str = "",
    shared_by: str = "",
) -> Card:
    """One page of a person's moves; `newest` are those of the first page of all, which tell where the person is.

    `names` are how else they are written, `narrowed` says what the history is narrowed to, `again` is the query text that buttons repeat.
    """
    about = newest[0]
    rows = (("Also written", ", ".join(names)), ("Now", now(newest, today)))
    listed = views.timeline(
        about.person, history, total=total, page=page, again=again, shared_by=shared_by,
        lead=(Text(f"Only {narrowed}."),) if narrowed else (),
    )  # fmt: skip
    return Card(
        title=listed.title,
        tone=Tone.ANSWER,
        lead=listed.lead,
        facts=tuple(Fact(label, (Text(value),)) for label, value in rows if value),
        sections=(_history(history),),
        footer=listed.footer,
        actions=listed.actions if shared_by else (*listed.actions, *_houses(newest)),
    )


def now(newest: Sequence[Move], today: dt.date) -> str:
    """Where a person is as far as it is known, by the newest move that is no mere rumor; what is rumored comes after it."""
    sure = _last([move for move in newest if move.status in {Status.REPORTED, Status.CONFIRMED}])
    ahead = next((move for move in newest if move.status is Status.RUMORED), None)
    rumored = ahead is not None and (sure is None or newest.index(ahead) < newest.index(sure))
    known = _place(sure, today) if sure is not None else ""
    maybe = f"rumored: {wording.path(ahead)}" if ahead is not None and rumored else ""
    return " · ".join(filter(None, (known, maybe)))


def _last(sure: Sequence[Move]) -> Move | None:
    """The move that tells where somebody is: the newest that was news, for what is only recalled may be from any year.

    Who left one company and had joined another shortly before is at the other.
    """
    moves = [move for move in sure if not move.background] or list(sure)
    if not moves or moves[0].joined is not None:
        return moves[0] if moves else None
    gone = moves[0]
    onwards = (move for move in moves[1:] if move.joined is not None and move.joined.company not in gone.companies)
    return next((move for move in onwards if _shortly_before(move, gone)), gone)


def _shortly_before(move: Move, gone: Move) -> bool:
    return move.date is not None and gone.date is not None and gone.date.last - move.date.first <= _NOTICE


def _place(move: Move, today: dt.date) -> str:
    """The place a move led to; of one that only left somewhere, that nobody knows where to."""
    when = wording.when(move.date) if move.date is not None else ""
    on = "on" if move.date is not None and move.date.day is not None else "in"
    coming = move.date is not None and move.date.first > today
    if move.joined is None:
        assert move.left is not None  # a move has a side
        gone = f"{'leaves' if coming else 'left'} {wording.place(move.left)}{f' {on} {when}' if when else ''}"
        return gone if coming else f"not known; {gone}"
    since = f", {'from' if coming else 'since'} {when}{' on' if coming else ''}" if when else ""
    return f"{wording.place(move.joined)}{since} ({wording.STATUS[move.status].lower()})"


def _history(moves: Sequence[Move]) -> Section:
    return Section(heading="Moves", lines=tuple(map(row, moves)))


def row(move: Move) -> Line:
    """One move on one line: day, from → to, standing, its first evidence. The person is the card's."""
    told = wording.path(move)
    path = Struck(told) if move.status is Status.DENIED else Strong(told)
    when = wording.when(move.date) if move.date is not None else wording.month(move)
    link = next((e for e in move.evidence if e.url), None)
    evidence: Line = (Text(" · "), Link(link.publisher, link.url)) if link and link.url else ()
    return (Text(f"{when}  "), path, Text(f" · {wording.standing(move)}"), *evidence)


def _houses(newest: Sequence[Move]) -> tuple[Action, ...]:
    """The companies of the newest moves, as the next thing to ask."""
    names = list(dict.fromkeys(name for move in newest for name in move.companies if len(name) <= LONGEST))
    return tuple(Action(f"{name} history"[:60], f"ask:1:{name}") for name in names[:_MOST_HOUSES])
