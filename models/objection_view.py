"""Objections as those see them who answer: what waits for one person's answer."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from models.course import Course, CourseState
from models.database import Session
from models.deciders import is_asked
from models.kinds import Role
from models.official import Official, RoleGrant
from models.person import Person
from models.registration import LIVE, Registration
from models.requests import Request, request_from, requests


async def objections_for(session: Session, person: Person, now: datetime, limit: int = 8) -> list[Request]:
    """What this person may answer, the nearest course first; as `must_be_answerable` will see it."""
    mine: list[ColumnElement[bool]] = []
    if person.leads:
        mine.append(Registration.commune_id.in_(person.leads))
    if person.has(Role.coordinator):
        mine.append(~_commune_answers(now))
    if not mine:
        return []
    own = {person.id, *person.acting_for.values()}  # nor does a deputy answer the leader's own objection
    rows = await session.execute(
        requests()
        .where(
            Course.state == CourseState.published,
            Course.starts_on >= now.date(),
            Registration.state.in_(LIVE),
            Registration.objection != "",
            Registration.objection_answered_at.is_(None),
            Registration.official_id.not_in(own),
            or_(*mine),
        )
        .order_by(Course.starts_on, Registration.id)
        .limit(limit)
    )
    return [request_from(row) for row in rows]


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
