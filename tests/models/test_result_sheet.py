"""The results of a course are read in as many queries for a hall as for a handful."""

from datetime import datetime

import pytest
from sqlalchemy import select

from models.attendance import Attendance, Mark
from models.course import Meeting
from models.database import Session
from models.folding import fold
from models.official import Official
from models.person import who_is
from models.registration import Registration, State
from models.result_closing import close_results
from models.result_sheet import result_sheet
from tests.classroom import the_last_meeting_ends
from tests.statements import statements
from tests.world import World


async def fill(session: Session, course: int, people: int, now: datetime) -> None:
    """So many people, all of whom were there."""
    meetings = list(await session.scalars(select(Meeting.id).where(Meeting.course_id == course)))
    for number in range(people):
        name = f"Cán bộ {number:03}"
        official = Official(staff_code=f"X-{number}", full_name=name, folded_name=fold(name), changed_at=now)
        session.add(official)
        await session.flush()
        registration = Registration(
            course_id=course, official_id=official.id, state=State.confirmed, since=now, created_at=now
        )
        session.add(registration)
        await session.flush()
        session.add_all(
            Attendance(meeting_id=one, registration_id=registration.id, mark=Mark.present, at=now) for one in meetings
        )


@pytest.mark.parametrize("people", [2, 200])
async def test_a_hall_takes_as_many_queries_as_a_handful(world: World, people: int) -> None:
    await world.coordinator("Minh")
    course = await world.course("Văn thư")
    now = await the_last_meeting_ends(world, course)
    async with world.database.writing() as session:
        await fill(session, course, people, now)
    async with world.database.writing() as session:
        person = await who_is(session, 1001, now)
        with statements(world.database) as seen:
            sheet = await result_sheet(session, person, course, now)
        assert len(seen) == 8, seen
        assert sheet.counts() == (people, 0, 0)
        done = await close_results(session, person, course, (people, 0), now)
    assert done.completed == people
