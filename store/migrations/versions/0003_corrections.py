"""What people say about moves and persons, and what that hides.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.add_column("move", sa.Column("wrong", sa.Boolean(), nullable=False, server_default=sa.false()))
    # In words: SQLite adds such a column without copying the table, but Alembic would add its constraint afterwards.
    op.execute(
        f"ALTER TABLE person ADD COLUMN merged_into {kind} CONSTRAINT fk_person_merged_into REFERENCES person (id)"
    )
    op.create_table(
        "correction",
        sa.Column("id", _ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("move_id", _ID, nullable=True),
        sa.Column("other_id", _ID, nullable=True),
        sa.Column("side", sa.String(length=4), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_correction_move_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["move.id"], name=op.f("fk_correction_other_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_correction_move_id"), "correction", ["move_id"], unique=False)
    op.create_index(op.f("ix_correction_other_id"), "correction", ["other_id"], unique=False)


def downgrade() -> None:
    op.drop_table("correction")
    with op.batch_alter_table("person") as person:
        person.drop_column("merged_into")
    with op.batch_alter_table("move", table_kwargs={"sqlite_autoincrement": True}) as move:
        move.drop_column("wrong")
