"""Whose turn it is: what waits for one person's decision, and who has a request in hand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, or_, select

from models.account import Account
from models.approvers import ESCALATED
from models.course import Course
from models.database import Ask, Session
from models.deciders import is_asked, leader_is_reachable
from models.kinds import Role
from models.official import Official, RoleGrant, holds_on, is_present
from models.person import Person
from models.registration import AWAITS_A_DECISION, Level, Registration
from models.requests import Request, RequestPage, one_request, page_of, request_from, requests


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
    own = {person.id, *person.acting_for.values()}  # nor does a deputy decide on the leader's own request
    query = (
        requests()
        .where(AWAITS_A_DECISION, or_(*mine), Registration.official_id.not_in(own))
        .order_by(Course.closes_at, Registration.id)
    )
    return await page_of(session, query, page)


@dataclass(frozen=True)
class Deciding:
    """Names of those who decide on one official's registrations: leaders who can be reached, and the department."""

    leaders: tuple[str, ...]
    department: tuple[str, ...]


async def who_decides_for(session: Session, person: Person, now: datetime) -> Deciding:
    """One query; nobody decides on the own registrations, nor a deputy on the leader's."""
    communes = {"c0": person.commune_id} if person.commune_id is not None else {}
    found: dict[Role, dict[int, str]] = {Role.leader: {}, Role.coordinator: {}}
    for role, _, who, name, acting_for in await session.ask(_who_may_have_it(now.date(), tuple(communes)), communes):
        if person.id not in (who, acting_for):
            found[role][who] = name
    return Deciding(tuple(found[Role.leader].values()), tuple(found[Role.coordinator].values()))


async def who_has_it(session: Session, waiting: Sequence[Request], now: datetime) -> dict[int, list[str]]:
    """Names of those whose decision each registration waits for, in one query however many there are.

    Of leaders only those who can be reached: the others have not seen the request. None: the department has been told.
    When the approval clock has come to the course's coordinator, that one has it too.
    """
    pending = [request for request in waiting if request.awaits]
    return _names(pending, await session.ask(*_holders({one.commune_id for one in pending}, now)) if pending else [])


async def request_in_hand(session: Session, registration: Registration, now: datetime) -> tuple[Request, list[str]]:
    """A registration as its reader sees it, with the same names; none where it awaits no decision."""
    found, holders = await session.ask_together(one_request(registration.id), _holders({registration.commune_id}, now))
    request = request_from(found[0])
    return request, _names([request], holders).get(request.id, [])


def _holders(communes: Collection[int | None], now: datetime) -> Ask:
    of = {f"c{n}": commune for n, commune in enumerate(communes)}
    return _who_may_have_it(now.date(), tuple(of)), of


def _names(waiting: Sequence[Request], holders: Sequence[Any]) -> dict[int, list[str]]:
    """Of those who have each, out of the rows of all holders."""

    def named(request: Request, role: Role, commune_id: int | None) -> dict[int, str]:
        return {
            who: name
            for held, commune, who, name, acting_for in holders
            if (held, commune if held is Role.leader else None) == (role, commune_id)
            and request.official_id not in (who, acting_for)
        }

    def asked(request: Request) -> list[str]:
        if request.awaits is not Level.leader:
            return list(named(request, Role.coordinator, None).values())
        found = named(request, Role.leader, request.commune_id)
        if request.nudged >= ESCALATED:
            all_of_them = named(request, Role.coordinator, None)
            own = {who: name for who, name in all_of_them.items() if who == request.coordinator_id}
            found |= own or all_of_them
        return list(dict.fromkeys(found.values()))

    return {request.id: asked(request) for request in waiting if request.awaits}


@lru_cache(maxsize=16)
def _who_may_have_it(today: date, communes: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    """The leaders of the communes who are asked and can be written to, and all coordinators."""
    of_these = RoleGrant.commune_id.in_([bindparam(name, type_=BigInteger) for name in communes])
    return (
        select(RoleGrant.role, RoleGrant.commune_id, Official.id, Official.full_name, RoleGrant.acting_for_id)
        .join(Official, Official.id == RoleGrant.official_id)
        .outerjoin(Account, Account.official_id == Official.id)
        .where(
            or_(
                and_(of_these, is_asked(today), Account.reachable.is_(True)),
                and_(RoleGrant.role == Role.coordinator, holds_on(today)),
            ),
            is_present(today),
        )
        .order_by(RoleGrant.id)
    )
