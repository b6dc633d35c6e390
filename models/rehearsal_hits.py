"""What a rehearsed change meets: seats and trainers in two places at once, days off, tiết that do not add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from models.clashes import overlapping
from models.commune import Commune
from models.course import Course, CourseState, Meeting
from models.course_face import Face
from models.database import Session
from models.folding import given_name_key, name_key
from models.holiday import Holiday
from models.kinds import HolidayKind
from models.official import Official
from models.programme import Programme
from models.registration import SEATED, Registration
from models.working_time import working_time


@dataclass(frozen=True)
class Hit:
    """Somebody with whom something is to be seen to: by name and unit; `other` is the title of what is in the way."""

    name: str
    unit: str
    other: str = ""
    at: datetime | None = None


async def clashes(session: Session, course_id: int) -> tuple[Hit, ...]:
    """Seat-holders of the course who have another one at the same time, unit by unit."""
    own = aliased(Registration)
    rows = await session.execute(
        overlapping(course_id)
        .join(own, and_(own.official_id == Registration.official_id, own.course_id == course_id))
        .where(own.state.in_(SEATED))
    )
    first: dict[int, tuple[str, datetime]] = {}
    for official_id, title, at in rows:
        first.setdefault(official_id, (title, at))
    people = await names(session, list(first))
    return _by_unit([Hit(*people[one], title, at) for one, (title, at) in first.items()])


async def double_booked(session: Session, course_id: int) -> tuple[Hit, ...]:
    """Trainers who teach another course at the same time."""
    here, there, other = aliased(Meeting), aliased(Meeting), aliased(Course)
    rows = await session.execute(
        select(Official.full_name, other.title, here.starts_at)
        .select_from(here)
        .join(Official, Official.id == here.trainer_id)
        .join(
            there,
            and_(
                there.trainer_id == here.trainer_id,
                there.starts_at < here.ends_at,
                there.ends_at > here.starts_at,
                there.id != here.id,
            ),
        )
        .join(other, other.id == there.course_id)
        .where(here.course_id == course_id, other.state == CourseState.published)
        .order_by(here.starts_at, Official.id)
    )
    return tuple(Hit(name, "", title, at) for name, title, at in rows)


async def days_off(
    session: Session, after: Face, moved: Sequence[object], now: datetime
) -> tuple[tuple[date, str], ...]:
    """The days of moved meetings on which offices do not work."""
    days = {one.starts_at.astimezone(now.tzinfo).date() for one in after.meetings if one in moved}
    if not after.meetings:
        days = {after.starts_on}
    calendar = await working_time(session, now)
    off = sorted(day for day in days if not calendar.is_working_day(day))
    holidays = dict(
        (
            await session.execute(
                select(Holiday.day, Holiday.name).where(Holiday.day.in_(off), Holiday.kind == HolidayKind.off)
            )
        ).all()
    )
    return tuple((day, holidays.get(day, "")) for day in off)


async def other_hours(session: Session, course_id: int) -> tuple[float, float] | None:
    """The tiết of the meetings, and those of the programme; None where they are the same."""
    laid_out = select(func.sum(Meeting.hours)).where(Meeting.course_id == course_id).scalar_subquery()
    row = (
        await session.execute(
            select(func.coalesce(laid_out, 0), Programme.hours)
            .join(Course, Course.programme_id == Programme.id)
            .where(Course.id == course_id)
        )
    ).one()
    hours, wanted = round(float(row[0]), 1), round(float(row[1]), 1)
    return (hours, wanted) if hours != wanted else None


async def names(session: Session, official_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Full name and unit."""
    rows = await session.execute(
        select(Official.id, Official.full_name, Commune.kind, Commune.name, Official.unit_name)
        .outerjoin(Commune, Commune.id == Official.commune_id)
        .where(Official.id.in_(official_ids))
    )
    return {one: (name, f"{kind} {commune}" if commune else unit) for one, name, kind, commune, unit in rows}


def _by_unit(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=place))


def place(hit: Hit) -> tuple[object, ...]:
    """Where it stands in a list."""
    return name_key(hit.unit), given_name_key(hit.name)
