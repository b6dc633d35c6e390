"""Who does what only one process may do: the clock and the postman. One is on duty, the others stand by."""

import asyncio
import fcntl
import logging
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from models.database import Database, driver_url

log = logging.getLogger(__name__)

LOCK = 7_241_659  # any number, the same in every process: who is on duty holds it
LOOK_SECONDS = 1.0  # how often those who stand by try the lock, and who holds it proves that its connection lives
ANSWER_SECONDS = 4.0  # a database that is silent for longer may have given the lock to another

Work = Callable[[asyncio.Event], Awaitable[None]]


class AlreadyServed(Exception):
    """Another process serves this SQLite file."""


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Be the one process that serves an SQLite file, until the block ends or the process dies. Raises AlreadyServed.

    On PostgreSQL there may be many.
    """
    where = driver_url(url)
    if where.get_backend_name() != "sqlite" or not where.database:
        yield
        return
    path = Path(f"{where.database}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    held = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)  # the file stays: to remove it would race with the next
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyServed(where.database) from None
        yield
    finally:
        os.close(held)


async def on_duty(database: Database, work: Work, stopped: asyncio.Event) -> None:
    """Let `work` run whenever this process is the one on duty, until stopped.

    On PostgreSQL an advisory lock decides, on a connection of its own: it is free again the moment its holder dies.
    `work` is given an event that tells it to end: we are stopped, or the lock may be another's by now. A moment with
    two on duty does no harm, since notices are leased and jobs are safe to run twice; a long one would break the pace.
    """
    if database.is_sqlite:
        await work(stopped)
        return
    from models import postgres

    engine = create_async_engine(
        database.url,
        hide_parameters=True,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args=postgres.connect_arguments(database.url),
    )
    while not stopped.is_set():
        try:
            async with engine.connect() as connection:
                await _stand_by(connection, stopped)
                if not stopped.is_set():
                    log.info("on duty: this process ticks and delivers")
                    await _serve(connection, work, stopped)
        except (DBAPIError, TimeoutError, OSError) as error:
            log.warning("off duty, the database is away: %s", type(error).__name__)
        except Exception:
            log.exception("off duty, what runs there failed")
        await _rest(stopped)
    await engine.dispose()


async def _stand_by(connection: AsyncConnection, stopped: asyncio.Event) -> None:
    lock = select(func.pg_try_advisory_lock(LOCK))
    while not stopped.is_set() and not await asyncio.wait_for(connection.scalar(lock), ANSWER_SECONDS):
        await _rest(stopped)


async def _serve(connection: AsyncConnection, work: Work, stopped: asyncio.Event) -> None:
    relieved = asyncio.Event()
    task = asyncio.ensure_future(work(relieved))
    try:
        while not stopped.is_set() and not task.done():
            await asyncio.wait_for(connection.scalar(select(1)), ANSWER_SECONDS)
            await _rest(stopped)
    finally:
        relieved.set()
        await task


async def _rest(stopped: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stopped.wait(), LOOK_SECONDS)
