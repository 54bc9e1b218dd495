"""Runs migrations on the connection handed in by `store.database`; there is no ini file and no offline mode."""

from alembic import context

from store import amendments, digests, matters, mutes, subscriptions, tables  # noqa: F401 - all declare tables
from store.columns import Row

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Row.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
