"""Gives meetings a trainer, and finds meetings and marks, for stories of the roll."""

from sqlalchemy import select, update

from models.attendance import Attendance, Mark
from models.course import Meeting
from models.official import Official
from models.registration import Registration
from playground.person import Person
from tests.seats import official_id
from tests.world import World


async def meetings(world: World, course_id: int) -> list[Meeting]:
    """In order of time."""
    async with world.database.reading() as session:
        found = await session.scalars(select(Meeting).where(Meeting.course_id == course_id).order_by(Meeting.starts_at))
        return list(found)


async def let_teach(world: World, trainer: Person | None, course_id: int) -> list[int]:
    """All meetings of a course are this trainer's, as an import would have it; their ids."""
    who = await official_id(world, trainer) if trainer else None
    async with world.database.writing() as session:
        name = (await session.get_one(Official, who)).full_name if who else ""
        await session.execute(
            update(Meeting).where(Meeting.course_id == course_id).values(trainer_id=who, trainer=name)
        )
    return [one.id for one in await meetings(world, course_id)]


async def marks(world: World, meeting_id: int) -> dict[str, Mark]:
    """Name → mark."""
    async with world.database.reading() as session:
        rows = await session.execute(
            select(Official.full_name, Attendance.mark)
            .join(Registration, Registration.official_id == Official.id)
            .join(Attendance, Attendance.registration_id == Registration.id)
            .where(Attendance.meeting_id == meeting_id)
        )
        return {row.full_name: row.mark for row in rows}
