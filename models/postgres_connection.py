"""A connection to PostgreSQL: it keeps its statements, asks without a cursor, and sends many at once."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from psycopg import AsyncConnection, AsyncPipeline, adapt
from psycopg._preparing import PrepareManager
from psycopg.abc import PQGen, Transformer
from psycopg.adapt import PyFormat
from psycopg.errors import FeatureNotSupported, error_from_result
from psycopg.generators import execute, fetch_many, send
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

from models.prepared import Prepared, Question


class Kept(PrepareManager):
    """Keeps what is prepared over a ROLLBACK, after which psycopg forgets it all: a table might have gone with it.

    No transaction of ours makes a table, and each refusal is a ROLLBACK: with every second one of a crowd refused all
    statements were planned anew, which took five times as long as to answer them.
    """

    def clear(self) -> bool:
        return False


@dataclass
class Statement:
    """A statement for one choice of types, as a connection knows it, and how its rows are read."""

    ready: Prepared
    name: bytes
    types: Sequence[int] | None
    reads: Transformer
    is_prepared: bool = False
    knows_columns: bool = False

    def rows(self, result: PGresult) -> list[Any]:
        """The rows of a result, as we know them."""
        if not self.ready.gives_rows:
            return []
        self.reads.set_pgresult(result, set_loaders=not self.knows_columns)
        self.knows_columns = True
        rows = self.reads.load_rows(0, result.ntuples, tuple)
        return self.ready.rows(rows, lambda: [(result.fname(n), result.ftype(n)) for n in range(result.nfields)])


class Asked(NamedTuple):
    """A statement with its values as they go over the wire."""

    statement: Statement
    values: Any
    formats: Any


class Connection(AsyncConnection[Any]):
    """psycopg's, with a short way for statements that are prepared.

    A cursor looks its statement, its types and its columns up anew each time: 75 µs for what takes 48 in this way. Of
    these 40 are for going there and back, and so what only changes rows is *owed*: it is sent with the next question,
    or with the COMMIT. An error of it shows there.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._prepared = Kept()
        self._writes: dict[Prepared, Transformer] = {}
        self._statements: dict[tuple[Prepared, Any], Statement] = {}
        self._named = 0
        self._owed: list[Question] = []

    @property
    def is_idle(self) -> bool:
        """Whether it is open, and no transaction goes on."""
        return self.pgconn.transaction_status == TransactionStatus.IDLE and not self._owed

    def begins(self, *, transactions: bool) -> None:
        """Whether from here on, outside a transaction, a statement begins one. The connection must be idle."""
        self._autocommit = not transactions

    async def answer(self, questions: Sequence[Question]) -> list[list[Any]]:
        """The rows of each, asked one after the other. Raises psycopg's errors."""
        if not self._autocommit and not any(ready.gives_rows for ready, _ in questions):
            self._owed += questions
            return [[] for _ in questions]
        async with self.lock:
            return await self.wait(self._answer(questions))

    async def end(self) -> None:
        """Commit what has been done, if anything has."""
        if not self.is_idle:
            async with self.lock:
                await self.wait(self._answer((), commits=True))

    def _start_query(self) -> PQGen[None]:
        """What psycopg does before each statement of a cursor: what is owed comes first."""
        yield from super()._start_query()
        if self._owed:
            yield from self._answer(())

    @asynccontextmanager
    async def _pipeline_nolock(self) -> AsyncIterator[AsyncPipeline]:
        """Into which psycopg puts what a cursor does many times over."""
        if self._owed:
            await self.wait(self._answer(()))
        async with super()._pipeline_nolock() as pipeline:
            yield pipeline

    def _commit_gen(self) -> PQGen[None]:
        if self._owed:
            yield from self._answer(())
        yield from super()._commit_gen()

    def _rollback_gen(self) -> PQGen[None]:
        self._owed.clear()
        yield from super()._rollback_gen()

    def _answer(self, questions: Sequence[Question], *, commits: bool = False) -> PQGen[list[list[Any]]]:
        asked = [self._written(*one) for one in (*self._owed, *questions)]
        self._owed = []
        for one in asked:
            if not one.statement.is_prepared:
                self.pgconn.send_prepare(one.statement.name, one.statement.ready.numbered.encode(), one.statement.types)
                self._must_be_well((yield from execute(self.pgconn)))
                one.statement.is_prepared = True
        begins = not self._autocommit and self.pgconn.transaction_status == TransactionStatus.IDLE
        if len(asked) == 1 and not begins and not commits:
            self._send(asked[0])
            results = yield from execute(self.pgconn)
        else:
            results = yield from self._together(asked, begins, commits)
        self._must_be_well(results)
        rows = [one.statement.rows(result) for one, result in zip(asked, results[begins:], strict=False)]
        return rows[len(asked) - len(questions) :]

    def _together(self, asked: Sequence[Asked], begins: bool, commits: bool) -> PQGen[list[PGresult]]:
        """Send all in one go; a result for each. PostgreSQL does one after the other, and nothing after an error."""
        self.pgconn.enter_pipeline_mode()
        if begins:
            self.pgconn.send_query_params(b"BEGIN", None)
        for one in asked:
            self._send(one)
        if commits:
            self.pgconn.send_query_params(b"COMMIT", None)
        self.pgconn.pipeline_sync()
        yield from send(self.pgconn)
        results = []
        for _ in range(begins + len(asked) + commits):
            results += yield from fetch_many(self.pgconn)
        yield from fetch_many(self.pgconn)  # the end of them
        self.pgconn.exit_pipeline_mode()
        return results

    def _written(self, ready: Prepared, arguments: Sequence[Any]) -> Asked:
        writes = self._writes.get(ready) or self._writes.setdefault(ready, adapt.Transformer(self))
        values = writes.dump_sequence(arguments, [PyFormat.AUTO] * len(arguments))
        kind = ready, writes.types  # of a number its size too: another statement for the server
        statement = self._statements.get(kind)
        if statement is None:
            self._named += 1
            statement = Statement(ready, b"ours_%d" % self._named, writes.types, adapt.Transformer(self))
            self._statements[kind] = statement
        return Asked(statement, values, writes.formats)

    def _send(self, one: Asked) -> None:
        self.pgconn.send_query_prepared(one.statement.name, one.values, one.formats)

    def _must_be_well(self, results: Sequence[PGresult]) -> None:
        """Raises the error of the first that failed."""
        for result in results:
            if result.status == ExecStatus.FATAL_ERROR:
                error = error_from_result(result)
                if isinstance(error, FeatureNotSupported):  # a table has changed its shape since it was prepared
                    self._statements.clear()
                raise error
