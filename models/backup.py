"""Copies the whole database, of either kind, into one SQLite file and back; so it also moves between the two."""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import (
    JSON,
    URL,
    ColumnElement,
    Connection,
    Enum,
    String,
    Table,
    Text,
    bindparam,
    cast,
    create_engine,
    delete,
    func,
    insert,
    select,
    text,
    type_coerce,
)
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import AddConstraint, DropConstraint

from models.database import driver_url
from models.migrate import UnknownShape, migrate, newest, sync_url, version_of
from models.tables import metadata

TABLES: tuple[Table, ...] = tuple(metadata.tables.values())
FILLED_BY_PEOPLE = ("officials", "accounts", "courses", "audit")  # the rest may come from the shipped catalogue
AT_ONCE = 2000


class NotABackup(Exception):
    """The file is no backup of this system, is damaged, or was made by a newer version."""


class NotEmpty(Exception):
    """The database to restore into has data already."""


class OtherVersion(Exception):
    """The database has the shape of another version of this program."""


def save(url: str, path: Path) -> int:
    """Write a backup, consistent as of one moment, while others go on working (blocking); the number of rows.

    The file appears only when it is whole, and only its owner may read it. Raises FileExistsError, OtherVersion.
    """
    if path.exists():
        raise FileExistsError(path)
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        where = driver_url(url)
        if where.get_backend_name() == "sqlite":
            _copy_file(Path(str(where.database)), part)
        else:
            _export(url, part)
        rows = _rows_of(part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return rows


def bring_back(url: str, path: Path) -> int:
    """Fill an empty database from a backup of this version or an older one (blocking); the number of rows.

    All or nothing. Raises NotABackup, NotEmpty.
    """
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        copy = Path(folder) / "backup.db"
        try:
            _copy_file(path, copy)
            _must_be_ours(copy)
            migrate(_sqlite(copy))
            rows = _rows_of(copy)
        except (sqlite3.DatabaseError, UnknownShape) as error:
            raise NotABackup(path) from error
        migrate(url)
        where = driver_url(url)
        with _connected(sync_url(url)) as target:
            if any(_count(target, metadata.tables[name]) for name in FILLED_BY_PEOPLE):
                raise NotEmpty
        if where.get_backend_name() == "sqlite":
            _copy_file(copy, Path(str(where.database)))
        else:
            with _connected(sync_url(_sqlite(copy))) as source, _connected(sync_url(url)) as target, target.begin():
                _fill(source, target)
    return rows


def _copy_file(source: Path, target: Path) -> None:
    """SQLite's own way, safe beside writers; and a look at whether what came is whole."""
    if not source.is_file():
        raise FileNotFoundError(source)
    where = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(where, uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        if new.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        new.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def _must_be_ours(path: Path) -> None:
    """Without a version Alembic would take the file for an empty database, and make our tables in it."""
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("SELECT version_num FROM alembic_version").fetchone() is None:
            raise sqlite3.DatabaseError("no version")


def _export(url: str, path: Path) -> None:
    """From PostgreSQL, as of one snapshot."""
    with _connected(sync_url(url)) as source, source.begin():
        source.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        if version_of(source) != newest():
            raise OtherVersion
        migrate(_sqlite(path))
        with _connected(sync_url(_sqlite(path))) as target, target.begin():
            for table in TABLES:
                _copy(table, source, target)


def _fill(source: Connection, target: Connection) -> None:
    """Into PostgreSQL. The foreign keys are taken away, so that the order of rows is free, and checked at the end."""
    keys = [key for table in TABLES for key in table.foreign_key_constraints]
    for key in keys:
        target.execute(DropConstraint(key))
    for table in TABLES:
        _copy(table, source, target)
        for column in table.primary_key:
            if sequence := target.scalar(select(func.pg_get_serial_sequence(table.name, column.name))):
                target.execute(select(func.setval(sequence, func.max(column))).select_from(table))
    for key in keys:
        target.execute(AddConstraint(key))


def _copy(table: Table, source: Connection, target: Connection) -> None:
    target.execute(delete(table))
    columns = [_as_stored(column).label(column.name) for column in table.columns]
    into = insert(table).values({column.name: _to_store(column, target) for column in table.columns})
    rows = source.execution_options(yield_per=AT_ONCE).execute(select(*columns).select_from(table)).mappings()
    for part in rows.partitions():
        target.execute(into, [{f"{name}_": value for name, value in row.items()} for row in part])
    if _count(source, table) != _count(target, table):
        raise RuntimeError(f"{table.name} was not copied whole")


def _as_stored(column: ColumnElement[object]) -> ColumnElement[object]:
    """The value as it lies there: no word is looked up, and a JSON null stays apart from none."""
    if isinstance(column.type, JSON):
        return cast(column, Text)
    return type_coerce(column, String) if isinstance(column.type, Enum) else column


def _to_store(column: ColumnElement[object], target: Connection) -> ColumnElement[object]:
    is_text = isinstance(column.type, JSON | Enum)
    value = bindparam(f"{column.key}_", type_=Text() if is_text else column.type)
    is_json = isinstance(column.type, JSON) and target.dialect.name == "postgresql"
    return cast(value, JSON) if is_json else value


def _rows_of(path: Path) -> int:
    with _connected(sync_url(_sqlite(path))) as connection:
        return sum(_count(connection, table) for table in TABLES)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _sqlite(path: Path) -> str:
    return f"sqlite:///{path.absolute()}"


def _connected(url: URL) -> Connection:
    return create_engine(url, poolclass=NullPool, hide_parameters=True).connect()
