"""What Moves has to say about itself, decided from what it remembers: lost channels, sources that are ill, platforms.

Told to `[ops] to` through the outbox, gathered, each matter once; `store.matters` remembers what was told. Deliveries that
are given up are noted by `bot.delivery`.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from store import feeds, matters, subscriptions
from store.feeds import SourceState
from store.matters import Standing
from store.subscriptions import Pause
from watchers import health
from watchers.health import Condition, Health

_PATIENCE = {
    Condition.BLOCKED: dt.timedelta(hours=1),
    Condition.CHALLENGE: dt.timedelta(hours=1),
    Condition.FAILING: dt.timedelta(hours=6),
    Condition.THROTTLED: dt.timedelta(hours=12),
}
"""How long a source may be like that before somebody is told."""
_SAID = {
    Condition.GONE: "is gone",
    Condition.BLOCKED: "does not let Moves in",
    Condition.CHALLENGE: "wants to see a browser",
    Condition.FAILING: "has been failing for hours",
    Condition.THROTTLED: "has been turning Moves away for hours",
    Condition.EMPTY: "shows nothing any more",
    Condition.FROZEN: "has fallen silent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What only a running Moves knows of itself."""

    to: str
    """Where it speaks about itself."""
    watched: Collection[str]
    """Names of the sources that are watched."""
    platforms: Mapping[str, str] = field(default_factory=dict)
    """Platforms that could not start, and why."""
    connected: Collection[str] = ()
    """Platforms that did."""

    def concerns(self, key: str) -> bool:
        """Say whether a matter is about something there still is: a source that is watched, a platform that is wanted."""
        kind, _, name = key.partition(":")
        if kind in {"source", "gone"}:
            return name in self.watched
        return kind != "platform" or name in self.platforms or name in self.connected


def gather(session: Session, inside: Inside, *, now: dt.datetime) -> bool:
    """Compare what is the matter with what was told, and make a notice where something is due; False where nothing is."""
    states = [state for state in feeds.health(session) if state.name in inside.watched]
    pauses = subscriptions.paused(session)
    standing = {
        **dict(_lost(pauses, inside.to)),
        **dict(_platforms(inside.platforms, inside.to)),
        **dict(_sources(states, now)),
    }
    matters.forget(session, now=now)
    going_on = frozenset((*_ill(states, now), *_kept_silent(pauses)))
    matters.look(session, standing, going_on=going_on, concerns=inside.concerns, now=now)
    return inside.to not in pauses and matters.gather(session, inside.to, now=now)


def _lost(pauses: Mapping[str, Pause], ops: str) -> Iterator[tuple[str, Standing]]:
    """Channels that Moves itself paused; of its own place it could tell nobody there."""
    for destination, pause in pauses.items():
        if not pause.by and destination != ops:
            advice = "once Moves can post there again, /moves-admin resume in that channel"
            said = f"{destination} cannot be reached and is paused: {pause.why}; {advice}"
            yield _channel(destination), Standing(said, f"{destination} is tried again")


def _kept_silent(pauses: Mapping[str, Pause]) -> Iterator[str]:
    """Matters of channels that people paused: one that was lost before is not tried again by that."""
    return (_channel(destination) for destination, pause in pauses.items() if pause.by)


def _platforms(troubles: Mapping[str, str], ops: str) -> Iterator[tuple[str, Standing]]:
    for name, why in troubles.items():
        if not ops.startswith(f"{name}:"):
            yield f"platform:{name}", Standing(f"{name} could not be started: {why}", f"{name} is connected")


def _sources(states: Iterable[SourceState], now: dt.datetime) -> Iterator[tuple[str, Standing]]:
    for state in states:
        found = health.health(state, now)
        if _worth_a_word(found, state, now):
            said = f"Source “{state.name}” {_SAID[found.condition]}: {found.why}"
            key = _gone(state.name) if found.condition is Condition.GONE else _source(state.name)
            yield key, Standing(said, f"Source “{state.name}” is well again")


def _worth_a_word(found: Health, state: SourceState, now: dt.datetime) -> bool:
    """Say whether a condition has lasted; those that are judged by long spans have when they are there."""
    if found.condition not in _SAID:
        return False
    since = state.failing_since or now
    return now - since >= _PATIENCE.get(found.condition, dt.timedelta(0))


def _ill(states: Iterable[SourceState], now: dt.datetime) -> Iterator[str]:
    """Matters of sources that are not well, whether or not it is worth a word: nobody is told that they are over."""
    for state in states:
        if health.health(state, now).condition in _SAID:
            yield _source(state.name)


def _channel(destination: str) -> str:
    return f"lost:{destination}"


def _source(name: str) -> str:
    return f"source:{name}"


def _gone(name: str) -> str:
    return f"gone:{name}"
