"""Statements that are asked at every update: put into SQL once, then given to the driver past SQLAlchemy's machinery.

By way of a session a question of 10 µs costs 250. It is built of the same columns and types all the same, and serves
both databases.
"""

import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ClauseElement, Dialect, Insert, SelectBase
from sqlalchemy.types import TypeEngine

Turn = Callable[[Any], Any]
PLACE = re.compile(r"%\((\w+)\)s|%%")


class Prepared:
    """A statement in SQL, with what turns our values into the driver's, and the driver's rows into ours.

    `names` are those of the values that it will be asked with. `sql` is what SQLAlchemy would send; `numbered` has
    numbered places where that has named ones. What gives no rows only changes some. Raises ValueError for what only a
    session can do: a list as one value, or a default that Python makes.
    """

    def __init__(self, statement: ClauseElement, dialect: Dialect, names: tuple[str, ...]) -> None:
        columns = None
        if isinstance(statement, Insert):
            statement = statement.inline()  # of a new row only what is asked for comes back
            columns = list(names) if statement.select is None else None
        compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
        if compiled.post_compile_params or compiled.literal_execute_params or compiled.insert_prefetch:
            raise ValueError(f"for a session only: {compiled}")
        self.sql = str(compiled)
        self.is_question = isinstance(statement, SelectBase)
        self.numbered, places = (self.sql, compiled.positiontup) if compiled.positiontup else _numbered(self.sql)
        self._places: Sequence[str] = places
        self._fixed: list[Any] = [None] * len(places)
        self._given: list[tuple[str, Turn | None, list[int]]] = []
        for name, one in compiled.binds.items():
            turn = one.type.dialect_impl(dialect).bind_processor(dialect)
            here = [place for place, other in enumerate(places) if other == name]
            if one.key in names:
                self._given.append((one.key, turn, here))
            else:
                for place in here:
                    self._fixed[place] = turn(one.effective_value) if turn else one.effective_value
        found = list(getattr(statement, "exported_columns", ()))
        self.gives_rows = bool(found)
        self._row = _row_of([column.key for column in found])
        self._types: list[TypeEngine[Any]] = [column.type for column in found]
        self._turns: list[tuple[int, Turn]] | None = None
        self._dialect = dialect

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """What the driver is given for the places. Raises KeyError for a value that is missing."""
        found = self._fixed.copy()
        for key, turn, places in self._given:
            value = turn(values[key]) if turn else values[key]
            for place in places:
                found[place] = value
        return tuple(found)

    def as_sent(self, arguments: tuple[Any, ...]) -> tuple[str, Any]:
        """The statement and its values as SQLAlchemy would have sent them, for those who listen."""
        return self.sql, arguments if self.numbered is self.sql else dict(zip(self._places, arguments, strict=True))

    def rows(self, raw: Iterable[Sequence[Any]], described: Callable[[], Any] | None = None) -> list[Any]:
        """Named tuples of our values; `described` tells what the driver knows of the columns, their types second."""
        if self._turns is None:
            kinds = [one[1] for one in described()] if described else [None] * len(self._types)
            turns = [
                one.dialect_impl(self._dialect).result_processor(self._dialect, kind)
                for one, kind in zip(self._types, kinds, strict=True)
            ]
            self._turns = [(place, turn) for place, turn in enumerate(turns) if turn is not None]
        ours = []
        for one in raw:
            values = list(one)
            for place, turn in self._turns:
                values[place] = turn(values[place])
            ours.append(self._row._make(values))
        return ours


Question = tuple[Prepared, tuple[Any, ...]]
"""A prepared statement with what the driver is given for its places."""


@lru_cache(maxsize=1024)
def prepared(statement: ClauseElement, dialect: Dialect, names: tuple[str, ...]) -> Prepared:
    """The statement for this database; made at its first use."""
    return Prepared(statement, dialect, names)


def _row_of(names: Sequence[str]) -> Any:
    return namedtuple("Row", names, rename=True)


def _numbered(sql: str) -> tuple[str, list[str]]:
    """The statement with `$1`, `$2` … for its named places, and the names in that order."""
    places: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return places.setdefault(found[1], f"${len(places) + 1}") if found[1] else "%"

    return PLACE.sub(number, sql), list(places)
