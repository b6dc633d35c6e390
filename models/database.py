"""The engine and its transactions: SQLite on one machine, PostgreSQL for more."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Dialect, Executable, Function, String, bindparam, func, make_url, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from models import sqlite, sqlite_in_place
from models.prepared import Prepared, prepared
from models.refusals import Refusal
from models.sqlite_in_place import Reader

Watcher = Callable[[str, Any], object]
Answers = Callable[[Any, Prepared, tuple[Any, ...]], Awaitable[list[Any]]]


class Session(AsyncSession):
    """One transaction, with the rows that it has read.

    Most updates only `ask`: SQLAlchemy's own part is made where it is first looked at.
    """

    dialect: Dialect
    answers: Answers
    reader: Reader | None = None
    watchers: Sequence[Watcher] = ()
    driver: Any = None

    def __init__(self, engine: AsyncEngine, *, autoflush: bool) -> None:
        self._made_of = engine, autoflush

    def __getattr__(self, name: str) -> Any:
        if "sync_session" in self.__dict__:
            raise AttributeError(name)
        engine, autoflush = self._made_of
        super().__init__(engine, expire_on_commit=False, autoflush=autoflush)
        return getattr(self, name)

    @property
    def holds_anything(self) -> bool:
        """Rows that wait to be written, or a transaction of its own; what was only asked leaves none behind."""
        return "sync_session" in self.__dict__ and bool(self.in_transaction() or self.new or self.dirty or self.deleted)

    async def ask(self, statement: Executable, values: Mapping[str, Any]) -> list[Any]:
        """Rows of plain columns for a statement that was built once, past the machinery for entities.

        A tenth as dear as `execute`: for what is asked at every update (see models/prepared.py). Before a question
        the session writes what it holds back.
        """
        dialect = self.dialect
        ready = prepared(statement, dialect, tuple(values))
        arguments = ready.arguments(values)
        for watcher in self.watchers:
            watcher(*ready.as_sent(arguments))
        try:
            return await self._answer(ready, arguments)
        except dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(ready.sql, None, error, Exception, hide_parameters=True) from error

    async def _answer(self, ready: Prepared, arguments: tuple[Any, ...]) -> list[Any]:
        if self.reader is not None and (rows := self.reader.rows(ready.sql, arguments)) is not None:
            return ready.rows(rows)
        if ready.is_question and self.holds_anything:
            await self.flush()
        if self.driver is None:
            self.driver = (await (await self.connection()).get_raw_connection()).driver_connection
        return await self.answers(self.driver, ready, arguments)


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

    On SQLite one connection writes (`BEGIN IMMEDIATE`, so that nobody finds out at the commit that he was second) and a
    few read beside it; on PostgreSQL one pool of `connections` serves both.
    """

    def __init__(self, url: str, connections: int = 10) -> None:
        self.url = driver_url(url)
        self.watchers: list[Watcher] = []  # hear every statement that is asked past SQLAlchemy's events
        self._short: Reader | None = None
        self._only: Any = None  # the connection that writes to SQLite
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            if self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            self._writer = sqlite.engine(self.url, sqlite_in_place.BEGIN_WRITING, connections=1)
            self._reader = sqlite.engine(self.url, "BEGIN", connections=4)
            self._short = sqlite_in_place.Reader(self.url.database or "")
            self._answers: Answers = sqlite_in_place.answer
            self._turn: AbstractAsyncContextManager[Any] = asyncio.Lock()
        else:
            from models import postgres  # its driver is large, and of no use to SQLite

            self._answers = postgres.answer
            self._turn = nullcontext()
            self._writer = create_async_engine(
                self.url,
                hide_parameters=True,
                connect_args=postgres.connect_arguments(self.url),
                pool_size=connections,
                max_overflow=0,
                pool_timeout=10,
                pool_reset_on_return=None,  # a session that ends has rolled back already
            )
            postgres.renew_outdated(self._writer.sync_engine)
            self._reader = self._writer.execution_options(isolation_level="AUTOCOMMIT")
        self._dialect = self._writer.dialect

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """A transaction that commits when the block ends, and rolls back when it raises."""
        async with self._turn:
            session = self._session(self._writer)
            if self.is_sqlite:
                if self._only is None or self._only.is_closed:
                    self._only = await sqlite.driver_of(self._writer)
                session.driver = self._only
            try:
                yield session
                await self._commit(session)
            except BaseException as error:  # also when we are told to stop
                await asyncio.shield(self._take_back(session, error))
                raise

    async def _commit(self, session: Session) -> None:
        """What was only asked past the session is in a transaction that it knows nothing of."""
        if session.holds_anything:
            await session.commit()
        if _is_under_way(self._only):
            await sqlite.commit(self._only)

    async def _take_back(self, session: Session, error: BaseException) -> None:
        only, self._only = self._only, None  # it may be to blame: the pool has another
        if session.holds_anything:
            await session.close()
        if _is_under_way(only):
            await only.rollback()
        if isinstance(error, Refusal):
            self._only = only

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """For questions only, each answered as of the moment when it is asked."""
        session = self._session(self._reader, autoflush=False)
        session.reader = self._short
        try:
            yield session
        finally:
            if session.holds_anything:
                await asyncio.shield(session.close())

    def _session(self, engine: AsyncEngine, autoflush: bool = True) -> Session:
        session = Session(engine, autoflush=autoflush)
        session.dialect, session.answers, session.watchers = self._dialect, self._answers, self.watchers
        return session

    @property
    def engines(self) -> tuple[AsyncEngine, ...]:
        """The engines behind, for those who count queries."""
        return (self._writer, self._reader) if self.is_sqlite else (self._writer,)

    async def close(self) -> None:
        if self._short is not None:
            self._short.close()
        for engine in self.engines:
            await engine.dispose()


def _is_under_way(driver: Any) -> bool:
    return driver is not None and not driver.is_closed and driver.in_transaction


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
