"""How Alembic runs here: on the connection it is handed, never on one of its own."""

from alembic import context

from bot.store.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
