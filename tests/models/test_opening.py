"""Drafts made at the same moment."""

import asyncio
from datetime import date

from sqlalchemy import select

from models.course import Course
from models.course_plan import Plan
from models.opening import open_draft
from models.person import who_is
from tests.conftest import NOW
from tests.world import World


async def test_many_who_open_the_same_programme_at_once_get_a_code_each(world: World) -> None:
    phone = await world.coordinator("Minh")
    programme = await world.programme("Văn thư")
    plan = Plan(programme, None, {}).with_days(date(2026, 12, 14), date(2026, 12, 15))

    async def opens() -> None:
        async with world.database.writing() as session:
            await open_draft(session, await who_is(session, phone.id, NOW), plan, NOW)

    await asyncio.gather(*(opens() for _ in range(8)))
    async with world.database.reading() as session:
        codes = list(await session.scalars(select(Course.code).order_by(Course.code)))
    assert codes == [f"CT-001-K{number:02}" for number in range(1, 9)]
