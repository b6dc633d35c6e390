"""PostgreSQL: what its connections are told when they open, and how they answer a prepared statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from psycopg import AsyncConnection, adapt
from psycopg._preparing import PrepareManager
from psycopg.abc import PQGen, Transformer
from psycopg.adapt import PyFormat
from psycopg.errors import FeatureNotSupported, error_from_result
from psycopg.generators import execute
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from sqlalchemy import URL, Engine, event
from sqlalchemy.engine import ExceptionContext

from models.prepared import Prepared

# Whoever waits longer than this is better off trying again.
OPTIONS = {
    "application_name": "training-assistant",
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "jit": "off",  # 80 ms of compiling for questions of one
    "tcp_keepalives_idle": "5",  # the server soon notices a machine that is gone, and frees what it held
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "2",
}
CONNECT_SECONDS = 5


class Kept(PrepareManager):
    """Keeps what is prepared over a ROLLBACK, after which psycopg forgets it all: a table might have gone with it.

    No transaction of ours makes a table, and each refusal is a ROLLBACK: with every second one of a crowd refused all
    statements were planned anew, which took five times as long as to answer them.
    """

    def clear(self) -> bool:
        return False


@dataclass
class Statement:
    """A statement that a connection has prepared, and how it reads the rows; it knows their columns after the first."""

    name: bytes
    reads: Transformer
    knows_columns: bool = False


class Connection(AsyncConnection[Any]):
    """psycopg's, which keeps its statements, and answers those that are prepared without a cursor.

    A cursor looks its statement, its types and its columns up anew each time: 75 µs for what takes 48 in this way, of
    which 40 are the wire.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._prepared = Kept()
        self._writes: dict[Prepared, Transformer] = {}
        self._statements: dict[tuple[Prepared, tuple[int, ...] | None], Statement] = {}
        self._named = 0

    @property
    def is_under_way(self) -> bool:
        """Whether a transaction is open."""
        return self.pgconn.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)

    @property
    def is_idle(self) -> bool:
        """Whether it is open, and nothing goes on."""
        return self.pgconn.transaction_status == TransactionStatus.IDLE

    def begins(self, *, transactions: bool) -> None:
        """Whether from here on, outside a transaction, a statement begins one. The connection must be idle."""
        self._autocommit = not transactions

    async def answer(self, ready: Prepared, arguments: Sequence[Any]) -> list[Any]:
        """The rows of a statement. Raises psycopg's errors."""
        async with self.lock:
            return await self.wait(self._answer(ready, arguments))

    def _answer(self, ready: Prepared, arguments: Sequence[Any]) -> PQGen[list[Any]]:
        yield from self._start_query()
        writes = self._writes.get(ready) or self._writes.setdefault(ready, adapt.Transformer(self))
        values = writes.dump_sequence(arguments, [PyFormat.AUTO] * len(arguments))
        kind = ready, writes.types  # of a number its size too: another statement for the server
        one = self._statements.get(kind)
        if one is None:
            one = self._statements[kind] = yield from self._prepare(*kind)
        self.pgconn.send_query_prepared(one.name, values, writes.formats)
        result = yield from self._result()
        if result.status != ExecStatus.TUPLES_OK:
            return []
        one.reads.set_pgresult(result, set_loaders=not one.knows_columns)
        one.knows_columns = True
        rows = one.reads.load_rows(0, result.ntuples, tuple)
        return ready.rows(rows, lambda: [(result.fname(n), result.ftype(n)) for n in range(result.nfields)])

    def _prepare(self, ready: Prepared, types: Sequence[int] | None) -> PQGen[Statement]:
        self._named += 1
        one = Statement(b"ours_%d" % self._named, adapt.Transformer(self))
        self.pgconn.send_prepare(one.name, ready.numbered.encode(), types)
        yield from self._result()
        return one

    def _result(self) -> PQGen[PGresult]:
        *_, result = cast("list[PGresult]", (yield from execute(self.pgconn)))
        if result.status == ExecStatus.FATAL_ERROR:
            error = error_from_result(result)
            if isinstance(error, FeatureNotSupported):  # a table has changed its shape since it was prepared
                self._statements.clear()
            raise error
        return result


def connect_arguments(url: URL) -> dict[str, Any]:
    """What the driver is given for each connection; options in the address come on top of ours."""
    ours = [f"-c {name}={value}" for name, value in OPTIONS.items()]
    options = " ".join([*ours, str(url.query.get("options", ""))])
    return {"connect_timeout": CONNECT_SECONDS, "options": options, "async_creator_fn": Connection.connect}


def renew_outdated(engine: Engine) -> None:
    """Let a connection go whose statement is for a former shape of a table; psycopg itself would have forgotten it."""

    @event.listens_for(engine, "handle_error")
    def _renew(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, FeatureNotSupported):
            context.is_disconnect = True
