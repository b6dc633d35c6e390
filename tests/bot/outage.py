"""Takes the database away for a moment: writes are locked out on SQLite, all connections end on PostgreSQL."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import psycopg

from models.database import Database


@asynccontextmanager
async def away(database: Database) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """The database is away until the yielded function is called, at the latest until the block ends."""
    if database.is_sqlite:
        async with database.writing() as session:  # one connection writes, so this holds from now on
            session.driver.waits = 20
        connection = sqlite3.connect(str(database.url.database), isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")

        async def back() -> None:
            connection.close()

    else:
        where = {"host": str(database.url.query["host"]), "user": "postgres", "dbname": "postgres"}
        name = database.url.database
        async with await psycopg.AsyncConnection.connect(**where, autocommit=True) as other:  # type: ignore[arg-type]
            await other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            await other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))

        async def back() -> None:
            async with await psycopg.AsyncConnection.connect(**where, autocommit=True) as other:  # type: ignore[arg-type]
                await other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    try:
        yield back
    finally:
        await back()
