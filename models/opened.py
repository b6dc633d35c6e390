"""Courses that were published: whom they fit hears of them once, those published within a while in one message."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from models.account import Account
from models.closing import suits
from models.course import Course, CourseState
from models.course_lines import CourseLine, course_lines
from models.database import Session
from models.news.openings import CoursesOpened
from models.notice import Lane, Notice, NoticeState
from models.official import Official, is_present
from models.policy import Policy, policies
from models.programme import Programme
from models.quiet import QuietHours, may_be_sent
from models.topics import Topic, wants

SHOWN = 5


async def due_openings(session: Session, now: datetime, quiet: QuietHours | None) -> bool:
    """Whether the first of those published and not yet told of has waited long enough for others to join it.

    It is counted from the first, so that a long afternoon of publishing does not put it off for ever.
    """
    if not may_be_sent(quiet, now):
        return False
    first = await session.scalar(select(func.min(Course.published_at)).where(*_untold()))
    if first is None:
        return False
    wait = (await policies(session, now.date(), Policy.openings_wait_minutes))[Policy.openings_wait_minutes]
    return first + timedelta(minutes=wait) <= now


async def tell_of_openings(session: Session, now: datetime) -> tuple[int, ...]:
    """Owe everybody whom one of them fits the one message, in one statement whatever their number; the courses' ids.

    The courses' rows are held: a second process finds that they have been told of.
    """
    found = (await session.scalars(select(Course).where(*_untold()).order_by(Course.id).with_for_update())).all()
    open_ids = tuple(course.id for course in found if course.is_open(now))
    if open_ids:
        stale_at = max(course.closes_at for course in found if course.id in open_ids)
        owed = _OWE[session.dialect.name]
        rows = _notices(open_ids, stale_at, now)
        await session.execute(owed.from_select(_COLUMNS, rows, include_defaults=False))
    for course in found:
        course.told_at = now
    return open_ids


async def opened_for(
    session: Session, official_id: int, course_ids: Sequence[int], now: datetime
) -> tuple[list[CourseLine], int]:
    """Of these courses those that fit and are open: the first ones by deadline, and how many more there are."""
    found = await session.scalars(
        select(Course.id)
        .join(Official, Official.id == official_id)
        .join(Programme, Programme.id == Course.programme_id)
        .where(
            Course.id.in_(course_ids),
            Course.state == CourseState.published,
            Course.closes_at > now,
            *suits(now),
        )
        .order_by(Course.closes_at, Course.id)
    )
    ids = list(found)
    return await course_lines(session, official_id, ids[:SHOWN]), max(0, len(ids) - SHOWN)


async def audience_of(session: Session, course_id: int, now: datetime) -> tuple[int, int]:
    """How many officials a course fits, and how many of them would be told of it; one query."""
    told = func.count(Account.user_id).filter(Account.reachable.is_(True), wants(Topic.opening))
    row = await session.execute(
        select(func.count(Official.id), told)
        .select_from(Official)
        .outerjoin(Account, Account.official_id == Official.id)
        .join(Course, Course.id == course_id)
        .join(Programme, Programme.id == Course.programme_id)
        .where(*_may_learn(now), *suits(now, of_many=True))
    )
    fitting, reachable = row.one()
    return fitting, reachable


def _untold() -> tuple[ColumnElement[bool], ...]:
    return Course.published_at.is_not(None), Course.told_at.is_(None)


def _may_learn(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Official.commune_id.is_not(None), is_present(now.date())


def _notices(course_ids: Collection[int], stale_at: datetime, now: datetime) -> Select[*tuple[Any, ...]]:
    fitted = (
        select(Official.id)
        .join(Course, Course.id.in_(course_ids))
        .join(Programme, Programme.id == Course.programme_id)
        .where(*_may_learn(now), *suits(now, of_many=True))
    )
    news = CoursesOpened(tuple(course_ids))
    return (
        select(
            Official.id,
            literal(f"opened:{min(course_ids)}"),
            literal(CoursesOpened.__name__),
            literal(news.facts, Notice.facts.type),
            literal(Lane.bulk, Notice.lane.type),
            literal(now, Notice.created_at.type),
            literal(now, Notice.due_at.type),
            literal(stale_at, Notice.stale_at.type),
            literal(NoticeState.pending, Notice.state.type),
            literal(0),
            literal(""),
        )
        .join(Account, Account.official_id == Official.id)
        .where(Account.reachable.is_(True), wants(Topic.opening), Official.id.in_(fitted))
        .order_by(Official.id)
    )


_OWE = {
    "sqlite": sqlite.insert(Notice).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(Notice).on_conflict_do_nothing(),
}
_COLUMNS = (
    Notice.official_id,
    Notice.key,
    Notice.kind,
    Notice.facts,
    Notice.lane,
    Notice.created_at,
    Notice.due_at,
    Notice.stale_at,
    Notice.state,
    Notice.attempts,
    Notice.failure,
)
