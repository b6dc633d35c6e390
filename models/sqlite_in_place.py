"""SQLite beside the event loop: a short statement runs where it is asked, what may take long in a thread.

To hand a statement of 50 µs to a thread and back costs more than the statement. Whatever could hold the loop up still
goes there: a question that turns out long, a change of more than one new row, a wait for the write lock, the commit.
"""

import logging
import sqlite3
from collections.abc import Awaitable
from functools import partial
from typing import Any

from aiosqlite import Connection

from models.prepared import Prepared

log = logging.getLogger(__name__)

STEPS = 10_000  # of SQLite's machine between two looks at how long a question takes, about 0.3 ms
MOST_LOOKS = 20  # a question that takes more, some 5 ms, begins again in the thread
AT_A_TIME = 200  # rows; what is left of a longer answer is fetched in the thread
ONE_ROW = 100  # values: no table is wider
WAITS = 10_000
BEGIN_WRITING = "BEGIN IMMEDIATE"
MARK = "before_this_one"
LATER = (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY)
HERE = frozenset({"cursor", "close", "rollback"})


def connect(path: str, **arguments: Any) -> Awaitable[Connection]:
    """Opens a connection, usable in any thread; what SQLAlchemy calls `async_creator_fn`."""
    connection = InPlace(partial(sqlite3.connect, path, **arguments), AT_A_TIME)
    connection._thread.daemon = True  # as SQLAlchemy's own: a connection left open keeps no process alive
    return connection


class Patience:
    """How long a question may keep the loop waiting: SQLite looks here now and then, and breaks off what is over."""

    def __init__(self) -> None:
        self._looks = 0
        self._is_limited = False

    def is_over(self) -> bool:
        self._looks += 1
        return self._is_limited and self._looks > MOST_LOOKS

    def rows(self, connection: sqlite3.Connection, question: str, arguments: Any) -> list[Any] | None:
        """All rows of a question that is answered in time, by a connection that looks here."""
        try:
            with self:
                return connection.execute(question, arguments).fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in LATER:
                raise
            return None

    def __enter__(self) -> None:
        self._looks, self._is_limited = 0, True

    def __exit__(self, *_: object) -> None:
        self._is_limited = False


class InPlace(Connection):
    """aiosqlite's connection, which puts everything through `_execute`; its statements come one after the other.

    `waits`: for so many milliseconds who wants the write lock waits for it in the thread. `commits`: how many it made.
    """

    waits = WAITS
    commits = 0

    async def _connect(self) -> Connection:
        await super()._connect()
        self._patience = Patience()
        self._waiting, self._is_marked = -1, False
        self._conn.set_progress_handler(self._patience.is_over, STEPS)
        return self

    @property
    def is_closed(self) -> bool:
        return self._connection is None

    def mark(self) -> None:
        """From here on a rollback takes back what comes now, and keeps what went before."""
        self._conn.execute(f"SAVEPOINT {MARK}")
        self._is_marked = True

    def unmark(self) -> None:
        """Raises sqlite3's error when what was marked is gone."""
        is_marked, self._is_marked = self._is_marked, False
        if is_marked:
            self._conn.execute(f"RELEASE {MARK}")

    async def commit(self) -> None:
        self._is_marked = False
        await super().commit()
        self.commits += 1

    async def rollback(self) -> None:
        is_marked, self._is_marked = self._is_marked, False
        if is_marked and self.in_transaction:
            try:
                self._conn.execute(f"ROLLBACK TO {MARK}")
                self._conn.execute(f"RELEASE {MARK}")
                return
            except sqlite3.Error:
                log.exception("nothing could be kept of what is not committed")
        await super().rollback()

    async def all_rows(self, statement: str, arguments: Any) -> list[Any]:
        """Of one statement of the transaction that goes on; one that changes something changes a row or two."""
        if not _is_question(statement):
            return self._conn.execute(statement, arguments).fetchall()
        if (rows := self._patience.rows(self._conn, statement, arguments)) is not None:
            return rows
        cursor = await self.execute(statement, arguments)
        return list(await cursor.fetchall())

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        in_thread = partial(super()._execute, fn, *args, **kwargs)
        if self._connection is None or not self._running or fn == self._connection.close:
            return await in_thread()
        name = getattr(fn, "__name__", "")
        if name == "commit":
            return await in_thread()
        if name in HERE:
            return fn(*args, **kwargs)
        if name == "fetchall":
            first = fn.__self__.fetchmany(AT_A_TIME)
            return first if len(first) < AT_A_TIME else [*first, *await in_thread()]
        if name == "execute" and _is_new_row(*args):
            return fn(*args)
        if name == "execute" and _is_question(*args):
            try:
                with self._patience:
                    return fn(*args)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode not in LATER:
                    raise
        self._wait_for(self.waits)
        return await in_thread()

    def has_begun(self) -> bool:
        """Whether the write lock was free this moment; now it is ours."""
        self._wait_for(0)
        try:
            self._conn.execute(BEGIN_WRITING)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    def _wait_for(self, milliseconds: int) -> None:
        """How long statements wait for a lock from here on; said only where it changes, for it takes as long as one."""
        if milliseconds != self._waiting:
            self._conn.execute(f"PRAGMA busy_timeout={milliseconds}")
            self._waiting = milliseconds


async def answer(driver: InPlace, ready: Prepared, arguments: tuple[Any, ...]) -> list[Any]:
    """The rows of a prepared statement inside the transaction that goes on, or begins with it."""
    if not driver.in_transaction and not driver.has_begun():
        await driver.execute(BEGIN_WRITING)
    return ready.rows(await driver.all_rows(ready.sql, arguments))


class Reader:
    """Answers short questions, each as of now, on a connection that never holds a transaction open."""

    def __init__(self, path: str, keeps: int = 500) -> None:
        self._path, self._keeps = path, keeps
        self._patience = Patience()
        self._connection: sqlite3.Connection | None = None

    def rows(self, question: str, arguments: Any) -> list[Any] | None:
        """All rows; None for a question that must be asked where it may take its time."""
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, timeout=0, isolation_level=None)
            self._connection.execute(f"PRAGMA cache_size=-{self._keeps}")
            self._connection.set_progress_handler(self._patience.is_over, STEPS)
        return self._patience.rows(self._connection, question, arguments)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _is_question(statement: str, parameters: Any = ()) -> bool:
    """It changes nothing, so that it may be broken off and asked again. BEGIN alone takes no lock."""
    return statement.startswith(("SELECT", "PRAGMA")) or statement == "BEGIN"


def _is_new_row(statement: str, parameters: Any = ()) -> bool:
    """The write lock is held already: only BEGIN waits for it."""
    return statement.startswith("INSERT") and " VALUES (" in statement and len(parameters) < ONE_ROW
