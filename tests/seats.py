"""Puts people into courses straight in the database, for stories that begin when registering is over."""

from sqlalchemy import select, update

from models.account import Account
from models.course import Course
from models.official import Official
from models.registration import Registration, State
from playground.person import Person
from tests.world import World


async def official_id(world: World, person: Person) -> int:
    """The line of the roster behind a phone."""
    async with world.database.reading() as session:
        found = await session.scalar(select(Account.official_id).where(Account.user_id == person.id))
    assert found is not None
    return found


async def seat(
    world: World, person: Person, course_id: int, state: State = State.confirmed, **values: object
) -> Registration:
    """A registration in this state, as if the way there had been gone."""
    one = await official_id(world, person)
    now = world.clock.now()
    async with world.database.writing() as session:
        official = await session.get_one(Official, one)
        registration = Registration(
            course_id=course_id,
            official_id=one,
            commune_id=official.commune_id,
            state=state,
            since=now,
            created_at=now,
            **({"reason_text": ""} | values),
        )
        session.add(registration)
    return registration


async def change(world: World, course_id: int, **values: object) -> None:
    """Other values for a course."""
    async with world.database.writing() as session:
        await session.execute(
            update(Course).where(Course.id == course_id).values(changed_at=world.clock.now(), **values)
        )
