"""A workbook that moves a published course tells those concerned, by the same rule as a change from the chat."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.course import Course, CourseState
from models.course_face import Face, faces_of
from models.database import Session
from models.importing.known import Known
from models.person import Person
from models.quiet import QuietHours
from models.telling_changes import tell_change
from models.workbook_rows import Workbook, code_key


@dataclass(frozen=True)
class CourseMoved:
    """A published course that the workbook moves, and how many are told and have to confirm."""

    code: str
    people: int


async def faces_before(session: Session, workbook: Workbook, known: Known) -> dict[int, Face]:
    """The faces of the published courses that the workbook names, before it is taken in.

    The rows of all that it names are held, drafts too: nobody changes a timetable while it is compared with the file.
    """
    keys = {code_key(row.code) for row in workbook.courses} | {code_key(row.course) for row in workbook.meetings}
    ids = [known.courses[key] for key in keys if key in known.courses]
    held = await session.execute(
        select(Course.id, Course.state).where(Course.id.in_(ids)).order_by(Course.id).with_for_update()
    )
    return await faces_of(session, [one.id for one in held if one.state is CourseState.published])


async def tell_moved(
    session: Session, before: dict[int, Face], person: Person | None, quiet: QuietHours | None, now: datetime
) -> list[CourseMoved]:
    """Tell of each course whose face has changed; those of which nobody has to hear are left out."""
    after = await faces_of(session, before.keys())
    moved = [one for one in sorted(before) if before[one].differs(after[one], now)]
    found = []
    for course in await _courses(session, moved):
        told = await tell_change(session, course, before[course.id], after[course.id], person, quiet, now)
        if told.people:
            found.append(CourseMoved(course.code, len(told.people)))
    return found


async def _courses(session: Session, ids: Collection[int]) -> list[Course]:
    return list(await session.scalars(select(Course).where(Course.id.in_(ids)).order_by(Course.id)))
