"""Seats and caps under many hands at once: whatever the order, never one too many (promises 1 and 2)."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import func, select

from models.checks import broken_promises
from models.database import Database
from models.enrolment import register
from models.kinds import Route
from models.official import Official
from models.person import Person
from models.refusals import AlreadyRegistered, CommuneCapReached, CourseFull, DatesClash, Refusal, RegistrationOver
from models.registration import SEATED, Reason, Registration
from models.withdrawal import withdraw
from tests.conftest import NOW
from tests.world import World


async def people(world: World, count: int, commune: str = "Võ Cường") -> list[Person]:
    for number in range(count):
        await world.official(f"{commune} {number}", commune, linked=False)
    async with world.database.reading() as session:
        rows = (await session.scalars(select(Official).where(Official.full_name.startswith(commune)))).all()
    return [Person(user_id=5000 + row.id, official_id=row.id, commune_id=row.commune_id) for row in rows]


async def attempt(database: Database, person: Person, course_id: int, now: datetime) -> Refusal | None:
    try:
        async with database.writing() as session:
            await register(session, person, course_id, now)
    except Refusal as refusal:
        return refusal
    return None


async def held(database: Database, course_id: int) -> int:
    async with database.reading() as session:
        query = select(func.count()).where(Registration.course_id == course_id, Registration.state.in_(SEATED))
        return await session.scalar(query) or 0


async def test_many_at_once_never_take_more_than_the_seats_and_the_cap(world: World) -> None:
    course = await world.course("Lớp thử", seats=5, cap=3, route=Route.none)
    crowd = [*await people(world, 8), *await people(world, 8, "Quế Võ")]
    answers = await asyncio.gather(*(attempt(world.database, one, course, NOW) for one in crowd))
    assert await held(world.database, course) == 5
    assert answers.count(None) == 5
    assert {type(answer) for answer in answers} <= {type(None), CourseFull, CommuneCapReached}
    async with world.database.reading() as session:
        assert await broken_promises(session) == []


async def test_one_person_at_once_gets_one_registration_and_friendly_answers(world: World) -> None:
    course = await world.course("Lớp thử")
    (lan,) = await people(world, 1)
    answers = await asyncio.gather(*(attempt(world.database, lan, course, NOW) for _ in range(6)))
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyRegistered"] * 5 + ["NoneType"]
    assert {answer.registration_id for answer in answers if isinstance(answer, AlreadyRegistered)} == {1}


async def test_two_courses_that_clash_are_not_taken_at_once(world: World) -> None:
    courses = [await world.course(f"Lớp {number}") for number in range(4)]
    (lan,) = await people(world, 1)
    answers = await asyncio.gather(*(attempt(world.database, lan, course, NOW) for course in courses))
    assert sorted(type(answer).__name__ for answer in answers) == ["DatesClash"] * 3 + ["NoneType"]
    assert all(isinstance(answer, DatesClash | None) for answer in answers)


async def test_a_seat_given_back_twice_is_given_back_once(world: World) -> None:
    course = await world.course("Lớp thử", seats=1)
    lan, mai = await people(world, 2)
    assert await attempt(world.database, lan, course, NOW) is None
    assert isinstance(await attempt(world.database, mai, course, NOW), CourseFull)
    async with world.database.writing() as session:
        await withdraw(session, lan, 1, Reason.work, "", NOW)
    with pytest.raises(RegistrationOver):
        async with world.database.writing() as session:
            await withdraw(session, lan, 1, Reason.work, "", NOW)
    assert await attempt(world.database, mai, course, NOW) is None
    assert await held(world.database, course) == 1
