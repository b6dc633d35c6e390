"""What happens in the classroom, straight in the database: roll calls, for stories that begin when a course is over."""

from datetime import datetime, timedelta

from sqlalchemy import select

from models.attendance import Attendance, Mark
from models.course import Meeting
from models.registration import Registration
from playground.person import Person
from tests.seats import official_id
from tests.world import World

MARKS = {"+": Mark.present, "m": Mark.late, "p": Mark.excused, "-": Mark.absent}


async def roll_call(world: World, course_id: int, marks: dict[Person, str]) -> None:
    """«+-p»: a sign a meeting; a blank is a meeting at which nobody has marked the person."""
    async with world.database.writing() as session:
        meetings = list(
            await session.scalars(select(Meeting.id).where(Meeting.course_id == course_id).order_by(Meeting.starts_at))
        )
        for person, signs in marks.items():
            registration_id = await registration_of(world, person, course_id)
            session.add_all(
                Attendance(
                    meeting_id=meeting_id,
                    registration_id=registration_id,
                    mark=MARKS[sign],
                    at=world.clock.now(),
                )
                for meeting_id, sign in zip(meetings, signs, strict=False)
                if sign != " "
            )


async def registration_of(world: World, person: Person, course_id: int) -> int:
    """The id of the person's registration for the course."""
    one = await official_id(world, person)
    async with world.database.reading() as session:
        found = await session.scalar(
            select(Registration.id)
            .where(Registration.official_id == one, Registration.course_id == course_id)
            .order_by(Registration.id.desc())
        )
    assert found is not None
    return found


async def the_last_meeting_ends(world: World, course_id: int, **later: float) -> datetime:
    """Move the clock to the end of the last meeting, or to some time after it, without letting any job look."""
    async with world.database.reading() as session:
        ends = await session.scalars(select(Meeting.ends_at).where(Meeting.course_id == course_id))
        over_at = max(ends.all())
    world.clock.at = (over_at + timedelta(**later)).astimezone(world.clock.now().tzinfo)
    return world.clock.at
