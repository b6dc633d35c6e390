"""«Why was nobody offered a seat?»: one reason for those who run a course with a queue (lesson 3)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from models.course import Course, CourseState
from models.database import Session
from models.queue import begins_at, offer_ends
from models.refusals import CommuneCapReached, NoLongerThere
from models.registration import Registration, State
from models.seating import Seating, seating_of


@dataclass(frozen=True)
class WhyNobody:
    """The parent of every reason."""


@dataclass(frozen=True)
class NobodyWaits(WhyNobody):
    """The queue is empty, and no offer is out."""


@dataclass(frozen=True)
class NotPublished(WhyNobody):
    """Nothing is offered in a draft, nor in a course that was cancelled."""

    cancelled: bool


@dataclass(frozen=True)
class TooLate(WhyNobody):
    """The course has begun, or begins so soon that nobody could answer an offer any more."""

    starts_at: datetime


@dataclass(frozen=True)
class NoSeat(WhyNobody):
    """Every seat is held."""

    seats: int


@dataclass(frozen=True)
class OfferOut(WhyNobody):
    """Seats are offered to some who have not answered yet; the first of these offers ends at `until`."""

    offers: int
    until: datetime


@dataclass(frozen=True)
class NotApproved(WhyNobody):
    """There is a seat for this registration, but it still waits for approval."""

    registration_id: int


@dataclass(frozen=True)
class CapsReached(WhyNobody):
    """Seats are free, but the communes of all who wait have as many as each may."""

    free: int
    cap: int


@dataclass(frozen=True)
class Kept(WhyNobody):
    """The free seats are kept for other communes until a moment; `commune_ids` are those."""

    free: int
    commune_ids: tuple[int, ...]
    until: datetime


@dataclass(frozen=True)
class AboutToBe(WhyNobody):
    """A seat is free for somebody: the next sweep offers it."""


async def why_nobody_offered(session: Session, course_id: int, now: datetime) -> WhyNobody:
    """The weightiest reason as of now. Raises NoLongerThere for an unknown course."""
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    seating = await seating_of(session, course, now)
    offers = await _offers_out(session, course_id)
    if not seating.queue:
        return offers or NobodyWaits()
    if course.state is not CourseState.published:
        return NotPublished(cancelled=course.state is CourseState.cancelled)
    if await offer_ends(session, course, now) is None:
        return TooLate(await begins_at(session, course, now))
    if seating.next is not None:
        return AboutToBe()
    if seating.seats <= seating.taken:
        return offers or NoSeat(seating.seats)
    return _free_but_for_nobody(seating)


async def _offers_out(session: Session, course_id: int) -> OfferOut | None:
    count, until = (
        await session.execute(
            select(func.count(), func.min(Registration.offered_until)).where(
                Registration.course_id == course_id, Registration.state == State.offered
            )
        )
    ).one()
    return OfferOut(count, until) if until is not None else None


def _free_but_for_nobody(seating: Seating) -> WhyNobody:
    for one in seating.queue:
        if seating.shortage(one.commune_id) is None:
            return NotApproved(one.id)
    free = seating.seats - seating.taken
    walls = [seating.shortage(one.commune_id) for one in seating.queue]
    if seating.quotas_until is None or all(isinstance(wall, CommuneCapReached) for wall in walls):
        return CapsReached(free, seating.cap or 0)
    return Kept(free, tuple(one for one in seating.quotas if seating.unused(one)), seating.quotas_until)
