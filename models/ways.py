"""The nearest open way after a no: another run of the same programme, or whom to ask."""

from datetime import datetime

from sqlalchemy import select

from models.course import Course, CourseState
from models.database import Session
from models.eligibility import is_invited, seats_held, standing
from models.official import Official


async def other_run(session: Session, official_id: int, course_id: int, now: datetime) -> Course | None:
    """The soonest other course of the same programme that the official could register for now."""
    programme_id = select(Course.programme_id).where(Course.id == course_id).scalar_subquery()
    commune_id = select(Official.commune_id).where(Official.id == official_id).scalar_subquery()
    runs = await session.scalars(
        select(Course)
        .where(
            Course.programme_id == programme_id,
            Course.id != course_id,
            Course.state == CourseState.published,
            Course.closes_at > now,
            seats_held() < Course.seats,
            is_invited(commune_id),
        )
        .order_by(Course.starts_on)
        .limit(3)
    )
    for run in runs.all():
        if (await standing(session, official_id, run.id, now)).is_free:
            return run
    return None


async def coordinator_name(session: Session, course_id: int) -> str | None:
    """Who runs the course, if anybody is named."""
    return await session.scalar(
        select(Official.full_name).join(Course, Course.coordinator_id == Official.id).where(Course.id == course_id)
    )
