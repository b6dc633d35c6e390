"""Go or no-go: what the figures advise, when, and to whom."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from models.advice import Proposal, advise, due_advice, send_advice
from models.course import Course
from models.course_days import days_of_course
from models.official import Official
from models.registration import Registration, State
from tests.conftest import NOW, ZONE
from tests.world import World


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("confirmed", "pending", "room_elsewhere", "proposal"),
    [
        (3, 0, False, Proposal.run),
        (2, 1, True, Proposal.decide),
        (2, 0, True, Proposal.merge),
        (2, 0, False, Proposal.move),
        (0, 0, True, Proposal.merge),
    ],
)
async def test_what_the_figures_advise(
    world: World, confirmed: int, pending: int, room_elsewhere: bool, proposal: Proposal
) -> None:
    programme = await world.programme("Chuyển đổi số")
    course_id = await world.course("Khoá 1", programme=programme)
    await world.course("Khoá 2", programme=programme, starts_in=30, seats=40 if room_elsewhere else 1)
    states = [State.confirmed] * confirmed + [State.pending] * pending + [State.queued, State.declined]
    for number, _ in enumerate(states):
        await world.official(f"Cán bộ {number}")
    async with world.database.writing() as session:
        await session.execute(update(Course).values(minimum=3))
        people = list(await session.scalars(select(Official.id)))
        session.add_all(
            Registration(course_id=course_id, official_id=one, state=state, since=NOW, created_at=NOW)
            for one, state in zip(people, states, strict=True)
        )
        course = await session.get_one(Course, course_id)
        found = await advise(session, course, (await days_of_course(session, course, NOW))[0])
    if not room_elsewhere and confirmed == 2:
        assert found.other is None
    assert (found.confirmed, found.pending, found.proposal) == (confirmed, pending, proposal)


async def test_it_comes_twice_and_anew_after_a_move_to_the_coordinator_of_the_course(world: World) -> None:
    await world.coordinator("Minh")
    await world.coordinator("Ngọc")
    course_id = await world.course("Chuyển đổi số")  # Wednesday 09/12, 8h00
    await world.course("Không có tối thiểu")
    async with world.database.writing() as session:
        names = dict((await session.execute(select(Official.id, Official.full_name))).all())
        course = await session.get_one(Course, course_id)
        course.minimum, course.coordinator_id = 3, next(one for one, name in names.items() if name == "Ngọc")

    async def due(now: datetime) -> list[str]:
        async with world.database.writing() as session:
            found = await due_advice(session, now, None)
            for official_id, day, key in found:
                await send_advice(session, official_id, day, key, now)
        return [names[official_id] for official_id, _, _ in found]

    assert await due(at(2, 7, 59)) == []
    assert await due(at(2, 8)) == ["Ngọc"]
    assert await due(at(5, 8)) == []
    assert await due(at(6, 8)) == ["Ngọc"]
    assert await due(at(9, 7)) == []
    async with world.database.writing() as session:
        await session.execute(update(Course).values(coordinator_id=None))
    assert await due(at(9, 7)) == ["Minh"]  # nobody's course: all coordinators, and Ngọc knows
    assert await due(at(9, 8)) == []


async def test_the_coordinator_reads_it_and_a_cancelled_course_is_not_spoken_of(world: World) -> None:
    minh = await world.coordinator("Minh")
    await world.course("Chuyển đổi số")
    async with world.database.writing() as session:
        await session.execute(update(Course).values(minimum=3))
    await world.pass_time(to=NOW.replace(hour=8) + timedelta(days=7))
    assert "Chưa đủ người: đề nghị dời hoặc huỷ lớp" in minh.last.text
    assert "Đã duyệt 0 người của 0 đơn vị, chờ duyệt 0; tối thiểu 3, tối đa 40." in minh.last.text
    assert minh.last.labels == [
        "Xem lớp",
        "Chờ duyệt",
        "Dời 1 tuần",
        "Dời 2 tuần",
        "Huỷ lớp vì không đủ người",
        "Vì sao tôi nhận được tin này?",
    ]
