"""Before a draft is published: what is missing or odd about it, so that nobody finds out from 99 communes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from models.course import Course, CourseCommune, CourseState, Meeting
from models.database import Session
from models.holiday import Holiday
from models.kinds import HolidayKind
from models.official import Official, is_present
from models.programme import Programme


class Lack(StrEnum):
    """What may be wrong; see `STOPS` for what cannot be passed over."""

    begun = "begun"
    deadline_over = "deadline_over"
    meetings_outside = "meetings_outside"
    nobody_invited = "nobody_invited"
    no_coordinator = "no_coordinator"
    no_place = "no_place"
    no_meetings = "no_meetings"
    other_hours = "other_hours"
    trainer_busy = "trainer_busy"
    holiday = "holiday"


STOPS = (Lack.begun, Lack.deadline_over, Lack.meetings_outside, Lack.nobody_invited)


@dataclass(frozen=True)
class Finding:
    """One thing found. `had`, `wanted`: hours in tiết; `name`: a trainer or a holiday; `other`: a course's code."""

    lack: Lack
    days: tuple[date, ...] = ()
    had: float = 0
    wanted: float = 0
    name: str = ""
    other: str = ""

    @property
    def stops(self) -> bool:
        return self.lack in STOPS


async def findings(session: Session, course: Course, now: datetime) -> tuple[Finding, ...]:
    """In the order of `Lack`; five queries whatever the timetable."""
    found: list[Finding] = []
    if course.starts_on <= now.date():
        found.append(Finding(Lack.begun, days=(course.starts_on,)))
    if course.closes_at <= now:
        found.append(Finding(Lack.deadline_over))
    meetings = (
        await session.scalars(select(Meeting).where(Meeting.course_id == course.id).order_by(Meeting.starts_at))
    ).all()
    days = list(dict.fromkeys(one.starts_at.astimezone(now.tzinfo).date() for one in meetings))
    if outside := tuple(day for day in days if not course.starts_on <= day <= course.ends_on):
        found.append(Finding(Lack.meetings_outside, days=outside))
    if not course.for_all_communes and not await _invited(session, course.id):
        found.append(Finding(Lack.nobody_invited))
    if not await _is_coordinated(session, course, now):
        found.append(Finding(Lack.no_coordinator))
    if not course.venue and course.institution_id is None:
        found.append(Finding(Lack.no_place))
    found += await _hours(session, course, meetings)
    found += await _busy_trainers(session, course.id, now)
    found += await _holidays(session, days)
    return tuple(found)


async def _invited(session: Session, course_id: int) -> int:
    return await session.scalar(select(func.count()).where(CourseCommune.course_id == course_id)) or 0


async def _is_coordinated(session: Session, course: Course, now: datetime) -> bool:
    here = select(func.count()).where(Official.id == course.coordinator_id, is_present(now.date()))
    return bool(course.coordinator_id is not None and await session.scalar(here))


async def _hours(session: Session, course: Course, meetings: Sequence[Meeting]) -> list[Finding]:
    if not meetings:
        return [Finding(Lack.no_meetings)]
    programme = await session.get_one(Programme, course.programme_id)
    had = round(sum(one.hours for one in meetings), 1)
    return [] if had == programme.hours else [Finding(Lack.other_hours, had=had, wanted=programme.hours)]


async def _busy_trainers(session: Session, course_id: int, now: datetime) -> list[Finding]:
    """A trainer who teaches elsewhere at the same time: the same line of the roster, or a guest of the same name."""
    here, there, other = aliased(Meeting), aliased(Meeting), aliased(Course)
    same = or_(
        here.trainer_id == there.trainer_id,
        and_(here.trainer_id.is_(None), there.trainer_id.is_(None), here.trainer == there.trainer, here.trainer != ""),
    )
    rows = await session.execute(
        select(here.trainer, other.code, here.starts_at)
        .join(there, and_(there.starts_at < here.ends_at, there.ends_at > here.starts_at, same))
        .join(other, other.id == there.course_id)
        .where(here.course_id == course_id, other.id != course_id, other.state != CourseState.cancelled)
        .order_by(here.starts_at)
    )
    days: dict[tuple[str, str], list[date]] = {}
    for name, code, starts_at in rows:
        days.setdefault((name, code), []).append(starts_at.astimezone(now.tzinfo).date())
    return [
        Finding(Lack.trainer_busy, days=tuple(dict.fromkeys(on)), name=name, other=code)
        for (name, code), on in days.items()
    ]


async def _holidays(session: Session, days: Sequence[date]) -> list[Finding]:
    rows = await session.execute(
        select(Holiday.day, Holiday.name)
        .where(Holiday.day.in_(days), Holiday.kind == HolidayKind.off)
        .order_by(Holiday.day)
    )
    return [Finding(Lack.holiday, days=(day,), name=name) for day, name in rows]
