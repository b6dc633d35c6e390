"""Whatever hours a workbook gives the meetings of a course, they get them: none is in another's way half-way."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import permutations

import pytest

from models.attendance import Attendance, Mark
from models.course import Course, CourseState, Meeting
from models.database import Database
from models.registration import lock_course
from models.workbook_problems import ProblemCode
from tests.conftest import ZONE
from tests.models.workbook_desk import COURSE, MEETING, PROGRAMME, Desk

HOURS = (7, 8, 9, 10, 11)


def at_hours(hours: Sequence[int]) -> list[dict[str, str]]:
    """One meeting an hour, each with the topic that stands at its place."""
    return [
        MEETING | {"starts_at": f"{hour}h00", "ends_at": f"{hour}h45", "topic": f"Bài {place}"}
        for place, hour in enumerate(hours, 1)
    ]


async def taught(desk: Desk) -> dict[int, str]:
    return {one.starts_at.astimezone(ZONE).hour: one.topic for one in await desk.all(Meeting)}


@pytest.fixture
async def desk(database: Database) -> Desk:
    """One course that is published, without meetings."""
    desk = Desk(database)
    await desk.take(programmes=[PROGRAMME], courses=[COURSE])
    return desk


@pytest.mark.parametrize(
    "hours",
    [(9, 8), (9, 10), (7, 8), (10, 11), (9, 10, 11), (7, 8, 9), (11, 10), (8, 9, 10), (10,)],
    ids=["swapped", "later by one", "earlier by one", "both away", "two later", "one before", "away and turned",
         "one more", "one less"],
)  # fmt: skip
async def test_meetings_take_hours_that_others_of_the_course_had(desk: Desk, hours: tuple[int, ...]) -> None:
    await desk.take(meetings=at_hours((8, 9)))
    rows = [one.id for one in await desk.all(Meeting)]
    await desk.take(meetings=at_hours(hours))
    assert await taught(desk) == {hour: f"Bài {place}" for place, hour in enumerate(hours, 1)}
    assert [one.id for one in await desk.all(Meeting)][:2] == rows[: len(hours)]  # the same meetings, and their events


async def test_every_timetable_follows_every_other(desk: Desk) -> None:
    for hours in _timetables():
        await desk.take(meetings=at_hours(hours))
        assert await taught(desk) == {hour: f"Bài {place}" for place, hour in enumerate(hours, 1)}, hours


def _timetables() -> Iterator[tuple[int, ...]]:
    """Of three meetings in five hours, each followed by one in which some keep, swap, take over or leave an hour."""
    yield from list(permutations(HOURS, 3))[::2]


async def test_two_meetings_at_one_start_are_a_mistake_of_the_file(desk: Desk) -> None:
    await desk.take(meetings=at_hours((8, 9)))
    found = await desk.refused(meetings=at_hours((9, 8, 9)))
    assert found == [("meetings", 4, "course", ProblemCode.same_start, "2")]
    assert await taught(desk) == {8: "Bài 1", 9: "Bài 2"}


async def test_what_has_been_taught_keeps_its_hour_while_the_others_turn(desk: Desk) -> None:
    await desk.take(meetings=at_hours((8, 9, 10)))
    course = (await desk.all(Course))[0]
    await desk.take(officials=[{"code": "CB001", "full_name": "Nguyễn Thị Lan", "unit": "Phường Võ Cường"}])
    await desk.registered(course.id, "CB001")
    async with desk.database.writing() as session:
        session.add(Attendance(meeting_id=1, registration_id=1, mark=Mark.present, at=desk.now))
    await desk.take(meetings=at_hours((8, 10, 9)))
    assert await taught(desk) == {8: "Bài 1", 10: "Bài 2", 9: "Bài 3"}


async def test_a_draft_that_is_laid_out_in_the_chat_meanwhile_is_waited_for(desk: Desk) -> None:
    """On PostgreSQL several write at once: the file is compared with what the other has left."""
    at_eight = {"starts_at": datetime(2026, 12, 7, 8, tzinfo=ZONE), "ends_at": datetime(2026, 12, 7, 9, tzinfo=ZONE)}
    async with desk.database.writing() as session:
        (await lock_course(session, 1)).state = CourseState.draft
    async with desk.database.writing() as session:
        await lock_course(session, 1)
        session.add(Meeting(course_id=1, hours=1, **at_eight))
        await session.flush()
        imported = asyncio.create_task(desk.take(meetings=at_hours((8, 9))))
        await asyncio.sleep(0.5)  # long enough to come to the held row
        assert not imported.done()
    await imported
    assert await taught(desk) == {8: "Bài 1", 9: "Bài 2"}
