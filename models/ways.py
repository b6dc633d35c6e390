"""The nearest open way after a no: another run of the same programme, the course to take first, or whom to ask."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from models.course import Course, CourseState
from models.database import Session
from models.eligibility import standing
from models.eligibility_facts import is_invited, missing_programmes, seats_held
from models.official import Official
from models.refusals import PrerequisiteMissing, Refusal


@dataclass(frozen=True)
class Way:
    """A course that the person could register for now. `prepares`: the closed one asks for it."""

    course_id: int
    code: str
    title: str
    starts_on: date
    prepares: bool


async def way_out(session: Session, official_id: int, refusal: Refusal, now: datetime) -> Way | None:
    """The soonest course that leads on after a refusal of a course; None where there is none, or nothing to replace."""
    course_id: int | None = getattr(refusal, "course_id", None)
    if course_id is None:
        return None
    prepares = isinstance(refusal, PrerequisiteMissing)
    programme_id = select(Course.programme_id).where(Course.id == course_id).scalar_subquery()
    wanted = (
        Course.programme_id.in_(missing_programmes(official_id, programme_id))
        if prepares
        else Course.programme_id == programme_id
    )
    for run in await _soonest(session, official_id, wanted & (Course.id != course_id), now):
        if (await standing(session, official_id, run.id, now)).is_free:
            return Way(run.id, run.code, run.title, run.starts_on, prepares)
    return None


async def _soonest(session: Session, official_id: int, wanted: ColumnElement[bool], now: datetime) -> list[Course]:
    commune_id = select(Official.commune_id).where(Official.id == official_id).scalar_subquery()
    runs = await session.scalars(
        select(Course)
        .where(
            wanted,
            Course.state == CourseState.published,
            Course.closes_at > now,
            seats_held() < Course.seats,
            is_invited(commune_id),
        )
        .order_by(Course.starts_on, Course.id)
        .limit(3)
    )
    return list(runs)


async def coordinator_name(session: Session, course_id: int) -> str | None:
    """Who runs the course, if anybody is named."""
    return await session.scalar(
        select(Official.full_name).join(Course, Course.coordinator_id == Official.id).where(Course.id == course_id)
    )
