"""Where a source is asked: when a permanent redirect is believed, and when belief ends. Pure.

A redirect that says "for good" may be one bad deploy, so the same answer has to come for a week, each time followed to a
document that could be read; at once only where nothing but encryption is added, or where the old address has meanwhile
ended in 404 or 410. The configured address stays the configuration's and is gone back to when the new one keeps failing.
"""

import datetime as dt
from urllib.parse import urlsplit

from store.source_state import Address, SourceState

SETTLED = dt.timedelta(days=7)
"""For so long a server has to give the same permanent redirect."""
PATIENCE = dt.timedelta(days=3)
"""For so long a new address may fail before the configured one is asked again."""
_ENDED = frozenset({"http_404", "http_410"})
_LONGEST = 2000


def after_success(state: SourceState, told: str | None, *, good: bool | None, now: dt.datetime) -> Address | None:
    """What an answer says of the address; None: nothing changed.

    `told` is where a chain of permanent redirects led, `good` whether a whole document with entries was read there. None:
    none came, as with a 304; it repeats one that was good, so it carries a candidate on and never starts one.
    """
    if told is None or told == state.asked or len(told) > _LONGEST:
        return _settled(state) if state.moving_to else None
    known = told == state.moving_to
    if not good and not (known and good is None):
        return _settled(state) if state.moving_to else None
    if _only_encrypts(state.asked, told):
        return _moved(state, told, "the same address, encrypted, said the server")
    if known and state.moving_since is not None:
        if now - state.moving_since < SETTLED:
            return None
        return _moved(state, told, f"a permanent redirect, the same for {SETTLED.days} days")
    return Address(moved_to=state.moved_to, moving_to=told, moving_since=now)


def after_failure(state: SourceState, kind: str, *, redirected: bool, now: dt.datetime) -> Address | None:
    """What a failed look says of the address; None: nothing changed."""
    if state.moving_to and kind in _ENDED and not redirected:
        return _moved(state, state.moving_to, f"the old address ended ({kind}) after a permanent redirect")
    long = state.failing_since is not None and now - state.failing_since >= PATIENCE
    if state.moved_to and (kind == "http_410" or long):
        return Address(why=f"back to the configured address: the new one failed ({kind})")
    return None


def is_gone(state: SourceState, kind: str, *, redirected: bool) -> bool:
    """Say whether the source is gone for good (RFC 9110, 15.5.11), told at its configured address and not behind it."""
    return kind == "http_410" and not redirected and state.moved_to is None and state.moving_to is None


def _moved(state: SourceState, told: str, why: str) -> Address:
    return Address(moved_to=None if told == state.url else told, why=why)


def _settled(state: SourceState) -> Address:
    """Where it is asked is where it is."""
    return Address(moved_to=state.moved_to)


def _only_encrypts(asked: str, told: str) -> bool:
    """The same host and place, with https for http."""
    try:
        old, new = urlsplit(asked), urlsplit(told)
        plain = old.port in {None, 80} and new.port in {None, 443}
    except ValueError:
        return False
    same = (old.hostname, old.path.rstrip("/"), old.query) == (new.hostname, new.path.rstrip("/"), new.query)
    return (old.scheme, new.scheme) == ("http", "https") and plain and same
