"""The answer to an offered seat: taken, let go, or the time is up; and the end of a queue when the course begins."""

from datetime import datetime

from sqlalchemy import or_, select

from models.audit import record
from models.clashes import clash_of
from models.course import Course, CourseState
from models.cover import release_cover
from models.database import Session
from models.news.registrations import OfferExpired, OfferTaken, QueueClosed
from models.notice import tell
from models.person import Person
from models.queue import begins_at, serve_queue
from models.refusals import DatesClash, NoRight, OfferOver
from models.registration import LIVE, Reason, Registration, State, lock_course, locked


async def accept(session: Session, person: Person, registration_id: int, now: datetime) -> Registration:
    """Take the offered seat (Nhận chỗ). It was approved before it was offered, so it is confirmed at once.

    Raises OfferOver, or DatesClash when the person has meanwhile taken a seat elsewhere at the same time; the offer
    then stays open, so that the person can give up the other one.
    """
    registration = await _offered(session, person, registration_id, now)
    clash = await clash_of(session, person.id, registration.course_id)
    if clash is not None:
        raise DatesClash(registration.course_id, *clash)
    await _end(session, registration, State.confirmed, "accept_offer", now, person)
    if registration.decided_by_id is not None:
        await tell(
            session,
            OfferTaken(registration.id),
            key=f"offer-taken:{registration.id}",
            official_id=registration.decided_by_id,
            now=now,
        )
    return registration


async def let_go(session: Session, person: Person, registration_id: int, now: datetime) -> Registration:
    """Leave the seat to the next (Nhường chỗ). An offer is single-use: the person leaves the queue (lesson 1)."""
    registration = await _offered(session, person, registration_id, now)
    registration.reason = Reason.let_go
    await _end(session, registration, State.withdrawn, "let_offer_go", now, person)
    await serve_queue(session, registration.course_id, now)
    return registration


async def courses_to_attend(session: Session, now: datetime) -> list[int]:
    """Courses in which an offer has run out, a seat may be given to the queue, or the queue has ended."""
    waits = Registration.state == State.queued
    rows = await session.scalars(
        select(Registration.course_id)
        .join(Course, Course.id == Registration.course_id)
        .where(
            Registration.state.in_(LIVE),  # an index has these
            or_(
                (Registration.state == State.offered) & (Registration.offered_until <= now),
                waits & Registration.awaits.is_(None) & (Course.state == CourseState.published),
                waits & (Course.starts_on <= now.date()),
            ),
        )
        .distinct()
        .order_by(Registration.course_id)
    )
    return list(rows)


async def attend(session: Session, course_id: int, now: datetime) -> None:
    """End the offers whose time is up, close the queue of a course that begins, and serve what is left."""
    course = await lock_course(session, course_id)
    begun = await begins_at(session, course, now) <= now
    for registration in await session.scalars(
        select(Registration).where(
            Registration.course_id == course_id,
            or_(
                (Registration.state == State.offered) & (Registration.offered_until <= now),
                (Registration.state == State.queued) & begun,
            ),
        )
    ):
        was_offered = registration.state is State.offered
        await _end(session, registration, State.expired, "offer_expired" if was_offered else "queue_closed", now)
        await tell(
            session,
            OfferExpired(registration.id) if was_offered else QueueClosed(registration.id),
            key=f"expired:{registration.id}",
            official_id=registration.official_id,
            now=now,
        )
    if not begun:
        await serve_queue(session, course_id, now)


async def _offered(session: Session, person: Person, registration_id: int, now: datetime) -> Registration:
    registration = await locked(session, registration_id)
    if registration.official_id != person.id:
        raise NoRight
    if registration.state is not State.offered or registration.offered_until is None:
        raise OfferOver(registration.id)
    if registration.offered_until <= now:
        raise OfferOver(registration.id)
    return registration


async def _end(
    session: Session,
    registration: Registration,
    state: State,
    action: str,
    now: datetime,
    person: Person | None = None,
) -> None:
    before = registration.facts()
    registration.move(state, now)
    await record(
        session,
        action,
        "registration",
        registration.id,
        now,
        actor_id=person.id if person else None,
        user_id=person.user_id if person else None,
        before=before,
        after=registration.facts(),
    )
    await release_cover(session, registration, now)
