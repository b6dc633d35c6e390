"""SQLite's connections: one writes, a few read beside it; and how they are set up when they open."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from models import sqlite_in_place
from models.connections import Lent
from models.prepared import Question
from models.refusals import Refusal
from models.sqlite_in_place import BEGIN_WRITING, WAITS, InPlace, Reader, connect

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a decision that was told to a person survives a power cut too
    "foreign_keys=ON",
    "cache_size=-1000",  # KB for each of six connections; the machine keeps the file in its own memory anyway
    f"busy_timeout={WAITS}",
)


class SqliteConnections:
    """One connection for all who write, in turn. `BEGIN IMMEDIATE`: nobody learns at the commit that he was second."""

    def __init__(self, url: URL) -> None:
        self._writer = engine(url, BEGIN_WRITING, connections=1)
        self._reader = engine(url, "BEGIN", connections=4)
        self.engines: tuple[AsyncEngine, ...] = (self._writer, self._reader)
        self._short = Reader(url.database or "")
        self._turn = asyncio.Lock()
        self._only: InPlace | None = None

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Lent]:
        async with self._turn:
            if self._only is None or self._only.is_closed:
                self._only = await _driver_of(self._writer)
            only = self._only
            try:
                yield Lent(lambda: self._writer, only)
                if _is_under_way(only):
                    await _commit(only)
            except BaseException as error:  # also when we are told to stop
                self._only = only if isinstance(error, Refusal) else None  # it may be to blame: the pool has another
                if _is_under_way(only):
                    await asyncio.shield(only.rollback())
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Lent]:
        yield Lent(lambda: self._reader, reader=self._short)

    async def answer(self, driver: InPlace, questions: Sequence[Question]) -> list[list[Any]]:
        return [await sqlite_in_place.answer(driver, *one) for one in questions]

    async def close(self) -> None:
        self._short.close()
        for one in self.engines:
            await one.dispose()


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


async def _driver_of(engine: AsyncEngine) -> Any:
    """The only connection of an engine's pool, as the driver knows it."""
    async with engine.connect() as connection:
        return (await connection.get_raw_connection()).driver_connection


async def _commit(driver: InPlace) -> None:
    """To its end, also when we are told to stop: a commit that is under way is not to be met by a rollback."""
    task = asyncio.ensure_future(driver.commit())
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _is_under_way(driver: InPlace) -> bool:
    return not driver.is_closed and driver.in_transaction
