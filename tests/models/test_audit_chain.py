"""The audit trail's chain: whole after any story, and broken by whatever is done to a sealed line."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from jobs.seal_audit import seal_audit
from models.audit import record
from models.audit_chain import Link, Trail, look_through, seal_new
from models.database import Database
from tests.conftest import NOW
from tests.world import World

SLIP_IN = """INSERT INTO audit (id, at, action, subject, place, seal)
SELECT 99, at, 'lén', 'course', 6, seal FROM audit WHERE place = 5"""


async def written(database: Database, many: int) -> None:
    for number in range(many):
        async with database.writing() as session:
            await record(
                session, "đổi", "course", number, NOW + timedelta(microseconds=number), actor_id=7, user_id=2**50,
                before=None, after={"ghế": number, "tỉ lệ": 0.1, "trước": None, "ngày": ["01/12/2026"]},
            )  # fmt: skip


async def sealed(database: Database) -> tuple[int, Link]:
    async with database.writing() as session:
        return await seal_new(session)


async def trail(database: Database) -> Trail:
    async with database.reading() as session:
        return await look_through(session, NOW)


async def test_a_story_leaves_a_whole_chain(world: World) -> None:
    lan, hoa = await world.official("Lan"), await world.leader("Hòa")
    await world.course("Chuyển đổi số")
    lan.say("chuyen doi so")
    await world.settle()
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    await world.presses(hoa, "Duyệt")
    await seal_audit(world.desk)
    found = await trail(world.database)
    assert (found.broken_at, found.overdue) == (None, 0)
    assert found.end.place >= 2


async def test_it_grows_in_groups_and_an_empty_round_changes_nothing(database: Database) -> None:
    await written(database, 3)
    assert (await sealed(database))[0] == 3
    first = await trail(database)
    assert (await sealed(database))[0] == 0
    assert await trail(database) == first
    await written(database, 2)
    count, end = await sealed(database)
    assert (count, end.place) == (2, 5)
    assert await trail(database) == Trail(end)


@pytest.mark.parametrize(
    ("deed", "broken_at"),
    [
        ("UPDATE audit SET action = 'khác' WHERE place = 3", 3),
        ("UPDATE audit SET actor_id = 8 WHERE place = 3", 3),
        ("UPDATE audit SET at = (SELECT at FROM audit WHERE place = 1) WHERE place = 3", 3),
        ("UPDATE audit SET after = (SELECT after FROM audit WHERE place = 1) WHERE place = 3", 3),
        ("DELETE FROM audit WHERE place = 3", 3),
        ("DELETE FROM audit WHERE place = 1", 1),
        ("UPDATE audit SET place = place + 10 WHERE place >= 3", 3),
        ("UPDATE audit SET seal = (SELECT seal FROM audit WHERE place = 2) WHERE place = 5", 5),
        (SLIP_IN, 6),
    ],
)
async def test_whatever_is_done_to_a_sealed_line_is_found(database: Database, deed: str, broken_at: int) -> None:
    await written(database, 5)
    await sealed(database)
    async with database.writing() as session:
        await session.execute(text(deed))
    assert (await trail(database)).broken_at == broken_at


async def test_a_cut_off_end_shows_against_the_end_that_was_noted(database: Database) -> None:
    await written(database, 5)
    _, noted = await sealed(database)
    async with database.writing() as session:
        await session.execute(text("DELETE FROM audit WHERE place = 5"))
    assert (await trail(database)).broken_at is None
    assert (await trail(database)).end != noted


async def test_lines_that_nobody_seals_are_reported(database: Database) -> None:
    await written(database, 2)
    async with database.reading() as session:
        assert (await look_through(session, NOW + timedelta(minutes=29))).overdue == 0
        assert (await look_through(session, NOW + timedelta(minutes=31))).overdue == 2


async def test_two_that_seal_at_once_make_one_chain(database: Database) -> None:
    await written(database, 20)
    counts = await asyncio.gather(*(sealed(database) for _ in range(4)))
    assert sum(count for count, _ in counts) == 20
    found = await trail(database)
    assert (found.end.place, found.broken_at) == (20, None)
