"""The overview of one platform, as Slack shows it on the app's own tab: channels, sources, who is watched."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bot import wording
from bot.cards import Action, Card, Line, Place, Section, Strong, Text, Time, Tone
from bot.filling import SUBSCRIBE
from bot.subscription_cards import told
from store import feeds, lookup, subscriptions
from store.model.announce import Route
from store.model.companies import Watchlist
from store.subscriptions import Pause
from watchers import health
from watchers.health import Condition

_MOST_ROUTES = 25
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
        sections=(_channels(session, view), _sources(session, view.now), _watched(view.watchlist)),
        footer=(Text("Ask with /moves NAME; set up with /moves-admin in a channel."),),
        actions=(Action("Latest moves", "ask:1:"), *setting_up),
    )


def _channels(session: Session, view: View) -> Section:
    routes = (*view.configured, *(one.route for one in subscriptions.of(session)))
    mine = [route for route in routes if _within(view, route.to)]
    paused = subscriptions.paused(session)
    lines = [_route(route, paused.get(route.to)) for route in mine[:_MOST_ROUTES]]
    if len(mine) > _MOST_ROUTES:
        lines.append((Text(f"and {wording.count(len(mine) - _MOST_ROUTES, 'more route')}"),))
    nobody: Line = (Text("No channel hears of anything yet: /moves-admin subscribe in a channel begins it."),)
    return Section(heading="Channels", lines=tuple(lines) or (nobody,))


def _within(view: View, destination: str) -> bool:
    platform, _, channel = destination.partition(":")
    workspace, _, _ = channel.rpartition("/")
    return (platform, workspace) == (view.platform, view.workspace)


def _route(route: Route, pause: Pause | None) -> Line:
    _, _, channel = route.to.partition(":")
    stopped: Line = (Strong("Paused"), Text(" since "), Time(pause.since, date_only=True), Text(" · ")) if pause else ()
    return Place(channel), Text(" · "), *stopped, Text(told(route))


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
