"""Who approves a registration, and the decision itself: the first one stands, and it is stored with who and when."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, select

from models.account import Account
from models.audit import record
from models.course import Course
from models.database import Session
from models.kinds import Role, Route
from models.news.registrations import ApprovalWanted, Decided, DecidedByAnother, NoLeaderReachable
from models.notice import tell
from models.official import Official, RoleGrant, holders_of, holds_on, is_present, leaders_of
from models.person import Person
from models.programme import Programme
from models.refusals import AlreadyDecided, NotYours, OwnRequest
from models.registration import Level, Reason, Registration, State, locked

FIRST_LEVEL = {
    Route.none: None,
    Route.leader: Level.leader,
    Route.department: Level.department,
    Route.leader_then_department: Level.leader,
}


async def approvers(session: Session, registration: Registration, now: datetime) -> Sequence[int]:
    """Ids of the officials who may decide now; an official never decides the own request."""
    if registration.awaits is Level.leader:
        commune_id = registration.commune_id
        found = await leaders_of(session, commune_id, now.date()) if commune_id is not None else []
    else:
        found = await holders_of(session, Role.coordinator, now.date())
    return [official_id for official_id in found if official_id != registration.official_id]


async def ask_for_approval(session: Session, registration: Registration, now: datetime) -> None:
    """Put the request before those who may decide.

    Where the commune has no leader besides the applicant the department decides; where it has leaders but none can be
    reached here, the request waits for them and the coordinators are told.
    """
    asked = await approvers(session, registration, now)
    if registration.awaits is Level.leader and not asked:
        registration.awaits = Level.department
        asked = await approvers(session, registration, now)
    for official_id in asked:
        await tell(
            session,
            ApprovalWanted(registration.id),
            key=f"approve:{registration.id}:{registration.awaits}",
            official_id=official_id,
            now=now,
        )
    if registration.awaits is Level.leader and not await _reachable(session, asked):
        for official_id in await holders_of(session, Role.coordinator, now.date()):
            await tell(
                session,
                NoLeaderReachable(registration.id),
                key=f"unreachable:{registration.id}",
                official_id=official_id,
                now=now,
            )


async def must_be_approver(session: Session, person: Person, registration: Registration, now: datetime) -> None:
    """Only a leader of the commune, or a coordinator where the request lies with the department; never the applicant.

    A coordinator may also decide in the leaders' place while none of them can be reached, because the request would
    wait for nobody; the trail shows who it was. Raises OwnRequest, NotYours, or AlreadyDecided for a leader whose
    commune has said yes.
    """
    if registration.official_id == person.id:
        raise OwnRequest(registration.id)
    leads = registration.commune_id in person.leads
    if registration.awaits is Level.leader:
        if leads:
            return
        asked = await approvers(session, registration, now)
        if person.has(Role.coordinator) and not await _reachable(session, asked):
            return
    elif person.has(Role.coordinator):
        return
    elif leads:
        raise AlreadyDecided(registration.id)
    raise NotYours(registration.id)


async def approve(session: Session, person: Person, registration_id: int, now: datetime) -> Registration:
    """Decide yes. With two levels a leader's yes passes the request on; the department's is the last word."""
    registration = await _undecided(session, person, registration_id, now)
    before = registration.facts()
    asked = await approvers(session, registration, now)
    route = await _route(session, registration)
    if (
        route is Route.leader_then_department
        and registration.commune_id in person.leads
        and registration.awaits is Level.leader
    ):
        registration.awaits = Level.department
        await _note(session, registration, "approve_first", person, before, now)
        await _tell_others(session, registration, person, asked, now)
        await ask_for_approval(session, registration, now)
        await _tell_applicant(session, registration, now)
        return registration
    registration.state, registration.awaits = State.confirmed, None
    await _note(session, registration, "approve", person, before, now)
    await _tell_others(session, registration, person, asked, now)
    await _tell_applicant(session, registration, now)
    return registration


async def decline(
    session: Session,
    person: Person,
    registration_id: int,
    reason: Reason,
    words: str,
    now: datetime,
) -> Registration:
    """Decide no, with a reason that reaches the official."""
    registration = await _undecided(session, person, registration_id, now)
    before = registration.facts()
    asked = await approvers(session, registration, now)
    registration.state, registration.awaits = State.declined, None
    registration.reason, registration.reason_text = reason, words
    await _note(session, registration, "decline", person, before, now)
    await _tell_others(session, registration, person, asked, now)
    await _tell_applicant(session, registration, now)
    return registration


async def _undecided(session: Session, person: Person, registration_id: int, now: datetime) -> Registration:
    registration = await locked(session, registration_id)
    if registration.state is not State.pending:
        raise AlreadyDecided(registration.id)
    await must_be_approver(session, person, registration, now)
    return registration


async def _note(
    session: Session,
    registration: Registration,
    action: str,
    person: Person,
    before: dict[str, str | None],
    now: datetime,
) -> None:
    registration.since = registration.decided_at = now
    registration.decided_by_id = person.id
    await session.flush()
    record(
        session,
        action,
        "registration",
        registration.id,
        now,
        actor_id=person.id,
        user_id=person.user_id,
        before=before,
        after=registration.facts(),
    )


async def _tell_applicant(session: Session, registration: Registration, now: datetime) -> None:
    await tell(
        session,
        Decided(registration.id, registration.state),
        key=f"decided:{registration.id}:{registration.state}",
        official_id=registration.official_id,
        now=now,
    )


async def _tell_others(
    session: Session, registration: Registration, person: Person, asked: Sequence[int], now: datetime
) -> None:
    for official_id in asked:
        if official_id != person.id:
            await tell(
                session,
                DecidedByAnother(registration.id),
                key=f"decided-by-another:{registration.id}:{registration.state}",
                official_id=official_id,
                now=now,
            )


async def _route(session: Session, registration: Registration) -> Route:
    route = await session.scalar(
        select(Programme.route)
        .join(Course, Course.programme_id == Programme.id)
        .where(Course.id == registration.course_id)
    )
    return route or Route.leader


async def _reachable(session: Session, official_ids: Sequence[int]) -> bool:
    return bool(
        await session.scalar(select(exists().where(Account.official_id.in_(official_ids), Account.reachable.is_(True))))
    )


def leader_is_reachable(today: date) -> ColumnElement[bool]:
    """The condition that a leader of the registration's commune, other than the applicant, can be written to here."""
    return (
        select(RoleGrant.id)
        .join(Official, Official.id == RoleGrant.official_id)
        .join(Account, Account.official_id == RoleGrant.official_id)
        .where(
            RoleGrant.role == Role.leader,
            RoleGrant.commune_id == Registration.commune_id,
            RoleGrant.official_id != Registration.official_id,
            holds_on(today),
            is_present(today),
            Account.reachable.is_(True),
        )
        .correlate(Registration)
        .exists()
    )
