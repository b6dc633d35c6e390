"""Whose turn it is: what waits for one person's decision, and who has a request in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_

from models.approvers import ESCALATED
from models.course import Course
from models.database import Session
from models.deciders import Decider, Deciders, deciding_for, leader_is_reachable
from models.kinds import Role
from models.person import Person
from models.registration import AWAITS_A_DECISION, Level, Registration
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
    found = Deciders(await session.ask(*deciding_for({person.commune_id}, now.date())))
    return Deciding(
        tuple(_names(found.of(person.commune_id), person.id, reachable=True)),
        tuple(_names(found.coordinators, person.id)),
    )


async def who_has_it(session: Session, waiting: Sequence[Request], now: datetime) -> dict[int, list[str]]:
    """Names of those whose decision each registration waits for, in one query however many there are.

    Of leaders only those who can be reached: the others have not seen the request. None: the department has been told.
    When the approval clock has come to the course's coordinator, that one has it too.
    """
    pending = [request for request in waiting if request.awaits]
    if not pending:
        return {}
    communes = {request.commune_id for request in pending}
    found = Deciders(await session.ask(*deciding_for(communes, now.date())))
    return {request.id: holders_among(found, request) for request in pending}


def holders_among(found: Deciders, request: Request) -> list[str]:
    """The same of one registration, of all who decide for its commune and for the department."""
    if request.awaits is None:
        return []
    if request.awaits is not Level.leader:
        return _names(found.coordinators, request.official_id)
    names = _names(found.of(request.commune_id), request.official_id, reachable=True)
    if request.nudged >= ESCALATED:
        own = [one for one in found.coordinators if one.official_id == request.coordinator_id]
        names += _names(own, request.official_id) or _names(found.coordinators, request.official_id)
    return list(dict.fromkeys(names))


def _names(found: Sequence[Decider], own: int | None, *, reachable: bool = False) -> list[str]:
    return [
        one.name
        for one in found
        if own not in (one.official_id, one.acting_for_id) and (one.is_reachable or not reachable)
    ]
