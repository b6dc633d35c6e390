"""The nearest open way after a no: another run of the same programme, the course to take first, or whom to ask."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, case, literal_column, select
from sqlalchemy.orm import aliased

from models.base import Moment
from models.course import Course, CourseState
from models.database import Session
from models.eligibility import standing
from models.eligibility_facts import is_invited, missing_programmes, seats_held
from models.official import Official
from models.refusals import PrerequisiteMissing, Refusal

RUNS = 3  # of which the first that is open to the person is offered


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
    for run in await session.ask(_soonest(prepares), {"official_id": official_id, "course_id": course_id, "now": now}):
        if (await standing(session, official_id, run.id, now)).is_free:
            return Way(run.id, run.code, run.title, run.starts_on, prepares)
    return None


@cache
def _soonest(prepares: bool) -> Select[*tuple[Any, ...]]:
    """The next runs with a seat: of the same programme, or of those that it asks for. Built once for each."""
    official_id, course_id = bindparam("official_id", type_=BigInteger), bindparam("course_id", type_=BigInteger)
    refused = aliased(Course)
    programme_id = select(refused.programme_id).where(refused.id == course_id).scalar_subquery()
    commune_id = select(Official.commune_id).where(Official.id == official_id).scalar_subquery()
    asked_for = Course.programme_id.in_(missing_programmes(official_id, programme_id))
    return (
        select(Course.id, Course.code, Course.title, Course.starts_on)
        .where(
            asked_for if prepares else Course.programme_id == programme_id,
            Course.id != course_id,
            # In one condition, so that SQLite goes along the programme's own runs, not through all that is open:
            case((Course.state == CourseState.published, Course.closes_at)) > bindparam("now", type_=Moment),
            seats_held() < Course.seats,
            is_invited(commune_id),
        )
        .order_by(Course.starts_on, Course.id)
        .limit(literal_column(str(RUNS)))
    )


async def coordinator_name(session: Session, course_id: int) -> str | None:
    """Who runs the course, if anybody is named."""
    rows = await session.ask(_COORDINATOR, {"course_id": course_id})
    return str(rows[0].full_name) if rows else None


_COORDINATOR = (
    select(Official.full_name)
    .join(Course, Course.coordinator_id == Official.id)
    .where(Course.id == bindparam("course_id", type_=BigInteger))
)
