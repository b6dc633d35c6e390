"""Transactions: on SQLite for one machine, on PostgreSQL for more."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Dialect, Executable, Function, String, bindparam, func, make_url, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from models.connections import Connections, Lent, as_sqlalchemys
from models.prepared import Question, prepared
from models.sqlite import SqliteConnections

Watcher = Callable[[str, Any], object]
Ask = tuple[Executable, Mapping[str, Any]]
"""A statement with the values that it is asked with."""


class Session(AsyncSession):
    """One transaction, with the rows that it has read.

    Most updates only `ask`: SQLAlchemy's own part is made where it is first looked at.
    """

    def __init__(self, connections: Connections, lent: Lent, watchers: Sequence[Watcher], *, autoflush: bool) -> None:
        self._connections, self._lent, self._watchers, self._autoflush = connections, lent, watchers, autoflush
        self.driver = lent.driver
        self.dialect: Dialect = connections.engines[0].dialect

    def __getattr__(self, name: str) -> Any:
        if "sync_session" in self.__dict__:
            raise AttributeError(name)
        super().__init__(self._lent.bind(), expire_on_commit=False, autoflush=self._autoflush)
        return getattr(self, name)

    @property
    def has_changes(self) -> bool:
        """Rows that wait to be written."""
        return "sync_session" in self.__dict__ and bool(self.new or self.dirty or self.deleted)

    @property
    def holds_anything(self) -> bool:
        """Such rows, or a transaction of its own; what was only asked leaves none behind."""
        return "sync_session" in self.__dict__ and (bool(self.in_transaction()) or self.has_changes)

    async def ask(self, statement: Executable, values: Mapping[str, Any]) -> list[Any]:
        """Rows of plain columns for a statement that was built once, past the machinery for entities.

        A tenth as dear as `execute`: for what is asked at every update (see models/prepared.py). Before a question
        the session writes what it holds back.
        """
        return (await self.ask_together((statement, values)))[0]

    async def ask_together(self, *asked: Ask) -> list[list[Any]]:
        """The rows of several statements, each done after the one before, for one way to the database and back."""
        dialect, questions = self.dialect, []
        for statement, values in asked:
            ready = prepared(statement, dialect, tuple(values))
            arguments = ready.arguments(values)
            questions.append((ready, arguments))
            for watcher in self._watchers:
                watcher(*ready.as_sent(arguments))
        try:
            return await self._answer(questions)
        except dialect.loaded_dbapi.Error as error:
            raise as_sqlalchemys(error, questions[0][0].sql) from error

    async def _answer(self, questions: Sequence[Question]) -> list[list[Any]]:
        reader = self._lent.reader
        if reader is not None:
            found = [reader.rows(ready.sql, arguments) for ready, arguments in questions]
            if None not in found:
                return [ready.rows(rows or ()) for (ready, _), rows in zip(questions, found, strict=True)]
        if "sync_session" in self.__dict__:
            if self.in_nested_transaction():
                await self.connection()  # only now SQLAlchemy says SAVEPOINT
            if self.has_changes and any(ready.is_question for ready, _ in questions):
                await self.flush()
        if self.driver is None:
            self.driver = (await (await self.connection()).get_raw_connection()).driver_connection
        return await self._connections.answer(self.driver, questions)


def driver_url(url: str) -> URL:
    """The address of the settings with the driver that we use: aiosqlite or psycopg 3 (both serve sync and async)."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return parsed.set(drivername="sqlite+aiosqlite")
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise ValueError(f"DATABASE_URL: sqlite:///… or postgresql://…, not {parsed.get_backend_name()}://")


class Database:
    """Opens transactions: `writing()` commits at its end, `reading()` never writes.

    On SQLite one connection writes and a few read beside it; on PostgreSQL one pool of `connections` serves both.
    """

    def __init__(self, url: str, connections: int = 6) -> None:
        self.url = driver_url(url)
        self.watchers: list[Watcher] = []  # hear every statement that is asked past SQLAlchemy's events
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._connections: Connections
        if self.is_sqlite:
            if self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            self._connections = SqliteConnections(self.url)
        else:
            from models.postgres_pool import PostgresPool  # its driver is large, and of no use to SQLite

            self._connections = PostgresPool(self.url, connections)

    @asynccontextmanager
    async def writing(self, *, is_short: bool = False) -> AsyncIterator[Session]:
        """A transaction that commits when the block ends, and rolls back when it raises.

        `is_short`: the work of one update; on SQLite it may be committed together with others that wait.
        """
        async with self._connections.writing(is_short=is_short) as lent:
            session = Session(self._connections, lent, self.watchers, autoflush=True)
            try:
                yield session
                if session.holds_anything:
                    await session.commit()
            except BaseException:  # also when we are told to stop
                if session.holds_anything:
                    await asyncio.shield(session.close())
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """For questions only, each answered as of the moment when it is asked."""
        async with self._connections.reading() as lent:
            session = Session(self._connections, lent, self.watchers, autoflush=False)
            try:
                yield session
            finally:
                if session.holds_anything:
                    await asyncio.shield(session.close())

    @property
    def engines(self) -> tuple[AsyncEngine, ...]:
        """The engines behind, for those who count queries."""
        return self._connections.engines

    async def close(self) -> None:
        await self._connections.close()


async def one_at_a_time(session: Session, what: str) -> None:
    """Wait until no other transaction does the same thing; until this one ends nobody else will.

    On SQLite every writing transaction is alone already.
    """
    if session.dialect.name == "postgresql":
        await session.ask(_IN_TURN, {"what": what})


def in_turn() -> Function[Any]:
    """The same as part of a statement for PostgreSQL, for the value `what`."""
    return func.pg_advisory_xact_lock(func.hashtext(bindparam("what", type_=String)))


_IN_TURN = select(in_turn())


async def let_go(session: Session) -> None:
    """Write what is owed, and let go of the rows that were read: from here on they are plain values, for slow work."""
    await session.flush()
    session.expunge_all()
