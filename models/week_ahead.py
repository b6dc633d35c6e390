"""The week to come: one's own meetings for who asked for it, and for those who decide, who of the unit is away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select

from models.account import Account
from models.course import Course, CourseState, Meeting
from models.database import Session
from models.deciders import is_asked
from models.folding import given_name_key
from models.news.week_ahead import WeekAhead
from models.notice import Lane, Notice, tell
from models.objection_view import WAITS, is_ahead
from models.official import Official, RoleGrant, is_present
from models.policy import Policy, policy
from models.quiet import QuietHours, may_be_sent
from models.registration import Level, Registration, State
from models.topics import Topic, wants

SUNDAY, NOON = 6, time(12)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class OwnMeeting:
    """One meeting of the reader's week; moments in UTC."""

    course_id: int
    code: str
    title: str
    starts_at: datetime
    ends_at: datetime
    where: str


@dataclass(frozen=True)
class Away:
    """Somebody of the unit who is in a course, with the local days."""

    official: str
    code: str
    title: str
    days: tuple[date, ...]


def week_to_come(now: datetime, at: time) -> date | None:
    """The Monday of the week that is told of now: from Sunday at that hour, and if nobody could, until Monday noon."""
    if now.weekday() == SUNDAY and now.time() >= at:
        return now.date() + timedelta(days=1)
    return now.date() if now.weekday() == 0 and now.time() < NOON else None


async def due_weeks(session: Session, now: datetime, quiet: QuietHours | None) -> list[tuple[int, date]]:
    """Officials to be told of their week, with its Monday; two roles make one message."""
    at = await policy(session, Policy.week_ahead_at, now.date())
    monday = week_to_come(now, time(*divmod(at, 100)))
    if monday is None or not may_be_sent(quiet, now):
        return []
    meets = _meets(monday, now)
    own = exists().where(Registration.official_id == Official.id, meets)
    away = exists().where(Registration.commune_id == RoleGrant.commune_id, meets)
    waits = exists().where(Registration.commune_id == RoleGrant.commune_id, Registration.awaits == Level.leader)
    objects = exists().where(
        Registration.commune_id == RoleGrant.commune_id,
        Registration.official_id != RoleGrant.official_id,
        Course.id == Registration.course_id,
        is_ahead(now.date()),
        WAITS,
    )
    decides = exists().where(RoleGrant.official_id == Official.id, is_asked(now.date()), or_(away, waits, objects))
    rows = await session.scalars(
        select(Official.id)
        .join(Account, Account.official_id == Official.id)
        .where(
            is_present(now.date()),
            or_(and_(wants(Topic.own_week), own), and_(wants(Topic.unit_week), decides)),
            ~exists().where(Notice.official_id == Official.id, Notice.key == _key(monday)),
        )
        .order_by(Official.id)
    )
    return [(official_id, monday) for official_id in rows]


async def send_week(session: Session, official_id: int, monday: date, now: datetime) -> None:
    """Owe it; what it holds is read when it is sent."""
    await tell(
        session,
        WeekAhead(monday.isoformat()),
        key=_key(monday),
        official_id=official_id,
        now=now,
        lane=Lane.bulk,
        stale_at=now + timedelta(days=1),
    )


async def own_week(session: Session, official_id: int, monday: date, now: datetime) -> list[OwnMeeting]:
    """The official's meetings in that week, in order."""
    first = datetime.combine(monday, time(), now.tzinfo)
    rows = await session.execute(
        select(Course.id, Course.code, Course.title, Meeting.starts_at, Meeting.ends_at, Course.venue)
        .join(Meeting, Meeting.course_id == Course.id)
        .join(Registration, Registration.course_id == Course.id)
        .where(
            Registration.official_id == official_id,
            Registration.state == State.confirmed,
            Course.state == CourseState.published,
            Meeting.starts_at >= first,
            Meeting.starts_at < first + WEEK,
        )
        .order_by(Meeting.starts_at)
    )
    return [OwnMeeting(*row) for row in rows]


async def away_in(session: Session, commune_ids: Collection[int], monday: date, now: datetime) -> list[Away]:
    """Who of the communes is in a course in that week, by given name."""
    first = datetime.combine(monday, time(), now.tzinfo)
    rows = await session.execute(
        select(Official.full_name, Course.code, Course.title, Meeting.starts_at)
        .join(Registration, Registration.official_id == Official.id)
        .join(Course, Course.id == Registration.course_id)
        .join(Meeting, Meeting.course_id == Course.id)
        .where(
            Registration.commune_id.in_(commune_ids),
            Registration.state == State.confirmed,
            Course.state == CourseState.published,
            Meeting.starts_at >= first,
            Meeting.starts_at < first + WEEK,
        )
    )
    days: dict[tuple[str, str, str], set[date]] = {}
    for name, code, title, starts_at in rows:
        days.setdefault((name, code, title), set()).add(starts_at.astimezone(now.tzinfo).date())
    found = [Away(*who, tuple(sorted(on))) for who, on in days.items()]
    return sorted(found, key=lambda one: (given_name_key(one.official), one.days))


def _meets(monday: date, now: datetime) -> ColumnElement[bool]:
    """The condition of an approved seat in a course that meets in that week."""
    first = datetime.combine(monday, time(), now.tzinfo)
    return and_(
        Registration.state == State.confirmed,
        exists().where(
            Course.id == Registration.course_id,
            Course.state == CourseState.published,
            Meeting.course_id == Course.id,
            Meeting.starts_at >= first,
            Meeting.starts_at < first + WEEK,
        ),
    )


def _key(monday: date) -> str:
    return f"week:{monday.isoformat()}"
