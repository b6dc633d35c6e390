"""PostgreSQL: what its connections are told when they open, and when one is let go."""

from typing import Any

from psycopg.errors import FeatureNotSupported
from sqlalchemy import URL, Engine, event
from sqlalchemy.engine import ExceptionContext

from models.postgres_connection import Connection

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
    options = " ".join([*ours, str(url.query.get("options", ""))])
    return {"connect_timeout": CONNECT_SECONDS, "options": options, "async_creator_fn": Connection.connect}


def renew_outdated(engine: Engine) -> None:
    """Let a connection go whose statement is for a former shape of a table; psycopg itself would have forgotten it."""

    @event.listens_for(engine, "handle_error")
    def _renew(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, FeatureNotSupported):
            context.is_disconnect = True
