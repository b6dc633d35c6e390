"""SQLite's connections: one writes, a few read beside it; and how they are set up when they open."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from models import sqlite_in_place
from models.connections import Lent
from models.prepared import Question
from models.sqlite_in_place import BEGIN_WRITING, WAITS, InPlace, Reader, connect
from models.sqlite_writer import Writer

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a decision that was told to a person survives a power cut too
    "foreign_keys=ON",
    f"busy_timeout={WAITS}",
)


# KB. Who writes meets pages of years of history in every index; what a reader keeps is void after each commit.
WRITER_KEEPS, READER_KEEPS = 4000, 500


class SqliteConnections:
    """One connection for all who write, in turn. `BEGIN IMMEDIATE`: nobody learns at the commit that he was second."""

    def __init__(self, url: URL) -> None:
        writer = engine(url, BEGIN_WRITING, connections=1, keeps=WRITER_KEEPS)
        self._reader = engine(url, "BEGIN", connections=4, keeps=READER_KEEPS)
        self.engines: tuple[AsyncEngine, ...] = (writer, self._reader)
        self._short = Reader(url.database or "", READER_KEEPS)
        self._writer = Writer(writer)

    @asynccontextmanager
    async def writing(self, *, is_short: bool) -> AsyncIterator[Lent]:
        async with self._writer.turn(is_short=is_short) as driver:
            yield Lent(lambda: self.engines[0], driver)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Lent]:
        yield Lent(lambda: self._reader, reader=self._short)

    async def answer(self, driver: InPlace, questions: Sequence[Question]) -> list[list[Any]]:
        return [await sqlite_in_place.answer(driver, *one) for one in questions]

    async def close(self) -> None:
        self._short.close()
        for one in self.engines:
            await one.dispose()


def engine(url: URL, begin: str, connections: int, keeps: int) -> AsyncEngine:
    """An engine whose transactions begin with these words; each connection keeps so many KB of the file."""
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
    _prepare(made.sync_engine, begin, keeps)
    return made


def _prepare(engine: Engine, begin: str, keeps: int) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        for pragma in (*PRAGMAS, f"cache_size=-{keeps}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        if not connection.connection.driver_connection.in_transaction:
            connection.exec_driver_sql(begin)
