"""What a source has shown us: validators, the entries already seen, failures, and when it is due again.

Keys are kept for ever: a feed may show an entry again after years. One pass is safe to repeat at any point, because an
entry is settled in the transaction that records what it told, and validators advance only after all of them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from sqlalchemy import Insert, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from store.tables import SeenKeyRow, SourceRow

_KEYS_AT_ONCE = 500  # well under every database's limit of bound values
_LONGEST_ERROR = 500  # characters
_RENEWED = ("etag", "last_modified", "failures", "last_error", "first_looked_at", "last_success_at", "next_due_at")
_SOURCE: Table = SourceRow.metadata.tables["source"]
_KEEP = _SOURCE.update().where(_SOURCE.c.id == bindparam("at")).values({name: bindparam(name) for name in _RENEWED})


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is remembered of one source; times are aware UTC, None where it never happened."""

    id: int
    name: str
    url: str
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


def look(session: Session, *, name: str, url: str) -> SourceState:
    """Find the source's memory, or begin one. A changed address keeps what was seen and forgets the validators."""
    row = session.exec(select(SourceRow).where(SourceRow.name == name)).one_or_none()
    if row is None:
        row = SourceRow(name=name, url=url)
        session.add(row)
    elif row.url != url:
        row.url, row.etag, row.last_modified = url, None, None
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


def advance(
    session: Session,
    source_id: int,
    *,
    etag: str | None,
    last_modified: str | None,
    now: dt.datetime,
    due: dt.datetime,
    new: int,
) -> SourceState:
    """Close a successful look: only after every entry of it is settled. `new` counts its unseen entries."""
    row = session.get_one(SourceRow, source_id)
    row.etag, row.last_modified = etag, last_modified
    row.failures, row.last_error = 0, None
    row.first_looked_at = row.first_looked_at or now
    row.last_success_at, row.next_due_at = now, due
    row.last_new_at = now if new else row.last_new_at
    return _state(row)


def fail(session: Session, source_id: int, *, error: str, now: dt.datetime, due: dt.datetime) -> SourceState:
    """Count a failed look; validators and seen entries stay as they were."""
    row = session.get_one(SourceRow, source_id)
    row.failures += 1
    row.last_error = error[:_LONGEST_ERROR]
    row.next_due_at = max(due, now)
    return _state(row)


def renewed(
    state: SourceState, *, etag: str | None, last_modified: str | None, now: dt.datetime, due: dt.datetime
) -> SourceState:
    """What is remembered after a look that succeeded and showed nothing unseen; `keep` writes it."""
    first = state.first_looked_at or now
    return replace(
        state, etag=etag, last_modified=last_modified, failures=0, last_error=None, first_looked_at=first,
        last_success_at=now, next_due_at=due,
    )  # fmt: skip


def keep(session: Session, states: Sequence[SourceState]) -> None:
    """Write what `renewed` gave, many sources in one statement: most looks find nothing, and a sweep is made of them."""
    if states:
        rows = [{"at": state.id, **{name: getattr(state, name) for name in _RENEWED}} for state in states]
        session.connection().execute(_KEEP, rows)


def health(session: Session) -> list[SourceState]:
    """Every source ever looked at, by name."""
    return [_state(row) for row in session.exec(select(SourceRow).order_by(SourceRow.name))]


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
    return SourceState(
        id=row.id,
        name=row.name,
        url=row.url,
        etag=row.etag,
        last_modified=row.last_modified,
        failures=row.failures,
        last_error=row.last_error,
        first_looked_at=row.first_looked_at,
        last_success_at=row.last_success_at,
        last_new_at=row.last_new_at,
        next_due_at=row.next_due_at,
    )
