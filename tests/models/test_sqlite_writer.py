"""Short work that came together is committed together: each by itself in everything but the way to the disk."""

import asyncio
import random
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Insert, bindparam, insert, text
from sqlalchemy.exc import DBAPIError

from bot.passing import is_passing
from models.database import Database, Session
from models.handled_update import HandledUpdate
from models.refusals import NoRight
from models.sqlite_writer import AT_MOST
from tests.conftest import NOW

INSERT: Insert = insert(HandledUpdate).values(
    update_id=bindparam("number", type_=BigInteger), handled_at=NOW, answered=False
)


class Broken(Exception):
    """A fault of ours."""


@pytest.fixture
async def database(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'x.db')}")
    yield opened
    await opened.close()


def on_disk(database: Database) -> set[int]:
    """What another process sees."""
    other = sqlite3.connect(str(database.url.database))
    found = {number for (number,) in other.execute("SELECT update_id FROM handled_updates")}
    other.close()
    return found


async def add(session: Session, number: int) -> None:
    await session.ask(INSERT, {"number": number})


async def write(database: Database, number: int, fault: Exception | None = None, *, is_short: bool = True) -> int:
    async with database.writing(is_short=is_short) as session:
        await add(session, number)
        if fault is not None:
            raise fault
    assert number in on_disk(database), "nobody is told before it is on the disk"
    return number


async def commits_of(database: Database) -> list[str]:
    """Where SQLite itself notes each commit from now on."""
    noted: list[str] = []
    async with database.writing() as session:
        await session.ask(INSERT, {"number": 10**9})
        session.driver._conn.set_trace_callback(lambda said: noted.append(said) if said == "COMMIT" else None)
    noted.clear()
    return noted


async def test_who_waits_shares_the_commit(database: Database) -> None:
    commits = await commits_of(database)
    await asyncio.gather(*(write(database, number) for number in range(1 + AT_MOST)))
    assert len(commits) == 2, "the first found nobody waiting yet"


async def test_alone_nobody_waits_for_others(database: Database) -> None:
    commits = await commits_of(database)
    for number in range(3):
        await write(database, number)
    assert len(commits) == 3


@pytest.mark.parametrize("fault", [NoRight(), Broken(), DBAPIError("", None, ValueError())])
async def test_who_fails_takes_back_only_the_own_work(database: Database, fault: Exception) -> None:
    faults = {1: fault, 5: fault, 9: fault}
    ended = await asyncio.gather(*(write(database, n, faults.get(n)) for n in range(10)), return_exceptions=True)
    assert {n for n, end in enumerate(ended) if isinstance(end, Exception)} == set(faults)
    assert on_disk(database) == set(range(10)) - set(faults)


async def test_a_commit_that_fails_fails_for_all_of_it_and_the_next_one_works(database: Database) -> None:
    async def orphan() -> None:
        async with database.writing(is_short=True) as session:
            await session.ask(text("PRAGMA defer_foreign_keys=ON"), {})
            await session.ask(text("INSERT INTO course_communes VALUES (999, 999)"), {})

    work = (write(database, 1), orphan(), write(database, 2))
    ended = await asyncio.gather(*work, return_exceptions=True)
    assert [type(end).__name__ for end in ended] == ["IntegrityError"] * 3
    assert on_disk(database) == set()
    assert await write(database, 3) == 3


async def test_finished_work_does_not_wait_for_long_work(database: Database) -> None:
    begun, go = asyncio.Event(), asyncio.Event()

    async def long() -> None:
        async with database.writing() as session:
            await add(session, 7)
            begun.set()
            await go.wait()

    short = [asyncio.create_task(write(database, number)) for number in (1, 2)]
    other = asyncio.create_task(long())
    async with asyncio.timeout(5):
        await begun.wait()
        assert await asyncio.gather(*short) == [1, 2]
    assert not other.done()
    go.set()
    await other
    assert on_disk(database) == {1, 2, 7}


async def test_what_waits_is_committed_though_those_who_come_after_give_up(database: Database) -> None:
    first, second = (asyncio.create_task(write(database, number)) for number in (1, 2))
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        second.cancel()
        assert await first == 1
    assert second.cancelled()
    assert on_disk(database) == {1}


async def test_who_is_told_to_stop_while_the_commit_is_awaited_has_done_it(database: Database) -> None:
    done = asyncio.Event()

    async def stopped() -> None:
        async with database.writing(is_short=True) as session:
            await add(session, 1)
            done.set()

    tasks = [asyncio.create_task(stopped()), *(asyncio.create_task(write(database, number)) for number in (2, 3))]
    await done.wait()
    tasks[0].cancel()
    await asyncio.wait(tasks)
    assert tasks[0].cancelled()
    assert [task.result() for task in tasks[1:]] == [2, 3]
    assert on_disk(database) == {1, 2, 3}


async def test_who_loses_the_transaction_loses_it_for_all_who_are_told_so(database: Database) -> None:
    async def spoiler() -> None:
        async with database.writing(is_short=True) as session:
            await session.ask(text("INSERT OR ROLLBACK INTO course_communes VALUES (NULL, NULL)"), {})

    work = (write(database, 1), write(database, 2), spoiler(), write(database, 4))
    async with asyncio.timeout(5):
        *lost, spoilt, after = await asyncio.gather(*work, return_exceptions=True)
    assert [isinstance(one, Exception) and is_passing(one) for one in lost] == [True, True]
    assert isinstance(spoilt, DBAPIError)
    assert after == 4
    assert on_disk(database) == {4}


@pytest.mark.parametrize("goes_on", [False, True])
async def test_a_transaction_that_broke_off_unnoticed_is_no_commit_for_those_who_wait(
    database: Database, goes_on: bool
) -> None:
    """As on a full disk: SQLite takes all back at once, and here nobody looks at the error."""

    async def careless() -> None:
        async with database.writing(is_short=True) as session:
            with suppress(DBAPIError):
                await session.ask(text("INSERT OR ROLLBACK INTO course_communes VALUES (NULL, NULL)"), {})
            if goes_on:
                await add(session, 3)

    work = (write(database, 1), write(database, 2), careless(), write(database, 4))
    async with asyncio.timeout(5):
        *lost, careless_too, after = await asyncio.gather(*work, return_exceptions=True)
    assert [isinstance(one, Exception) and is_passing(one) for one in (*lost, careless_too)] == [True] * 3
    assert after == 4
    assert on_disk(database) == {4}


async def test_a_connection_that_closes_is_no_commit_for_those_who_wait(database: Database) -> None:
    async def closes() -> None:
        async with database.writing(is_short=True) as session:
            await session.driver.close()

    work = (write(database, 1), closes(), write(database, 3))
    async with asyncio.timeout(5):
        ended = await asyncio.gather(*work, return_exceptions=True)
    found = on_disk(database)
    assert {number for number, end in zip((1, None, 3), ended, strict=True) if end == number} == found


async def test_what_a_session_commits_for_itself_leaves_nothing_open(database: Database) -> None:
    said: list[str] = []

    async def stores(number: int) -> None:
        async with database.writing(is_short=True) as session:
            session.driver._conn.set_trace_callback(said.append)
            session.add(HandledUpdate(update_id=number, handled_at=NOW))

    await asyncio.gather(write(database, 1), write(database, 2), stores(3), write(database, 4), stores(5))
    assert on_disk(database) == {1, 2, 3, 4, 5}
    bounds = [one for one in said if one.startswith(("BEGIN", "COMMIT", "SAVEPOINT"))]
    assert all(a.startswith("BEGIN") for a, b in pairwise(bounds) if b.startswith("SAVEPOINT"))
    assert bounds.count("BEGIN IMMEDIATE") == bounds.count("COMMIT") - 1, "none began before the first commit was seen"


@pytest.mark.parametrize("seed", range(40))
async def test_any_work_in_any_order_leaves_exactly_what_succeeded(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    wrote: dict[int, set[int]] = defaultdict(set)

    async def work(number: int) -> None:
        await asyncio.sleep(chance.choice((0, 0, 0.001)))
        async with database.writing(is_short=chance.random() < 0.9) as session:
            for step in range(chance.randint(0, 3)):
                if chance.random() < 0.1:
                    session.add(HandledUpdate(update_id=number * 10 + step, handled_at=NOW))
                else:
                    await add(session, number * 10 + step)
                wrote[number].add(number * 10 + step)
                if chance.random() < 0.2:
                    await asyncio.sleep(0)
            if chance.random() < 0.1:
                async with session.begin_nested() as inner:
                    await add(session, number * 10 + 9)
                    await inner.rollback()
            if chance.random() < 0.3:
                raise chance.choice([NoRight(), Broken()])

    tasks = [asyncio.create_task(work(number)) for number in range(40)]
    for task in tasks:
        if chance.random() < 0.1:
            asyncio.get_running_loop().call_later(chance.random() * 0.01, task.cancel)
    async with asyncio.timeout(20):
        await asyncio.wait(tasks)
    found = defaultdict[int, set[int]](set)
    for one in on_disk(database):
        found[one // 10].add(one)
    for number, task in enumerate(tasks):
        if task.cancelled():
            assert found[number] in (set(), wrote[number])
        else:
            assert found[number] == (set() if task.exception() else wrote[number])
