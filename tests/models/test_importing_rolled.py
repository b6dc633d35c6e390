"""A workbook cannot take a meeting away, or move it, whose roll has been called."""

import pytest

from models.attendance import Attendance, Mark
from models.content import ContentKind
from models.course import Course, Meeting
from models.database import Database
from models.registration import Registration
from models.roll_sheet import RollSheet
from models.workbook_problems import ProblemCode
from tests.models.workbook_desk import COURSE, LAN, MEETING, PROGRAMME, Desk

TWO = [MEETING, MEETING | {"on": "08/12/2026"}]


@pytest.fixture
async def desk(database: Database) -> Desk:
    """One course of two mornings with Lan in it."""
    desk = Desk(database)
    await desk.take(officials=[LAN], programmes=[PROGRAMME], courses=[COURSE], meetings=TWO)
    await desk.registered((await desk.all(Course))[0].id, "CB001")
    return desk


async def called(desk: Desk, place: int) -> None:
    meeting = (await desk.all(Meeting))[place]
    async with desk.database.writing() as session:
        session.add(Attendance(meeting_id=meeting.id, registration_id=1, mark=Mark.present, at=desk.now))


async def test_a_meeting_with_marks_that_is_left_out_is_a_mistake_of_its_course(desk: Desk) -> None:
    await called(desk, 0)
    found = await desk.refused(meetings=[TWO[1]])
    assert found == [("meetings", 2, "on", ProblemCode.rolled_left_out, "1")]
    assert len(await desk.all(Meeting)) == 2
    assert len(await desk.all(Registration)) == 1


async def test_nor_is_it_moved_to_another_hour(desk: Desk) -> None:
    await called(desk, 0)
    assert await desk.refused(meetings=[MEETING | {"starts_at": "9h00"}, TWO[1]])


async def test_a_signed_sheet_keeps_its_meeting_too(desk: Desk) -> None:
    meeting = (await desk.all(Meeting))[0]
    async with desk.database.writing() as session:
        session.add(
            RollSheet(meeting_id=meeting.id, kind=ContentKind.photo, file_id="x", added_by_id=1, added_at=desk.now)
        )
    assert await desk.refused(meetings=[TWO[1]])


async def test_the_other_meetings_come_and_go_as_before(desk: Desk) -> None:
    await called(desk, 0)
    await desk.take(meetings=[TWO[0], MEETING | {"on": "09/12/2026"}])
    await desk.take(meetings=[TWO[0] | {"room": "A2"}])
    assert [one.room for one in await desk.all(Meeting)] == ["A2"]
