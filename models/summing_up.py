"""Reads the week: for a coordinator's own courses or for all of them, in few queries however many courses there are.

Last week's figures are derived from the moments that each registration keeps, so there is no snapshot that could be
missed (docs/decisions/0015).
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from models.approvers import ESCALATED
from models.attendance import shares
from models.course import Course, CourseState, Meeting
from models.data_case import CaseState, DataCase
from models.database import Session
from models.effect_report import little_used
from models.official import Official
from models.policy import Policy, policy
from models.registration import AWAITS_A_DECISION, Registration, State
from models.results_due import RECENT, has_open_results
from models.summary import SOON, WEEK, Changes, CourseFigures, OpenCases, Summary, WaitingRequest
from models.unread import unread_courses

COUNTED = (State.confirmed, State.pending, State.offered, State.queued)
ENDED = (State.declined, State.withdrawn, State.expired, State.cancelled, State.substituted)


async def summary_of(session: Session, official_id: int | None, now: datetime) -> Summary:
    """The summary for a coordinator, or (None) for the whole department.

    A course belongs to it from the day that it is published until a week after it has ended. A course of nobody is in
    everybody's summary, so that it lies with somebody.
    """
    return Summary(
        official_id=official_id,
        at=now,
        courses=await _figures(session, current_courses(official_id, now), now),
        unclosed=await _figures(session, _unclosed(official_id, now), now),
        waiting=await _waiting(session, official_id, now),
        changes=await _changes(session, official_id, now),
        unread=tuple(await unread_courses(session, belongs_to(official_id, now), now=now)),
        cases=await _cases(session, official_id),
    )


def held_at(moment: datetime) -> ColumnElement[bool]:
    """The condition that a registration held a seat at a moment of the past, as its own moments tell.

    Who came through the queue has held one since the offer was taken; the hours for which it was offered do not count.
    """
    by_then = or_(Registration.queued_at.is_(None), Registration.since <= moment)
    still = case(
        (Registration.state.in_(ENDED), Registration.queued_at.is_(None) & (Registration.since > moment)),
        else_=by_then,
    )
    return and_(Registration.created_at <= moment, Registration.state != State.queued, still)


def current_courses(official_id: int | None, now: datetime) -> ColumnElement[bool]:
    """The condition that a course is in the summary."""
    is_current = and_(Course.state == CourseState.published, Course.ends_on >= (now - WEEK).date())
    return and_(belongs_to(official_id, now), is_current)


def _unclosed(official_id: int | None, now: datetime) -> ColumnElement[bool]:
    """The condition that a course has left the summary while somebody there still waits for a result."""
    left = and_(Course.ends_on < (now - WEEK).date(), Course.ends_on > (now - RECENT).date())
    return and_(belongs_to(official_id, now), Course.state == CourseState.published, left, has_open_results())


def belongs_to(official_id: int | None, now: datetime) -> ColumnElement[bool]:
    """The condition that a course is one's own, or nobody's."""
    if official_id is None:
        return Course.id.is_not(None)
    coordinator = aliased(Official)
    has_left = and_(coordinator.left_on.is_not(None), coordinator.left_on <= now.date())
    somebodys = exists().where(coordinator.id == Course.coordinator_id, ~has_left)
    return or_(Course.coordinator_id == official_id, ~somebodys)


async def _figures(session: Session, which: ColumnElement[bool], now: datetime) -> tuple[CourseFigures, ...]:
    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    has_trainer = exists().where(
        Meeting.course_id == Course.id, or_(Meeting.trainer_id.is_not(None), Meeting.trainer != "")
    )
    untaught = (
        select(func.count())
        .where(
            Meeting.course_id == Course.id,
            Meeting.trainer_id.is_(None),
            Meeting.trainer == "",
            Meeting.starts_at > now,
            Meeting.starts_at < now + SOON,
        )
        .correlate(Course)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(
            Course.id,
            Course.code,
            Course.title,
            Course.starts_on,
            Course.ends_on,
            Course.closes_at,
            Course.seats,
            Course.minimum,
            *(count(Registration.state == state).label(state) for state in COUNTED),
            count(held_at(now - WEEK)).label("before"),
            count(Registration.awaits.is_not(None)).label("waiting"),
            has_trainer.label("has_trainer"),
            case((has_trainer, untaught), else_=0).label("untaught"),
        )
        .outerjoin(Registration, Registration.course_id == Course.id)
        .where(which)
        .group_by(Course.id)
        .order_by(Course.starts_on, Course.code)
    )
    found = [CourseFigures(**row._mapping) for row in rows]
    attendance = await shares(session, [one.id for one in found])
    return tuple(replace(one, share=attendance.get(one.id)) for one in found)


async def _waiting(session: Session, official_id: int | None, now: datetime) -> tuple[WaitingRequest, ...]:
    is_late = or_(Registration.nudged >= ESCALATED, Course.closes_at <= now)
    rows = await session.execute(
        select(Registration.id, Official.full_name, Course.id, Course.code, Registration.since, is_late)
        .join(Course, Course.id == Registration.course_id)
        .join(Official, Official.id == Registration.official_id)
        .where(AWAITS_A_DECISION, current_courses(official_id, now))
        .order_by(Registration.since, Registration.id)
    )
    return tuple(WaitingRequest(*row[:5], bool(row[5])) for row in rows)


async def _cases(session: Session, official_id: int | None) -> OpenCases | None:
    """The whole department's, whoever reads it, but for what the reader asks: nobody answers that."""
    others = DataCase.official_id != official_id if official_id is not None else DataCase.id.is_not(None)
    count, due_at = (
        await session.execute(
            select(func.count(), func.min(DataCase.due_at)).where(DataCase.state == CaseState.open, others)
        )
    ).one()
    return OpenCases(count, due_at) if count else None


async def _changes(session: Session, official_id: int | None, now: datetime) -> Changes:
    week_ago = now - WEEK
    mine = select(Course.id).where(belongs_to(official_id, now))
    newly = Registration.created_at > week_ago
    decided = Registration.decided_at > week_ago
    ended = Registration.since > week_ago
    row = (
        await session.execute(
            select(
                func.count(case((newly, 1))),
                func.count(case((decided & (Registration.state != State.declined), 1))),
                func.count(case((decided & (Registration.state == State.declined), 1))),
                func.count(case((ended & (Registration.state == State.withdrawn), 1))),
            ).where(Registration.course_id.in_(mine), or_(newly, decided, ended))
        )
    ).one()
    cancelled = await session.scalars(
        select(Course.code)
        .where(belongs_to(official_id, now), Course.state == CourseState.cancelled, Course.changed_at > week_ago)
        .order_by(Course.code)
    )
    least = await policy(session, Policy.survey_least_answers, now.date())
    low = await little_used(session, belongs_to(official_id, now), least, week_ago)
    return Changes(*row, tuple(cancelled), low)
