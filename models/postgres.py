"""PostgreSQL: what its connections are told when they open, and how a prepared statement is asked."""

from typing import Any

from psycopg import AsyncConnection, AsyncRawCursor
from psycopg._preparing import PrepareManager
from psycopg.errors import FeatureNotSupported
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

    def forget(self) -> None:
        super().clear()


class Connection(AsyncConnection[Any]):
    """psycopg's, which keeps its statements."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._prepared = self.kept = Kept()


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


async def answer(driver: Connection, ready: Prepared, arguments: tuple[Any, ...]) -> list[Any]:
    """The rows of a statement. Its places are numbered, so that the driver need not look for them each time."""
    cursor = AsyncRawCursor(driver)
    try:
        await cursor.execute(ready.numbered, arguments, prepare=True)
    except FeatureNotSupported:  # a table has another shape than when the statement was prepared
        driver.kept.forget()
        raise
    gives_rows = cursor.pgresult is not None and cursor.pgresult.nfields > 0
    return ready.rows(await cursor.fetchall(), lambda: cursor.description) if gives_rows else []
