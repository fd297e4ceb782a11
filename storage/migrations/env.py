"""Runs Alembic over the connection that storage.migrate gives it."""

from alembic import context

from storage import broadcast_tables, knowledge_tables, report_tables, tables
from storage.search_tables import is_in_metadata

assert knowledge_tables.ItemRow.metadata is tables.metadata is broadcast_tables.BroadcastRow.metadata
assert report_tables.HandOverRow.metadata is tables.metadata
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=tables.metadata,
    include_name=is_in_metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
