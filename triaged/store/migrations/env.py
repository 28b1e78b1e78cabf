"""Alembic's entry: migrates the connection it is given (triaged.store.migrate)."""

from alembic import context

from triaged.store.tables import complete

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=complete(),
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
