"""Digests: what waits for one, and deliveries that are about no single move.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SQLITE = {"sqlite_autoincrement": True}


def upgrade() -> None:
    with op.batch_alter_table("delivery", table_kwargs=_SQLITE) as delivery:
        delivery.alter_column("move_id", existing_type=_ID, nullable=True)
        delivery.alter_column("action", existing_type=sa.String(length=5), type_=sa.String(length=6))
        delivery.add_column(sa.Column("slot", sa.BigInteger(), nullable=True))
    op.create_index(
        op.f("ix_delivery_destination_slot_route_when"),
        "delivery",
        ["destination", "slot", "route_when"],
        unique=True,
    )
    op.create_table(
        "digest_item",
        sa.Column("id", _ID, nullable=False),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("route_when", sa.String(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("move_id", _ID, nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("delivery_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_digest_item_move_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_digest_item_delivery_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_item")),
    )
    for columns in (["destination", "delivery_id"], ["move_id"], ["delivery_id"]):
        op.create_index(op.f(f"ix_digest_item_{'_'.join(columns)}"), "digest_item", columns, unique=False)


def downgrade() -> None:
    op.drop_table("digest_item")
    op.execute("DELETE FROM delivery WHERE move_id IS NULL")
    op.drop_index(op.f("ix_delivery_destination_slot_route_when"), "delivery")
    with op.batch_alter_table("delivery", table_kwargs=_SQLITE) as delivery:
        delivery.drop_column("slot")
        delivery.alter_column("action", existing_type=sa.String(length=6), type_=sa.String(length=5))
        delivery.alter_column("move_id", existing_type=_ID, nullable=False)
