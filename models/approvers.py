"""Whose decision a registration waits for, resolved as of now, and how it is put before them."""

from datetime import datetime

from models.database import Session
from models.deciders import Decider, Deciders, deciding_for
from models.kinds import Role
from models.news.registrations import ApprovalWanted, NoLeaderReachable
from models.notice import tell
from models.person import Person
from models.refusals import AlreadyDecided, NotYours, OwnRequest
from models.registration import Level, Registration

ESCALATED = 3  # the step of the approval clock from which a coordinator decides in the leaders' place


async def approvers(session: Session, registration: Registration, now: datetime) -> list[Decider]:
    """Who is asked now. An official never decides the own request, nor a deputy that of the leader he acts for.

    Where the commune has nobody else the request lies with the department.
    """
    return _asked(await _deciders(session, registration, now), registration) if registration.awaits else []


async def _deciders(session: Session, registration: Registration, now: datetime) -> Deciders:
    return Deciders(await session.ask(*deciding_for({registration.commune_id}, now.date())))


def _asked(found: Deciders, registration: Registration) -> list[Decider]:
    at_home = registration.awaits is Level.leader
    own = registration.official_id
    return [
        one
        for one in (found.of(registration.commune_id) if at_home else found.coordinators)
        if own not in (one.official_id, one.acting_for_id)
    ]


async def ask_for_approval(
    session: Session, registration: Registration, now: datetime, found: Deciders | None = None
) -> None:
    """Put the request before those who may decide; `found` of its commune, where the caller knows them.

    Where the commune has no leader besides the applicant the department decides; where it has leaders but none can be
    reached here, the request waits for them and the coordinators are told.
    """
    found = found or await _deciders(session, registration, now)
    asked = _asked(found, registration)
    if registration.awaits is Level.leader and not asked:
        session.add(registration)
        registration.awaits = Level.department
        asked = _asked(found, registration)
    for one in asked:
        await tell(
            session,
            ApprovalWanted(registration.id),
            key=f"approve:{registration.id}:{registration.awaits}",
            official_id=one.official_id,
            now=now,
        )
    if registration.awaits is Level.leader and not any(one.is_reachable for one in asked):
        for one in found.coordinators:
            await tell(
                session,
                NoLeaderReachable(registration.id),
                key=f"unreachable:{registration.id}",
                official_id=one.official_id,
                now=now,
            )


async def must_be_approver(session: Session, person: Person, registration: Registration, now: datetime) -> None:
    """Who decides for the commune, or a coordinator where the request lies with the department; never the applicant.

    A coordinator may also decide in the leaders' place while none of them can be reached, or when the approval clock
    has come to the coordinator, because the request would wait for nobody; the trail shows who it was. Raises
    OwnRequest, NotYours, or AlreadyDecided for a leader whose commune has said yes.
    """
    if registration.official_id in (person.id, acting_for(person, registration)):
        raise OwnRequest(registration.id)
    leads = registration.commune_id in person.leads
    if registration.awaits is Level.leader:
        if leads:
            return
        asked = await approvers(session, registration, now)
        if person.has(Role.coordinator) and (
            registration.nudged >= ESCALATED or not any(one.is_reachable for one in asked)
        ):
            return
    elif person.has(Role.coordinator):
        return
    elif leads:
        raise AlreadyDecided(registration.id)
    raise NotYours(registration.id)


def acting_for(person: Person, registration: Registration) -> int | None:
    """The leader in whose place the person decides on this registration, if not by an own role."""
    if registration.awaits is not Level.leader or registration.commune_id is None:
        return None
    return person.acting_for.get(registration.commune_id)
