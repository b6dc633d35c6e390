"""Whose results are overdue: some working days after a course is over, its coordinator is reminded to close them."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from models.account import Account
from models.course import Course, CourseState
from models.database import Session
from models.kinds import Role
from models.news.results import ResultsDue
from models.notice import Notice, tell
from models.official import Official, RoleGrant, holds_on, is_present
from models.policy import Policy, policy
from models.registration import Registration, State
from models.working_time import working_time

RECENT = timedelta(days=90)  # what ended longer ago is history that nobody should be reminded of


async def due_results(session: Session, now: datetime) -> list[tuple[int, int]]:
    """Official and course of each reminder that is due, only in working hours; each is reminded once a course."""
    if not (await working_time(session, now)).is_working(now):
        return []
    days = await policy(session, Policy.results_due_days, now.date())
    key = literal("results-due:") + cast(Course.id, String)
    rows = await session.execute(
        select(Official.id, Course.id)
        .join(Account, Account.official_id == Official.id)
        .join(Course, runs_it(now))
        .where(
            is_present(now.date()),
            Course.state == CourseState.published,
            Course.ends_on <= now.date() - timedelta(days=days),
            Course.ends_on > now.date() - RECENT,
            has_open_results(),
            ~exists().where(Notice.official_id == Official.id, Notice.key == key),
        )
        .order_by(Course.id, Official.id)
    )
    return [(official_id, course_id) for official_id, course_id in rows]


async def remind_of_results(session: Session, official_id: int, course_id: int, now: datetime) -> None:
    """Owe it."""
    await tell(session, ResultsDue(course_id), key=f"results-due:{course_id}", official_id=official_id, now=now)


async def still_due(session: Session, course_id: int) -> tuple[Course, int] | None:
    """The course, and how many wait for their result; None when nobody does."""
    course = await session.get(Course, course_id)
    count = await session.scalar(
        select(func.count())
        .select_from(Registration)
        .where(Registration.course_id == course_id, Registration.state == State.confirmed)
    )
    return (course, count) if course is not None and count else None


def runs_it(now: datetime) -> ColumnElement[bool]:
    """The condition that the official coordinates the course; of a course that nobody does, every coordinator."""
    coordinator = aliased(Official)
    somebodys = exists().where(
        coordinator.id == Course.coordinator_id,
        or_(coordinator.left_on.is_(None), coordinator.left_on > now.date()),
    )
    coordinates = exists().where(
        RoleGrant.official_id == Official.id, RoleGrant.role == Role.coordinator, holds_on(now.date())
    )
    return or_(Official.id == Course.coordinator_id, and_(~somebodys, coordinates))


def has_open_results() -> ColumnElement[bool]:
    """The condition that somebody in the course waits for a result."""
    return exists().where(Registration.course_id == Course.id, Registration.state == State.confirmed).correlate(Course)
