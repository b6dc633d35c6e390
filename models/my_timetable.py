"""My timetable: the meetings of the seats that I hold, from now on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, SQLColumnExpression, case, exists, func, literal, select

from models.course import Course, CourseState, Meeting
from models.course_change import CourseChange
from models.database import Session
from models.institution import Institution
from models.registration import Registration, State
from models.substitution import HELD

WINDOW = timedelta(days=30)
MOST = 14  # meetings on a page, so that it fits into one message


@dataclass(frozen=True)
class TimetableLine:
    """One meeting of mine; moments in UTC, hours in tiết. Not `settled`: my registration waits for approval.

    `changed_at` is when the course last changed, or the registration began or ended, whichever came later: it rises
    with all that a calendar must take in.
    """

    id: int
    course_id: int
    code: str
    title: str
    venue: str
    room: str
    topic: str
    starts_at: datetime
    ends_at: datetime
    hours: float
    settled: bool
    changed_at: datetime


@dataclass(frozen=True)
class UntimedCourse:
    """A course of mine whose meetings are not known yet."""

    code: str
    title: str
    starts_on: date
    ends_on: date
    settled: bool


@dataclass(frozen=True)
class Timetable:
    """One page of it: at most thirty days, the next meeting first."""

    lines: tuple[TimetableLine, ...]
    untimed: tuple[UntimedCourse, ...]
    page: int
    pages: int


async def timetable(session: Session, official_id: int, now: datetime, page: int = 0) -> Timetable:
    """Two queries: the meetings that are not over, and the courses that have none yet."""
    pages = _pages(await meetings_from(session, official_id, now), now)
    page = page if page < len(pages) else 0
    rows = await session.execute(
        select(Course.code, Course.title, Course.starts_on, Course.ends_on, Registration.state)
        .join(Registration, Registration.course_id == Course.id)
        .where(
            Registration.official_id == official_id,
            Registration.state.in_(HELD),
            Course.state == CourseState.published,
            Course.ends_on >= now.date(),
            ~exists().where(Meeting.course_id == Course.id),
        )
        .order_by(Course.starts_on, Course.id)
    )
    untimed = tuple(UntimedCourse(*row[:4], row.state is State.confirmed) for row in rows)
    return Timetable(tuple(pages[page]) if pages else (), untimed if page == 0 else (), page, max(1, len(pages)))


async def meetings_from(
    session: Session, official_id: int, now: datetime, course_id: int | None = None
) -> list[TimetableLine]:
    """My meetings that are not over, of all my courses or of one."""
    rows = await session.execute(
        select(
            Meeting.id,
            Course.id,
            Course.code,
            Course.title,
            func.coalesce(func.nullif(Course.venue, ""), Institution.name, ""),
            Meeting.room,
            Meeting.topic,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.hours,
            Registration.state == State.confirmed,
            _later(Course.changed_at, Registration.created_at),
        )
        .join(Course, Course.id == Meeting.course_id)
        .join(Registration, Registration.course_id == Course.id)
        .outerjoin(Institution, Institution.id == Course.institution_id)
        .where(
            Registration.official_id == official_id,
            Registration.state.in_(HELD),
            Course.state == CourseState.published,
            Meeting.ends_at > now,
            *([] if course_id is None else [Course.id == course_id]),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [TimetableLine(*row) for row in rows]


async def meetings_given_up(session: Session, official_id: int, course_id: int) -> list[TimetableLine]:
    """The meetings of a course in which I held a seat and hold none any more; what a calendar has to forget."""
    ended_at = (
        select(func.max(Registration.since))
        .where(Registration.official_id == official_id, Registration.course_id == course_id)
        .scalar_subquery()
    )
    mine = (Registration.official_id == official_id, Registration.course_id == Course.id)
    rows = await session.execute(
        select(
            Meeting.id,
            Course.id,
            Course.code,
            Course.title,
            func.coalesce(func.nullif(Course.venue, ""), Institution.name, ""),
            Meeting.room,
            Meeting.topic,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.hours,
            literal(False),
            _later(Course.changed_at, ended_at),
        )
        .join(Course, Course.id == Meeting.course_id)
        .outerjoin(Institution, Institution.id == Course.institution_id)
        .where(
            Course.id == course_id,
            exists().where(*mine),
            ~exists().where(*mine, Registration.state.in_(HELD)),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [TimetableLine(*row) for row in rows]


async def meetings_taken_away(session: Session, official_id: int, course_id: int) -> list[TimetableLine]:
    """The meetings that a course has no more, while I was in it; a calendar that took them in has to forget them."""
    mine = (Registration.official_id == official_id, Registration.course_id == course_id)
    course = await session.get(Course, course_id)
    since = await session.scalar(select(func.max(Registration.since)).where(*mine))
    changes = await session.scalars(
        select(CourseChange).where(CourseChange.course_id == course_id).order_by(CourseChange.id)
    )
    known = {one.id: (one, change.was.venue) for change in changes for one in change.was.meetings}
    if course is None or since is None or not known:
        return []
    # An id may have come to another course since (SQLite gives the last one anew): its event is not ours to remove.
    still = set(await session.scalars(select(Meeting.id).where(Meeting.id.in_(known))))
    return [
        TimetableLine(
            id=one.id,
            course_id=course.id,
            code=course.code,
            title=course.title,
            venue=venue,
            room=one.room,
            topic="",
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            hours=0,
            settled=False,
            changed_at=max(course.changed_at, since),
        )
        for one, venue in known.values()
        if one.id not in still
    ]


def _later(one: SQLColumnExpression[datetime], other: SQLColumnExpression[datetime]) -> ColumnElement[datetime]:
    """The later of two moments; neither database says it as the other does."""
    return case((one >= other, one), else_=other)


def _pages(lines: Sequence[TimetableLine], now: datetime) -> list[list[TimetableLine]]:
    """Thirty days a page, counted from now; a long one is cut, and windows without a meeting are passed over."""
    pages: list[list[TimetableLine]] = []
    window = -1
    for line in lines:
        its = max(0, (line.starts_at - now) // WINDOW)
        if its != window or len(pages[-1]) >= MOST:
            pages.append([])
            window = its
        pages[-1].append(line)
    return pages
