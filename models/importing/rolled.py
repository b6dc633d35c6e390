"""A meeting whose roll has been called is history: a workbook that leaves it out is refused."""

from datetime import datetime

from sqlalchemy import select

from models.course import Meeting
from models.database import Session
from models.importing.deadlines import at
from models.importing.known import Known
from models.roll_sheet import recorded
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import MeetingRow, Sheet, Workbook, code_key


async def rolled_left_out(session: Session, workbook: Workbook, known: Known, now: datetime) -> list[Problem]:
    """A problem on the first row of each course whose new timetable lacks a meeting with marks or a signed sheet."""
    rows: dict[int, list[MeetingRow]] = {}
    for row in workbook.meetings:
        if (course_id := known.courses.get(code_key(row.course))) is not None:
            rows.setdefault(course_id, []).append(row)
    if not rows:
        return []
    wanted = {course_id: {at(row.on, row.starts_at, now) for row in of_course} for course_id, of_course in rows.items()}
    present = await session.execute(
        select(Meeting.id, Meeting.course_id, Meeting.starts_at)
        .where(Meeting.course_id.in_(rows))
        .order_by(Meeting.starts_at)
    )
    missing = {row.id: row for row in present if row.starts_at not in wanted[row.course_id]}
    kept: dict[int, list[datetime]] = {}
    for one in sorted(await recorded(session, missing), key=lambda one: missing[one].starts_at):
        kept.setdefault(missing[one].course_id, []).append(missing[one].starts_at.astimezone(now.tzinfo))
    return [
        Problem(
            Sheet.meetings,
            rows[course_id][0].row,
            "on",
            ProblemCode.rolled_left_out,
            f"{starts[0]:%d/%m/%Y %H:%M}",
            str(len(starts)),
        )
        for course_id, starts in kept.items()
    ]
