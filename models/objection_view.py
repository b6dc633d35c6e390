"""Objections as those see them who answer: what waits for one person's answer, and how much."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from models.course import Course, CourseState
from models.database import Session
from models.deciders import is_asked
from models.kinds import Role
from models.official import Official, RoleGrant
from models.person import Person
from models.registration import LIVE, Registration
from models.requests import Request, request_from, requests

WAITS = and_(
    Registration.state.in_(LIVE),
    Registration.objection != "",
    Registration.objection_answered_at.is_(None),
)
"""The condition that nobody has answered the objection, and that it still matters."""


async def objections_for(session: Session, person: Person, now: datetime, limit: int = 8) -> list[Request]:
    """What this person may answer, the nearest course first; as `must_be_answerable` will see it."""
    query = requests().where(_waits_for(person, now)).order_by(Course.starts_on, Registration.id).limit(limit)
    return [request_from(row) for row in await session.execute(query)]


async def count_objections(session: Session, person: Person, now: datetime) -> int:
    """How many there are in all."""
    query = select(func.count()).select_from(Registration).join(Course, Course.id == Registration.course_id)
    return await session.scalar(query.where(_waits_for(person, now))) or 0


def is_ahead(today: date) -> ColumnElement[bool]:
    """The condition that the course has not begun: until then an objection can be answered."""
    return and_(Course.state == CourseState.published, Course.starts_on >= today)


def _waits_for(person: Person, now: datetime) -> ColumnElement[bool]:
    mine: list[ColumnElement[bool]] = []
    if person.leads:
        mine.append(Registration.commune_id.in_(person.leads))
    if person.has(Role.coordinator):
        mine.append(~_commune_answers(now))
    own = {person.id, *person.acting_for.values()}  # nor does a deputy answer the leader's own objection
    return and_(is_ahead(now.date()), WAITS, Registration.official_id.not_in(own), or_(false(), *mine))


def _commune_answers(now: datetime) -> ColumnElement[bool]:
    """The condition that somebody decides for the nominee's commune, and is not the nominee."""
    holder = aliased(Official)
    return (
        select(RoleGrant.id)
        .join(holder, holder.id == RoleGrant.official_id)
        .where(
            RoleGrant.commune_id == Registration.commune_id,
            RoleGrant.official_id != Registration.official_id,
            or_(RoleGrant.acting_for_id.is_(None), RoleGrant.acting_for_id != Registration.official_id),
            is_asked(now.date()),
            or_(holder.left_on.is_(None), holder.left_on > now.date()),
        )
        .correlate(Registration)
        .exists()
    )
