"""Registration that closes soon: to whom it fits and who has not registered, at most one message in some days."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from models.account import Account
from models.course import Course, CourseState
from models.course_lines import CourseLine, course_lines
from models.database import Session
from models.eligibility_facts import (
    fits_group,
    fits_post,
    is_invited,
    missing_programmes,
    seats_held,
)
from models.fits_of_many import fits_post_of_many
from models.kinds import Role
from models.news.reminders import RegistrationCloses
from models.notice import Lane, Notice, tell
from models.official import Official, RoleGrant, holds_on, is_present
from models.policy import Policy, policies
from models.programme import Programme
from models.quiet import QuietHours, may_be_sent
from models.registration import LIVE, Registration, State
from models.topics import Topic, wants

SHOWN = 5


async def due_closings(session: Session, now: datetime, quiet: QuietHours | None) -> list[int]:
    """Officials to be told now: a course that fits them closes within some days, and they have not been told lately.

    One message names all courses that close before the next one could come, so that none is missed for the rest.
    """
    if not may_be_sent(quiet, now):
        return []
    days = await policies(session, now.date(), Policy.closing_days, Policy.closing_every_days)
    until = now + timedelta(days=days[Policy.closing_days])
    course_ids = await _closing_ids(session, now, until)
    if not course_ids:
        return []
    told_lately = exists().where(
        Notice.official_id == Official.id,
        Notice.kind == RegistrationCloses.__name__,
        Notice.created_at > now - timedelta(days=days[Policy.closing_every_days]),
    )
    return list(
        await session.scalars(
            select(Official.id)
            .join(Account, Account.official_id == Official.id)
            .join(Course, Course.id.in_(course_ids))
            .join(Programme, Programme.id == Course.programme_id)
            .where(
                Account.reachable.is_(True),
                Official.commune_id.is_not(None),
                is_present(now.date()),
                wants(Topic.closing),
                ~told_lately,
                *suits(now),
            )
            .distinct()
            .order_by(Official.id)
        )
    )


async def tell_of_closings(session: Session, official_ids: Sequence[int], now: datetime) -> None:
    """Owe each the one message of this week."""
    year, week, _ = now.isocalendar()
    days = await policies(session, now.date(), Policy.closing_days)
    for official_id in official_ids:
        await tell(
            session,
            RegistrationCloses(),
            key=f"closing:{year}-W{week:02}",
            official_id=official_id,
            now=now,
            lane=Lane.bulk,
            stale_at=now + timedelta(days=days[Policy.closing_days]),
        )


async def closing_for(session: Session, official_id: int, now: datetime) -> list[CourseLine]:
    """The courses that the message names, the nearest deadline first."""
    days = await policies(session, now.date(), Policy.closing_every_days)
    course_ids = await _closing_ids(session, now, now + timedelta(days=days[Policy.closing_every_days]))
    found = await session.scalars(
        select(Course.id)
        .join(Official, Official.id == official_id)
        .join(Programme, Programme.id == Course.programme_id)
        .where(Course.id.in_(course_ids), *suits(now))
        .order_by(Course.closes_at, Course.id)
        .limit(SHOWN)
    )
    return await course_lines(session, official_id, list(found))


async def _closing_ids(session: Session, now: datetime, until: datetime) -> list[int]:
    """Courses that can still be registered for until some moment that is near, and have a seat to give."""
    return list(
        await session.scalars(
            select(Course.id).where(
                Course.state == CourseState.published,
                Course.closes_at > now,
                Course.closes_at <= until,
                seats_held() < Course.seats,
            )
        )
    )


def suits(now: datetime, *, of_many: bool = False) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a course is for an official: post, group, invitation, a seat within the cap, all that is
    required is completed, and the official has neither asked for it nor is in another run of the programme.

    Not for a leader whose people ask for it: who is to go lies on the leader's table then. `of_many`: the query is
    about everybody, not about one.
    """
    run = aliased(Course)
    asked = exists().where(
        run.programme_id == Course.programme_id,
        Registration.course_id == run.id,
        Registration.official_id == Official.id,
        or_(run.id == Course.id, Registration.state.in_((*LIVE, State.completed))),
    )
    own = Registration.commune_id == Official.commune_id
    of_own_people = exists().where(Registration.course_id == Course.id, own, Registration.state.in_(LIVE))
    leads = exists().where(RoleGrant.official_id == Official.id, RoleGrant.role == Role.leader, holds_on(now.date()))
    return (
        fits_post_of_many(Official.id) if of_many else fits_post(Official.id),
        fits_group(Official.legal_group),
        is_invited(Official.commune_id),
        seats_held(own) < func.coalesce(Course.commune_cap, Course.seats + 1),
        ~missing_programmes(Official.id, Programme.id).exists(),
        ~asked,
        ~and_(leads, of_own_people),
    )
