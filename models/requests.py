"""Registrations as people see them: the applicant's own list, the approver's inbox, and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from models.account import Account
from models.approval import leader_is_reachable
from models.commune import Commune
from models.course import Course
from models.database import Session
from models.institution import Institution
from models.kinds import Role
from models.official import Official, OfficialPost, RoleGrant, holds_on, is_present
from models.person import Person
from models.post import Post
from models.programme import Programme
from models.refusals import NoLongerThere
from models.registration import LIVE, Level, Reason, Registration, State

PAGE = 6


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
class RequestPage:
    """One page of registrations, and how many there are in all."""

    requests: tuple[Request, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


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
            func.coalesce(func.nullif(Course.venue, ""), Institution.name, "").label("venue"),
            Course.starts_on,
            Course.ends_on,
            Course.closes_at,
            decider.full_name.label("decided_by"),
        )
        .join(Official, Official.id == Registration.official_id)
        .join(Course, Course.id == Registration.course_id)
        .join(Programme, Programme.id == Course.programme_id)
        .outerjoin(Institution, Institution.id == Course.institution_id)
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


async def latest_request(session: Session, official_id: int, course_id: int) -> Request | None:
    """The person's live registration for a course, else the last one of the past."""
    rows = await session.execute(
        _requests()
        .where(Registration.official_id == official_id, Registration.course_id == course_id)
        .order_by(Registration.state.in_(LIVE).desc(), Registration.id.desc())
        .limit(1)
    )
    row = rows.one_or_none()
    return _request(row) if row is not None else None


async def requests_by(session: Session, official_id: int, page: int = 0) -> RequestPage:
    """An official's own registrations: the live ones by their first day, then the past ones, the latest first."""
    live = Registration.state.in_(LIVE)
    query = (
        _requests()
        .where(Registration.official_id == official_id)
        .order_by(live.desc(), case((live, Course.starts_on)), Course.starts_on.desc(), Registration.id.desc())
    )
    return await _page(session, query, page)


async def inbox(session: Session, person: Person, now: datetime, page: int = 0) -> RequestPage:
    """What waits for this person's decision, the nearest deadline first.

    A coordinator also sees the requests of communes where no leader can be reached: they would wait for nobody.
    """
    mine: list[ColumnElement[bool]] = []
    if person.leads:
        mine.append(and_(Registration.awaits == Level.leader, Registration.commune_id.in_(person.leads)))
    if person.has(Role.coordinator):
        mine.append(or_(Registration.awaits == Level.department, ~leader_is_reachable(now.date())))
    if not mine:
        return RequestPage((), 0, 0)
    query = (
        _requests()
        .where(Registration.state == State.pending, or_(*mine), Registration.official_id != person.id)
        .order_by(Course.closes_at, Registration.id)
    )
    return await _page(session, query, page)


async def _page(session: Session, query: Select[*tuple[Any, ...]], page: int) -> RequestPage:
    """One page in one query; a page that is no more is the first one."""
    counted = query.add_columns(func.count().over().label("total")).limit(PAGE).offset(page * PAGE)
    rows = (await session.execute(counted)).all()
    if not rows:
        return await _page(session, query, 0) if page else RequestPage((), 0, 0)
    return RequestPage(tuple(_request(row) for row in rows), rows[0].total, page)


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


async def who_has_it(session: Session, requests: Sequence[Request], now: datetime) -> dict[int, list[str]]:
    """Names of those whose decision each pending registration waits for, in one query however many there are.

    Of leaders only those who can be reached: the others have not seen the request. None: the department has been told.
    """
    pending = [request for request in requests if request.state is State.pending]
    communes = {request.commune_id for request in pending if request.awaits is Level.leader}
    rows = (
        await session.execute(
            select(RoleGrant.role, RoleGrant.commune_id, Official.id, Official.full_name)
            .join(Official, Official.id == RoleGrant.official_id)
            .outerjoin(Account, Account.official_id == Official.id)
            .where(
                or_(
                    and_(
                        RoleGrant.role == Role.leader,
                        RoleGrant.commune_id.in_(communes),
                        Account.reachable.is_(True),
                    ),
                    RoleGrant.role == Role.coordinator,
                ),
                is_present(now.date()),
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
