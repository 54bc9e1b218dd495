"""SQLModel rows: the shape of what is remembered. No behaviour; the mapping to the model stands in `store.rows`.

Indexes are plain and ascending: both databases walk them backwards, and only such indexes survive Alembic's comparison
on both.
"""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlmodel import Field

from store.columns import KEEP_COUNTING, Id, Moment, Row, Words


class SourceRow(Row, table=True):
    """What is remembered of one source."""

    __tablename__ = "source"

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    name: str = Field(sa_type=Words, unique=True)
    url: str = Field(sa_type=Words)
    etag: str | None = Field(default=None, sa_type=Words)
    last_modified: str | None = Field(default=None, sa_type=Words)
    failures: int = 0
    last_error: str | None = Field(default=None, sa_type=Words)
    first_looked_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    last_success_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    last_new_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    next_due_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    error_kind: str | None = Field(default=None, sa_type=Words)
    failing_since: dt.datetime | None = Field(default=None, sa_type=Moment)
    gone_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    """When the server said that there will be nothing any more; no scheduled look asks since."""
    moved_to: str | None = Field(default=None, sa_type=Words)
    """Where it is asked instead of `url`, which stays the configuration's."""
    moving_to: str | None = Field(default=None, sa_type=Words)
    moving_since: dt.datetime | None = Field(default=None, sa_type=Moment)
    newest_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    shown: int | None = None
    """Entries in its last whole document: the window in which an entry can be seen."""
    pace: float = 0.0
    gap: float | None = None
    overflows: int = 0
    overflowed_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    missed: int = 0


class AddressRow(Row, table=True):
    """One change of the address at which a source is asked: never updated, never deleted."""

    __tablename__ = "source_address"
    __table_args__ = (Index(None, "source_id"),)

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    source_id: int = Field(sa_column_args=(ForeignKey("source.id", ondelete="CASCADE"),), sa_type=Id)
    changed_at: dt.datetime = Field(sa_type=Moment)
    before: str = Field(sa_type=Words)
    after: str = Field(sa_type=Words)
    why: str = Field(sa_type=Words)


class SeenKeyRow(Row, table=True):
    """One of the keys by which a source's entry is known again; 64 bits of a hash instead of the key itself."""

    __tablename__ = "seen_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    source_id: int = Field(sa_column_args=(ForeignKey("source.id", ondelete="CASCADE"),), sa_type=Id, primary_key=True)
    key: int = Field(sa_type=BigInteger, primary_key=True)
    outcome: str
    seen_at: dt.datetime = Field(sa_type=Moment)


class CompanyRow(Row, table=True):
    """A company, by the name that is shown."""

    __tablename__ = "company"

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    name: str = Field(sa_type=Words, unique=True)


class CompanyKeyRow(Row, table=True):
    """A normal form under which a company is found."""

    __tablename__ = "company_key"
    __table_args__ = (Index(None, "company_id"), {"sqlite_with_rowid": False})

    key: str = Field(sa_type=Words, primary_key=True)
    company_id: int = Field(
        sa_column_args=(ForeignKey("company.id", ondelete="CASCADE"),), sa_type=Id, primary_key=True
    )


class PersonRow(Row, table=True):
    """A person, by the name that is shown; `token` is the id that leaves the store."""

    __tablename__ = "person"

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    token: str = Field(sa_type=Words, unique=True)
    name: str = Field(sa_type=Words)
    merged_into: int | None = Field(default=None, sa_column_args=(ForeignKey("person.id"),), sa_type=Id)
    """The person whom somebody said this one is; the row then holds neither names nor moves."""


class PersonFormRow(Row, table=True):
    """One way a person was written, in the order of first sight."""

    __tablename__ = "person_form"
    __table_args__ = (Index(None, "person_id"),)

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    person_id: int = Field(sa_column_args=(ForeignKey("person.id", ondelete="CASCADE"),), sa_type=Id)
    form: str = Field(sa_type=Words)


class PersonKeyRow(Row, table=True):
    """A reading under which a person is found: `given surname` in either order, or one part alone."""

    __tablename__ = "person_key"
    __table_args__ = (Index(None, "person_id"), {"sqlite_with_rowid": False})

    key: str = Field(sa_type=Words, primary_key=True)
    person_id: int = Field(sa_column_args=(ForeignKey("person.id", ondelete="CASCADE"),), sa_type=Id, primary_key=True)


class PersonPairRow(Row, table=True):
    """Two persons who may be one, the lower id first: `doubtful` until somebody says, then `different`."""

    __tablename__ = "person_pair"
    __table_args__ = (Index(None, "other_id"), {"sqlite_with_rowid": False})

    one_id: int = Field(sa_column_args=(ForeignKey("person.id", ondelete="CASCADE"),), sa_type=Id, primary_key=True)
    other_id: int = Field(sa_column_args=(ForeignKey("person.id", ondelete="CASCADE"),), sa_type=Id, primary_key=True)
    verdict: str = Field(sa_type=String(9))
    why: str = Field(sa_type=Words)
    raised_at: dt.datetime = Field(sa_type=Moment)


class MoveRow(Row, table=True):
    """A move as concluded from its evidence. `at` orders timelines: the event's day, else when it was first seen."""

    __tablename__ = "move"
    __table_args__ = (Index(None, "person_id", "at", "id"), Index(None, "at", "id"), KEEP_COUNTING)

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    token: str = Field(sa_type=Words, unique=True)
    person_id: int = Field(sa_column_args=(ForeignKey("person.id"),), sa_type=Id)
    left_company_id: int | None = Field(default=None, sa_column_args=(ForeignKey("company.id"),), sa_type=Id)
    left_unit: str | None = Field(default=None, sa_type=Words)
    left_role: str | None = Field(default=None, sa_type=Words)
    joined_company_id: int | None = Field(default=None, sa_column_args=(ForeignKey("company.id"),), sa_type=Id)
    joined_unit: str | None = Field(default=None, sa_type=Words)
    joined_role: str | None = Field(default=None, sa_type=Words)
    status: str = Field(sa_type=String(12))
    date: str | None = Field(default=None, sa_type=String(10))
    at: dt.datetime = Field(sa_type=Moment)
    background: bool
    confidence: float
    alert: bool
    known: bool
    """A seed document or a source's first look told it first."""
    first_seen: dt.datetime = Field(sa_type=Moment)
    revision: int
    merged_into: int | None = Field(default=None, sa_column_args=(ForeignKey("move.id"),), sa_type=Id)
    wrong: bool = False
    """A person said that it is no move: hidden from answers."""
    told_with: int | None = Field(default=None, sa_column_args=(ForeignKey("move.id"),), sa_type=Id, index=True)
    """The move whose message tells of this one as well (`store.model.stories`); None: it has a message of its own."""


class MoveCompanyRow(Row, table=True):
    """One company of a move: the index of every company timeline. One row a company, `both` for an appointment.

    `none` stands for a hidden move: timelines pass it over, recording still finds it.
    """

    __tablename__ = "move_company"
    __table_args__ = (Index(None, "move_id"), {"sqlite_with_rowid": False})

    company_id: int = Field(sa_column_args=(ForeignKey("company.id"),), sa_type=Id, primary_key=True)
    at: dt.datetime = Field(sa_type=Moment, primary_key=True)
    move_id: int = Field(sa_column_args=(ForeignKey("move.id", ondelete="CASCADE"),), sa_type=Id, primary_key=True)
    direction: str = Field(sa_type=String(4))


class MoveTokenRow(Row, table=True):
    """One searchable token of a move: an inverted index that is the same on both databases."""

    __tablename__ = "move_token"
    __table_args__ = (Index(None, "move_id"), {"sqlite_with_rowid": False})

    token: str = Field(sa_type=Words, primary_key=True)
    at: dt.datetime = Field(sa_type=Moment, primary_key=True)
    move_id: int = Field(sa_column_args=(ForeignKey("move.id", ondelete="CASCADE"),), sa_type=Id, primary_key=True)


class EvidenceRow(Row, table=True):
    """What one article claims about a move, as it claimed it: moves are concluded anew from these rows."""

    __tablename__ = "evidence"
    __table_args__ = (Index(None, "move_id", "url_hash", unique=True), Index(None, "url_hash"))

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    move_id: int = Field(sa_column_args=(ForeignKey("move.id", ondelete="CASCADE"),), sa_type=Id)
    url_hash: int = Field(sa_type=BigInteger)
    url: str | None = Field(default=None, sa_type=Words)
    publisher: str = Field(sa_type=Words)
    title: str = Field(sa_type=Words)
    lang: str | None = Field(default=None, sa_type=Words)
    quote: str = Field(sa_type=Words)
    published: dt.datetime | None = Field(default=None, sa_type=Moment)
    told_at: dt.datetime = Field(sa_type=Moment)
    person: str = Field(sa_type=Words)
    left_company: str | None = Field(default=None, sa_type=Words)
    left_unit: str | None = Field(default=None, sa_type=Words)
    left_role: str | None = Field(default=None, sa_type=Words)
    joined_company: str | None = Field(default=None, sa_type=Words)
    joined_unit: str | None = Field(default=None, sa_type=Words)
    joined_role: str | None = Field(default=None, sa_type=Words)
    status: str = Field(sa_type=String(12))
    date: str | None = Field(default=None, sa_type=String(10))
    background: bool
    confidence: float
    alert: bool


class HistoryRow(Row, table=True):
    """One change of a move: what, when, by which evidence."""

    __tablename__ = "history"
    __table_args__ = (Index(None, "move_id", "revision"),)

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    move_id: int = Field(sa_column_args=(ForeignKey("move.id", ondelete="CASCADE"),), sa_type=Id)
    revision: int
    changed_at: dt.datetime = Field(sa_type=Moment)
    change: str = Field(sa_type=String(12))
    differs: str = Field(default="", sa_type=Words)
    """Blank-separated names of what changed."""
    evidence_id: int | None = Field(default=None, sa_type=Id)


OPEN_STATES = ("pending", "sending", "uncertain", "failed")
_OPEN = text("state in ('pending', 'sending', 'uncertain', 'failed')")


class DeliveryRow(Row, table=True):
    """The outbox: this revision of this move, this digest or this notice, to this destination."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index(None, "move_id", "destination", "revision", "action", unique=True),
        Index(None, "destination", "slot", "route_when", unique=True),
        Index("ix_delivery_open", "destination", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        KEEP_COUNTING,
    )

    id: int = Field(default=None, sa_type=Id, primary_key=True)
    key: str = Field(sa_type=Words, unique=True)
    destination: str = Field(sa_type=Words)
    move_id: int | None = Field(default=None, sa_column_args=(ForeignKey("move.id", ondelete="CASCADE"),), sa_type=Id)
    """None for a digest, whose moves are its items, and for a notice."""
    about_id: int | None = Field(default=None, sa_type=Id)
    """The move of the story that a word in the thread is about; None: the message's own."""
    revision: int
    action: str = Field(sa_type=String(6))
    change: str = Field(sa_type=String(12))
    differs: str = Field(default="", sa_type=Words)
    mention: str = Field(default="", sa_type=Words)
    route_when: str = Field(default="now", sa_type=Words)
    slot: dt.datetime | None = Field(default=None, sa_type=Moment)
    """The time a digest was due; a destination gets one a slot and rhythm."""
    state: str = Field(default="pending", sa_type=String(9))
    due_at: dt.datetime = Field(sa_type=Moment)
    lease_until: dt.datetime | None = Field(default=None, sa_type=Moment)
    token: str = Field(default="", sa_type=Words)
    attempts: int = 0
    first_attempt_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    withdrawn: bool = False
    """Given up by us before anything was sent."""
    message: str | None = Field(default=None, sa_type=Words)
    error: str | None = Field(default=None, sa_type=Words)
    created_at: dt.datetime = Field(sa_type=Moment)
    settled_at: dt.datetime | None = Field(default=None, sa_type=Moment)


class NoteRow(Row, table=True):
    """A string some part of Moves wants to find again after a restart."""

    __tablename__ = "note"

    key: str = Field(sa_type=Words, primary_key=True)
    value: str = Field(sa_type=Words)
