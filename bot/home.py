"""The overview of one platform, as Slack shows it on the app's own tab: channels, sources, who is watched."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from sqlmodel import Session

from bot import wording
from bot.cards import Action, Card, Line, Place, Section, Strong, Text, Time, Tone
from bot.filling import SUBSCRIBE
from bot.subscription_cards import Where, changing, pausing, told
from store import feeds, lookup, subscriptions
from store.model.announce import Route
from store.model.companies import Watchlist
from store.subscriptions import Pause, Subscription
from watchers import health
from watchers.health import Condition

_MOST_CHANNELS = 30
_MOST_ROUTES = 5
"""Of one channel."""
_MOST_LINES = 60
"""Routes of all channels. Slack takes a hundred blocks of a Home, two a channel, and a route with its buttons weighs half a kB."""
_MOST_SOURCES = 8
_MOST_NAMED = 60
_WELL = frozenset([Condition.HEALTHY, Condition.MOVED, Condition.UNSEEN])


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What an overview is made of, beside the store."""

    platform: str
    workspace: str = ""
    """The reader's workspace, as destinations name it: channels of another one are not shown."""
    watchlist: Watchlist
    configured: Sequence[Route]
    now: dt.datetime
    admin: bool
    """Whether the reader may set channels up."""


def card(session: Session, view: View) -> Card:
    """The overview as it is now."""
    moves, watched = lookup.count(session), len(view.watchlist.companies)
    known = f"{wording.count(moves, 'move')} known; {wording.count(watched, 'company')} watched."
    setting_up = (Action("Set up a channel…", SUBSCRIBE),) if view.admin else ()
    return Card(
        title="Moves: who joins and who leaves in AI",
        tone=Tone.ANSWER,
        lead=(Text(known),),
        sections=(*_channels(session, view), _sources(session, view.now), _watched(view.watchlist)),
        footer=(Text("Ask with /moves NAME; set up with /moves-admin in a channel."),),
        actions=(Action("Latest moves", "ask:1:"), *setting_up),
    )


@dataclass(frozen=True, slots=True)
class _Channel:
    """What one channel hears of."""

    place: str
    configured: Sequence[Route]
    made: Sequence[Subscription]
    pause: Pause | None


def _channels(session: Session, view: View) -> Iterator[Section]:
    """A section a channel under a heading of them all; what is too much is counted."""
    channels = _mine(session, view)
    nobody: Line = (Text("No channel hears of anything yet: /moves-admin subscribe in a channel begins it."),)
    yield Section(heading="Channels", lines=() if channels else (nobody,))
    most = _most(channels)
    for channel in channels[:most]:
        yield _channel(channel, admin=view.admin)
    left = channels[most:]
    if left:
        routes = sum(len(channel.configured) + len(channel.made) for channel in left)
        more = f"and {wording.count(len(left), 'more channel')} with {wording.count(routes, 'route')}"
        yield Section(lines=((Text(f"{more}; /moves-admin routes in a channel shows what it hears of"),),))


def _most(channels: Sequence[_Channel]) -> int:
    """How many channels find room."""
    lines = accumulate(min(_MOST_ROUTES, len(channel.configured) + len(channel.made)) for channel in channels)
    return sum(total <= _MOST_LINES for total in islice(lines, _MOST_CHANNELS))


def _mine(session: Session, view: View) -> list[_Channel]:
    """The reader's channels, those of the configuration first."""
    made, paused = subscriptions.of(session), subscriptions.paused(session)
    places = dict.fromkeys(route.to for route in (*view.configured, *(one.route for one in made)))
    return [
        _Channel(
            place=to.partition(":")[2],
            configured=[route for route in view.configured if route.to == to],
            made=[one for one in made if one.route.to == to],
            pause=paused.get(to),
        )
        for to in places
        if _within(view, to)
    ]


def _within(view: View, destination: str) -> bool:
    platform, _, channel = destination.partition(":")
    workspace, _, _ = channel.rpartition("/")
    return (platform, workspace) == (view.platform, view.workspace)


def _channel(channel: _Channel, *, admin: bool) -> Section:
    """A channel's name, then a line a route; to admins with what changes them."""
    where, pause = Where(channel.place), channel.pause
    stopped: Line = (Text(" · "), Strong("Paused"), Text(" since "), Time(pause.since, date_only=True)) if pause else ()
    lines: list[Line] = [(Strong("config.toml"), Text(f" · {told(route)}")) for route in channel.configured]
    lines += [(Strong(f"#{one.id}"), Text(f" · {told(one.route)}")) for one in channel.made]
    shown = lines[:_MOST_ROUTES]
    if len(lines) > _MOST_ROUTES:
        shown.append((Text(f"and {wording.count(len(lines) - _MOST_ROUTES, 'more route')}"),))
    buttons = [
        button
        for one in channel.made[: max(0, _MOST_ROUTES - len(channel.configured))]
        for button in changing(one, where)
    ]
    actions = (*buttons, pausing(pause, where)) if admin else ()
    return Section(lines=((Place(channel.place), *stopped), *shown), actions=actions)


def _sources(session: Session, now: dt.datetime) -> Section:
    """How many are how, and those that are not well, each with the reason."""
    states = [(state.name, health.health(state, now)) for state in feeds.health(session)]
    counted = Counter(found.condition for _, found in states)
    sums = ", ".join(f"{counted[word]} {word.value}" for word in Condition if counted[word])
    ill = [(name, found) for name, found in states if found.condition not in _WELL]
    lines: list[Line] = [(Text(sums or "None looked at yet."),)]
    for name, found in ill[:_MOST_SOURCES]:
        why = f": {found.why}" if found.why else ""
        lines.append((Strong(name), Text(f" · {found.condition.value}{why}")))
    if len(ill) > _MOST_SOURCES:
        lines.append((Text(f"and {len(ill) - _MOST_SOURCES} more; moves sources shows all"),))
    return Section(heading="Sources", lines=tuple(lines))


def _watched(watchlist: Watchlist) -> Section:
    names = [company.name for company in watchlist.companies]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    words = f"{', '.join(names[:_MOST_NAMED])}{more}" if names else "Nobody yet; config.toml says who."
    return Section(heading="Watched", lines=((Text(words),),))
