"""Which statements run on the event loop and which in the connection's thread, told by the statements themselves."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiosqlite import Connection

from models.sqlite_in_place import AT_A_TIME, Reader, connect

COUNTED = "(WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < {}) SELECT x FROM c)"
LONG = f"SELECT count(*), thread() FROM {COUNTED.format(300_000)}"


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Connection]:
    opened = await connect(str(tmp_path / "x.db"), check_same_thread=False, isolation_level=None)
    await opened.create_function("thread", 0, threading.get_ident)
    await opened.execute("CREATE TABLE seen (thread INTEGER)")
    yield opened
    await opened.close()


async def ran_here(connection: Connection, statement: str) -> bool:
    rows = await (await connection.execute(statement)).fetchall()
    return rows[0][-1] == threading.get_ident()


async def test_a_short_question_runs_where_it_is_asked(connection: Connection) -> None:
    assert await ran_here(connection, "SELECT thread()")


async def test_a_long_question_begins_again_in_the_thread(connection: Connection) -> None:
    cursor = await connection.execute(LONG)
    rows = await cursor.fetchall()
    assert rows[0][0] == 300_000
    assert rows[0][1] != threading.get_ident()
    assert await ran_here(connection, "SELECT thread()"), "the next short one is not held against it"


async def test_a_long_answer_is_whole(connection: Connection) -> None:
    count = AT_A_TIME * 3 + 1
    cursor = await connection.execute(f"SELECT x FROM {COUNTED.format(count)}")
    assert [x for (x,) in await cursor.fetchall()] == list(range(1, count + 1))


@pytest.mark.parametrize(
    ("change", "is_here"),
    [
        ("INSERT INTO seen VALUES (thread())", True),
        ("INSERT INTO seen SELECT thread()", False),
        ("UPDATE seen SET thread = thread()", False),
    ],
)
async def test_of_changes_only_a_new_row_is_short(connection: Connection, change: str, is_here: bool) -> None:
    await connection.execute("INSERT INTO seen VALUES (0)")
    await connection.execute(change)
    rows = await (await connection.execute("SELECT thread FROM seen ORDER BY rowid DESC")).fetchall()
    assert (rows[0][0] == threading.get_ident()) is is_here


async def test_mistakes_come_through(connection: Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        await connection.execute("SELECT nonsense")


async def test_who_waits_for_the_write_lock_does_not_hold_the_loop(connection: Connection, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.ensure_future(connection.execute("BEGIN IMMEDIATE"))
    await asyncio.sleep(0)
    assert not waiting.done()
    other.execute("ROLLBACK")
    await waiting
    other.close()


async def test_a_reader_answers_short_questions_as_of_now_and_leaves_long_ones(
    connection: Connection, tmp_path: Path
) -> None:
    reader = Reader(str(tmp_path / "x.db"))
    assert reader.rows("SELECT count(*) FROM seen", ()) == [(0,)]
    await connection.execute("INSERT INTO seen VALUES (7)")
    assert reader.rows("SELECT thread FROM seen", ()) == [(7,)]
    long = f"SELECT count(*) FROM {COUNTED.format(300_000)}"
    assert reader.rows(long, ()) is None
    assert reader.rows("SELECT 1", ()) == [(1,)], "the next short one is not held against it"
    assert await connection.all_rows(long, ()) == [(300_000,)]
    reader.close()


async def test_a_question_asked_often_is_not_taken_for_a_long_one(connection: Connection, tmp_path: Path) -> None:
    """SQLite counts the steps of a statement over all its runs."""
    reader = Reader(str(tmp_path / "x.db"))
    often = f"SELECT count(*) FROM {COUNTED.format(1000)}"
    assert {reader.rows(often, ()) is None for _ in range(100)} == {False}
    reader.close()
