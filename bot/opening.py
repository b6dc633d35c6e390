"""Opens the database of the settings: brought to its present shape, with the shipped catalogue."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError

from models.catalogue import load_catalogue
from models.database import Database
from models.migrate import UnknownShape, migrate


class DatabaseAway(Exception):
    """The database of the settings cannot be opened or brought to its present shape."""


async def migrated(url: str) -> None:
    """Bring it to its present shape. Raises DatabaseAway."""
    try:
        await asyncio.to_thread(migrate, url)
    except (DBAPIError, UnknownShape, OSError) as error:
        raise DatabaseAway(error) from error


@asynccontextmanager
async def opened(url: str, connections: int = 6) -> AsyncIterator[Database]:
    """The database, ready to work with. Raises DatabaseAway."""
    await migrated(url)
    database = Database(url, connections)
    try:
        async with database.writing() as session:
            await load_catalogue(session)
        yield database
    finally:
        await database.close()
