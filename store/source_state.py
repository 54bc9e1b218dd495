"""What is remembered of a source beside the entries it has shown, and what a look makes of it. Pure."""

import datetime as dt
from dataclasses import dataclass, replace

_LONGEST_ERROR = 500  # characters
_LONGEST_KIND = 40


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is remembered of one source; times are aware UTC, None where it never happened."""

    id: int
    name: str
    url: str
    """The configured address; where it is asked is `asked`."""
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    """Looks that failed in a row."""
    last_error: str | None = None
    first_looked_at: dt.datetime | None = None
    """None until one whole look succeeded: until then what it shows is a baseline."""
    last_success_at: dt.datetime | None = None
    last_new_at: dt.datetime | None = None
    next_due_at: dt.datetime | None = None
    error_kind: str | None = None
    """The last failure's kind (`timeout`, `http_404`, …); None once a look succeeded."""
    failing_since: dt.datetime | None = None
    gone_at: dt.datetime | None = None
    """When the server said that there will be nothing any more; None again once a look succeeded."""
    moved_to: str | None = None
    """Where it is asked instead of `url`, since the server said for good that it is there."""
    moving_to: str | None = None
    """Where the server says it is now, not yet believed."""
    moving_since: dt.datetime | None = None
    newest_at: dt.datetime | None = None
    """The newest date that an entry of its last whole document bore."""
    shown: int | None = None
    """Entries of its last whole document; None before the first."""
    pace: float = 0.0
    """New entries a day, as `watchers.cadence` counts them."""
    gap: float | None = None
    """Seconds between two entries of its last whole document, by their dates."""
    overflows: int = 0
    """Looks that found nothing known any more: entries may have come and gone before them."""
    overflowed_at: dt.datetime | None = None
    missed: int = 0
    """Scheduled looks that never happened: Moves was off, asleep or busy."""

    @property
    def asked(self) -> str:
        """The address to ask."""
        return self.moved_to or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What a look found out about where the source is; `why` tells people of a change of `moved_to`."""

    moved_to: str | None = None
    moving_to: str | None = None
    moving_since: dt.datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A look that succeeded, as far as it is remembered."""

    now: dt.datetime
    due: dt.datetime
    etag: str | None = None
    last_modified: str | None = None
    new: int = 0
    """Entries not seen before."""
    shown: int | None = None
    """Entries of the document; None where none came, or not a whole one. `newest` and `gap` count only beside it."""
    newest: dt.datetime | None = None
    gap: float | None = None
    pace: float = 0.0
    overflowed: bool = False
    missed: int = 0
    """Scheduled looks that should have happened before this one."""
    address: Address | None = None
    """None: as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A look that failed."""

    now: dt.datetime
    due: dt.datetime
    kind: str
    error: str
    """For people, one line."""
    gone: bool = False
    """Whether the server said that it is gone for good."""
    missed: int = 0
    address: Address | None = None


def renewed(state: SourceState, looked: Looked) -> SourceState:
    """What is remembered after a look that succeeded; `store.feeds.keep` writes it where nothing new came and no address changed."""
    whole = looked.shown is not None
    return replace(
        _addressed(state, looked.address),
        etag=looked.etag,
        last_modified=looked.last_modified,
        failures=0,
        last_error=None,
        error_kind=None,
        failing_since=None,
        gone_at=None,
        first_looked_at=state.first_looked_at or looked.now,
        last_success_at=looked.now,
        last_new_at=looked.now if looked.new else state.last_new_at,
        next_due_at=looked.due,
        newest_at=looked.newest if whole else state.newest_at,
        shown=looked.shown if whole else state.shown,
        gap=looked.gap if whole else state.gap,
        pace=looked.pace,
        overflows=state.overflows + looked.overflowed,
        overflowed_at=looked.now if looked.overflowed else state.overflowed_at,
        missed=state.missed + looked.missed,
    )


def failed_once_more(state: SourceState, failed: Failed) -> SourceState:
    """What is remembered after a look that failed; validators are forgotten only where another address is asked next."""
    after = _addressed(state, failed.address)
    stays = after.asked == state.asked
    return replace(
        after,
        etag=state.etag if stays else None,
        last_modified=state.last_modified if stays else None,
        failures=state.failures + 1,
        last_error=failed.error[:_LONGEST_ERROR],
        error_kind=failed.kind[:_LONGEST_KIND],
        failing_since=state.failing_since or failed.now,
        gone_at=state.gone_at or (failed.now if failed.gone else None),
        next_due_at=max(failed.due, failed.now),
        missed=state.missed + failed.missed,
    )


def elsewhere(state: SourceState, url: str) -> SourceState:
    """What is left after the configuration named another address: what was seen, and when; it is asked as if new."""
    return SourceState(
        id=state.id, name=state.name, url=url, first_looked_at=state.first_looked_at,
        last_success_at=state.last_success_at, last_new_at=state.last_new_at, overflows=state.overflows,
        overflowed_at=state.overflowed_at, missed=state.missed,
    )  # fmt: skip


def _addressed(state: SourceState, address: Address | None) -> SourceState:
    """The state with what was found out about the address."""
    if address is None:
        return state
    return replace(state, moved_to=address.moved_to, moving_to=address.moving_to, moving_since=address.moving_since)
