"""What a connection to PostgreSQL keeps of its statements, and when it lets go of them."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from sqlalchemy import BigInteger, bindparam, select, text
from sqlalchemy.exc import DBAPIError

from models.commune import Commune
from models.database import Database
from models.refusals import NoRight

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
