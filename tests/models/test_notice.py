"""The outbox's first half: a message is owed with the fact that it reports, and once for each key."""

from datetime import datetime

import pytest
from sqlalchemy import select

from models.database import Database
from models.news.faults import FaultHappened
from models.notice import Notice, tell
from tests.conftest import NOW
from tests.world import World


async def owed(database: Database) -> list[tuple[str, datetime]]:
    async with database.reading() as session:
        rows = await session.execute(select(Notice.facts, Notice.due_at).order_by(Notice.id))
        return [(facts["where"], due_at) for facts, due_at in rows]


async def test_nobody_is_owed_the_same_thing_twice(database: Database) -> None:
    for words in ("first", "second"):
        async with database.writing() as session:
            await tell(session, FaultHappened(words, ""), key="same", now=NOW, user_id=1)
            await tell(session, FaultHappened(words, ""), key="same", now=NOW, user_id=2)
    assert [words for words, _ in await owed(database)] == ["first", "first"]


async def test_an_official_is_owed_a_thing_once_too(world: World) -> None:
    await world.official("Lan")
    for _ in range(2):
        async with world.database.writing() as session:
            await tell(session, FaultHappened("x", ""), key="same", now=NOW, official_id=1)
    assert len(await owed(world.database)) == 1


async def test_a_notice_falls_with_the_fact_that_it_reports(database: Database) -> None:
    async def fail() -> None:
        async with database.writing() as session:
            await tell(session, FaultHappened("x", ""), key="k", now=NOW, user_id=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await owed(database) == []


async def test_it_is_due_now_unless_said_otherwise(database: Database) -> None:
    later = NOW.replace(hour=16)
    async with database.writing() as session:
        await tell(session, FaultHappened("now", ""), key="a", now=NOW, user_id=1)
        await tell(session, FaultHappened("later", ""), key="b", now=NOW, user_id=1, due_at=later)
    assert await owed(database) == [("now", NOW), ("later", later)]
