"""What a source has shown us: validators, the entries already seen, its health, and when it is due again.

Keys are kept for ever: a feed may show an entry again after years. One pass is safe to repeat at any point, because an
entry is settled in the transaction that records what it told, and validators advance only after all of them.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from hashlib import blake2b

from sqlalchemy import ColumnElement, Insert, Table, bindparam, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from store.columns import clean
from store.source_state import Address, Failed, Looked, SourceState, elsewhere, failed_once_more, renewed
from store.tables import AddressRow, SeenKeyRow, SourceRow

__all__ = [
    "Address",
    "AddressChange",
    "Closing",
    "Failed",
    "Looked",
    "SourceState",
    "addresses",
    "advance",
    "close",
    "fail",
    "failed_once_more",
    "health",
    "keep",
    "look",
    "looks",
    "renewed",
    "settle",
    "unseen",
    "unseen_of",
]

_KEYS_AT_ONCE = 500  # well under every database's limit of bound values
_SOURCE: Table = SourceRow.metadata.tables["source"]
_SEEN: Table = SeenKeyRow.metadata.tables["seen_key"]
_ADDRESS: Table = AddressRow.metadata.tables["source_address"]
_FIELDS = tuple(one.name for one in fields(SourceState))
_KEPT = tuple(name for name in _FIELDS if name not in {"id", "name"})

# Statements are made once: to put one together takes several times as long as to run it.
_STATES = select(*(_SOURCE.c[name] for name in _FIELDS))
_KEEP = _SOURCE.update().where(_SOURCE.c.id == bindparam("at")).values({name: bindparam(name) for name in _KEPT})
_HISTORY = (
    select(_SOURCE.c.name, _ADDRESS.c.changed_at, _ADDRESS.c.before, _ADDRESS.c.after, _ADDRESS.c.why)
    .join_from(_ADDRESS, _SOURCE)
    .order_by(_ADDRESS.c.id)
)
_KNOWN = select(_SEEN.c.key).where(
    _SEEN.c.source_id == bindparam("source"), _SEEN.c.key.in_(bindparam("keys", expanding=True))
)
_HAS_SHOWN = select(_SOURCE.c.id).where(
    _SOURCE.c.id.in_(bindparam("sources", expanding=True)), exists().where(_SEEN.c.source_id == _SOURCE.c.id)
)


@dataclass(frozen=True, slots=True)
class AddressChange:
    """One line of the history of a source's address."""

    source: str
    changed_at: dt.datetime
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a look that succeeded: what is remembered of it, and the entries that left no other trace."""

    state: SourceState
    settled: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Their keys, by outcome."""


def look(session: Session, *, name: str, url: str) -> SourceState:
    """Find the source's memory, or begin one. A changed address keeps what was seen and is asked as if it were new."""
    return looks(session, [(name, url)])[0]


def looks(session: Session, asked: Sequence[tuple[str, str]]) -> list[SourceState]:
    """The same for many sources in a few statements, by name and address."""
    wanted = {clean(name): url for name, url in asked}
    known = _states(session, _SOURCE.c.name.in_(list(wanted)))
    new = [SourceState(id=0, name=name, url=url) for name, url in wanted.items() if name not in known]
    if new:
        values = [{name: getattr(state, name) for name in _FIELDS if name != "id"} for state in new]
        session.connection().execute(_SOURCE.insert(), values)
        known |= _states(session, _SOURCE.c.name.in_([state.name for state in new]))
    moved = {name: elsewhere(known[name], url) for name, url in wanted.items() if known[name].url != url}
    keep(session, list(moved.values()))
    known |= moved
    return [known[clean(name)] for name, _ in asked]


def unseen(session: Session, source_id: int, keyed: Sequence[tuple[str, ...]]) -> list[int]:
    """Positions of the entries none of whose keys is known to this source, in order."""
    return unseen_of(session, [(source_id, keyed)])[0]


def unseen_of(session: Session, shown: Sequence[tuple[int, Sequence[tuple[str, ...]]]]) -> list[list[int]]:
    """The same for what many sources have shown; one that never showed anything costs next to nothing."""
    asked = {"sources": sorted({source_id for source_id, _ in shown})}
    shown_before = set(session.connection().execute(_HAS_SHOWN, asked).scalars())
    return [
        _unseen(session, source_id, keyed) if source_id in shown_before else list(range(len(keyed)))
        for source_id, keyed in shown
    ]


def settle(session: Session, source_id: int, keys: Sequence[str], *, outcome: str, now: dt.datetime) -> None:
    """Mark an entry as done with, under all its keys; settled again, it keeps the newer outcome."""
    _settle(session, _seen(source_id, keys, outcome, now))


def close(session: Session, looks: Sequence[Closing]) -> list[SourceState]:
    """Close looks whose sources stay where they are, in two statements: every entry is settled, then all is kept."""
    rows: list[dict[str, object]] = []
    for one in looks:
        now = one.state.last_success_at
        for outcome, keys in one.settled.items():
            rows += _seen(one.state.id, keys, outcome, now)
    _settle(session, rows)
    return keep(session, [one.state for one in looks])


def advance(session: Session, source_id: int, looked: Looked) -> SourceState:
    """Close a successful look: only after every entry of it is settled."""
    before = _state(session, source_id)
    return _turned(session, before, renewed(before, looked), looked.address, looked.now)


def fail(session: Session, source_id: int, failed: Failed) -> SourceState:
    """Count a failed look; validators and seen entries stay as they were."""
    before = _state(session, source_id)
    return _turned(session, before, failed_once_more(before, failed), failed.address, failed.now)


def keep(session: Session, states: Sequence[SourceState]) -> list[SourceState]:
    """Write what is remembered of many sources in one statement; most looks find nothing, and a sweep is made of them."""
    if states:
        rows = [{"at": state.id, **{name: getattr(state, name) for name in _KEPT}} for state in states]
        session.connection().execute(_KEEP, rows)
    return list(states)


def health(session: Session) -> list[SourceState]:
    """Every source ever looked at, by name."""
    return [SourceState(*row) for row in session.connection().execute(_STATES.order_by(_SOURCE.c.name))]


def addresses(session: Session) -> list[AddressChange]:
    """Every change of an address, the oldest first."""
    return [AddressChange(*row) for row in session.connection().execute(_HISTORY)]


def _turned(
    session: Session, before: SourceState, after: SourceState, address: Address | None, now: dt.datetime
) -> SourceState:
    """Write the state, and a line of history where the address to ask became another."""
    if after.asked != before.asked:
        why = address.why if address is not None else ""
        line = {"source_id": before.id, "changed_at": now, "before": before.asked, "after": after.asked, "why": why}
        session.connection().execute(_ADDRESS.insert(), line)
    keep(session, [after])
    return after


def _state(session: Session, source_id: int) -> SourceState:
    return SourceState(*session.connection().execute(_STATES.where(_SOURCE.c.id == source_id)).one())


def _states(session: Session, which: ColumnElement[bool]) -> dict[str, SourceState]:
    states = [SourceState(*row) for row in session.connection().execute(_STATES.where(which))]
    return {state.name: state for state in states}


def _hash(key: str) -> int:
    """64 signed bits; among a million keys of one source a clash has odds of one in 37 million."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def _unseen(session: Session, source_id: int, keyed: Sequence[tuple[str, ...]]) -> list[int]:
    hashed = [frozenset(map(_hash, keys)) for keys in keyed]
    known = _known(session, source_id, frozenset().union(*hashed))
    return [at for at, keys in enumerate(hashed) if not keys & known]


def _known(session: Session, source_id: int, hashes: Iterable[int]) -> frozenset[int]:
    found: set[int] = set()
    for some in _batched(sorted(hashes)):
        found.update(session.connection().execute(_KNOWN, {"source": source_id, "keys": some}).scalars())
    return frozenset(found)


def _batched(hashes: Sequence[int]) -> list[Sequence[int]]:
    return [hashes[at : at + _KEYS_AT_ONCE] for at in range(0, len(hashes), _KEYS_AT_ONCE)]


def _seen(source_id: int, keys: Iterable[str], outcome: str, now: dt.datetime | None) -> list[dict[str, object]]:
    return [
        {"source_id": source_id, "key": key, "outcome": outcome, "seen_at": now}
        for key in sorted(set(map(_hash, keys)))
    ]


def _settle(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        session.connection().execute(_SETTLE[session.connection().dialect.name], rows)


def _upsert(insert: "sqlite.Insert | postgresql.Insert") -> Insert:
    """Insert or renew."""
    return insert.on_conflict_do_update(
        index_elements=["source_id", "key"],
        set_={"outcome": insert.excluded.outcome, "seen_at": insert.excluded.seen_at},
    )


_SETTLE = {"sqlite": _upsert(sqlite.insert(_SEEN)), "postgresql": _upsert(postgresql.insert(_SEEN))}
"""Both databases know the same words for it, in dialects of their own."""
