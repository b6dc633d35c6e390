"""SQLite beside the event loop: a short statement runs where it is asked, what may take long in a thread.

To hand a statement of 50 µs to a thread and back costs more than the statement. Whatever could hold the loop up still
goes there: a question that turns out long, a change of more than one new row, the wait for the write lock, the commit.
"""

import sqlite3
from collections.abc import Awaitable
from functools import partial
from typing import Any

from aiosqlite import Connection

MOST_STEPS = 50_000  # of SQLite's machine, about 2 ms: a question that takes more begins again in the thread
AT_A_TIME = 200  # rows; what is left of a longer answer is fetched in the thread
ONE_ROW = 100  # values: no table is wider
HERE = frozenset({"cursor", "close", "rollback"})


def connect(path: str, **arguments: Any) -> Awaitable[Connection]:
    """Opens a connection, usable in any thread; what SQLAlchemy calls `async_creator_fn`."""
    connection = InPlace(partial(sqlite3.connect, path, **arguments), AT_A_TIME)
    connection._thread.daemon = True  # as SQLAlchemy's own: a connection left open keeps no process alive
    return connection


class InPlace(Connection):
    """aiosqlite's connection, which puts everything through `_execute`; its statements come one after the other."""

    _is_counted = False

    async def _connect(self) -> Connection:
        await super()._connect()
        self._conn.set_progress_handler(lambda: self._is_counted, MOST_STEPS)
        return self

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        in_thread = partial(super()._execute, fn, *args, **kwargs)
        if self._connection is None or not self._running or fn == self._connection.close:
            return await in_thread()
        name = getattr(fn, "__name__", "")
        if name in HERE:
            return fn(*args, **kwargs)
        if name == "fetchall":
            first = fn.__self__.fetchmany(AT_A_TIME)
            return first if len(first) < AT_A_TIME else [*first, *await in_thread()]
        if name == "execute" and _is_new_row(*args):
            return fn(*args)
        if name == "execute" and _is_question(*args):
            try:
                self._is_counted = True
                return fn(*args)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                    raise
            finally:
                self._is_counted = False
        return await in_thread()


def _is_question(statement: str, parameters: Any = ()) -> bool:
    """It changes nothing, so that it may be broken off and asked again. BEGIN alone takes no lock."""
    return statement.startswith(("SELECT", "PRAGMA")) or statement == "BEGIN"


def _is_new_row(statement: str, parameters: Any = ()) -> bool:
    """The write lock is held already: only BEGIN waits for it."""
    return statement.startswith("INSERT") and " VALUES (" in statement and len(parameters) < ONE_ROW
