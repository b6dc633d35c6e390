"""Hours (tiết of 45 minutes) that a person has and will have in a year, against the yearly duty (NĐ 171/2025)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select

from models.course import Course
from models.database import Session
from models.programme import Programme
from models.registration import Registration, State


@dataclass(frozen=True)
class Hours:
    """What counts towards the duty: completed in the year, and planned by seats that are approved."""

    done: float = 0
    planned: float = 0


NO_HOURS = Hours()


async def hours_of(session: Session, official_ids: Collection[int], year: int) -> dict[int, Hours]:
    """Of several people in one query. A course counts in the year in which it ends; who has none is left out."""
    done = func.sum(case((Registration.state == State.completed, Programme.hours), else_=0))
    planned = func.sum(case((Registration.state == State.confirmed, Programme.hours), else_=0))
    rows = await session.execute(
        select(Registration.official_id, done, planned)
        .join(Course, Course.id == Registration.course_id)
        .join(Programme, Programme.id == Course.programme_id)
        .where(
            Registration.official_id.in_(official_ids),
            Registration.state.in_((State.completed, State.confirmed)),
            Course.ends_on.between(date(year, 1, 1), date(year, 12, 31)),
            Programme.counts.is_(True),
        )
        .group_by(Registration.official_id)
    )
    return {official_id: Hours(float(had), float(will)) for official_id, had, will in rows}
