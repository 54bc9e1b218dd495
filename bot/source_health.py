"""What `moves sources` shows: each source's health as lines for people or as JSON, the troubled ones first."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import typer
from rich.cells import cell_len, set_cell_size

from bot import measure, wording
from store import feeds
from store.database import Database
from store.feeds import AddressChange, SourceState
from watchers import health
from watchers.entries import Source
from watchers.errors import masked
from watchers.health import Condition, Health
from watchers.poll import remember
from watchers.sources import KINDS

_WIDEST = 36
"""Cells for a name; an ideograph takes two."""
_INDENT = " " * 11
_RED, _YELLOW, _GREEN = "red", "yellow", "green"
_COLOURS = {
    Condition.GONE: _RED,
    Condition.CHALLENGE: _RED,
    Condition.BLOCKED: _RED,
    Condition.FAILING: _RED,
    Condition.THROTTLED: _YELLOW,
    Condition.EMPTY: _YELLOW,
    Condition.FROZEN: _YELLOW,
    Condition.MOVED: _YELLOW,
    Condition.HEALTHY: _GREEN,
}
_ORDER = {condition: place for place, condition in enumerate(Condition)}


@dataclass(frozen=True, slots=True)
class _Row:
    """A source with all that is known of it."""

    source: Source
    state: SourceState | None
    health: Health
    addresses: tuple[AddressChange, ...]


def show(database: Database, watched: Iterable[Source], *, now: dt.datetime, as_json: bool) -> None:
    """Print the health of every source."""
    with database.reading() as session:
        known = {state.name: state for state in feeds.health(session)}
        changes = feeds.addresses(session)
    rows = [_row(source, known.get(source.name), changes, now) for source in watched]
    if as_json:
        typer.echo(json.dumps([_as_json(row, now) for row in rows], ensure_ascii=False, indent=1))
        return
    for line in _lines(rows, now):
        typer.echo(line)


def _row(source: Source, state: SourceState | None, changes: Sequence[AddressChange], now: dt.datetime) -> _Row:
    told = tuple(change for change in changes if change.source == source.name)
    return _Row(source, state, health.health(state, now), told)


def _lines(rows: Sequence[_Row], now: dt.datetime) -> list[str]:
    """A head, a line or more for each source, and the sum of them."""
    if not rows:
        return ["Nothing is watched; add [[sources]] to config.toml."]
    width = min(_WIDEST, max(cell_len(row.source.name) for row in rows))
    lines = [typer.style(_columns("state", "source", ("answered", "new", "newest", "next look"), width), dim=True)]
    for row in sorted(rows, key=lambda row: _ORDER[row.health.condition]):
        lines += [_line(row, width, now), *(f"{_INDENT}{text}" for text in _explained(row))]
    counted = Counter(row.health.condition for row in rows)
    told = ", ".join(f"{counted[condition]} {condition.value}" for condition in Condition if counted[condition])
    missed = sum(row.state.missed for row in rows if row.state is not None)
    made_up = f" {wording.count(missed, 'scheduled look')} did not happen and were made up for by one each."
    return [*lines, "", f"{wording.count(len(rows), 'source')}: {told}.{made_up if missed else ''}"]


def _line(row: _Row, width: int, now: dt.datetime) -> str:
    state, word = row.state, row.health.condition
    if state is None:
        ages = ("never", "–", "–", "at start")
    else:
        due = "never" if state.gone_at else _ahead(state.next_due_at, now)
        ages = (_age(state.last_success_at, now), _age(state.last_new_at, now), _age(state.newest_at, now), due)
    text = _columns(word.value, row.source.name, ages, width)
    colour = _COLOURS.get(word)
    return typer.style(text[:10], fg=colour) + text[10:] if colour else text


def _columns(word: str, name: str, ages: tuple[str, str, str, str], width: int) -> str:
    looked, new, newest, due = ages
    fitted = name if cell_len(name) <= width else set_cell_size(name, width - 1) + "…"
    return f"{word:10} {set_cell_size(fitted, width)}  {looked:>9}  {new:>9}  {newest:>9}  {due}"


def _explained(row: _Row) -> list[str]:
    """The reason, what else is good to know, and the last change of the address."""
    changes = [
        f"{change.changed_at:%Y-%m-%d} from {masked(change.before)} to {masked(change.after)}: {change.why}"
        for change in row.addresses[-1:]
    ]
    return [text for text in (row.health.why, *row.health.notes, *changes) if text]


def _as_json(row: _Row, now: dt.datetime) -> measure.Json:
    source, state = row.source, row.state or SourceState(id=0, name=row.source.name, url=row.source.url)
    kind = KINDS.get(source.kind)
    often = remember.rhythm(source.every, state, now, least=kind.least) if kind else source.every
    return {
        "name": source.name,
        "url": masked(source.url),
        "asked_at": masked(state.asked),
        "kind": source.kind,
        "state": row.health.condition.value,
        "why": row.health.why or None,
        "notes": list(row.health.notes),
        "failures": state.failures,
        "error": state.last_error,
        "error_kind": state.error_kind,
        "failing_since": _time(state.failing_since),
        "gone_since": _time(state.gone_at),
        "first_look": _time(state.first_looked_at),
        "last_success": _time(state.last_success_at),
        "last_new": _time(state.last_new_at),
        "newest_entry": _time(state.newest_at),
        "next_look": None if state.gone_at else _time(state.next_due_at),
        "every": source.every.total_seconds(),
        "rhythm": often.total_seconds(),
        "shown": state.shown,
        "overflows": state.overflows,
        "last_overflow": _time(state.overflowed_at),
        "missed_looks": state.missed,
        "addresses": [
            {"at": _time(c.changed_at), "from": masked(c.before), "to": masked(c.after), "why": c.why}
            for c in row.addresses
        ],
    }


def _time(at: dt.datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at is not None else None


def _age(at: dt.datetime | None, now: dt.datetime) -> str:
    return f"{_span(now - at)} ago" if at is not None else "never"


def _ahead(at: dt.datetime | None, now: dt.datetime) -> str:
    return f"in {_span(at - now)}" if at is not None and at > now else "now"


def _span(span: dt.timedelta) -> str:
    """The largest unit that fits, for a glance."""
    seconds = max(0, int(span.total_seconds()))
    for size, unit in ((86400, "d"), (3600, "h"), (60, "m")):
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
