"""Fewer or more seats in a course: never fewer than are held or kept, and more go to the queue as all free seats do."""

from datetime import datetime

from sqlalchemy import func, select

from models.commune import commune_names_of, unit_key
from models.course import Course, CourseQuota
from models.database import Session
from models.opening_refusals import CapBelowHeld, SeatsBelowHeld, SeatsBelowKept
from models.queue import serve_queue
from models.registration import Registration, State
from models.seating import seating_of


async def must_hold(session: Session, course: Course, seats: int, cap: int | None, now: datetime) -> None:
    """The course's row is held. Raises SeatsBelowHeld, SeatsBelowKept or CapBelowHeld."""
    seating = await seating_of(session, course, now)
    if seats < seating.taken:
        raise SeatsBelowHeld(course.id, seating.taken)
    kept = await session.scalar(select(func.sum(CourseQuota.seats)).where(CourseQuota.course_id == course.id)) or 0
    if seats < course.seats and seats < kept:
        raise SeatsBelowKept(course.id, int(kept))
    over = {one: held for one, held in seating.held.items() if cap is not None and one is not None and held > cap}
    if over:
        names = await commune_names_of(session, over)
        raise CapBelowHeld(
            course.id,
            tuple(sorted(((names[one], held) for one, held in over.items()), key=lambda one: unit_key(one[0]))),
        )


async def give_raised_seats(session: Session, course_id: int, now: datetime) -> tuple[int, int]:
    """Serve the queue; how many were offered a seat, and how many had waited."""
    waiting = select(func.count()).where(Registration.course_id == course_id, Registration.state == State.queued)
    queued = await session.scalar(waiting) or 0
    return (await serve_queue(session, course_id, now) if queued else 0), queued
