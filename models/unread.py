"""When a told change counts as unread, and how many have not confirmed it, course by course."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from models.course import Course, CourseState
from models.course_change import ChangeTold, notice_key
from models.database import Session
from models.notice import Notice, NoticeState
from models.registration import LIVE, Registration, State


@dataclass(frozen=True)
class UnreadCourse:
    """A course with so many people who have not confirmed its last change."""

    id: int
    code: str
    title: str
    people: int


async def unread_courses(session: Session, *which: ColumnElement[bool], now: datetime) -> list[UnreadCourse]:
    """Courses of a condition whose changes somebody has not confirmed, the next to begin first; one query."""
    rows = await session.execute(
        select(Course.id, Course.code, Course.title, func.count())
        .join(ChangeTold, ChangeTold.course_id == Course.id)
        .outerjoin(Notice, its_notice())
        .where(is_unread(now), *which)
        .group_by(Course.id, Course.code, Course.title, Course.starts_on)
        .order_by(Course.starts_on, Course.code)
    )
    return [UnreadCourse(*row) for row in rows]


async def unread_count(session: Session, course_id: int, now: datetime) -> int:
    """How many have not confirmed the last change of one course."""
    found = await unread_courses(session, Course.id == course_id, now=now)
    return found[0].people if found else 0


def is_unread(now: datetime) -> ColumnElement[bool]:
    """The condition that a told change of the surrounding query waits for its receipt and still matters to the person.

    The query joins the course, and the notice by an outer join.
    """
    own = (Registration.course_id == ChangeTold.course_id, Registration.official_id == ChangeTold.official_id)
    comes = exists().where(*own, Registration.state.in_((*LIVE, State.cancelled)))
    teaches = ~exists().where(*own)  # or did: who is told without a registration is a trainer
    return and_(
        ChangeTold.replaced_at.is_(None),
        ChangeTold.received_at.is_(None),
        or_(Notice.state.is_(None), Notice.state != NoticeState.dropped),
        Course.state != CourseState.draft,
        Course.ends_on >= now.date(),
        or_(comes, teaches),
    )


def its_notice() -> ColumnElement[bool]:
    """The condition that a notice is that of a told change."""
    return and_(Notice.official_id == ChangeTold.official_id, Notice.key == notice_key())
