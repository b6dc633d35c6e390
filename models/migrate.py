"""Brings the database to the present shape; several processes may start together."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.pool import NullPool

from models.database import driver_url

SCRIPTS = Path(__file__).parent.parent / "migrations"
LOCK = 7_241_658  # any number, the same in every process: who migrates holds it


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for one open connection; there is no alembic.ini to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade the database at this address (blocking; run it before the event loop or in a thread)."""
    engine = create_engine(sync_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            connection.commit()
        command.upgrade(alembic_config(connection), revision)
        connection.commit()
    engine.dispose()


def sync_url(url: str) -> URL:
    """The same database through a blocking driver."""
    asynchronous = driver_url(url)
    if asynchronous.get_backend_name() == "sqlite":
        if asynchronous.database:
            Path(asynchronous.database).parent.mkdir(parents=True, exist_ok=True)
        return asynchronous.set(drivername="sqlite")
    return asynchronous
