"""Who of a commune was absent: its leaders hear of it once a day, in one message, with the roll as it is then.

A day's message holds what was marked since the hour of the day before, so that an evening class and a roll that is
corrected late are told the next day, and nothing is told twice.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, exists, select

from models.attendance import ON_ROLL, Attendance, Mark
from models.course import Course, Meeting
from models.database import Session
from models.deciders import is_asked
from models.folding import given_name_key
from models.news.roll import PeopleAbsent
from models.notice import Lane, Notice, tell
from models.official import Official, RoleGrant, is_present
from models.policy import Policy, policy
from models.quiet import QuietHours, may_be_sent
from models.registration import Registration

AWAY = (Mark.absent, Mark.excused)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Absence:
    """Somebody was not at a half-day; `starts_at` in UTC."""

    course_id: int
    code: str
    title: str
    starts_at: datetime
    name: str
    excused: bool


async def leaders_due(session: Session, now: datetime, quiet: QuietHours | None) -> tuple[date, list[int]]:
    """The day whose hour has come last, and the leaders who have not been told of it yet."""
    at = await _hour(session, now)
    day = now.date() if now.time() >= at else now.date() - DAY
    if not may_be_sent(quiet, now):
        return day, []
    query = (
        select(RoleGrant.official_id)
        .join(Registration, Registration.commune_id == RoleGrant.commune_id)
        .join(Attendance, Attendance.registration_id == Registration.id)
        .join(Official, Official.id == RoleGrant.official_id)
        .where(
            *_told_on(day, at, now),
            Registration.official_id != RoleGrant.official_id,
            is_asked(now.date()),
            is_present(now.date()),
            ~exists().where(Notice.official_id == RoleGrant.official_id, Notice.key == key_of(day)),
        )
        .distinct()
        .order_by(RoleGrant.official_id)
    )
    return day, list(await session.scalars(query))


def key_of(day: date) -> str:
    return f"absent:{day}"


async def tell_leader(session: Session, official_id: int, day: date, now: datetime) -> None:
    await tell(
        session,
        PeopleAbsent(day.isoformat()),
        key=key_of(day),
        official_id=official_id,
        now=now,
        lane=Lane.bulk,
        stale_at=datetime.combine(day + 2 * DAY, time(), now.tzinfo),
    )


async def absences_for(session: Session, official_id: int, day: date, now: datetime) -> list[Absence]:
    """What a leader is told of a day, as the roll is now: by course and half-day, there by given name."""
    rows = await session.execute(_absences(official_id, day, await _hour(session, now), now))
    found = [Absence(*row[:5], excused=row[5] is Mark.excused) for row in rows]
    return sorted(found, key=lambda one: (one.code, one.starts_at, given_name_key(one.name)))


def _absences(official_id: int, day: date, at: time, now: datetime) -> Select[int, str, str, datetime, str, Mark]:
    led = select(RoleGrant.commune_id).where(RoleGrant.official_id == official_id, is_asked(now.date()))
    return (
        select(Course.id, Course.code, Course.title, Meeting.starts_at, Official.full_name, Attendance.mark)
        .select_from(Attendance)
        .join(Registration, Registration.id == Attendance.registration_id)
        .join(Official, Official.id == Registration.official_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Course, Course.id == Meeting.course_id)
        .where(
            *_told_on(day, at, now),
            Registration.official_id != official_id,
            Registration.commune_id.in_(led),
        )
    )


def _told_on(day: date, at: time, now: datetime) -> tuple[ColumnElement[bool], ...]:
    until = datetime.combine(day, at, now.tzinfo)
    return (
        Attendance.at > until - DAY,
        Attendance.at <= until,
        Attendance.mark.in_(AWAY),
        Registration.state.in_(ON_ROLL),
    )


async def _hour(session: Session, now: datetime) -> time:
    return time(*divmod(await policy(session, Policy.roll_leaders_at, now.date()), 100))
