"""What is asked of the database meanwhile, so that a test can count and look."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from models.database import Database


@contextmanager
def overheard(database: Database, note: Callable[[str, Any], object]) -> Iterator[None]:
    """Every statement and its values are noted meanwhile, by whatever way they go to the database."""

    def listen(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        note(statement, values)

    for engine in database.engines:
        event.listen(engine.sync_engine, "before_cursor_execute", listen)
    database.watchers.append(note)
    try:
        yield
    finally:
        database.watchers.remove(note)
        for engine in database.engines:
            event.remove(engine.sync_engine, "before_cursor_execute", listen)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What is sent to the database meanwhile, without the frames of transactions."""
    seen: list[str] = []

    def note(statement: str, _values: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    with overheard(database, note):
        yield seen
