"""PostgreSQL's connections, lent to one transaction each."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any

import psycopg
from sqlalchemy import URL, PoolProxiedConnection
from sqlalchemy import Connection as Sqlalchemys
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import greenlet_spawn

from models import postgres
from models.connections import Lent, as_sqlalchemys
from models.postgres_connection import Connection
from models.prepared import Question

WAIT_SECONDS = 10.0


class PostgresPool:
    """Keeps its connections out of SQLAlchemy's pool: to take one from there costs as much as three questions.

    SQLAlchemy still opens them, and is given the one that is lent where a transaction needs more than questions.
    """

    def __init__(self, url: URL, size: int) -> None:
        self._engine = create_async_engine(
            url,
            hide_parameters=True,
            connect_args=postgres.connect_arguments(url),
            pool_size=size,
            max_overflow=0,
            pool_reset_on_return=None,  # what comes back is idle
        )
        postgres.renew_outdated(self._engine.sync_engine)
        self.engines: tuple[AsyncEngine, ...] = (self._engine,)
        self._room = asyncio.Semaphore(size)
        self._idle: list[PoolProxiedConnection] = []

    def writing(self, *, is_short: bool) -> AbstractAsyncContextManager[Lent]:
        return self._taken(transactions=True)

    def reading(self) -> AbstractAsyncContextManager[Lent]:
        return self._taken(transactions=False)

    def answer(self, driver: Connection, questions: Sequence[Question]) -> Awaitable[list[list[Any]]]:
        return driver.answer(questions)

    async def close(self) -> None:
        await self._drop(*self._idle)
        self._idle.clear()
        await self._engine.dispose()

    @asynccontextmanager
    async def _taken(self, *, transactions: bool) -> AsyncIterator[Lent]:
        held = await self._take()
        driver: Any = held.driver_connection
        driver.begins(transactions=transactions)
        try:
            yield Lent(lambda: AsyncConnection(self._engine, Sqlalchemys(self._engine.sync_engine, held)), driver)
            if transactions:
                await _end(driver)
        finally:
            if driver.is_idle and held.is_valid:
                self._idle.append(held)
                self._room.release()
            else:
                await asyncio.shield(self._give_back(held, driver))  # also when we are told to stop

    async def _take(self) -> PoolProxiedConnection:
        if self._room.locked():
            try:
                async with asyncio.timeout(WAIT_SECONDS):
                    await self._room.acquire()
            except TimeoutError:
                raise NoConnectionFree("no connection is free") from None
        else:
            await self._room.acquire()
        try:
            return self._idle.pop() if self._idle else await greenlet_spawn(self._engine.sync_engine.raw_connection)
        except psycopg.Error as error:
            self._room.release()
            raise as_sqlalchemys(error) from error
        except BaseException:
            self._room.release()
            raise

    async def _give_back(self, held: PoolProxiedConnection, driver: Connection) -> None:
        """What a transaction left open is taken back. After one that broke the others may be broken too."""
        try:
            with suppress(psycopg.Error):
                await driver.rollback()
            if driver.is_idle and held.is_valid:
                self._idle.append(held)
            else:
                idle, self._idle = self._idle, []
                await self._drop(held, *idle)
        finally:
            self._room.release()

    @staticmethod
    async def _drop(*held: PoolProxiedConnection) -> None:
        for one in held:
            if one.is_valid:
                await greenlet_spawn(one.invalidate)


async def _end(driver: Connection) -> None:
    try:
        await driver.end()
    except psycopg.Error as error:
        raise as_sqlalchemys(error) from error
