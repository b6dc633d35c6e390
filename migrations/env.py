"""Runs the migrations on the connection that it is given (see models/migrate.py)."""

from typing import Any

import sqlalchemy as sa
from alembic import context

from models.base import Moment
from models.tables import metadata


def plain_types(kind: str, item: Any, _: Any) -> str | bool:
    """Write our own column types as plain ones: a migration must not change when our code does."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String({item.length})"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain_types,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
