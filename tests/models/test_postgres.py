"""PostgreSQL: what a connection keeps of its statements, what it owes, and how it is lent."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import pytest
from sqlalchemy import BigInteger, Insert, bindparam, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from models import postgres_pool
from models.audit import AuditEntry
from models.commune import Commune
from models.database import Database
from models.refusals import NoRight
from tests.conftest import NOW

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
NAME = select(Commune.name).where(Commune.id == bindparam("id", type_=BigInteger))
KEPT = text("SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE '%FROM communes%'")


async def ask(database: Database, times: int) -> None:
    async with database.writing() as session:
        for _ in range(times):
            assert await session.ask(NAME, {"id": 1})


async def refuse(database: Database) -> None:
    with suppress(NoRight):
        async with database.writing() as session:
            await session.ask(NAME, {"id": 1})
            raise NoRight


async def test_a_statement_and_its_plan_outlive_a_refusal(database: Database) -> None:
    for _ in range(8):
        await ask(database, 1)
        await refuse(database)
    async with database.writing() as session:
        kept = list(await session.scalars(KEPT))
    assert kept == [16 - 5]  # PostgreSQL plans the first five anew


async def execute(database: Database, times: int) -> None:
    for _ in range(times):
        async with database.writing() as session:
            assert await session.scalar(NAME, {"id": 1})


@pytest.mark.parametrize("go_on", [ask, execute])
async def test_when_a_table_has_changed_its_shape_a_statement_fails_once(
    database: Database, go_on: Callable[[Database, int], Awaitable[None]]
) -> None:
    await go_on(database, 8)
    async with database.writing() as session:
        await session.execute(text("ALTER TABLE communes ALTER COLUMN name TYPE text"))
    with pytest.raises(DBAPIError, match="cached plan"):
        await go_on(database, 1)
    await go_on(database, 8)


def _entry(number: int) -> tuple[Insert, dict[str, object]]:
    return insert(AuditEntry), {"id": number, "at": NOW, "action": "x", "subject": "course"}


IDS = select(AuditEntry.id).order_by(AuditEntry.id)


async def entries(database: Database) -> list[int]:
    async with database.reading() as session:
        return list(await session.scalars(IDS))


async def test_what_only_writes_is_there_for_whoever_looks(database: Database) -> None:
    async with database.writing() as session:
        await session.ask(*_entry(1))
        assert [row.id for row in await session.ask(IDS, {})] == [1]
        await session.ask(*_entry(2))
        assert list(await session.scalars(IDS)) == [1, 2]
        await session.ask(*_entry(3))
        many = [{"id": number, "at": NOW, "action": "x", "subject": "course"} for number in (4, 5)]
        await session.execute(insert(AuditEntry), many)
        await session.ask(*_entry(6))
    assert await entries(database) == [1, 2, 3, 4, 5, 6]


async def test_what_only_writes_is_committed_by_itself_too(database: Database) -> None:
    async with database.writing() as session:
        await session.ask(*_entry(1))
    assert await entries(database) == [1]


async def write(database: Database, numbers: Sequence[int], *, looks: bool) -> None:
    async with database.writing() as session:
        for number in numbers:
            await session.ask(*_entry(number))
        if looks:
            await session.ask(IDS, {})


@pytest.mark.parametrize("looks", [True, False])
async def test_of_statements_that_go_together_none_is_kept_where_one_fails(database: Database, looks: bool) -> None:
    for _ in range(2):
        with pytest.raises(IntegrityError):
            await write(database, (1, 9, 9), looks=looks)
        assert await entries(database) == []
    await write(database, (3,), looks=looks)
    assert await entries(database) == [3]


async def test_what_is_owed_goes_with_a_refusal(database: Database) -> None:
    with suppress(NoRight):
        async with database.writing() as session:
            await session.ask(*_entry(1))
            raise NoRight
    assert await entries(database) == []


async def test_who_finds_no_connection_free_hears_so_and_the_next_one_gets_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_pool, "WAIT_SECONDS", 0.05)
    database = Database(url, connections=1)
    async with database.writing() as session:
        await session.ask(IDS, {})
        with pytest.raises(NoConnectionFree):
            async with database.reading():
                pass
    assert await entries(database) == []
    await database.close()


async def test_a_reader_holds_no_transaction_open(database: Database) -> None:
    async with database.reading() as session:
        await session.ask(IDS, {})
        await session.scalars(IDS)
        assert session.driver.is_idle
