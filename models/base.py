"""What every table shares: names of constraints, and moments that are always aware and in UTC."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer, MetaData, TypeDecorator, literal_column
from sqlalchemy.orm import DeclarativeBase


class Moment(TypeDecorator[datetime]):
    """A point in time: only aware values go in, and UTC comes out, on SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Any:
        """SQLite keeps text, written at once: SQLAlchemy's own way takes three times as long, ten times a tap."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)


def _as_text(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"a moment without a zone: {value!r}")
    return value.astimezone(UTC).isoformat(" ", "microseconds").removesuffix("+00:00")


class Word(Enum):
    """A word of a closed list. A condition on it has the word in the statement, not bound to it.

    Where a table has partial indexes SQLite plans a statement anew at each run, should a bound value decide whether
    one may be used: in a list of courses that took 300 µs of 400.
    """

    cache_ok = True

    class Comparison(Enum.Comparator):
        """What a condition on such a column says."""

        def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
            return super().operate(op, *map(_written, other), **kwargs)

    comparator_factory = Comparison


def _written(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return literal_column(f"'{value.value}'")
    return [_written(one) for one in value] if isinstance(value, list | tuple) else value


def word(enum: type[Any]) -> Enum:
    """A column for a StrEnum, stored as its value in plain text, so that a new value needs no migration."""
    return Word(enum, native_enum=False, length=32, values_callable=lambda e: [member.value for member in e])


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: Moment,
        dict[str, Any]: JSON,
        int: BigInteger().with_variant(Integer, "sqlite"),  # Telegram's ids need 52 bits
    }
