"""The waiting list (danh sách chờ): who comes next, and the offer of a freed seat for a time."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from models.audit import record
from models.course import Course, CourseState, Meeting
from models.database import Session
from models.news.registrations import SeatOffered
from models.notice import tell
from models.policy import Policy, policies
from models.registration import Registration, State, lock_course
from models.seating import seating_of
from models.working_time import working_time


async def serve_queue(session: Session, course_id: int, now: datetime) -> int:
    """Offer each free seat to the first approved one in the queue; how many were offered one.

    Called wherever a seat may have become free, and by a sweep. Nothing is offered in a course that is not published,
    or so late that nobody could answer any more.
    """
    course = await lock_course(session, course_id)
    await session.flush()
    if course.state is not CourseState.published or not await _has_approved(session, course_id):
        return 0
    until = await offer_ends(session, course, now)
    seating = await seating_of(session, course, now)
    offered = 0
    while until is not None and (waiting := seating.next) is not None:
        registration = await session.get_one(Registration, waiting.id, populate_existing=True)
        before = registration.facts()
        registration.move(State.offered, now)
        registration.offered_until = until
        await session.flush()
        await record(session, "offer", "registration", registration.id, now, before=before, after=registration.facts())
        await tell(
            session,
            SeatOffered(registration.id),
            key=f"offered:{registration.id}",
            official_id=registration.official_id,
            now=now,
        )
        seating = seating.after_offer(waiting)
        offered += 1
    return offered


async def offer_ends(session: Session, course: Course, now: datetime) -> datetime | None:
    """Until when an offer made now holds: so many working hours, near the beginning half of those that are left.

    None where too few are left for an answer.
    """
    hours = await policies(session, now.date(), Policy.offer_hours, Policy.offer_least_hours)
    calendar = await working_time(session, now)
    left = calendar.between(now, await begins_at(session, course, now))
    if left < timedelta(hours=hours[Policy.offer_least_hours]):
        return None
    return calendar.after(now, min(timedelta(hours=hours[Policy.offer_hours]), left / 2))


async def begins_at(session: Session, course: Course, now: datetime) -> datetime:
    """The first meeting, or without a timetable the first day's midnight, in the zone of `now`."""
    first = await session.scalar(select(func.min(Meeting.starts_at)).where(Meeting.course_id == course.id))
    midnight = datetime(course.starts_on.year, course.starts_on.month, course.starts_on.day, tzinfo=now.tzinfo)
    return first.astimezone(now.tzinfo) if first is not None else midnight


async def place_in_queue(session: Session, registration_id: int) -> int | None:
    """Which in the queue a registration is, 1 for the first; None for one that does not queue."""
    return (await places_in_queue(session, [registration_id])).get(registration_id)


async def places_in_queue(session: Session, registration_ids: list[int]) -> dict[int, int]:
    """The same for several, in one query."""
    if not registration_ids:
        return {}
    queued = Registration.state == State.queued
    courses = select(Registration.course_id).where(Registration.id.in_(registration_ids), queued)
    order = (Registration.queued_at, Registration.id)
    place = func.row_number().over(partition_by=Registration.course_id, order_by=order)
    numbered = (
        select(Registration.id, place.label("place")).where(Registration.course_id.in_(courses), queued).subquery()
    )
    rows = await session.execute(select(numbered.c.id, numbered.c.place).where(numbered.c.id.in_(registration_ids)))
    return dict(rows.all())


async def _has_approved(session: Session, course_id: int) -> bool:
    return bool(
        await session.scalar(
            select(
                select(Registration.id)
                .where(
                    Registration.course_id == course_id,
                    Registration.state == State.queued,
                    Registration.awaits.is_(None),
                )
                .exists()
            )
        )
    )
