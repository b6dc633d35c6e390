"""SQLite's one connection that writes: one after the other, and short work that came together is committed together.

A commit waits for the disk, on a small machine for longer than the work took. So who has done short work leaves its
commit to those who wait for their turn, up to some number, and is told when all of it is on the disk. Each one's work
stands behind a savepoint: a refusal takes back its own and nobody else's.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncEngine

from models.connections import as_sqlalchemys
from models.refusals import Refusal
from models.sqlite_in_place import InPlace

AT_MOST = 16  # that share a commit: the first of them waits for the work of all
LOST = "the connection took back what was to be committed together"


class Shared:
    """One commit for several. `settled` is done when their work is on the disk, or fails for all of them."""

    def __init__(self, driver: InPlace) -> None:
        self.driver, self._commits = driver, driver.commits
        self.members = 0
        self.settled: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def is_lost(self) -> bool:
        """Whether the transaction ended without a commit."""
        return not _is_under_way(self.driver) and self.driver.commits == self._commits

    def lose(self) -> None:
        """Tell all of them; it is worth another try."""
        self.settled.set_exception(as_sqlalchemys(sqlite3.OperationalError(LOST)))


class Writer:
    """Lends the connection to one at a time."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._only: InPlace | None = None
        self._open: Shared | None = None
        self._tasks = set[asyncio.Task[None]]()

    @asynccontextmanager
    async def turn(self, *, is_short: bool) -> AsyncIterator[InPlace]:
        """The connection; what was done with it is committed at the end, and taken back when the block raises."""
        async with self._in_turn():
            if not is_short:
                await self._settle()  # nobody's finished work waits for long work
            driver = await self._driver()
            try:
                if self._open is not None:
                    driver.mark()
                yield driver
                driver.unmark()  # fails where the transaction is not the one that was marked
            except BaseException as error:  # also when we are told to stop
                await self._take_back(driver, error)
                if isinstance(error, sqlite3.Error):
                    raise as_sqlalchemys(sqlite3.OperationalError(LOST)) from error
                raise
            if self._open is None and not _is_under_way(driver):
                return
            shared = self._join(driver)
            if is_short and self._waiting and shared.members < AT_MOST and _is_under_way(driver):
                self._see_to(shared)
            else:
                await self._settle()
        await _to_its_end(shared.settled)

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()

    async def _driver(self) -> InPlace:
        if self._only is None or self._only.is_closed:
            await self._settle()
            async with self._engine.connect() as connection:
                self._only = cast("InPlace", (await connection.get_raw_connection()).driver_connection)
        return self._only

    def _join(self, driver: InPlace) -> Shared:
        self._open = self._open or Shared(driver)
        self._open.members += 1
        return self._open

    def _see_to(self, shared: Shared) -> None:
        """Should none of those who wait commit it, somebody does whose turn comes after theirs."""
        if shared.members == 1:
            self._start(self._settle_late(shared))

    async def _settle_late(self, shared: Shared) -> None:
        async with self._turn:
            if self._open is shared:
                await self._settle()

    async def _settle(self) -> None:
        """Commit what is open, to the end also when we are told to stop: no rollback may meet a commit."""
        shared, self._open = self._open, None
        if shared is not None:
            self._start(self._commit(shared))
            try:
                await asyncio.wait([shared.settled])
            except asyncio.CancelledError:
                await asyncio.wait([shared.settled])
                raise

    async def _commit(self, shared: Shared) -> None:
        try:
            if shared.is_lost:
                return shared.lose()
            if _is_under_way(shared.driver):
                await shared.driver.commit()
        except asyncio.CancelledError:
            shared.settled.cancel()
            raise
        except Exception as error:
            with suppress(sqlite3.Error):
                await shared.driver.rollback()
            shared.settled.set_exception(as_sqlalchemys(error))
        else:
            shared.settled.set_result(None)

    async def _take_back(self, driver: InPlace, error: BaseException) -> None:
        """This one's work only, where that of others waits."""
        try:
            if not driver.is_closed:
                await asyncio.shield(driver.rollback())
        finally:
            is_to_blame = not isinstance(error, Refusal)
            if is_to_blame or (self._open is not None and self._open.is_lost):
                await self._settle()
            if is_to_blame:
                self._only = None  # the pool has another, should it be broken

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _to_its_end(settled: "asyncio.Future[None]") -> None:
    """Raises what the commit raised."""
    if settled.done():
        return settled.result()
    try:
        await asyncio.shield(settled)
    except asyncio.CancelledError:
        await asyncio.wait([settled])
        raise


def _is_under_way(driver: InPlace) -> bool:
    return not driver.is_closed and driver.in_transaction
