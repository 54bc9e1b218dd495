"""What is to be remembered of a look, and when the next one is. Pure: clock, dice and answer are handed in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from store.source_state import Failed, Looked, SourceState
from watchers import cadence
from watchers.entries import Document, Response, Source, Validators
from watchers.errors import WatchTrouble
from watchers.poll import address
from watchers.window import Window, window

_ASKS_TO_WAIT = frozenset({"http_429", "http_503"})
GONE_AGAIN = dt.timedelta(hours=1)
"""How often the store is asked whether a source that was gone is to be looked at again; costs no request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A look in time: its source, what was remembered when it began, and what is handed in."""

    source: Source
    state: SourceState
    now: dt.datetime
    roll: float = 0.0
    scheduled: bool = False
    """Whether the schedule asked for it; what is asked by hand makes up for nothing missed."""
    least: dt.timedelta = cadence.DENSEST
    """The densest rhythm that the kind of source allows."""

    def rhythm(self) -> dt.timedelta:
        """How often this source is looked at, as far as is known."""
        return rhythm(self.source.every, self.state, self.now, least=self.least)

    def missed(self) -> int:
        """How many looks should have happened before this one."""
        return cadence.missed(self.state.next_due_at, self.now, self.rhythm()) if self.scheduled else 0


def rhythm(
    every: dt.timedelta, state: SourceState, now: dt.datetime, *, least: dt.timedelta = cadence.DENSEST
) -> dt.timedelta:
    """How often a source is looked at, from what is remembered of it."""
    return cadence.rhythm(every, shown=state.shown, pace=state.pace, quiet=quiet(state, now), least=least)


def quiet(state: SourceState, now: dt.datetime) -> dt.timedelta:
    """For how long nothing new came, as far as we watched."""
    since = state.last_new_at or state.first_looked_at
    return max(now - since, dt.timedelta(0)) if since else dt.timedelta(0)


def after_answer(
    at: Moment, response: Response, validators: Validators, *, document: Document | None, new: int, overflowed: bool
) -> tuple[Looked, dt.timedelta]:
    """A look that succeeded, and the pause after it. `document` is None where the server said that nothing changed."""
    whole = document if document is not None and document.complete and not response.partial else None
    seen = window(whole.entries, at.now) if whole is not None else None
    pace = _pace(at, seen, new=new, overflowed=overflowed)
    shown = seen.shown if seen is not None else at.state.shown
    silence = dt.timedelta(0) if new else quiet(at.state, at.now)
    often = cadence.rhythm(at.source.every, shown=shown, pace=pace, quiet=silence, least=at.least)
    pause = cadence.pause(often, roll=at.roll, retry_after=response.retry_after, max_age=response.max_age)
    looked = Looked(
        now=at.now,
        due=at.now + pause,
        etag=validators.etag,
        last_modified=validators.last_modified,
        new=new,
        shown=seen.shown if seen is not None else None,
        newest=seen.newest if seen is not None else None,
        gap=seen.gap if seen is not None else None,
        pace=pace,
        overflowed=overflowed,
        missed=at.missed(),
        address=address.after_success(at.state, response.moved_to, good=_is_good(document, seen), now=at.now),
    )
    return looked, pause


def after_trouble(at: Moment, trouble: WatchTrouble, error: str) -> tuple[Failed, dt.timedelta]:
    """A look that failed, and the pause after it."""
    failures, redirected = at.state.failures + 1, trouble.redirected
    pause = cadence.pause(at.source.every, roll=at.roll, failures=failures, retry_after=trouble.retry_after)
    gone = address.is_gone(at.state, trouble.kind, redirected=redirected)
    failed = Failed(
        now=at.now,
        due=at.now + pause,
        kind="throttled" if trouble.kind in _ASKS_TO_WAIT and trouble.retry_after is not None else trouble.kind,
        error=error,
        gone=gone,
        missed=at.missed(),
        address=address.after_failure(at.state, trouble.kind, redirected=redirected, now=at.now),
    )
    return failed, GONE_AGAIN if gone else pause


def has_overflowed(state: SourceState, document: Document, unseen: Sequence[int], *, partial: bool) -> bool:
    """Whether nothing known was left in a whole list: between two looks some entries may have come and gone."""
    partial = partial or document.narrowed
    return not partial and state.first_looked_at is not None and 1 < len(unseen) == len(document.entries)


def _pace(at: Moment, seen: Window | None, *, new: int, overflowed: bool) -> float:
    """From the dates at first, from what was seen to come ever after."""
    since = at.state.last_success_at
    if since is None or at.state.shown is None:
        return seen.pace if seen is not None else at.state.pace
    return cadence.pace(at.state.pace, new=new, elapsed=at.now - since, overflowed=overflowed)


def _is_good(document: Document | None, seen: Window | None) -> bool | None:
    """Whether this was a document to believe a new address for: whole, with entries. None where none was to be expected."""
    if document is None:
        return None
    return seen is not None and seen.shown > 0
