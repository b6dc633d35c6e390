"""A commune asks a neighbour for a kept seat that is not used. The answer is in quota_answer.py."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from models.audit import record
from models.commune import Commune, unit_key
from models.course import Course
from models.database import Session
from models.deciders import deciders_of
from models.news.quotas import SeatWanted
from models.notice import tell
from models.official import Official
from models.person import Person
from models.quota import QuotaWish, QuotaWishState
from models.refusals import NobodyToAsk, NoKeptSeat, NoLongerThere, NoRight, SeatsKept
from models.registration import lock_course
from models.seating import Seating, seating_of


@dataclass(frozen=True)
class Neighbour:
    """A commune with kept seats that it has not used; `asked`: our wish is open there."""

    commune_id: int
    name: str
    unused: int
    asked: bool


@dataclass(frozen=True)
class Neighbours:
    """Whom a commune may ask for a seat in a course."""

    course: Course
    commune_id: int
    until: datetime
    found: tuple[Neighbour, ...]


@dataclass(frozen=True)
class Wish:
    """A wish with the names that its readers need."""

    id: int
    state: QuotaWishState
    course_id: int
    code: str
    title: str
    until: datetime | None
    asking: str
    asked: str
    asked_by: str
    answered_by: str | None


async def neighbours(session: Session, person: Person, course_id: int, commune_id: int, now: datetime) -> Neighbours:
    """The communes that have a seat to give, by name. Raises NoRight, NoKeptSeat, or what else hinders."""
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    seating, until = await _must_be_short(session, person, course, commune_id, now)
    spare = {one: seating.unused(one) for one in seating.quotas if one != commune_id and seating.unused(one)}
    open_wishes = set(
        await session.scalars(
            select(QuotaWish.to_id).where(
                QuotaWish.course_id == course_id,
                QuotaWish.from_id == commune_id,
                QuotaWish.state == QuotaWishState.open,
            )
        )
    )
    communes = await session.scalars(select(Commune).where(Commune.id.in_(spare)))
    in_order = sorted(communes, key=lambda one: unit_key(one.name))
    found = tuple(Neighbour(one.id, one.full_name, spare[one.id], one.id in open_wishes) for one in in_order)
    return Neighbours(course, commune_id, until, found)


async def wish_for(
    session: Session, person: Person, course_id: int, from_id: int, to_id: int, now: datetime
) -> QuotaWish:
    """Ask the leaders of a commune for one seat; a second time it is the same wish.

    Raises NoRight, NoKeptSeat, NobodyToAsk, or what else hinders the own commune than kept seats.
    """
    course = await lock_course(session, course_id)
    seating, _ = await _must_be_short(session, person, course, from_id, now)
    if to_id == from_id or not seating.unused(to_id):
        raise NoKeptSeat(course_id)
    present = await session.scalar(
        select(QuotaWish).where(
            QuotaWish.course_id == course_id,
            QuotaWish.from_id == from_id,
            QuotaWish.to_id == to_id,
            QuotaWish.state == QuotaWishState.open,
        )
    )
    if present is not None:
        return present
    asked = await deciders_of(session, to_id, now.date())
    if not any(one.is_reachable for one in asked):
        raise NobodyToAsk(course_id, (await session.get_one(Commune, to_id)).full_name)
    wish = QuotaWish(
        course_id=course_id,
        from_id=from_id,
        to_id=to_id,
        asked_by_id=person.id,
        state=QuotaWishState.open,
        since=now,
    )
    session.add(wish)
    await session.flush()
    await record_wish(session, wish, "ask_seat", now, person, from_id)
    for one in asked:
        await tell(session, SeatWanted(wish.id), key=f"seat-wanted:{wish.id}", official_id=one.official_id, now=now)
    return wish


async def wish_of(session: Session, wish_id: int) -> Wish:
    """One wish. Raises NoLongerThere."""
    asking, asked = aliased(Commune), aliased(Commune)
    asker, answerer = aliased(Official), aliased(Official)
    row = (
        await session.execute(
            select(
                QuotaWish.id,
                QuotaWish.state,
                QuotaWish.course_id,
                Course.code,
                Course.title,
                Course.quotas_until.label("until"),
                (asking.kind + " " + asking.name).label("asking"),
                (asked.kind + " " + asked.name).label("asked"),
                asker.full_name.label("asked_by"),
                answerer.full_name.label("answered_by"),
            )
            .join(Course, Course.id == QuotaWish.course_id)
            .join(asking, asking.id == QuotaWish.from_id)
            .join(asked, asked.id == QuotaWish.to_id)
            .join(asker, asker.id == QuotaWish.asked_by_id)
            .outerjoin(answerer, answerer.id == QuotaWish.answered_by_id)
            .where(QuotaWish.id == wish_id)
        )
    ).one_or_none()
    if row is None:
        raise NoLongerThere
    return Wish(**row._mapping)


async def _must_be_short(
    session: Session, person: Person, course: Course, commune_id: int, now: datetime
) -> tuple[Seating, datetime]:
    """The seating, and until when seats are kept: what is free must be kept for others."""
    if commune_id not in person.leads:
        raise NoRight
    course.must_be_open(now)
    seating = await seating_of(session, course, now)
    wall = seating.shortage(commune_id)
    if isinstance(wall, SeatsKept):
        return seating, wall.until
    raise wall or NoKeptSeat(course.id)


async def record_wish(
    session: Session, wish: QuotaWish, action: str, now: datetime, person: Person | None, commune_id: int
) -> None:
    """A line of the trail; `commune_id` is the one for which the person acted."""
    await record(
        session,
        action,
        "quota_wish",
        wish.id,
        now,
        actor_id=person.id if person else None,
        user_id=person.user_id if person else None,
        acting_for_id=person.acting_for.get(commune_id) if person else None,
        after={"course_id": wish.course_id, "from_id": wish.from_id, "to_id": wish.to_id, "state": wish.state},
    )
