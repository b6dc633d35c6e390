"""What is open for a commune, as its leader looks at it: seats left, the commune's share, the queue."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from models.course import Course, CourseState
from models.database import Session
from models.eligibility_facts import is_invited, queue_length, seats_held
from models.registration import Registration

PAGE = 5


@dataclass(frozen=True)
class CommuneCourse:
    """One open course. `cap`: how many seats the commune may hold, if bounded; `had`: how many it holds."""

    id: int
    code: str
    title: str
    starts_on: date
    ends_on: date
    closes_at: datetime
    seats: int
    taken: int
    cap: int | None
    had: int
    queued: int

    @property
    def seats_left(self) -> int:
        return max(0, self.seats - self.taken)


@dataclass(frozen=True)
class CommuneCourses:
    """One page, and how many there are in all."""

    courses: tuple[CommuneCourse, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


async def commune_courses(session: Session, commune_id: int, now: datetime, page: int = 0) -> CommuneCourses:
    """Courses that invite the commune, the nearest deadline first, in one query; past the end, page one."""
    rows = (await session.execute(_query(commune_id, now).limit(PAGE).offset(page * PAGE))).all()
    if not rows:
        return await commune_courses(session, commune_id, now) if page else CommuneCourses((), 0, 0)
    courses = tuple(
        CommuneCourse(**{name: row._mapping[name] for name in CommuneCourse.__dataclass_fields__}) for row in rows
    )
    return CommuneCourses(courses, rows[0].total, page)


def _query(commune_id: int, now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Course.id,
            Course.code,
            Course.title,
            Course.starts_on,
            Course.ends_on,
            Course.closes_at,
            Course.seats,
            seats_held().label("taken"),
            Course.commune_cap.label("cap"),
            seats_held(Registration.commune_id == commune_id).label("had"),
            queue_length().label("queued"),
            func.count().over().label("total"),
        )
        .where(Course.state == CourseState.published, Course.closes_at > now, is_invited(commune_id))
        .order_by(Course.closes_at, Course.id)
    )
