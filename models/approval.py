"""The decision on a registration: the first one stands, and it is stored with who, for whom and when."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from models.approvers import acting_for, approvers, ask_for_approval, must_be_approver
from models.audit import record
from models.course import Course
from models.cover import release_cover
from models.database import Session
from models.deciders import Decider
from models.kinds import Route
from models.news.nominations import NominationDecided
from models.news.registrations import Decided, DecidedByAnother, DepartmentDecided
from models.notice import tell
from models.person import Person
from models.programme import Programme
from models.queue import serve_queue
from models.refusals import AlreadyDecided
from models.registration import LIVE, Level, Reason, Registration, State, locked


async def approve(session: Session, person: Person, registration_id: int, now: datetime) -> Registration:
    """Decide yes. With two levels a leader's yes passes the request on; the department's is the last word.

    A registration in the queue stays there, approved, and is offered a seat when its turn comes.
    """
    registration = await _undecided(session, person, registration_id, now)
    before = registration.facts()
    asked = await approvers(session, registration, now)
    passes_on = (
        registration.awaits is Level.leader
        and registration.commune_id in person.leads
        and await _route(session, registration) is Route.leader_then_department
    )
    first = _first_to_agree(registration)
    _decide(registration, person, now)
    registration.awaits = Level.department if passes_on else None
    if registration.state is State.pending and not passes_on:
        registration.move(State.confirmed, now)
    registration.nudged, registration.since = 0, now
    await _note(session, registration, "approve_first" if passes_on else "approve", person, before, now)
    await _tell_others(session, registration, person, asked, now)
    if passes_on:
        await ask_for_approval(session, registration, now)
    await _tell_applicant(session, registration, now)
    if not passes_on:
        await _tell_nominator(session, registration, person, asked, now)
        await _tell_first(session, registration, first, person, asked, now)
    if registration.state is State.queued and not passes_on:
        await serve_queue(session, registration.course_id, now)
    return registration


async def decline(
    session: Session, person: Person, registration_id: int, reason: Reason, words: str, now: datetime
) -> Registration:
    """Decide no, with a reason that reaches the official; the seat goes to the next in the queue."""
    registration = await _undecided(session, person, registration_id, now)
    before = registration.facts()
    asked = await approvers(session, registration, now)
    first = _first_to_agree(registration)
    _decide(registration, person, now)
    registration.move(State.declined, now)
    registration.reason, registration.reason_text = reason, words
    await _note(session, registration, "decline", person, before, now)
    await _tell_others(session, registration, person, asked, now)
    await _tell_applicant(session, registration, now)
    await _tell_nominator(session, registration, person, asked, now)
    await _tell_first(session, registration, first, person, asked, now)
    knows = {person.id, registration.nominated_by_id, *(one.official_id for one in asked)}
    await release_cover(session, registration, now, knows)
    await serve_queue(session, registration.course_id, now)
    return registration


async def give_reason(
    session: Session, person: Person, registration_id: int, reason: Reason, words: str, now: datetime
) -> Registration:
    """Keep why somebody is sent although a flag speaks against it; only who has decided says it.

    Raises AlreadyDecided when somebody else decided, or when the approval no longer stands.
    """
    registration = await locked(session, registration_id)
    if registration.decided_by_id != person.id or registration.state not in LIVE:
        raise AlreadyDecided(registration.id)
    before = registration.facts()
    registration.reason, registration.reason_text = reason, words
    await _note(session, registration, "give_reason", person, before, now)
    return registration


async def _undecided(session: Session, person: Person, registration_id: int, now: datetime) -> Registration:
    registration = await locked(session, registration_id)
    if registration.awaits is None:
        raise AlreadyDecided(registration.id)
    await must_be_approver(session, person, registration, now)
    return registration


def _decide(registration: Registration, person: Person, now: datetime) -> None:
    registration.decided_at = now
    registration.decided_by_id, registration.decided_for_id = person.id, acting_for(person, registration)


async def _note(
    session: Session,
    registration: Registration,
    action: str,
    person: Person,
    before: dict[str, str | None],
    now: datetime,
) -> None:
    await session.flush()
    await record(
        session,
        action,
        "registration",
        registration.id,
        now,
        actor_id=person.id,
        user_id=person.user_id,
        acting_for_id=registration.decided_for_id,
        before=before,
        after=registration.facts(),
    )


async def _tell_applicant(session: Session, registration: Registration, now: datetime) -> None:
    await tell(
        session,
        Decided(registration.id, registration.state),
        key=f"decided:{registration.id}:{registration.state}:{registration.awaits}",
        official_id=registration.official_id,
        now=now,
    )


async def _tell_others(
    session: Session, registration: Registration, person: Person, asked: Sequence[Decider], now: datetime
) -> None:
    for one in asked:
        if one.official_id != person.id:
            await tell(
                session,
                DecidedByAnother(registration.id),
                key=f"decided-by-another:{registration.id}:{registration.state}:{registration.awaits}",
                official_id=one.official_id,
                now=now,
            )


async def _tell_nominator(
    session: Session, registration: Registration, person: Person, asked: Sequence[Decider], now: datetime
) -> None:
    """What the department made of a nomination, unless the nominator decided, or hears of it as one who was asked."""
    nominator = registration.nominated_by_id
    if nominator is not None and nominator not in {person.id, *(one.official_id for one in asked)}:
        await tell(
            session,
            NominationDecided(registration.id, registration.state),
            key=f"nomination-decided:{registration.id}",
            official_id=nominator,
            now=now,
        )


async def _tell_first(
    session: Session,
    registration: Registration,
    first: int | None,
    person: Person,
    asked: Sequence[Decider],
    now: datetime,
) -> None:
    """What the department made of a leader's yes, unless that leader decided too, was asked, or nominated."""
    if first is not None and first not in {
        person.id, registration.nominated_by_id, *(one.official_id for one in asked)
    }:  # fmt: skip
        await tell(
            session,
            DepartmentDecided(registration.id),
            key=f"department-decided:{registration.id}",
            official_id=first,
            now=now,
        )


def _first_to_agree(registration: Registration) -> int | None:
    """Whose yes has brought the request before the department."""
    return registration.decided_by_id if registration.awaits is Level.department else None


async def _route(session: Session, registration: Registration) -> Route:
    route = await session.scalar(
        select(Programme.route)
        .join(Course, Course.programme_id == Programme.id)
        .where(Course.id == registration.course_id)
    )
    return route or Route.leader
