"""First schema.

Revision: 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _names_and_sources()
    _moves_and_people()
    _seen_and_deliveries()
    _evidence()
    _search()


def _names_and_sources() -> None:
    op.create_table(
        "company",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sa.UniqueConstraint("name", name=op.f("uq_company_name")),
    )
    op.create_table(
        "note",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_note")),
    )
    op.create_table(
        "person",
        sa.Column("id", _ID, nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("token", name=op.f("uq_person_token")),
    )
    op.create_table(
        "source",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("first_looked_at", sa.BigInteger(), nullable=True),
        sa.Column("last_success_at", sa.BigInteger(), nullable=True),
        sa.Column("last_new_at", sa.BigInteger(), nullable=True),
        sa.Column("next_due_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_table(
        "company_key",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("company_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_company_key_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "company_id", name=op.f("pk_company_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_company_key_company_id"), "company_key", ["company_id"], unique=False)


def _moves_and_people() -> None:
    op.create_table(
        "move",
        sa.Column("id", _ID, nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("left_company_id", _ID, nullable=True),
        sa.Column("left_unit", sa.String(), nullable=True),
        sa.Column("left_role", sa.String(), nullable=True),
        sa.Column("joined_company_id", _ID, nullable=True),
        sa.Column("joined_unit", sa.String(), nullable=True),
        sa.Column("joined_role", sa.String(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("alert", sa.Boolean(), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("merged_into", _ID, nullable=True),
        sa.ForeignKeyConstraint(["joined_company_id"], ["company.id"], name=op.f("fk_move_joined_company_id")),
        sa.ForeignKeyConstraint(["left_company_id"], ["company.id"], name=op.f("fk_move_left_company_id")),
        sa.ForeignKeyConstraint(["merged_into"], ["move.id"], name=op.f("fk_move_merged_into")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_move_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
        sa.UniqueConstraint("token", name=op.f("uq_move_token")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_move_at_id"), "move", ["at", "id"], unique=False)
    op.create_index(op.f("ix_move_person_id_at_id"), "move", ["person_id", "at", "id"], unique=False)
    op.create_table(
        "person_form",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_form_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_form")),
    )
    op.create_index(op.f("ix_person_form_person_id"), "person_form", ["person_id"], unique=False)
    op.create_table(
        "person_key",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_key_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "person_id", name=op.f("pk_person_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_person_key_person_id"), "person_key", ["person_id"], unique=False)


def _seen_and_deliveries() -> None:
    op.create_table(
        "seen_key",
        sa.Column("source_id", _ID, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_seen_key_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "key", name=op.f("pk_seen_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delivery",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("move_id", _ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=5), nullable=False),
        sa.Column("change", sa.String(length=12), nullable=False),
        sa.Column("differs", sa.String(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("route_when", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_attempt_at", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_delivery_move_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("key", name=op.f("uq_delivery_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_delivery_move_id_destination_revision_action"),
        "delivery",
        ["move_id", "destination", "revision", "action"],
        unique=True,
    )
    op.create_index(
        "ix_delivery_open",
        "delivery",
        ["destination", "id"],
        unique=False,
        sqlite_where=sa.text("state in ('pending', 'sending', 'uncertain', 'failed')"),
        postgresql_where=sa.text("state in ('pending', 'sending', 'uncertain', 'failed')"),
    )


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", _ID, nullable=False),
        sa.Column("move_id", _ID, nullable=False),
        sa.Column("url_hash", sa.BigInteger(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("left_company", sa.String(), nullable=True),
        sa.Column("left_unit", sa.String(), nullable=True),
        sa.Column("left_role", sa.String(), nullable=True),
        sa.Column("joined_company", sa.String(), nullable=True),
        sa.Column("joined_unit", sa.String(), nullable=True),
        sa.Column("joined_role", sa.String(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("alert", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_evidence_move_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_move_id_url_hash"), "evidence", ["move_id", "url_hash"], unique=True)
    op.create_index(op.f("ix_evidence_url_hash"), "evidence", ["url_hash"], unique=False)
    op.create_table(
        "history",
        sa.Column("id", _ID, nullable=False),
        sa.Column("move_id", _ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("change", sa.String(length=12), nullable=False),
        sa.Column("differs", sa.String(), nullable=False),
        sa.Column("evidence_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_history_move_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_move_id_revision"), "history", ["move_id", "revision"], unique=False)


def _search() -> None:
    op.create_table(
        "move_company",
        sa.Column("company_id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("move_id", _ID, nullable=False),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_move_company_company_id")),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_move_company_move_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("company_id", "at", "move_id", name=op.f("pk_move_company")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_move_company_move_id"), "move_company", ["move_id"], unique=False)
    op.create_table(
        "move_token",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("move_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_move_token_move_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", "at", "move_id", name=op.f("pk_move_token")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_move_token_move_id"), "move_token", ["move_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_move_token_move_id"), table_name="move_token")
    op.drop_table("move_token")
    op.drop_index(op.f("ix_move_company_move_id"), table_name="move_company")
    op.drop_table("move_company")
    op.drop_index(op.f("ix_history_move_id_revision"), table_name="history")
    op.drop_table("history")
    op.drop_index(op.f("ix_evidence_url_hash"), table_name="evidence")
    op.drop_index(op.f("ix_evidence_move_id_url_hash"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_index(
        "ix_delivery_open",
        table_name="delivery",
        sqlite_where=sa.text("state in ('pending', 'sending', 'uncertain', 'failed')"),
        postgresql_where=sa.text("state in ('pending', 'sending', 'uncertain', 'failed')"),
    )
    op.drop_index(op.f("ix_delivery_move_id_destination_revision_action"), table_name="delivery")
    op.drop_table("delivery")
    op.drop_table("seen_key")
    op.drop_index(op.f("ix_person_key_person_id"), table_name="person_key")
    op.drop_table("person_key")
    op.drop_index(op.f("ix_person_form_person_id"), table_name="person_form")
    op.drop_table("person_form")
    op.drop_index(op.f("ix_move_person_id_at_id"), table_name="move")
    op.drop_index(op.f("ix_move_at_id"), table_name="move")
    op.drop_table("move")
    op.drop_index(op.f("ix_company_key_company_id"), table_name="company_key")
    op.drop_table("company_key")
    op.drop_table("source")
    op.drop_table("person")
    op.drop_table("note")
    op.drop_table("company")
