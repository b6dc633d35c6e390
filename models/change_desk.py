"""What the questions about a change need: the course and its meetings ahead, trainers by name, the other runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, exists, or_, select

from models.change_plan import FURTHEST, AddPlan, MeetingPlan, ShiftPlan
from models.change_refusals import CannotChange, ChangeBar
from models.course import Course, CourseState, Meeting
from models.course_face import Face, MeetingFace, face_of
from models.database import Session
from models.eligibility_facts import seats_held
from models.folding import fold
from models.kinds import Role
from models.meeting_said import HoursSaid, days_by
from models.official import Official, RoleGrant, holds_on, is_present
from models.person import Person
from models.refusals import NoLongerThere
from models.running import must_run
from models.slot_said import SlotSaid
from models.timetable import slots_of
from models.timetable_plan import half_days
from models.working_time import working_time

MOST_RUNS, MOST_TRAINERS, MOST_DAYS = 8, 6, 400


@dataclass(frozen=True)
class Run:
    """Another run of the programme that has not begun."""

    id: int
    code: str
    title: str
    starts_on: date
    ends_on: date
    seats: int
    taken: int


async def changeable(session: Session, person: Person, course_id: int, now: datetime) -> tuple[Course, Face]:
    """A published course that is not over. Raises NoRight, NoLongerThere or CannotChange."""
    must_run(person)
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    if course.state is not CourseState.published:
        raise CannotChange(ChangeBar.not_published, course.id)
    face = await face_of(session, course_id)
    if face.begins_after(now) is None:
        raise CannotChange(ChangeBar.over, course.id)
    return course, face


async def changeable_meeting(
    session: Session, person: Person, meeting_id: int, now: datetime
) -> tuple[Course, MeetingFace]:
    """A meeting that has not begun, with its course."""
    course_id = await session.scalar(select(Meeting.course_id).where(Meeting.id == meeting_id))
    if course_id is None:
        must_run(person)
        raise NoLongerThere
    course, face = await changeable(session, person, course_id, now)
    one = next(one for one in face.meetings if one.id == meeting_id)
    if one.starts_at <= now:
        raise CannotChange(ChangeBar.begun, course.id, one.starts_at)
    return course, one


def coming(face: Face, now: datetime) -> Sequence[MeetingFace]:
    """The meetings that have not begun."""
    return [one for one in face.meetings if one.starts_at > now]


async def at_hours(session: Session, one: MeetingFace, said: HoursSaid, now: datetime) -> MeetingPlan:
    """The meeting at the day and hours that were said; what was not said stays, the length too.

    The other half of the day begins when offices do; a meeting that is longer than that half becomes as long as it.
    """
    start, end = one.starts_at.astimezone(now.tzinfo), one.ends_at.astimezone(now.tzinfo)
    starts, length = said.starts or start.time(), end - start
    if said.half is not None:
        (slot,) = half_days(await working_time(session, now), said.on or start.date(), said.half, 0)
        is_there = slot.starts_at.time() <= starts < slot.ends_at.time()
        starts = starts if is_there else slot.starts_at.time()
        length = length if is_there else min(length, slot.ends_at - slot.starts_at)
    begins = datetime.combine(said.on or start.date(), starts, now.tzinfo)
    ends = datetime.combine(begins.date(), said.ends, now.tzinfo) if said.ends else begins + length
    return MeetingPlan(one.id, begins, ends if ends > begins else begins + timedelta(days=1))


async def more_meetings(session: Session, said: SlotSaid, now: datetime) -> AddPlan | None:
    """A meeting for each half-day, or at the hours, that were said; None where they do not make one.

    Of several days only the working ones; a single day is taken as it was said.
    """
    if said.hours and said.hours[0] >= said.hours[1]:
        return None
    slots = await slots_of(session, await working_time(session, now), said, now)
    return AddPlan(tuple((one.starts_at, one.ends_at, one.hours) for one in slots)) if slots else None


def shift_said(course_id: int, face: Face, said: str, now: datetime) -> ShiftPlan | None:
    """The whole course by what was typed; None when it says no day. Raises CannotChange for a day that is out of all
    reach: nearer ones are refused with the meeting that stands in the way (`models/moving.py`)."""
    ahead = coming(face, now)
    first = ahead[0].starts_at.astimezone(now.tzinfo).date() if ahead else face.starts_on
    days = days_by(said, first, now.date())
    if days is None:
        return None
    if abs(days) > MOST_DAYS:
        on = first + timedelta(days=days)
        if on <= now.date():
            raise CannotChange(ChangeBar.past, course_id)
        if on > (now + FURTHEST).date():
            raise CannotChange(ChangeBar.too_far, course_id)
    return ShiftPlan(days)


async def trainers_named(session: Session, said: str, today: date) -> list[Official]:
    """Those of the roster whom a name can mean: trainers by a part of the name, anybody by staff code."""
    trains = exists().where(RoleGrant.official_id == Official.id, RoleGrant.role == Role.trainer, holds_on(today))
    by_name = and_(trains, Official.folded_name.contains(fold(said), autoescape=True))
    rows = await session.scalars(
        select(Official)
        .where(or_(by_name, Official.staff_code == said.strip().upper()), is_present(today))
        .order_by(Official.folded_name, Official.id)
        .limit(MOST_TRAINERS)
    )
    return list(rows)


async def other_runs(session: Session, course: Course, now: datetime) -> list[Run]:
    """The runs into which the course could be merged, the next to begin first."""
    rows = await session.execute(
        select(Course.id, Course.code, Course.title, Course.starts_on, Course.ends_on, Course.seats, seats_held())
        .where(
            Course.programme_id == course.programme_id,
            Course.id != course.id,
            Course.state == CourseState.published,
            Course.starts_on > now.date(),
        )
        .order_by(Course.starts_on, Course.id)
        .limit(MOST_RUNS)
    )
    return [Run(*row) for row in rows]
