"""The health of sources: where they are asked, how much they show and how fast, since when they fail.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _added() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("error_kind", sa.String(), nullable=True),
        sa.Column("failing_since", sa.BigInteger(), nullable=True),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.Column("moved_to", sa.String(), nullable=True),
        sa.Column("moving_to", sa.String(), nullable=True),
        sa.Column("moving_since", sa.BigInteger(), nullable=True),
        sa.Column("newest_at", sa.BigInteger(), nullable=True),
        sa.Column("shown", sa.Integer(), nullable=True),
        sa.Column("pace", sa.Float(), nullable=False, server_default="0"),
        sa.Column("gap", sa.Float(), nullable=True),
        sa.Column("overflows", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("overflowed_at", sa.BigInteger(), nullable=True),
        sa.Column("missed", sa.Integer(), nullable=False, server_default="0"),
    )


def upgrade() -> None:
    for column in _added():
        op.add_column("source", column)
    op.create_table(
        "source_address",
        sa.Column("id", _ID, nullable=False),
        sa.Column("source_id", _ID, nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_source_address_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_address")),
    )
    op.create_index(op.f("ix_source_address_source_id"), "source_address", ["source_id"], unique=False)


def downgrade() -> None:
    op.drop_table("source_address")
    with op.batch_alter_table("source") as source:
        for column in _added():
            source.drop_column(column.name)
