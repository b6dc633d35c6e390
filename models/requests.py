"""Registrations as people see them: the applicant's own list, the approver's inbox, and who else is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased

from models.commune import Commune
from models.course import Course, Meeting
from models.database import Session
from models.kinds import Role
from models.official import Official, OfficialPost, RoleGrant, holds_on
from models.person import Person
from models.post import Post
from models.programme import Programme
from models.refusals import NoLongerThere
from models.registration import SEATED, Level, Reason, Registration, State


@dataclass(frozen=True)
class Request:
    """One registration with the names that its reader needs."""

    id: int
    state: State
    awaits: Level | None
    since: datetime
    created_at: datetime
    outside_post: bool
    repeated: bool
    reason: Reason | None
    reason_text: str
    official_id: int
    official: str
    staff_code: str
    commune_id: int | None
    commune: str
    course_id: int
    code: str
    title: str
    hours: float
    venue: str
    starts_on: date
    ends_on: date
    closes_at: datetime
    decided_by: str | None


@dataclass(frozen=True)
class Absence:
    """A colleague of the same commune who is away on some of the same days."""

    official: str
    title: str
    days: tuple[date, ...]


def _requests() -> Select[*tuple[Any, ...]]:
    decider = aliased(Official)
    return (
        select(
            Registration.id,
            Registration.state,
            Registration.awaits,
            Registration.since,
            Registration.created_at,
            Registration.outside_post,
            Registration.repeated,
            Registration.reason,
            Registration.reason_text,
            Registration.official_id,
            Official.full_name,
            Official.staff_code,
            Registration.commune_id,
            Commune.kind,
            Commune.name,
            Official.unit_name,
            Registration.course_id,
            Course.code,
            Course.title,
            Programme.hours,
            Course.venue,
            Course.starts_on,
            Course.ends_on,
            Course.closes_at,
            decider.full_name.label("decided_by"),
        )
        .join(Official, Official.id == Registration.official_id)
        .join(Course, Course.id == Registration.course_id)
        .join(Programme, Programme.id == Course.programme_id)
        .outerjoin(Commune, Commune.id == Registration.commune_id)
        .outerjoin(decider, decider.id == Registration.decided_by_id)
    )


def _request(row: Any) -> Request:
    return Request(
        id=row.id,
        state=row.state,
        awaits=row.awaits,
        since=row.since,
        created_at=row.created_at,
        outside_post=row.outside_post,
        repeated=row.repeated,
        reason=row.reason,
        reason_text=row.reason_text,
        official_id=row.official_id,
        official=row.full_name,
        staff_code=row.staff_code,
        commune_id=row.commune_id,
        commune=f"{row.kind} {row.name}" if row.name else row.unit_name,
        course_id=row.course_id,
        code=row.code,
        title=row.title,
        hours=row.hours,
        venue=row.venue,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        closes_at=row.closes_at,
        decided_by=row.decided_by,
    )


async def request_of(session: Session, registration_id: int) -> Request:
    """One registration. Raises NoLongerThere."""
    row = (await session.execute(_requests().where(Registration.id == registration_id))).one_or_none()
    if row is None:
        raise NoLongerThere
    return _request(row)


async def requests_by(session: Session, official_id: int, limit: int = 20) -> list[Request]:
    """An official's own registrations: the live ones first, then the latest of the past."""
    live = Registration.state.in_((State.pending, State.confirmed, State.queued, State.offered))
    rows = await session.execute(
        _requests()
        .where(Registration.official_id == official_id)
        .order_by(live.desc(), Course.starts_on, Registration.id.desc())
        .limit(limit)
    )
    return [_request(row) for row in rows]


async def inbox(session: Session, person: Person, limit: int = 10) -> list[Request]:
    """What waits for this person's decision, the nearest deadline first."""
    mine: list[ColumnElement[bool]] = []
    if person.leads:
        mine.append(and_(Registration.awaits == Level.leader, Registration.commune_id.in_(person.leads)))
    if person.has(Role.coordinator):
        mine.append(Registration.awaits == Level.department)
    if not mine:
        return []
    rows = await session.execute(
        _requests()
        .where(Registration.state == State.pending, or_(*mine), Registration.official_id != person.id)
        .order_by(Course.closes_at, Registration.id)
        .limit(limit)
    )
    return [_request(row) for row in rows]


async def posts_of(session: Session, official_id: int) -> Sequence[str]:
    """Names of the posts that an official holds, the main one first."""
    return (
        await session.scalars(
            select(Post.name)
            .join(OfficialPost, OfficialPost.post_id == Post.id)
            .where(OfficialPost.official_id == official_id)
            .order_by(OfficialPost.rank)
        )
    ).all()


async def also_away(session: Session, request: Request, now: datetime) -> list[Absence]:
    """Colleagues of the same commune who hold a seat in a course that meets on some of the same local days."""
    mine = await session.scalars(select(Meeting.starts_at).where(Meeting.course_id == request.course_id))
    days = {moment.astimezone(now.tzinfo).date() for moment in mine}
    if not days or request.commune_id is None:
        return []
    rows = await session.execute(
        select(Official.full_name, Course.title, Meeting.starts_at)
        .join(Registration, Registration.official_id == Official.id)
        .join(Course, Course.id == Registration.course_id)
        .join(Meeting, Meeting.course_id == Course.id)
        .where(
            Registration.commune_id == request.commune_id,
            Registration.official_id != request.official_id,
            Registration.state.in_(SEATED),
            Course.starts_on <= max(days),
            Course.ends_on >= min(days),
        )
        .order_by(Official.full_name, Meeting.starts_at)
    )
    away: dict[tuple[str, str], set[date]] = {}
    for name, title, starts_at in rows:
        if (day := starts_at.astimezone(now.tzinfo).date()) in days:
            away.setdefault((name, title), set()).add(day)
    return [Absence(name, title, tuple(sorted(on))) for (name, title), on in away.items()]


async def who_has_it(session: Session, requests: Sequence[Request], now: datetime) -> dict[int, list[str]]:
    """Names of those whose decision each pending registration waits for; two queries however many there are."""
    pending = [request for request in requests if request.state is State.pending]
    communes = {request.commune_id for request in pending if request.awaits is Level.leader}
    rows = (
        await session.execute(
            select(RoleGrant.role, RoleGrant.commune_id, Official.id, Official.full_name)
            .join(Official, Official.id == RoleGrant.official_id)
            .where(
                or_(
                    and_(RoleGrant.role == Role.leader, RoleGrant.commune_id.in_(communes)),
                    RoleGrant.role == Role.coordinator,
                ),
                Official.left_on.is_(None),
                holds_on(now.date()),
            )
            .order_by(RoleGrant.id)
        )
        if pending
        else ()
    )
    holders = list(rows)

    def asked(request: Request) -> list[str]:
        if request.awaits is Level.leader:
            wanted = (Role.leader, request.commune_id)
            found = [(who, name) for role, commune, who, name in holders if (role, commune) == wanted]
        else:
            found = [(who, name) for role, _, who, name in holders if role is Role.coordinator]
        return list(dict.fromkeys(name for who, name in found if who != request.official_id))

    return {request.id: asked(request) for request in pending}
