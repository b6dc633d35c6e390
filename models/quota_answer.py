"""The answer to a neighbour's wish for a kept seat: given, kept, or too late for either."""

from datetime import datetime

from sqlalchemy import or_, select

from models.course import Course, CourseQuota, CourseState
from models.database import Session
from models.news.quotas import WishAnswered
from models.notice import tell
from models.person import Person
from models.queue import serve_queue
from models.quota import QuotaWish, QuotaWishState, used_seats
from models.quota_wish import record_wish
from models.refusals import NoKeptSeat, NoLongerThere, NoRight, WishSettled
from models.registration import lock_course
from models.seating import Seating, seating_of


async def give(session: Session, person: Person, wish_id: int, now: datetime) -> QuotaWish:
    """One seat of the quota goes over to the commune that asked, and the queue is served.

    Raises NoRight, WishSettled, or NoKeptSeat where the seat has been used or is kept no longer.
    """
    wish, course = await _answerable(session, person, wish_id)
    seating = await seating_of(session, course, now)
    if not course.is_open(now) or not seating.unused(wish.to_id):
        raise NoKeptSeat(course.id)
    await _move(session, seating, wish)
    await _answer(session, wish, QuotaWishState.granted, "give_seat", now, person)
    await serve_queue(session, course.id, now)
    return wish


async def keep(session: Session, person: Person, wish_id: int, now: datetime) -> QuotaWish:
    """The seat stays where it is. Raises NoRight or WishSettled."""
    wish, _ = await _answerable(session, person, wish_id)
    await _answer(session, wish, QuotaWishState.refused, "keep_seat", now, person)
    return wish


async def courses_with_dead_wishes(session: Session, now: datetime) -> list[int]:
    """Courses with open wishes that nobody can grant any more."""
    rows = await session.scalars(
        select(QuotaWish.course_id)
        .join(Course, Course.id == QuotaWish.course_id)
        .outerjoin(
            CourseQuota, (CourseQuota.course_id == QuotaWish.course_id) & (CourseQuota.commune_id == QuotaWish.to_id)
        )
        .where(
            QuotaWish.state == QuotaWishState.open,
            or_(
                Course.state != CourseState.published,
                Course.closes_at <= now,
                Course.quotas_until.is_(None),
                Course.quotas_until <= now,
                CourseQuota.course_id.is_(None),
                CourseQuota.seats <= used_seats(),
            ),
        )
        .distinct()
        .order_by(QuotaWish.course_id)
    )
    return list(rows)


async def lapse_wishes(session: Session, course_id: int, now: datetime) -> int:
    """End the wishes of a course that nobody can grant any more, and tell those who asked; how many there were."""
    course = await lock_course(session, course_id)
    seating = await seating_of(session, course, now)
    lapsed = 0
    for wish in await session.scalars(
        select(QuotaWish)
        .where(QuotaWish.course_id == course_id, QuotaWish.state == QuotaWishState.open)
        .order_by(QuotaWish.id)
        .with_for_update()
    ):
        if not course.is_open(now) or not seating.unused(wish.to_id):
            await _answer(session, wish, QuotaWishState.lapsed, "lapse_wish", now)
            lapsed += 1
    return lapsed


async def _answerable(session: Session, person: Person, wish_id: int) -> tuple[QuotaWish, Course]:
    """The wish and its course, held: the course first, as everywhere. The first answer stands."""
    course_id = await session.scalar(select(QuotaWish.course_id).where(QuotaWish.id == wish_id))
    if course_id is None:
        raise NoLongerThere
    course = await lock_course(session, course_id)
    wish = await session.get_one(QuotaWish, wish_id, with_for_update=True, populate_existing=True)
    if wish.to_id not in person.leads:
        raise NoRight
    if wish.state is not QuotaWishState.open:
        raise WishSettled(wish.id)
    return wish, course


async def _move(session: Session, seating: Seating, wish: QuotaWish) -> None:
    """One unused seat becomes one unused seat of the other, however many the other already took from the pool."""
    kept = {
        one.commune_id: one
        for one in await session.scalars(
            select(CourseQuota)
            .where(CourseQuota.course_id == wish.course_id, CourseQuota.commune_id.in_((wish.from_id, wish.to_id)))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    }
    kept[wish.to_id].seats -= 1
    taker = kept.get(wish.from_id)
    if taker is None:
        taker = CourseQuota(course_id=wish.course_id, commune_id=wish.from_id, seats=0, allotted=0)
        session.add(taker)
    taker.seats = max(taker.seats, seating.held.get(wish.from_id, 0)) + 1
    await session.flush()


async def _answer(
    session: Session, wish: QuotaWish, state: QuotaWishState, action: str, now: datetime, person: Person | None = None
) -> None:
    wish.state, wish.since = state, now
    wish.answered_by_id = person.id if person is not None else None
    await session.flush()
    await record_wish(session, wish, action, now, person, wish.to_id)
    await tell(session, WishAnswered(wish.id), key=f"wish-answered:{wish.id}", official_id=wish.asked_by_id, now=now)
