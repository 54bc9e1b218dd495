"""Who hears of a change, or why nobody does. Pure: routes and the clock are handed in."""

import datetime as dt
import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from store.model.moves import ChangeKind, Kind, Move, Status

# The ladder a route's `min_status` is measured on; a denial is told to everyone who may have heard the rumor.
_RUNG = {Status.RUMORED: 0, Status.REPORTED: 1, Status.CONFIRMED: 2, Status.DENIED: 2}


TRAILING = dt.timedelta(days=7)
"""How long news may trail its event: what happened up to a week before a source was watched, and is told only now, is
news; what happened earlier was told before, and only resurfaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Which changes go to which destination, when, with which mention."""

    to: str
    """Opaque destination: `slack:C0123`, `discord:998877`, `terminal:`."""
    companies: tuple[str, ...] = ("*",)
    """Canonical names, or `*` for every watched company."""
    kinds: tuple[Kind, ...] = tuple(Kind)
    way: str = ""
    """`in` or `out`: only moves into or out of these companies; empty: either. A change of role is neither."""
    min_status: Status = Status.RUMORED
    when: str = "now"
    """`now`, `daily 09:00` or `weekly Mon 09:00`."""
    time_zone: str = "UTC"
    quiet: str = ""
    """`22:00-07:00` in the route's zone, or empty."""
    mention: str = ""
    """The only place a mention can come from; never news text."""


class Silence(enum.StrEnum):
    """Why a change was stored and not announced; shown by `replay`, `explain` and the log."""

    NOTHING_NEW = "nothing new"
    SEED = "told by a seed document"
    BASELINE = "the source's first look is a baseline"
    BACKGROUND = "told only as history"
    TOO_OLD = "the event is older than the configured age"
    BEFORE_BASELINE = "the event happened before the source was watched"
    DENIAL = "a denial of what was never told"
    KNOWN = "known from a seed document or a first look"
    UNSURE = "not sure enough to interrupt anybody"
    UNWATCHED = "no company of it is on the watchlist"
    NO_ROUTE = "no route asks for it"
    MUTED = "the person is muted where a route asks for it"
    WRONG = "marked wrong by an editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known about the telling of a finding, beside the finding itself."""

    now: dt.datetime
    max_age: dt.timedelta
    published: dt.datetime | None
    watched: frozenset[str]
    """Canonical names of the watchlist."""
    baseline: bool = False
    """True while a source is looked at for the first time."""
    seed: bool = False
    """True for documents read by `moves seed` or at first start."""
    watched_since: dt.datetime | None = None
    """When the source was first looked at."""


def silence(move: Move, kind: ChangeKind, *, told_before: bool, at: Circumstances) -> Silence | None:
    """Decide whether this change stays silent, whoever might listen; None when it may be told.

    A move that was announced is followed up even when the follow-up alone would be too old or too unsure:
    what stands in a channel is kept true.
    """
    fresh = not told_before
    happened = move.date.last if move.date is not None else None
    watched_from = _before(at.watched_since, min(at.max_age, TRAILING)) if at.watched_since is not None else None
    reasons = (
        (move.wrong, Silence.WRONG),
        (kind is ChangeKind.NONE, Silence.NOTHING_NEW),
        (at.seed, Silence.SEED),
        (at.baseline, Silence.BASELINE),
        (fresh and move.background, Silence.BACKGROUND),
        (fresh and not at.watched.intersection(move.companies), Silence.UNWATCHED),
        (fresh and _event_day(move, at) < _before(at.now, at.max_age), Silence.TOO_OLD),
        (
            fresh and happened is not None and watched_from is not None and happened < watched_from,
            Silence.BEFORE_BASELINE,
        ),
        (fresh and not move.alert, Silence.UNSURE),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _before(moment: dt.datetime, age: dt.timedelta) -> dt.date:
    """The day so long before; the first day there is where the age reaches beyond the calendar."""
    return dt.date.min if age > moment - dt.datetime.min.replace(tzinfo=dt.UTC) else (moment - age).date()


def _event_day(move: Move, at: Circumstances) -> dt.date:
    """The latest day the event can have happened; a future effect counts as told today."""
    told = (at.published or at.now).date()
    return told if move.date is None else min(move.date.last, max(told, move.date.first))


_LOUD = frozenset(["status", "destination", "origin", "role", "date"])
"""Differences that readers are told in the thread. Another outlet is not one, nor a team: outlets name units at will."""
_WEIGHTY = frozenset(["status", "destination"])


def spoken(kind: ChangeKind, differs: Iterable[str]) -> bool:
    """Say whether a change is worth a word in the thread; else the message is edited quietly."""
    named = tuple(differs)
    by_people = kind is ChangeKind.CORRECTED and bool(named)
    return by_people or kind in {ChangeKind.NEW, ChangeKind.DENIED} or not _LOUD.isdisjoint(named)


def weighty(kind: ChangeKind, differs: Iterable[str]) -> bool:
    """Say whether a change is told also to those who took the message away: what they read there no longer holds.

    A role or a day added to a message that somebody removed on purpose is no reason to bring it back.
    """
    return kind in {ChangeKind.NEW, ChangeKind.DENIED} or not _WEIGHTY.isdisjoint(differs)


def listeners(move: Move, routes: tuple[Route, ...]) -> tuple[Route, ...]:
    """The routes that ask for this move, each destination once."""
    asked = {route.to: route for route in reversed(routes) if _asks(route, move)}
    return tuple(reversed(asked.values()))


def _asks(route: Route, move: Move) -> bool:
    return _concerns(route, move) and move.kind in route.kinds and _RUNG[move.status] >= _RUNG[route.min_status]


def _concerns(route: Route, move: Move) -> bool:
    """Say whether a company of the route is on the side it asks about."""
    sides = {"in": (move.joined,), "out": (move.left,)}.get(route.way, (move.left, move.joined))
    companies = [side.company for side in sides if side is not None]
    if not companies or (route.way and move.kind is Kind.APPOINTMENT):
        return False
    return "*" in route.companies or not set(route.companies).isdisjoint(companies)


_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


def due(route: Route, now: dt.datetime) -> dt.datetime:
    """When a post may go out on this route: now, or at the end of the quiet span that now lies in.

    The span is read on the wall clock of the route's zone, may pass midnight, and ends by that clock also on the days
    the clock is set. An end that a clock set forward skips is the moment of the jump's end. Raises ValueError for
    a span that is none, and ZoneInfoNotFoundError for an unknown zone; the configuration refuses both.
    """
    if not route.quiet:
        return now
    found = _SPAN.fullmatch(route.quiet.strip())
    if found is None:
        raise ValueError(f"not a span of hours: {route.quiet!r}; expected HH:MM-HH:MM")
    hours = [int(text) for text in found.groups()]
    begins, ends = dt.time(hours[0], hours[1]), dt.time(hours[2], hours[3])
    zone = ZoneInfo(route.time_zone)
    local = now.astimezone(zone)
    clock = local.time()
    overnight = begins > ends
    quiet = (clock >= begins or clock < ends) if overnight else begins <= clock < ends
    if not quiet:
        return now
    day = local.date() + dt.timedelta(days=int(overnight and clock >= begins))
    return max(now, dt.datetime.combine(day, ends, zone).astimezone(dt.UTC))
