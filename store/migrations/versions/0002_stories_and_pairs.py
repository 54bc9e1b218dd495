"""Moves told with others, and pairs of persons of whom it is asked whether they are one.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    # In words: SQLite adds such a column without copying the table, but Alembic would add its constraint afterwards.
    op.execute(f"ALTER TABLE move ADD COLUMN told_with {kind} CONSTRAINT fk_move_told_with REFERENCES move (id)")
    op.create_index(op.f("ix_move_told_with"), "move", ["told_with"], unique=False)
    op.execute(f"ALTER TABLE delivery ADD COLUMN about_id {kind}")
    op.create_table(
        "person_pair",
        sa.Column("one_id", _ID, nullable=False),
        sa.Column("other_id", _ID, nullable=False),
        sa.Column("verdict", sa.String(length=9), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["one_id"], ["person.id"], name=op.f("fk_person_pair_one_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_person_pair_other_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_person_pair")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_person_pair_other_id"), "person_pair", ["other_id"], unique=False)


def downgrade() -> None:
    op.drop_table("person_pair")
    op.drop_column("delivery", "about_id")
    op.drop_index(op.f("ix_move_told_with"), "move")
    with op.batch_alter_table("move", table_kwargs={"sqlite_autoincrement": True}) as move:
        move.drop_column("told_with")
