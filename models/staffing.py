"""The picture beside a request: on which days the applicant is away, and who else of the commune is away then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from models.course import Course, CourseState, Meeting
from models.database import Session
from models.folding import given_name_key
from models.official import Official
from models.registration import SEATED, Registration, State
from models.requests import Request

SATURDAY, OFFICE_CLOSES = 5, 17  # an evening or weekend class takes nobody away from the office


@dataclass(frozen=True)
class Absence:
    """A colleague who is away on some of the same days; not `settled`: the colleague's request waits too."""

    official: str
    title: str
    days: tuple[date, ...]
    settled: bool


@dataclass(frozen=True)
class Staffing:
    """Local days on which the applicant is away, and the colleagues away on some of them, by given name."""

    days: tuple[date, ...]
    away: tuple[Absence, ...]


async def staffing(session: Session, request: Request, now: datetime) -> Staffing:
    """Working days with a meeting in office hours count; without a timetable, every day from the first to the last."""
    mine = await session.scalars(select(Meeting.starts_at).where(Meeting.course_id == request.course_id))
    days = _days(mine, request.starts_on, request.ends_on, now)
    if request.commune_id is None or not days:
        return Staffing(tuple(sorted(days)), ())
    rows = await session.execute(
        select(
            Registration.id,
            Registration.state,
            Official.full_name,
            Course.title,
            Course.starts_on,
            Course.ends_on,
            Meeting.starts_at,
        )
        .join(Official, Official.id == Registration.official_id)
        .join(Course, Course.id == Registration.course_id)
        .outerjoin(Meeting, Meeting.course_id == Course.id)
        .where(
            Registration.commune_id == request.commune_id,
            Registration.official_id != request.official_id,
            Registration.state.in_(SEATED),
            Course.state != CourseState.cancelled,
            Course.starts_on <= max(days),
            Course.ends_on >= min(days),
        )
    )
    moments: dict[int, list[datetime | None]] = {}
    seen = {}
    for row in rows:
        seen[row.id] = row
        moments.setdefault(row.id, []).append(row.starts_at)
    away = [
        Absence(row.full_name, row.title, tuple(sorted(shared)), row.state is State.confirmed)
        for registration_id, row in seen.items()
        if (shared := days & _days(moments[registration_id], row.starts_on, row.ends_on, now))
    ]
    return Staffing(tuple(sorted(days)), tuple(sorted(away, key=lambda one: (given_name_key(one.official), one.days))))


def _days(moments: Iterable[datetime | None], first: date, last: date, now: datetime) -> set[date]:
    met = [moment.astimezone(now.tzinfo) for moment in moments if moment is not None]
    if not met:
        return {first + timedelta(days=day) for day in range((last - first).days + 1)}
    return {at.date() for at in met if at.weekday() < SATURDAY and at.hour < OFFICE_CLOSES}
