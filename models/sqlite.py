"""SQLite: how its connections are set up when they open, and the one that writes."""

import asyncio
from typing import Any

from sqlalchemy import URL, Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from models.sqlite_in_place import WAITS, InPlace, connect

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a decision that was told to a person survives a power cut too
    "foreign_keys=ON",
    "cache_size=-1000",  # KB for each of six connections; the machine keeps the file in its own memory anyway
    f"busy_timeout={WAITS}",
)


def engine(url: URL, begin: str, connections: int) -> AsyncEngine:
    """An engine whose transactions begin with these words."""
    made = create_async_engine(
        url,
        hide_parameters=True,
        connect_args={"async_creator_fn": connect},
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=60,
        pool_reset_on_return=None,
    )
    _prepare(made.sync_engine, begin)
    return made


def _prepare(engine: Engine, begin: str) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        if not connection.connection.driver_connection.in_transaction:
            connection.exec_driver_sql(begin)


async def driver_of(engine: AsyncEngine) -> Any:
    """The only connection of an engine's pool, as the driver knows it."""
    async with engine.connect() as connection:
        return (await connection.get_raw_connection()).driver_connection


async def commit(driver: InPlace) -> None:
    """To its end, also when we are told to stop: a commit that is under way is not to be met by a rollback."""
    task = asyncio.ensure_future(driver.commit())
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
