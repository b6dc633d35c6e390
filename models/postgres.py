"""PostgreSQL: what its connections are told when they open, and how a prepared statement is asked."""

from typing import Any

from psycopg import AsyncConnection, AsyncRawCursor
from sqlalchemy import URL

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


def connect_arguments(url: URL) -> dict[str, Any]:
    """What the driver is given for each connection; options in the address come on top of ours."""
    ours = [f"-c {name}={value}" for name, value in OPTIONS.items()]
    return {"connect_timeout": CONNECT_SECONDS, "options": " ".join([*ours, str(url.query.get("options", ""))])}


async def answer(driver: AsyncConnection[Any], ready: Prepared, arguments: tuple[Any, ...]) -> list[Any]:
    """The rows of a statement. Its places are numbered, so that the driver need not look for them each time."""
    cursor = AsyncRawCursor(driver)
    await cursor.execute(ready.numbered, arguments)
    gives_rows = cursor.pgresult is not None and cursor.pgresult.nfields > 0
    return ready.rows(await cursor.fetchall(), lambda: cursor.description) if gives_rows else []
