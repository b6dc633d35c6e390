"""What should have happened by now and has not: a job that does not run shows here first."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from models.approval_clock import Step, requests_due
from models.course import Course, CourseQuota, CourseState
from models.database import Session
from models.deciders import is_asked
from models.kinds import Role
from models.official import Official, RoleGrant, holds_on, is_present
from models.queue import offer_ends
from models.registration import AWAITS_A_DECISION, SEATED, Level, Registration, State
from models.seating import seating_of

GRACE = timedelta(minutes=10)  # longer than any job sleeps

Late = tuple[str, str, int, int]
"""The promise, the course's code, the number found, the number allowed."""


async def overdue(session: Session, now: datetime) -> list[Late]:
    """Everything of that kind; empty when all is well."""
    questions = (_kept_seats_sold, _nobody_decides, _offers_run_out, _idle_seats, _undecided)
    return [found for question in questions async for found in question(session, now)]


async def _kept_seats_sold(session: Session, now: datetime) -> AsyncIterator[Late]:
    """So many seats given to others that a commune could not have those that are kept for it."""
    of_commune = (
        select(func.count())
        .where(
            Registration.course_id == CourseQuota.course_id,
            Registration.commune_id == CourseQuota.commune_id,
            Registration.state.in_(SEATED),
        )
        .correlate(CourseQuota)
        .scalar_subquery()
    )
    taken = (
        select(func.count())
        .where(Registration.course_id == Course.id, Registration.state.in_(SEATED))
        .correlate(Course)
        .scalar_subquery()
    )
    unused = func.sum(case((CourseQuota.seats > of_commune, CourseQuota.seats - of_commune), else_=0))
    rows = await session.execute(
        select(Course.code, taken + unused, Course.seats)
        .join(CourseQuota, CourseQuota.course_id == Course.id)
        .where(Course.quotas_until > now, Course.state == CourseState.published)
        .group_by(Course.id, Course.code, Course.seats)
        .having(taken + unused > Course.seats, taken <= Course.seats)
    )
    for code, actual, seats in rows:
        yield "quotas", code, int(actual), seats


async def _nobody_decides(session: Session, now: datetime) -> AsyncIterator[Late]:
    """Requests for which there is no leader besides the applicant, nor a coordinator."""
    today = now.date()

    def somebody(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return (
            exists()
            .where(
                RoleGrant.official_id == Official.id,
                Official.id != Registration.official_id,
                is_present(today),
                *conditions,
            )
            .correlate(Registration)
        )

    rows = await session.execute(
        select(Course.code, func.count())
        .join(Registration, Registration.course_id == Course.id)
        .where(
            AWAITS_A_DECISION,
            ~somebody(RoleGrant.role == Role.coordinator, holds_on(today)),
            or_(
                Registration.awaits == Level.department,
                ~somebody(RoleGrant.commune_id == Registration.commune_id, is_asked(today)),
            ),
        )
        .group_by(Course.id, Course.code)
    )
    for code, count in rows:
        yield "nobody", code, count, 0


async def _offers_run_out(session: Session, now: datetime) -> AsyncIterator[Late]:
    rows = await session.execute(
        select(Course.code, func.count())
        .join(Registration, Registration.course_id == Course.id)
        .where(
            Registration.state == State.offered,
            or_(Registration.offered_until.is_(None), Registration.offered_until <= now - GRACE),
        )
        .group_by(Course.id, Course.code)
    )
    for code, count in rows:
        yield "offers", code, count, 0


async def _idle_seats(session: Session, now: datetime) -> AsyncIterator[Late]:
    """A seat is free for somebody approved who queues, and nothing has moved in the course for a while.

    The query leaves the few courses in which that may be; the seats themselves say whether it is.
    """
    waits = and_(Registration.state == State.queued, Registration.awaits.is_(None))
    held = Registration.state.in_(SEATED)
    candidates = await session.scalars(
        select(Course)
        .join(Registration, Registration.course_id == Course.id)
        .where(Course.state == CourseState.published, Course.changed_at <= now - GRACE)
        .group_by(Course.id)
        .having(
            func.sum(case((waits, 1), else_=0)) > 0,
            func.sum(case((held, 1), else_=0)) < Course.seats,
            func.max(Registration.since) <= now - GRACE,
        )
        .order_by(Course.id)
    )
    for course in candidates.all():
        seating = await seating_of(session, course, now)
        if seating.next is not None and await offer_ends(session, course, now) is not None:
            yield "idle", course.code, seating.seats - seating.taken, 0


async def _undecided(session: Session, now: datetime) -> AsyncIterator[Late]:
    """Requests that the approval clock should have ended."""
    due = await requests_due(session, now - GRACE)
    ids = {one.course_id for one, step in due if step is Step.expire}
    codes = dict((await session.execute(select(Course.id, Course.code).where(Course.id.in_(ids)))).all())
    for course_id in sorted(ids):
        count = sum(one.course_id == course_id for one, step in due if step is Step.expire)
        yield "undecided", codes[course_id], count, 0
