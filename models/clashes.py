"""Seats whose meetings overlap: nobody is in two courses at once."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, select
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
    """The same of several people, in one query; who has none is left out."""
    found: dict[int, tuple[str, datetime]] = {}
    rows = await session.execute(clash_query(Registration.official_id.in_(official_ids), course_id))
    for official_id, title, at in rows:
        found.setdefault(official_id, (title, at))
    return found


def clash_query(whose: ColumnElement[bool], course_id: int) -> Select[int, str, datetime]:
    """Meetings of people's other courses that overlap one of this course's, first first."""
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
            whose,
            Registration.state.in_(SEATED),
        )
        .order_by(here.starts_at)
    )
