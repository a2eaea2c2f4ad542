"""Alembic's entry: runs the migrations on the connection that the program hands over."""

from alembic import context

from desktop_app.models.entities import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
