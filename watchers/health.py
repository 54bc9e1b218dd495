"""How a source is, told from what is remembered of it. Pure; nothing here asks, changes or disables anything."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from store.source_state import SourceState
from watchers.errors import masked


class Condition(StrEnum):
    """One word for a source, the worst that is true of it. Gone is asked no more; all others go on being looked at."""

    GONE = "gone"
    """The server said that there will be nothing any more (410)."""
    CHALLENGE = "challenge"
    """A check for humans came instead of what was asked for."""
    BLOCKED = "blocked"
    """The server turns us away, or the request guard does."""
    THROTTLED = "throttled"
    """The server wants fewer requests."""
    FAILING = "failing"
    """Anything else that goes wrong."""
    EMPTY = "empty"
    """It answers, and shows no entry at all."""
    FROZEN = "frozen"
    """It answers, and has shown nothing new for much longer than it used to take."""
    MOVED = "moved"
    """It is well, and asked at another address than the configured one."""
    UNSEEN = "unseen"
    """Never looked at."""
    HEALTHY = "healthy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A condition, why in words, and what else is good to know."""

    condition: Condition
    why: str = ""
    notes: tuple[str, ...] = ()


_BY_KIND = {
    "challenge_page": Condition.CHALLENGE,
    "blocked_address": Condition.BLOCKED,
    "http_401": Condition.BLOCKED,
    "http_402": Condition.BLOCKED,
    "http_403": Condition.BLOCKED,
    "http_407": Condition.BLOCKED,
    "http_451": Condition.BLOCKED,
    "http_429": Condition.THROTTLED,
    "throttled": Condition.THROTTLED,
}
_MEANS = {
    Condition.CHALLENGE: "only a browser gets past it; look for another address of this source",
    Condition.BLOCKED: "it does not want us there; an address under [watch] contact may help, or the site has to be asked",
    Condition.THROTTLED: "it is left alone for as long as it asks",
}
_USUAL = 20
"""A source is frozen after so many of its usual gaps without an entry …"""
_SOONEST, _LATEST = dt.timedelta(days=3), dt.timedelta(days=180)
"""… within these bounds."""
_UNDATED = dt.timedelta(days=90)
"""And after so long where its dates tell no gap."""
_RECENT = dt.timedelta(days=7)


def health(state: SourceState | None, now: dt.datetime) -> Health:
    """Judge a source by its memory."""
    if state is None or (state.first_looked_at is None and not state.failures):
        return Health(condition=Condition.UNSEEN)
    condition, why = _judged(state, now)
    return Health(condition=condition, why=why, notes=_notes(state, now, moved=condition is not Condition.MOVED))


def silence(state: SourceState, now: dt.datetime) -> dt.timedelta | None:
    """For how long it has published nothing, by its dates and by what came since the first look; None: it never did."""
    came = state.last_new_at if state.last_new_at != state.first_looked_at else None
    ages = [now - at for at in (state.newest_at, came) if at is not None]
    first = state.last_new_at or state.first_looked_at
    if not ages and first is None:
        return None
    return max(dt.timedelta(0), min(ages) if ages or first is None else now - first)


def _judged(state: SourceState, now: dt.datetime) -> tuple[Condition, str]:
    if state.gone_at is not None:
        again = f'`moves poll "{state.name}"` or another url asks it again'
        return Condition.GONE, f"not asked since {state.gone_at:%Y-%m-%d}: {state.last_error}; {again}"
    if state.failures:
        kind = state.error_kind or ""
        condition = _BY_KIND.get(kind, Condition.FAILING)
        means = "" if kind == "blocked_address" else _MEANS.get(condition, "")
        return condition, "; ".join(filter(None, (_failing(state), means)))
    if state.shown == 0:
        return Condition.EMPTY, "it answers as it should and lists nothing"
    quiet, usual = silence(state, now), _patience(state.gap)
    if quiet is not None and quiet > usual:
        return Condition.FROZEN, f"nothing new for {quiet.days} days; {_pace(state.gap)}"
    if state.moved_to is not None:
        return Condition.MOVED, f"asked at {masked(state.moved_to)}; put that into the configuration"
    return Condition.HEALTHY, ""


def _failing(state: SourceState) -> str:
    since = f" since {state.failing_since:%Y-%m-%d %H:%M}Z" if state.failing_since else ""
    times = f", {state.failures} times in a row{since}" if state.failures > 1 else ""
    return f"{state.last_error or state.error_kind or 'failed'}{times}"


def _patience(gap: float | None) -> dt.timedelta:
    if gap is None:
        return _UNDATED
    return min(max(dt.timedelta(seconds=min(gap, 10**9)) * _USUAL, _SOONEST), _LATEST)


def _pace(gap: float | None) -> str:
    if gap is None:
        return "its dates do not say how often it publishes"
    days = gap / 86400
    often = f"{days:.0f} days" if days >= 2 else f"{days * 24:.0f} hours" if days >= 2 / 24 else "hour or more often"
    return f"it used to publish every {often}"


def _notes(state: SourceState, now: dt.datetime, *, moved: bool) -> tuple[str, ...]:
    notes: list[str] = []
    if moved and state.moved_to:
        notes.append(f"asked at {masked(state.moved_to)} instead of the configured address")
    if state.moving_to and state.moving_since:
        notes.append(f"since {state.moving_since:%Y-%m-%d} it redirects for good to {masked(state.moving_to)}")
    if state.overflowed_at is not None and now - state.overflowed_at <= _RECENT:
        often = "once" if state.overflows == 1 else f"{state.overflows} times"
        told = f"nothing known was left in it {often}, last {state.overflowed_at:%Y-%m-%d %H:%M}Z"
        notes.append(f"{told}: entries may have come and gone between two looks")
    return tuple(notes)
