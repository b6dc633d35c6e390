"""Hours taught (tiết of 45 minutes): of a trainer this year course by course, and of all trainers."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, func, or_, select

from models.attendance import Attendance
from models.course import Course, CourseState, Meeting
from models.database import Session
from models.folding import given_name_key
from models.official import Official
from models.person import Person
from models.running import must_run


@dataclass(frozen=True)
class TaughtCourse:
    """What one trainer has taught of a course."""

    code: str
    title: str
    meetings: int
    hours: float


@dataclass(frozen=True)
class TrainerHours:
    """What one trainer has taught in a year."""

    official_id: int
    name: str
    meetings: int
    hours: float


async def taught_by(session: Session, official_id: int, now: datetime) -> list[TaughtCourse]:
    """This year, by course in order of time."""
    rows = await session.execute(
        select(Course.code, Course.title, func.count(), func.sum(Meeting.hours))
        .join(Course, Course.id == Meeting.course_id)
        .where(Meeting.trainer_id == official_id, *_held(now))
        .group_by(Course.id)
        .order_by(func.min(Meeting.starts_at))
    )
    return [TaughtCourse(code, title, count, float(hours)) for code, title, count, hours in rows]


async def all_trainers(session: Session, person: Person, now: datetime) -> list[TrainerHours]:
    """Everybody who has taught this year, by given name: for those who run courses."""
    must_run(person)
    rows = await session.execute(
        select(Official.id, Official.full_name, func.count(), func.sum(Meeting.hours))
        .join(Meeting, Meeting.trainer_id == Official.id)
        .join(Course, Course.id == Meeting.course_id)
        .where(*_held(now))
        .group_by(Official.id)
    )
    found = [TrainerHours(one, name, count, float(hours)) for one, name, count, hours in rows]
    return sorted(found, key=lambda one: (given_name_key(one.name), one.official_id))


def _held(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Meetings of the local year that are over, or whose roll has been called."""
    first = datetime.combine(date(now.year, 1, 1), time(), now.tzinfo)
    has_roll = select(Attendance.id).where(Attendance.meeting_id == Meeting.id).correlate(Meeting).exists()
    return (
        Course.state == CourseState.published,
        Meeting.starts_at >= first,
        Meeting.starts_at < first.replace(year=now.year + 1),
        or_(Meeting.ends_at <= now, has_roll),
    )
