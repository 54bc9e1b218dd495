"""What a source has shown us: validators, the entries already seen, its health, and when it is due again.

Keys are kept for ever: a feed may show an entry again after years. One pass is safe to repeat at any point, because an
entry is settled in the transaction that records what it told, and validators advance only after all of them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b

from sqlalchemy import Insert, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from store.source_state import Address, Failed, Looked, SourceState, elsewhere, failed_once_more, renewed
from store.tables import AddressRow, SeenKeyRow, SourceRow

__all__ = [
    "Address",
    "AddressChange",
    "Failed",
    "Looked",
    "SourceState",
    "addresses",
    "advance",
    "fail",
    "health",
    "keep",
    "look",
    "renewed",
    "settle",
    "unseen",
]

_KEYS_AT_ONCE = 500  # well under every database's limit of bound values
_RENEWED = tuple(field.name for field in fields(SourceState) if field.name not in {"id", "name", "url"})
_SOURCE: Table = SourceRow.metadata.tables["source"]
_KEEP = _SOURCE.update().where(_SOURCE.c.id == bindparam("at")).values({name: bindparam(name) for name in _RENEWED})


@dataclass(frozen=True, slots=True)
class AddressChange:
    """One line of the history of a source's address."""

    source: str
    changed_at: dt.datetime
    before: str
    after: str
    why: str


def look(session: Session, *, name: str, url: str) -> SourceState:
    """Find the source's memory, or begin one. A changed address keeps what was seen and is asked as if it were new."""
    row = session.exec(select(SourceRow).where(SourceRow.name == name)).one_or_none()
    if row is None:
        row = SourceRow(name=name, url=url)
        session.add(row)
    elif row.url != url:
        state = elsewhere(_state(row), url)
        row.url = url
        _write(row, state)
    session.flush()
    return _state(row)


def unseen(session: Session, source_id: int, keyed: Sequence[tuple[str, ...]]) -> list[int]:
    """Positions of the entries none of whose keys is known to this source, in order."""
    hashed = [frozenset(map(_hash, keys)) for keys in keyed]
    known = _known(session, source_id, frozenset().union(*hashed))
    return [at for at, keys in enumerate(hashed) if not keys & known]


def settle(session: Session, source_id: int, keys: tuple[str, ...], *, outcome: str, now: dt.datetime) -> None:
    """Mark an entry as done with, under all its keys; settled again, it keeps the newer outcome."""
    rows = [
        {"source_id": source_id, "key": key, "outcome": outcome, "seen_at": now}
        for key in sorted(set(map(_hash, keys)))
    ]
    if rows:
        session.connection().execute(_upsert(session), rows)


def advance(session: Session, source_id: int, looked: Looked) -> SourceState:
    """Close a successful look: only after every entry of it is settled."""
    row = session.get_one(SourceRow, source_id)
    return _turned(session, row, renewed(_state(row), looked), looked.address, looked.now)


def fail(session: Session, source_id: int, failed: Failed) -> SourceState:
    """Count a failed look; validators and seen entries stay as they were."""
    row = session.get_one(SourceRow, source_id)
    return _turned(session, row, failed_once_more(_state(row), failed), failed.address, failed.now)


def keep(session: Session, states: Sequence[SourceState]) -> None:
    """Write what `renewed` gave, many sources in one statement: most looks find nothing, and a sweep is made of them."""
    if states:
        rows = [{"at": state.id, **{name: getattr(state, name) for name in _RENEWED}} for state in states]
        session.connection().execute(_KEEP, rows)


def health(session: Session) -> list[SourceState]:
    """Every source ever looked at, by name."""
    return [_state(row) for row in session.exec(select(SourceRow).order_by(SourceRow.name))]


def addresses(session: Session) -> list[AddressChange]:
    """Every change of an address, the oldest first."""
    found = select(SourceRow.name, AddressRow).join(AddressRow).order_by(col(AddressRow.id))
    return [
        AddressChange(name, row.changed_at, row.before, row.after, row.why) for name, row in session.exec(found).all()
    ]


def _turned(
    session: Session, row: SourceRow, state: SourceState, address: Address | None, now: dt.datetime
) -> SourceState:
    """Write the state, and a line of history where the address to ask became another."""
    before, why = row.moved_to or row.url, address.why if address is not None else ""
    if state.asked != before:
        session.add(AddressRow(source_id=row.id, changed_at=now, before=before, after=state.asked, why=why))
    _write(row, state)
    return state


def _write(row: SourceRow, state: SourceState) -> None:
    for name in _RENEWED:
        setattr(row, name, getattr(state, name))


def _hash(key: str) -> int:
    """64 signed bits; among a million keys of one source a clash has odds of one in 37 million."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def _known(session: Session, source_id: int, hashes: Iterable[int]) -> frozenset[int]:
    found: set[int] = set()
    for some in _batched(sorted(hashes)):
        wanted = select(SeenKeyRow.key).where(SeenKeyRow.source_id == source_id, col(SeenKeyRow.key).in_(some))
        found.update(session.exec(wanted))
    return frozenset(found)


def _batched(hashes: Sequence[int]) -> list[Sequence[int]]:
    return [hashes[at : at + _KEYS_AT_ONCE] for at in range(0, len(hashes), _KEYS_AT_ONCE)]


def _upsert(session: Session) -> Insert:
    """Insert or renew; both databases know the same words for it, in dialects of their own."""
    postgres = session.connection().dialect.name == "postgresql"
    insert = postgresql.insert(SeenKeyRow) if postgres else sqlite.insert(SeenKeyRow)
    return insert.on_conflict_do_update(
        index_elements=["source_id", "key"],
        set_={"outcome": insert.excluded.outcome, "seen_at": insert.excluded.seen_at},
    )


def _state(row: SourceRow) -> SourceState:
    return SourceState(id=row.id, name=row.name, url=row.url, **{name: getattr(row, name) for name in _RENEWED})
