"""Go or no-go: some days before a course begins, what its figures advise the coordinator to do."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from models.account import Account
from models.course import Course, CourseState
from models.course_days import CourseDay, coming_days
from models.database import Session
from models.eligibility_facts import seats_held
from models.kinds import Role
from models.news.advice import CourseAdvised
from models.notice import Notice, tell
from models.official import Official, RoleGrant, holds_on, is_present
from models.policy import Policy, policies
from models.quiet import QuietHours, may_be_sent
from models.registration import Registration, State

DAYS = (Policy.advise_first_days, Policy.advise_last_days)
_coordinator = aliased(Official)


class Proposal(StrEnum):
    """What to do: begin as planned, have the open requests decided, put two runs together, or find another date."""

    run = "run"
    decide = "decide"
    merge = "merge"
    move = "move"


@dataclass(frozen=True)
class OtherRun:
    """Another run of the programme with room for everybody who would come."""

    id: int
    code: str
    starts_on: date
    free: int


@dataclass(frozen=True)
class Advice:
    """The figures of a course before it begins, and what they come to."""

    course: Course
    begins: datetime
    has_hours: bool
    confirmed: int
    pending: int
    communes: int
    other: OtherRun | None

    @property
    def proposal(self) -> Proposal:
        if self.confirmed >= self.course.minimum:
            return Proposal.run
        if self.confirmed + self.pending >= self.course.minimum:
            return Proposal.decide
        return Proposal.merge if self.other is not None else Proposal.move


async def advise(session: Session, course: Course, day: CourseDay) -> Advice:
    """Count it; three queries."""
    held = await session.execute(
        select(Registration.state, func.count())
        .where(
            Registration.course_id == course.id, Registration.state.in_((State.confirmed, State.pending, State.offered))
        )
        .group_by(Registration.state)
    )
    count = dict(held.all())
    confirmed = count.get(State.confirmed, 0)
    undecided = count.get(State.pending, 0) + count.get(State.offered, 0)
    communes = await session.scalar(
        select(func.count(Registration.commune_id.distinct())).where(
            Registration.course_id == course.id, Registration.state == State.confirmed
        )
    )
    other = await _other_run(session, course, confirmed + undecided)
    return Advice(course, day.begins, day.has_hours, confirmed, undecided, communes or 0, other)


async def due_advice(session: Session, now: datetime, quiet: QuietHours | None) -> list[tuple[int, CourseDay, str]]:
    """Coordinator, day and key of each advice that is due: the first so many days before the first day, the last later.

    Courses without a minimum have nothing to be compared with. Where nobody coordinates the course, all coordinators
    are told.
    """
    if not may_be_sent(quiet, now):
        return []
    values = await policies(session, now.date(), *DAYS, Policy.advise_at)
    at = time(*divmod(values[Policy.advise_at], 100))
    found = []
    for day in await coming_days(session, now, now.date() + timedelta(days=values[Policy.advise_first_days])):
        due = [days for name in DAYS if _fell_due(day, days := values[name], at, now)]
        if day.is_first and due and now < day.begins:
            key = f"advice:{min(due)}:{day.course_id}:{day.stamp}"
            found += [(official_id, day, key) for official_id in await _advised(session, day.course_id, key, now)]
    return found


async def send_advice(session: Session, official_id: int, day: CourseDay, key: str, now: datetime) -> None:
    """Owe it; the words and the figures come when it is sent."""
    news = CourseAdvised(day.course_id, day.stamp)
    await tell(session, news, key=key, official_id=official_id, now=now, stale_at=day.begins)


def _fell_due(day: CourseDay, days: int, at: time, now: datetime) -> bool:
    return datetime.combine(day.on - timedelta(days=days), at, now.tzinfo) <= now


async def _advised(session: Session, course_id: int, key: str, now: datetime) -> list[int]:
    somebodys = exists().where(
        _coordinator.id == Course.coordinator_id,
        or_(_coordinator.left_on.is_(None), _coordinator.left_on > now.date()),
    )
    coordinates = exists().where(
        RoleGrant.official_id == Official.id, RoleGrant.role == Role.coordinator, holds_on(now.date())
    )
    return list(
        await session.scalars(
            select(Official.id)
            .join(Account, Account.official_id == Official.id)
            .join(Course, and_(Course.id == course_id, Course.minimum > 0))
            .where(
                is_present(now.date()),
                or_(Official.id == Course.coordinator_id, ~somebodys & coordinates),
                ~exists().where(Notice.official_id == Official.id, Notice.key == key),
            )
            .order_by(Official.id)
        )
    )


async def _other_run(session: Session, course: Course, people: int) -> OtherRun | None:
    """The next run of the same programme that could take all of them in."""
    free = Course.seats - seats_held()
    row = (
        await session.execute(
            select(Course.id, Course.code, Course.starts_on, free.label("free"))
            .where(
                Course.programme_id == course.programme_id,
                Course.id != course.id,
                Course.state == CourseState.published,
                Course.starts_on > course.starts_on,
                free >= max(1, people),
            )
            .order_by(Course.starts_on, Course.id)
            .limit(1)
        )
    ).one_or_none()
    return OtherRun(*row) if row is not None else None
