"""`/moves-admin subscribe, unsubscribe, routes, pause, resume, mute, unmute, status`: what a channel hears of, set up from the channel.

Each order is one transaction; that the person may give it has been asked already.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from bot import muting, subscribing, subscription_cards
from bot.cards import Card
from bot.chat import Asker
from bot.orders import WrongUse
from store import feeds, lookup, mutes, outbox, subscriptions
from store.lookup import MoveQuery
from store.model.announce import Route
from store.model.companies import Watchlist
from watchers import health

USAGE: Mapping[str, str] = {
    subscribing.USAGE: "tell this channel of moves at these companies; without companies, of all",
    "unsubscribe NUMBER… | all": "take routes back that were made here",
    "routes": "what this channel hears of, and where each route comes from",
    "pause": "tell this channel nothing for the time being",
    "resume": "tell it again",
    "mute NAME": "tell this channel nothing more of a person",
    "unmute NAME": "tell it of that person again",
    "status": "what Moves is doing",
    "check": "what Moves is missing in this channel: scopes, rights, being there",
    "reload": "read config.toml again; one with problems is refused, and the one that holds goes on",
}
"""What can be ordered about a channel, and what it does."""
_INVITE = {"slack": "If Moves is not in this channel yet: /invite @Moves."}


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel being set up: who asks where, and what is known."""

    session: Session
    asker: Asker
    watchlist: Watchlist
    configured: Sequence[Route]
    now: dt.datetime
    command: str

    @property
    def here(self) -> str:
        """The destination this is about."""
        return f"{self.asker.platform}:{self.asker.channel if self.asker.platform != 'terminal' else ''}"

    @property
    def by(self) -> str:
        """Who asks, as it is kept."""
        return f"{self.asker.platform}:{self.asker.user}"

    @property
    def fixed(self) -> list[Route]:
        """What the configuration asks for here."""
        return [route for route in self.configured if route.to == self.here]


def answer(verb: str, rest: str, channel: Channel) -> Card:
    """Do what is ordered; `verb` is one of `ORDERS`."""
    try:
        return ORDERS[verb](channel, rest)
    except WrongUse as why:
        return subscription_cards.refused(str(why))


def _subscribe(channel: Channel, rest: str) -> Card:
    asked = subscribing.routes(rest, channel.here, channel.watchlist)
    made = [subscriptions.add(channel.session, route, by=channel.by, now=channel.now) for route in asked]
    return subscription_cards.subscribed(made, channel.command, _INVITE.get(channel.asker.platform, ""))


def _unsubscribe(channel: Channel, rest: str) -> Card:
    words = rest.replace("#", " ").replace(",", " ").split()
    if [word.casefold() for word in words] == ["all"]:
        gone = subscriptions.remove(channel.session, channel.here)
    elif words and all(word.isdecimal() and len(word) < 10 for word in words):
        gone = sum(subscriptions.remove(channel.session, channel.here, int(word)) for word in words)
    else:
        raise WrongUse("say which: unsubscribe NUMBER… or unsubscribe all; “routes” shows the numbers")
    return subscription_cards.unsubscribed(gone, len(channel.fixed))


def _routes(channel: Channel, _rest: str) -> Card:
    made = subscriptions.of(channel.session, channel.here)
    pause = subscriptions.paused(channel.session).get(channel.here)
    silent = mutes.of(channel.session, channel.here)
    card = subscription_cards.routes("this channel", channel.fixed, made, pause, channel.command)
    return replace(card, sections=(*card.sections, *muting.section(silent)))


def _mute(channel: Channel, rest: str) -> Card:
    return muting.mute(channel.session, channel.here, rest, by=channel.by, now=channel.now)


def _unmute(channel: Channel, rest: str) -> Card:
    return muting.unmute(channel.session, channel.here, rest)


def _pause(channel: Channel, rest: str) -> Card:
    changed = subscriptions.pause(channel.session, channel.here, by=channel.by, why=rest[:300], now=channel.now)
    return subscription_cards.paused(changed=changed)


def _resume(channel: Channel, _rest: str) -> Card:
    return subscription_cards.resumed(changed=subscriptions.resume(channel.session, channel.here))


def _status(channel: Channel, _rest: str) -> Card:
    session = channel.session
    states = Counter(health.health(state, channel.now).condition.value for state in feeds.health(session))
    newest = lookup.moves(session, MoveQuery(), limit=1).moves
    made = subscriptions.of(session, channel.here)
    return subscription_cards.status(
        moves=lookup.count(session),
        newest=newest[0].first_seen if newest else None,
        sources=dict(states),
        tally=outbox.tally(session),
        here=len(channel.fixed) + len(made),
        paused=len(subscriptions.paused(session)),
    )


ORDERS: Mapping[str, Callable[[Channel, str], Card]] = {
    "subscribe": _subscribe,
    "unsubscribe": _unsubscribe,
    "routes": _routes,
    "pause": _pause,
    "resume": _resume,
    "mute": _mute,
    "unmute": _unmute,
    "status": _status,
}
"""The first word of an order, and who carries it out."""
