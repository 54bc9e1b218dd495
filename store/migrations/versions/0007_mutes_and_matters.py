"""People that a destination does not want to hear of, and what Moves tells about itself.

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "mute",
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mute_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("destination", "person_id", name=op.f("pk_mute")),
    )
    op.create_index(op.f("ix_mute_person_id"), "mute", ["person_id"], unique=False)
    op.create_table(
        "matter",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("lasting", sa.Boolean(), nullable=False),
        sa.Column("told_by", _ID, nullable=True),
        sa.Column("over_by", _ID, nullable=True),
        sa.ForeignKeyConstraint(["told_by"], ["delivery.id"], name=op.f("fk_matter_told_by"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["over_by"], ["delivery.id"], name=op.f("fk_matter_over_by"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
    )
    for column in ("key", "told_by", "over_by"):
        op.create_index(op.f(f"ix_matter_{column}"), "matter", [column], unique=False)


def downgrade() -> None:
    op.drop_table("matter")
    op.execute("DELETE FROM delivery WHERE action = 'notice'")
    op.drop_table("mute")
