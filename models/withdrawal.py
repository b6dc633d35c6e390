"""Giving a seat back: by the official with a reason, or because somebody has left the service."""

from datetime import datetime, timedelta

from sqlalchemy import select

from models.approvers import approvers
from models.audit import record
from models.course import Course
from models.database import Session
from models.news.registrations import Withdrawn
from models.notice import tell
from models.person import Person
from models.policy import Policy, policy
from models.queue import begins_at, serve_queue
from models.refusals import CourseBegun, NoRight, RegistrationOver, WithdrawTooLate
from models.registration import LIVE, Reason, Registration, State, lock_course, locked
from models.working_time import working_time


async def withdraw(
    session: Session, person: Person, registration_id: int, reason: Reason, words: str, now: datetime
) -> Registration:
    """Give the seat back, with the reason. Those who were asked, or had approved, hear of it; the queue is served.

    Raises RegistrationOver, CourseBegun, or WithdrawTooLate where a colleague should come instead.
    """
    registration = await locked(session, registration_id)
    await must_be_withdrawable(session, person, registration, now)
    registration.reason, registration.reason_text = reason, words
    await end_registration(session, registration, "withdraw", now, person)
    await serve_queue(session, registration.course_id, now)
    return registration


async def must_be_withdrawable(session: Session, person: Person, registration: Registration, now: datetime) -> None:
    """Only the own registration, while it is live, the course has not begun, and a settled seat only in good time."""
    if registration.official_id != person.id:
        raise NoRight
    if registration.state not in LIVE:
        raise RegistrationOver(registration.id)
    if registration.state is State.queued:
        return
    course = await session.get_one(Course, registration.course_id)
    begins = await begins_at(session, course, now)
    if begins <= now:
        raise CourseBegun(course.id)
    if registration.state is State.confirmed:
        hours = await policy(session, Policy.withdraw_cutoff_hours, now.date())
        until = (await working_time(session, now)).before(begins, timedelta(hours=hours))
        if until <= now:
            raise WithdrawTooLate(registration.id, course.id, until)


async def end_all(session: Session, official_id: int, now: datetime, person: Person) -> int:
    """End every live registration of somebody who has left, and serve the queues; how many there were.

    The courses' rows are taken first and in order, as everywhere.
    """
    found = await session.execute(
        select(Registration.course_id, Registration.id)
        .where(Registration.official_id == official_id, Registration.state.in_(LIVE))
        .order_by(Registration.course_id)
    )
    live = list(found)
    for course_id, _ in live:
        await lock_course(session, course_id)
    for course_id, registration_id in live:
        registration = await locked(session, registration_id)
        if registration.state in LIVE:
            registration.reason = Reason.left
            await end_registration(session, registration, "left", now, person)
            await serve_queue(session, course_id, now)
    return len(live)


async def end_registration(
    session: Session,
    registration: Registration,
    action: str,
    now: datetime,
    person: Person,
    acting_for_id: int | None = None,
) -> set[int]:
    """It is withdrawn, and all whom it concerned hear of it: their ids. The caller serves the queue."""
    before = registration.facts()
    concerned = {one.official_id for one in await approvers(session, registration, now)}
    if registration.decided_by_id is not None:
        concerned.add(registration.decided_by_id)
    concerned |= {one for one in (registration.nominated_by_id, registration.covered_by_id) if one is not None}
    registration.move(State.withdrawn, now)
    await record(
        session,
        action,
        "registration",
        registration.id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        acting_for_id=acting_for_id,
        before=before,
        after=registration.facts(),
    )
    told = {one for one in concerned if one != person.official_id}
    for official_id in sorted(told):
        await tell(
            session, Withdrawn(registration.id), key=f"withdrawn:{registration.id}", official_id=official_id, now=now
        )
    return told
