"""What a transaction is given of a database: each of the two lends its connections in its own way."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from models.prepared import Question
from models.sqlite_in_place import Reader


@dataclass(frozen=True)
class Lent:
    """A connection for one transaction. `bind` gives SQLAlchemy's part of it, which few transactions need.

    `driver` is asked past SQLAlchemy; None: the one behind SQLAlchemy's part. `reader` answers short questions first.
    """

    bind: Callable[[], AsyncEngine | AsyncConnection]
    driver: Any = None
    reader: Reader | None = None


def as_sqlalchemys(error: Exception, sql: str = "") -> DBAPIError:
    """The driver's error as SQLAlchemy would have raised it, without anybody's values."""
    return DBAPIError.instance(sql, None, error, Exception, hide_parameters=True)  # type: ignore[return-value]


class Connections(Protocol):
    """A database's connections."""

    engines: tuple[AsyncEngine, ...]

    def writing(self, *, is_short: bool) -> AbstractAsyncContextManager[Lent]:
        """One whose open transaction is committed when the block ends, and taken back when it raises.

        `is_short`: the work of one update; several may be committed together.
        """
        ...

    def reading(self) -> AbstractAsyncContextManager[Lent]:
        """One for questions only, each answered as of the moment when it is asked."""
        ...

    def answer(self, driver: Any, questions: Sequence[Question]) -> Awaitable[list[list[Any]]]:
        """The rows of each of some prepared statements, done one after the other. Raises the driver's errors."""
        ...

    async def close(self) -> None: ...
