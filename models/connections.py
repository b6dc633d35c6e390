"""What a transaction is given of a database: each of the two lends its connections in its own way."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from models.prepared import Prepared
from models.sqlite_in_place import Reader


@dataclass(frozen=True)
class Lent:
    """A connection for one transaction. `bind` gives SQLAlchemy's part of it, which few transactions need.

    `driver` is asked past SQLAlchemy; None: the one behind SQLAlchemy's part. `reader` answers short questions first.
    """

    bind: Callable[[], AsyncEngine | AsyncConnection]
    driver: Any = None
    reader: Reader | None = None


class Connections(Protocol):
    """A database's connections."""

    engines: tuple[AsyncEngine, ...]

    def writing(self) -> AbstractAsyncContextManager[Lent]:
        """One whose open transaction is committed when the block ends, and taken back when it raises."""
        ...

    def reading(self) -> AbstractAsyncContextManager[Lent]:
        """One for questions only, each answered as of the moment when it is asked."""
        ...

    def answer(self, driver: Any, ready: Prepared, arguments: tuple[Any, ...]) -> Awaitable[list[Any]]:
        """The rows of a prepared statement. Raises the driver's errors."""
        ...

    async def close(self) -> None: ...
