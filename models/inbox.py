"""Whose turn it is: what waits for one person's decision, and who has a request in hand."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from models.account import Account
from models.approvers import ESCALATED
from models.course import Course
from models.database import Session
from models.deciders import is_asked, leader_is_reachable
from models.kinds import Role
from models.official import Official, RoleGrant, holds_on, is_present
from models.person import Person
from models.registration import Level, Registration
from models.requests import Request, RequestPage, page_of, requests


async def inbox(session: Session, person: Person, now: datetime, page: int = 0) -> RequestPage:
    """What waits for this person's decision, the nearest deadline first.

    A coordinator also sees the requests of communes where no leader can be reached, and those that the approval clock
    has brought up: they would wait for nobody.
    """
    mine: list[ColumnElement[bool]] = []
    if person.leads:
        mine.append(and_(Registration.awaits == Level.leader, Registration.commune_id.in_(person.leads)))
    if person.has(Role.coordinator):
        mine.append(
            or_(
                Registration.awaits == Level.department,
                Registration.nudged >= ESCALATED,
                ~leader_is_reachable(now.date()),
            )
        )
    if not mine:
        return RequestPage((), 0, 0)
    query = (
        requests()
        .where(Registration.awaits.is_not(None), or_(*mine), Registration.official_id != person.id)
        .order_by(Course.closes_at, Registration.id)
    )
    return await page_of(session, query, page)


async def who_has_it(session: Session, waiting: Sequence[Request], now: datetime) -> dict[int, list[str]]:
    """Names of those whose decision each registration waits for, in one query however many there are.

    Of leaders only those who can be reached: the others have not seen the request. None: the department has been told.
    """
    pending = [request for request in waiting if request.awaits]
    communes = {request.commune_id for request in pending if request.awaits is Level.leader}
    rows = (
        await session.execute(
            select(RoleGrant.role, RoleGrant.commune_id, Official.id, Official.full_name, RoleGrant.acting_for_id)
            .join(Official, Official.id == RoleGrant.official_id)
            .outerjoin(Account, Account.official_id == Official.id)
            .where(
                or_(
                    and_(RoleGrant.commune_id.in_(communes), is_asked(now.date()), Account.reachable.is_(True)),
                    and_(RoleGrant.role == Role.coordinator, holds_on(now.date())),
                ),
                is_present(now.date()),
            )
            .order_by(RoleGrant.id)
        )
        if pending
        else ()
    )
    holders = list(rows)

    def asked(request: Request) -> list[str]:
        wanted = (Role.leader, request.commune_id) if request.awaits is Level.leader else (Role.coordinator, None)
        found = [
            name
            for role, commune, who, name, acting_for in holders
            if (role, commune if role is Role.leader else None) == wanted
            and request.official_id not in (who, acting_for)
        ]
        return list(dict.fromkeys(found))

    return {request.id: asked(request) for request in pending}
