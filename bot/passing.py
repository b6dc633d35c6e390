"""Which faults of the database pass by themselves: it is away, locked, or torn between two."""

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

# SQLSTATE: the connection, too many of them, torn between two, a lock not got, the server goes or comes.
PASSING_STATES = ("08", "53300", "40001", "40P01", "55P03", "57P01", "57P02", "57P03", "25P03")
PASSING_SIGNS = (
    "database is locked",
    "unable to open database file",
    "could not serialize",
    "deadlock",
    "connection",
    "server closed",
    "starting up",
    "shutting down",
)


def is_passing(error: Exception) -> bool:
    """Whether the database is only away, locked or torn between two: worth the same update again in a moment."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, NoConnectionFree)
    if (getattr(error.orig, "sqlstate", None) or "none").startswith(PASSING_STATES):
        return True
    text = str(error.orig).lower()
    return error.connection_invalidated or any(sign in text for sign in PASSING_SIGNS)
