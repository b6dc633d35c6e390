"""Who is due the question what a course came to: its learners after three months, and once a month their leaders, about
all of the commune together. Only in working hours, and each once."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, exists, literal, or_, select
from sqlalchemy.orm import aliased

from models.account import Account
from models.course import Course, CourseState
from models.database import Session
from models.deciders import is_asked
from models.effect import due_in, effect_time
from models.news.surveys import EffectAsked, EffectAskedOfLeader
from models.notice import Notice
from models.official import Official, RoleGrant, is_present
from models.registration import Registration, State
from models.survey_due import Due
from models.topics import Topic, wants
from models.working_time import working_time

LEARNER, LEADER = "effect", "effect-leader"


async def due_effects(session: Session, now: datetime) -> list[Due]:
    """Everybody who is due one now, in two queries."""
    if not (await working_time(session, now)).is_working(now):
        return []
    when, today = await effect_time(session, now), now.date()
    key = literal(f"{LEARNER}:") + cast(Course.id, String)
    learners = await session.execute(
        select(Registration.id, Official.id, Course.id)
        .join(Course, Course.id == Registration.course_id)
        .join(Official, Official.id == Registration.official_id)
        .join(Account, Account.official_id == Official.id)
        .where(
            Course.state == CourseState.published,
            Course.ends_on <= today - when.after,
            Course.ends_on > today - when.after - when.open,
            Registration.state == State.completed,
            is_present(today),
            wants(Topic.effect),
            ~exists().where(Notice.official_id == Official.id, Notice.key == key),
        )
        .order_by(Registration.id)
    )
    found = [Due(one, EffectAsked(ident), f"{LEARNER}:{course_id}") for ident, one, course_id in learners]
    month = last_month(today)
    told = f"{LEADER}:{month.isoformat()}"
    leaders = await session.scalars(
        select(Official.id)
        .join(Account, Account.official_id == Official.id)
        .where(
            is_present(today),
            wants(Topic.effect),
            exists().where(
                RoleGrant.official_id == Official.id, is_asked(today), _has_learners(*due_in(month, when.after), today)
            ),
            ~exists().where(Notice.official_id == Official.id, Notice.key == told),
        )
        .order_by(Official.id)
    )
    return found + [Due(one, EffectAskedOfLeader(month.isoformat()), told) for one in leaders]


def last_month(today: date) -> date:
    """The first day of the month before: the one that is whole."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def _has_learners(first: date, last: date, today: date) -> ColumnElement[bool]:
    """The condition that somebody else who works in the grant's commune completed a course that ended then."""
    learner = aliased(Official)
    return (
        exists()
        .where(
            learner.commune_id == RoleGrant.commune_id,
            learner.id != RoleGrant.official_id,
            or_(RoleGrant.acting_for_id.is_(None), learner.id != RoleGrant.acting_for_id),
            or_(learner.left_on.is_(None), learner.left_on > today),
            Registration.official_id == learner.id,
            and_(Registration.state == State.completed, Course.id == Registration.course_id),
            Course.state == CourseState.published,
            Course.ends_on.between(first, last),
        )
        .correlate(RoleGrant)
    )
