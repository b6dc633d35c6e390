"""Brings the database to the present shape; several processes may start together.

Alembic is taken in only where there is something to do: it would be 12 MB of every process.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from models.database import driver_url

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parent.parent / "migrations"
LOCK = 7_241_658  # any number, the same in every process: who migrates holds it


class UnknownShape(Exception):
    """The database is of a version that this program does not know: of a newer one, or of another."""


@cache
def newest() -> str:
    """The version that this program works with: the files of migrations begin with their numbers."""
    return max(path.name for path in (SCRIPTS / "versions").glob("[0-9]*.py"))[:4]


def alembic_config(connection: Connection) -> "Config":
    """Alembic's configuration for one open connection; there is no alembic.ini to keep in step."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade the database at this address (blocking; run it before the event loop or in a thread).

    Raises UnknownShape.
    """
    engine = create_engine(sync_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            connection.commit()
        if revision != "head" or version_of(connection) != newest():
            _upgrade(connection, revision)
        connection.commit()
    engine.dispose()


def version_of(connection: Connection) -> str | None:
    """The version of a database; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _upgrade(connection: Connection, revision: str) -> None:
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(alembic_config(connection), revision)
    except CommandError as error:
        raise UnknownShape(str(error)) from error


def sync_url(url: str) -> URL:
    """The same database through a blocking driver."""
    asynchronous = driver_url(url)
    if asynchronous.get_backend_name() == "sqlite":
        if asynchronous.database:
            Path(asynchronous.database).parent.mkdir(parents=True, exist_ok=True)
        return asynchronous.set(drivername="sqlite")
    return asynchronous
