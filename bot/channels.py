"""`/moves-admin subscribe, change, unsubscribe, routes, pause, resume, mute, unmute, status`: what a channel hears of, set up from the channel.

Each order is one transaction; that the person may give it has been asked already.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sqlmodel import Session

from bot import muting, subscribing, subscription_cards
from bot.cards import Card
from bot.chat import Asker
from bot.orders import WrongUse
from bot.subscription_cards import HERE, Where
from store import digests, feeds, lookup, mutes, outbox, subscriptions
from store.lookup import MoveQuery
from store.model.announce import Route
from store.model.companies import Watchlist
from store.subscriptions import Subscription
from watchers import health

USAGE: Mapping[str, str] = {
    subscribing.USAGE: "tell this channel of moves at these companies; without companies, of all",
    subscribing.CHANGE: "change what is named of a route, in the words of subscribe; quiet none, mention none, both take away",
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
_INVITE = {"slack": "If Moves is not in {} yet: /invite @Moves."}
_NUMBERED = re.compile(r"#?(\d{1,9})(?!\S)\s*(.*)", re.DOTALL)
_UNDO = re.compile(r"undo(?: (\d{1,9}))?", re.IGNORECASE)


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
        return self.asker.here

    @property
    def where(self) -> Where:
        """The same, as cards tell it."""
        return Where(self.asker.channel) if self.asker.away else HERE

    @property
    def nowhere(self) -> bool:
        """Whether nobody says which channel this is about, as outside of channels."""
        return not self.asker.channel and self.asker.platform != "terminal"

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
    if channel.nowhere and verb != "status":
        return subscription_cards.refused(f"say it in the channel it is about: {channel.command} {verb}")
    try:
        return ORDERS[verb](channel, rest)
    except WrongUse as why:
        return subscription_cards.refused(str(why))


def _subscribe(channel: Channel, rest: str) -> Card:
    asked = subscribing.routes(rest, channel.here, channel.watchlist)
    made = [subscriptions.add(channel.session, route, by=channel.by, now=channel.now) for route in asked]
    where, invite = channel.where, _INVITE.get(channel.asker.platform, "")
    return subscription_cards.subscribed(made, channel.command, invite.format(where.there), where)


def _change(channel: Channel, rest: str) -> Card:
    one, asked = _numbered(channel, rest)
    undo = _UNDO.fullmatch(" ".join(asked.split()))
    route = _before(channel, one, undo[1]) if undo else subscribing.changed(asked, one.route, channel.watchlist)
    others = [other for other in subscriptions.of(channel.session, channel.here) if other.id != one.id]
    if route == one.route:
        raise WrongUse(f"route #{one.id} asks for exactly that already")
    same = next((other.id for other in others if other.route == route), None)
    if same is not None:
        raise WrongUse(f"route #{same} asks for exactly that already; unsubscribe {one.id} takes this one away")
    edit = subscriptions.change(channel.session, one, route, by=channel.by, now=channel.now)
    beside = [*channel.fixed, *(other.route for other in others)]
    digests.follow(channel.session, one.route, route, beside)
    alone = all(left.when == "now" for left in (route, *beside))
    forgotten = digests.waiting(channel.session, one.route) if alone else 0
    return subscription_cards.changed(
        one, route, edit, forgotten=forgotten, undone=undo is not None, where=channel.where
    )


def _numbered(channel: Channel, rest: str) -> tuple[Subscription, str]:
    """The route of this channel that is meant, and what is asked of it."""
    found = _NUMBERED.fullmatch(rest)
    made = subscriptions.of(channel.session, channel.here)
    filed = "; what config.toml asks for is changed in that file" if channel.fixed else ""
    if found is None:
        raise WrongUse(
            f"say which route, then what is to change: {subscribing.CHANGE}; “routes” shows the numbers{filed}"
        )
    number = int(found[1])
    one = next((one for one in made if one.id == number), None)
    if one is not None:
        return one, found[2]
    if subscriptions.at(channel.session, number) is not None:
        raise WrongUse(f"route #{number} is another channel's; change it there")
    raise WrongUse(f"there is no route #{number}; “routes” shows the numbers{filed}")


def _before(channel: Channel, one: Subscription, turn: str | None) -> Route:
    """What a route was before its last change, which has to be the one that is meant."""
    last = subscriptions.edits(channel.session, [one]).get(one.id)
    if last is None:
        raise WrongUse(f"route #{one.id} was never changed")
    if turn is not None and int(turn) != last.turn:
        raise WrongUse(f"route #{one.id} was changed again since, by {last.by}; change {one.id} undo takes that back")
    return last.before


def _unsubscribe(channel: Channel, rest: str) -> Card:
    verb, *others = words = rest.replace("#", " ").replace(",", " ").casefold().split() or [""]
    if words == ["all"]:
        gone = subscriptions.remove(channel.session, channel.here)
    elif verb == "undo":
        return _restored(channel, _numbers(others))
    else:
        removed = (subscriptions.remove(channel.session, channel.here, number) for number in _numbers(words))
        gone = tuple(chain.from_iterable(removed))
    return subscription_cards.unsubscribed(gone, len(channel.fixed), channel.where)


def _numbers(words: Sequence[str]) -> list[int]:
    if not words or not all(word.isdecimal() and len(word) < 10 for word in words):
        raise WrongUse("say which: unsubscribe NUMBER… or unsubscribe all; “routes” shows the numbers")
    return [int(word) for word in words]


def _restored(channel: Channel, numbers: Sequence[int]) -> Card:
    """Routes that were removed here, as they were."""
    back = [subscriptions.restore(channel.session, channel.here, number) for number in numbers]
    made = [one for one in back if one is not None]
    if not made:
        raise WrongUse("nothing of that was removed here, or it is there again")
    return subscription_cards.subscribed(made, channel.command, "", channel.where)


def _routes(channel: Channel, _rest: str) -> Card:
    made = subscriptions.of(channel.session, channel.here)
    pause = subscriptions.paused(channel.session).get(channel.here)
    silent = mutes.of(channel.session, channel.here)
    edits = subscriptions.edits(channel.session, made)
    card = subscription_cards.routes(channel.fixed, made, pause, channel.command, edits=edits, where=channel.where)
    return replace(card, sections=(*card.sections, *muting.section(silent)))


def _mute(channel: Channel, rest: str) -> Card:
    return muting.mute(channel.session, channel.here, rest, by=channel.by, now=channel.now)


def _unmute(channel: Channel, rest: str) -> Card:
    return muting.unmute(channel.session, channel.here, rest)


def _pause(channel: Channel, rest: str) -> Card:
    changed = subscriptions.pause(channel.session, channel.here, by=channel.by, why=rest[:300], now=channel.now)
    return subscription_cards.paused(changed=changed, where=channel.where)


def _resume(channel: Channel, _rest: str) -> Card:
    changed = subscriptions.resume(channel.session, channel.here)
    return subscription_cards.resumed(changed=changed, where=channel.where)


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
    "change": _change,
    "unsubscribe": _unsubscribe,
    "routes": _routes,
    "pause": _pause,
    "resume": _resume,
    "mute": _mute,
    "unmute": _unmute,
    "status": _status,
}
"""The first word of an order, and who carries it out."""
