"""The picture beside a request: on which days the applicant is away, who else is away then, and what went before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased

from models.course import Course, CourseState, Meeting
from models.database import Session
from models.folding import given_name_key
from models.hours import NO_HOURS, Hours, hours_of
from models.official import Official, OfficialPost
from models.post import Post
from models.registration import SEATED, Registration, State
from models.requests import Request
from models.yearly_duty import duty_on

SATURDAY, OFFICE_CLOSES = 5, 17  # an evening or weekend class takes nobody away from the office
REMEMBERED = timedelta(days=365)


@dataclass(frozen=True)
class Elsewhere:
    """A course that takes a colleague away; not `settled`: the colleague's request for it waits too."""

    title: str
    settled: bool


@dataclass(frozen=True)
class Absence:
    """A colleague who is away on some of the same days, however many courses it is for."""

    official: str
    courses: tuple[Elsewhere, ...]
    days: tuple[date, ...]
    same_office: bool = False
    official_id: int = 0


@dataclass(frozen=True)
class Staffing:
    """Local days on which the applicant is away, and the colleagues away on some of them, those of the office first.

    `hours` and `duty` (tiết; 0 for whom it does not bind) are of the year in which the course ends;
    `refusals` are those of the last twelve months.
    """

    days: tuple[date, ...]
    away: tuple[Absence, ...]
    hours: Hours = NO_HOURS
    duty: int = 0
    refusals: int = 0


async def staffing(session: Session, request: Request, now: datetime) -> Staffing:
    """Working days with a meeting in office hours count; without a timetable, every day from the first to the last."""
    mine = await session.scalars(select(Meeting.starts_at).where(Meeting.course_id == request.course_id))
    days = _days(mine, request.starts_on, request.ends_on, now)
    hours = await hours_of(session, [request.official_id], request.ends_on.year)
    group = await session.scalar(select(Official.legal_group).where(Official.id == request.official_id))
    return Staffing(
        days=tuple(sorted(days)),
        away=await _away(session, request, days, now) if request.commune_id is not None and days else (),
        hours=hours.get(request.official_id, NO_HOURS),
        duty=(await duty_on(session, request.ends_on)).of(group) or 0,
        refusals=await session.scalar(_refusals(request, now)) or 0,
    )


async def _away(session: Session, request: Request, days: set[date], now: datetime) -> tuple[Absence, ...]:
    rows = await session.execute(
        select(
            Registration.id,
            Registration.state,
            Registration.official_id,
            Official.full_name,
            Course.title,
            Course.starts_on,
            Course.ends_on,
            Meeting.starts_at,
            same_office(request.official_id).label("same_office"),
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
    seen: dict[int, Any] = {}
    for row in rows:
        seen[row.id] = row
        moments.setdefault(row.id, []).append(row.starts_at)
    people: dict[int, list[tuple[Any, set[date]]]] = {}
    for registration_id, row in seen.items():
        if shared := days & _days(moments[registration_id], row.starts_on, row.ends_on, now):
            people.setdefault(row.official_id, []).append((row, shared))
    away = [_absence(found) for found in people.values()]
    return tuple(sorted(away, key=lambda one: (not one.same_office, given_name_key(one.official), one.days)))


def _absence(found: list[tuple[Any, set[date]]]) -> Absence:
    """Of one colleague: each course with the shared days that it takes."""
    found = sorted(found, key=lambda one: (min(one[1]), one[0].id))
    person = found[0][0]
    return Absence(
        person.full_name,
        tuple(Elsewhere(row.title, row.state is State.confirmed) for row, _ in found),
        tuple(sorted(set().union(*(shared for _, shared in found)))),
        bool(person.same_office),
        person.official_id,
    )


def same_office(official_id: int) -> ColumnElement[bool]:
    """The condition that the official of the surrounding query holds a post of the same office (phòng, bộ phận)."""
    theirs, ours = aliased(Post), aliased(Post)
    held, mine = aliased(OfficialPost), aliased(OfficialPost)
    return (
        exists()
        .where(
            held.official_id == Official.id,
            theirs.id == held.post_id,
            mine.official_id == official_id,
            ours.id == mine.post_id,
            theirs.office != "",
            theirs.office == ours.office,
        )
        .correlate(Official)
    )


def _refusals(request: Request, now: datetime) -> Select[int]:
    return (
        select(func.count())
        .select_from(Registration)
        .where(
            Registration.official_id == request.official_id,
            Registration.id != request.id,
            Registration.state == State.declined,
            Registration.since >= now - REMEMBERED,
        )
    )


def _days(moments: Iterable[datetime | None], first: date, last: date, now: datetime) -> set[date]:
    met = [moment.astimezone(now.tzinfo) for moment in moments if moment is not None]
    if not met:
        return {first + timedelta(days=day) for day in range((last - first).days + 1)}
    return {at.date() for at in met if at.weekday() < SATURDAY and at.hour < OFFICE_CLOSES}
