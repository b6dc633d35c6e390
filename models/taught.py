"""What a trainer has to teach: the own meetings that are not over, with the answer to each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, select

from models.course import Course, CourseState, Meeting
from models.database import Session
from models.teaching import Answer, Teaching


@dataclass(frozen=True)
class TaughtMeeting:
    """A meeting in a trainer's timetable; moments in UTC, hours in tiết."""

    id: int
    course_id: int
    code: str
    title: str
    starts_at: datetime
    ends_at: datetime
    hours: float
    venue: str
    room: str
    topic: str
    answer: Answer


async def taught(
    session: Session, official_id: int, now: datetime, course_id: int | None = None
) -> list[TaughtMeeting]:
    """The trainer's meetings that are not over, of published courses, in order of time."""
    rows = await session.execute(
        select(
            Meeting.id,
            Course.id,
            Course.code,
            Course.title,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.hours,
            Course.venue,
            Meeting.room,
            Meeting.topic,
            Teaching.answer,
        )
        .select_from(Meeting)
        .join(Course, Course.id == Meeting.course_id)
        .outerjoin(Teaching, and_(Teaching.meeting_id == Meeting.id, Teaching.official_id == official_id))
        .where(
            Meeting.trainer_id == official_id,
            Meeting.ends_at > now,
            Course.state == CourseState.published,
            *([] if course_id is None else [Course.id == course_id]),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [TaughtMeeting(*row[:10], row[10] or Answer.none) for row in rows]


async def teaches(session: Session, official_id: int, course_id: int | None = None) -> bool:
    """Whether the official is the trainer of a meeting, of this course or of any."""
    of_course = [] if course_id is None else [Meeting.course_id == course_id]
    return bool(await session.scalar(select(exists().where(Meeting.trainer_id == official_id, *of_course))))
