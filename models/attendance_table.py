"""Attendance of a course as one table: its half-days across, its people down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.attendance import ON_ROLL, Attendance, Mark
from models.course import Meeting
from models.database import Session
from models.registration import Registration


@dataclass(frozen=True)
class AttendanceTable:
    """All meetings in order of time (id, local start), and marks by official and meeting."""

    meetings: tuple[tuple[int, datetime], ...]
    marks: Mapping[tuple[int, int], Mark]


async def attendance_table(session: Session, course_id: int, now: datetime) -> AttendanceTable | None:
    """None before the first mark."""
    rows = await session.execute(
        select(Registration.official_id, Attendance.meeting_id, Attendance.mark)
        .join(Registration, Registration.id == Attendance.registration_id)
        .where(Registration.course_id == course_id, Registration.state.in_(ON_ROLL))
    )
    marks = {(official_id, meeting_id): mark for official_id, meeting_id, mark in rows}
    if not marks:
        return None
    meetings = await session.execute(
        select(Meeting.id, Meeting.starts_at).where(Meeting.course_id == course_id).order_by(Meeting.starts_at)
    )
    return AttendanceTable(tuple((one, starts_at.astimezone(now.tzinfo)) for one, starts_at in meetings), marks)
