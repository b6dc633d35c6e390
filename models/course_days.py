"""The days of a course: its meetings drawn together by local day, as people are reminded of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from models.course import Course, CourseState, Meeting
from models.database import Session

_any_meeting = aliased(Meeting)


@dataclass(frozen=True)
class CourseDay:
    """One local day on which a course meets; without a timetable its first day, which then has no hour.

    `starts` are local and in order; `trainers` are ids of officials.
    """

    course_id: int
    on: date
    starts: tuple[datetime, ...]
    is_first: bool
    trainers: frozenset[int] = frozenset()
    has_hours: bool = True

    @property
    def stamp(self) -> str:
        """The day and the hours as one word: it changes with every move."""
        return f"{self.on:%Y%m%d}" + "".join(f"-{start:%H%M}" for start in self.starts if self.has_hours)

    @property
    def begins(self) -> datetime:
        return self.starts[0]

    @property
    def last_start(self) -> datetime:
        return self.starts[-1]


def days_of(
    course_id: int, meetings: Iterable[tuple[datetime, int | None]], first: date, now: datetime
) -> list[CourseDay]:
    """The days of one course, given its meetings (start and trainer) in order; `first` is its first day of all."""
    local = [(starts_at.astimezone(now.tzinfo), trainer) for starts_at, trainer in meetings]
    days = []
    for on, group in groupby(local, key=lambda meeting: meeting[0].date()):
        of_day = list(group)
        trainers = frozenset(trainer for _, trainer in of_day if trainer is not None)
        days.append(CourseDay(course_id, on, tuple(start for start, _ in of_day), on == first, trainers))
    return days


async def coming_days(session: Session, now: datetime, until: date) -> list[CourseDay]:
    """Days from today to `until` (included) of all published courses, in two queries."""
    today, midnight = now.date(), datetime.combine(now.date(), time(), now.tzinfo)
    beginning = select(func.min(_any_meeting.starts_at)).where(_any_meeting.course_id == Course.id).scalar_subquery()
    rows = await session.execute(
        select(Course.id, beginning.label("beginning"), Meeting.starts_at, Meeting.trainer_id)
        .join(Meeting, Meeting.course_id == Course.id)
        .where(
            Course.state == CourseState.published,
            Meeting.starts_at >= midnight,
            Meeting.starts_at < midnight + timedelta(days=(until - today).days + 1),
        )
        .order_by(Course.id, Meeting.starts_at)
    )
    days = []
    for (course_id, beginning_), group in groupby(rows, key=lambda row: (row.id, row.beginning)):
        first = beginning_.astimezone(now.tzinfo).date()
        days += days_of(course_id, [(row.starts_at, row.trainer_id) for row in group], first, now)
    without = await session.execute(
        select(Course.id, Course.starts_on).where(
            Course.state == CourseState.published,
            Course.starts_on.between(today, until),
            ~exists().where(Meeting.course_id == Course.id),
        )
    )
    return days + [_day_without_hours(course_id, on, now) for course_id, on in without]


async def days_of_course(session: Session, course: Course, now: datetime) -> list[CourseDay]:
    """All days of one course."""
    rows = await session.execute(
        select(Meeting.starts_at, Meeting.trainer_id).where(Meeting.course_id == course.id).order_by(Meeting.starts_at)
    )
    meetings = [(starts_at, trainer) for starts_at, trainer in rows]
    if not meetings:
        return [_day_without_hours(course.id, course.starts_on, now)]
    return days_of(course.id, meetings, meetings[0][0].astimezone(now.tzinfo).date(), now)


def _day_without_hours(course_id: int, on: date, now: datetime) -> CourseDay:
    return CourseDay(course_id, on, (datetime.combine(on, time(), now.tzinfo),), is_first=True, has_hours=False)
