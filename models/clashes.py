"""Whose other seats meet at the same time as a course, meeting by meeting."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, SQLColumnExpression, and_, select
from sqlalchemy.orm import aliased

from models.course import Course, CourseState, Meeting
from models.database import Session
from models.registration import SEATED, Registration


async def clash_of(session: Session, official_id: int, course_id: int) -> tuple[str, datetime] | None:
    """Title and moment of the first meeting of another seat that overlaps one of this course."""
    return (await clashes_of(session, [official_id], course_id)).get(official_id)


async def clashes_of(
    session: Session, official_ids: Collection[int], course_id: int
) -> dict[int, tuple[str, datetime]]:
    """The same for several people in one query; who has no clash is left out."""
    found: dict[int, tuple[str, datetime]] = {}
    if official_ids:
        query = overlapping(course_id).where(Registration.official_id.in_(official_ids))
        for official_id, title, at in await session.execute(query):
            found.setdefault(official_id, (title, at))
    return found


def overlapping(course_id: int | SQLColumnExpression[int]) -> Select[int, str, datetime]:
    """Everybody with a seat in another course that overlaps this one, with its title and the moment, first first."""
    here, there, other = aliased(Meeting), aliased(Meeting), aliased(Course)
    return (
        select(Registration.official_id, other.title, here.starts_at)
        .select_from(here)
        .join(there, and_(there.starts_at < here.ends_at, there.ends_at > here.starts_at))
        .join(other, other.id == there.course_id)
        .join(Registration, Registration.course_id == other.id)
        .where(
            here.course_id == course_id,
            other.id != course_id,
            other.state != CourseState.cancelled,
            Registration.state.in_(SEATED),
        )
        .order_by(here.starts_at)
    )
