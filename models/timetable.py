"""The timetable of a draft: its meetings laid out at once, added, moved, given a room, a trainer, a topic, removed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select

from models.audit import record
from models.course import Course, CourseState, Meeting
from models.course_answers import LINE, NUMBER, read_line
from models.course_words import Named, one_of_staff, staff_with
from models.database import Session
from models.kinds import Role
from models.opening_refusals import NotADraft, Wrong, WrongAnswer
from models.person import Person
from models.policy import Policy, policies
from models.programme import Programme
from models.refusals import NoLongerThere
from models.registration import lock_course
from models.running import must_run
from models.slot_said import Half, SlotSaid, slot_said
from models.timetable_plan import Slot, by_the_clock, filled, half_days
from models.working_time import WorkingTime, working_time

TRAINER = 160  # characters
NOON = 12


class About(StrEnum):
    """What can be set of one meeting, or of all of them together."""

    room = "room"
    trainer = "trainer"
    topic = "topic"


ABOUT = tuple(About)  # buttons carry the place in it


@dataclass(frozen=True)
class Timetable:
    """A course with its meetings in order; hours in tiết: those of its programme, and those that are laid out."""

    course: Course
    hours: float
    meetings: tuple[Meeting, ...]

    @property
    def laid_out(self) -> float:
        return sum(one.hours for one in self.meetings)


async def timetable(session: Session, person: Person, course_id: int) -> Timetable:
    """Raises NotADraft for a course that is not one any more: people have planned with its hours."""
    must_run(person)
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    if course.state is not CourseState.draft:
        raise NotADraft(course_id)
    return await _of(session, course)


async def meeting_of(session: Session, person: Person, meeting_id: int) -> tuple[Timetable, Meeting]:
    """One meeting of a draft. Raises NoLongerThere for one that is gone."""
    must_run(person)
    meeting = await session.get(Meeting, meeting_id)
    if meeting is None:
        raise NoLongerThere
    return await timetable(session, person, meeting.course_id), meeting


async def lay_out(session: Session, person: Person, course_id: int, now: datetime, *, anew: bool = False) -> Timetable:
    """Fill the working days of the course until the programme's hours are reached; `anew`: instead of what is there."""
    course = await _held(session, person, course_id)
    if anew:
        await session.execute(delete(Meeting).where(Meeting.course_id == course_id))
    had = await _of(session, course)
    half_day = (await policies(session, now.date(), Policy.half_day_hours))[Policy.half_day_hours]
    there = [(one.starts_at, one.ends_at, one.hours) for one in had.meetings]
    calendar = await working_time(session, now)
    slots = filled(calendar, course.starts_on, course.ends_on, had.hours, half_day, there)
    session.add_all(_meeting(course_id, slot) for slot in slots)
    return await _settled(session, person, course, "lay_out_timetable", now)


async def add_meetings(session: Session, person: Person, course_id: int, said: SlotSaid, now: datetime) -> Timetable:
    """Add what was said: a half-day, or hours, on each of the days. Raises WrongAnswer, and then adds nothing."""
    course = await _held(session, person, course_id)
    had = await _of(session, course)
    calendar = await working_time(session, now)
    slots = await slots_of(session, calendar, said, now)
    for slot in slots:
        _must_fit(course, slot, had.meetings, now)
    session.add_all(_meeting(course_id, slot) for slot in slots)
    return await _settled(session, person, course, "add_meetings", now)


async def move_meeting(session: Session, person: Person, meeting_id: int, said: str, now: datetime) -> Meeting:
    """To another half-day or hour; room, trainer and topic go with it. Raises WrongAnswer."""
    meeting, course = await _held_meeting(session, person, meeting_id)
    half = Half.morning if meeting.starts_at.astimezone(now.tzinfo).hour < NOON else Half.afternoon
    told = read_slot(said, now)
    if told.days.first != told.days.last or told.half is Half.both:
        raise WrongAnswer(Wrong.no_slot)
    told = told if told.half or told.hours else SlotSaid(told.days, half)
    slot = (await slots_of(session, await working_time(session, now), told, now))[0]
    others = [one for one in (await _of(session, course)).meetings if one.id != meeting_id]
    _must_fit(course, slot, others, now)
    meeting.starts_at, meeting.ends_at, meeting.hours = slot.starts_at, slot.ends_at, slot.hours
    await _settled(session, person, course, "move_meeting", now)
    return meeting


async def remove_meeting(session: Session, person: Person, meeting_id: int, now: datetime) -> Timetable:
    meeting, course = await _held_meeting(session, person, meeting_id)
    await session.delete(meeting)
    return await _settled(session, person, course, "remove_meeting", now)


async def set_about(
    session: Session,
    person: Person,
    course_id: int,
    meeting_id: int,
    about: About,
    said: str,
    now: datetime,
    *,
    trainer: Named | None = None,
) -> None:
    """Room, trainer or topic of a meeting, or of all (`meeting_id` 0). A trainer is one of the staff, chosen or known
    by the typed name, or a guest. Raises WrongAnswer for a text that is too long."""
    course = await _held(session, person, course_id)
    meetings = [one for one in (await _of(session, course)).meetings if meeting_id in (0, one.id)]
    if not meetings:
        raise NoLongerThere
    line = read_line(said, {About.room: NUMBER, About.trainer: TRAINER, About.topic: LINE}[about])
    if about is About.trainer and trainer is None:
        trainer = await one_of_staff(session, line, now.date(), Role.trainer)
    for meeting in meetings:
        if about is About.trainer:
            meeting.trainer, meeting.trainer_id = (trainer.name, trainer.id) if trainer else (line, None)
        else:
            setattr(meeting, about.value, line)
    await _settled(session, person, course, f"set_{about}", now)


async def trainers_today(session: Session, now: datetime) -> list[Named]:
    """Those of the roster who teach, by given name."""
    return await staff_with(session, now.date(), Role.trainer)


def read_slot(said: str, now: datetime) -> SlotSaid:
    """What was typed as a time. Raises WrongAnswer."""
    found = slot_said(said, now.date())
    if found is None:
        raise WrongAnswer(Wrong.no_slot)
    if found.hours and found.hours[1] <= found.hours[0]:
        raise WrongAnswer(Wrong.ends_at_before)
    return found


async def slots_of(session: Session, calendar: WorkingTime, said: SlotSaid, now: datetime) -> list[Slot]:
    """Of several days only the working ones; a single day is taken as it was said."""
    count = (said.days.last - said.days.first).days + 1
    days = [said.days.first + timedelta(days=ahead) for ahead in range(min(count, 366))]
    if count > 1:
        days = [day for day in days if calendar.is_working_day(day)]
    if said.hours:
        return [by_the_clock(calendar, day, *said.hours) for day in days]
    hours = (await policies(session, now.date(), Policy.half_day_hours))[Policy.half_day_hours]
    return [slot for day in days for slot in half_days(calendar, day, said.half or Half.both, hours)]


def _must_fit(course: Course, slot: Slot, others: Iterable[Meeting], now: datetime) -> None:
    day = slot.starts_at.date()
    if not course.starts_on <= day <= course.ends_on:
        raise WrongAnswer(Wrong.slot_outside, first=course.starts_on, last=course.ends_on)
    if slot.starts_at <= now:
        raise WrongAnswer(Wrong.slot_passed)
    if any(slot.meets(one.starts_at, one.ends_at) for one in others):
        raise WrongAnswer(Wrong.slot_taken, first=day)


def _meeting(course_id: int, slot: Slot) -> Meeting:
    return Meeting(
        course_id=course_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        hours=slot.hours,
        room="",
        trainer="",
        topic="",
    )


async def _held(session: Session, person: Person, course_id: int) -> Course:
    must_run(person)
    course = await lock_course(session, course_id)
    if course.state is not CourseState.draft:
        raise NotADraft(course_id)
    return course


async def _held_meeting(session: Session, person: Person, meeting_id: int) -> tuple[Meeting, Course]:
    _, meeting = await meeting_of(session, person, meeting_id)
    course = await _held(session, person, meeting.course_id)
    present = await session.get(Meeting, meeting_id, populate_existing=True)
    if present is None:
        raise NoLongerThere
    return present, course


async def _of(session: Session, course: Course) -> Timetable:
    found = await session.scalars(select(Meeting).where(Meeting.course_id == course.id).order_by(Meeting.starts_at))
    programme = await session.get_one(Programme, course.programme_id)
    return Timetable(course, programme.hours, tuple(found))


async def _settled(session: Session, person: Person, course: Course, action: str, now: datetime) -> Timetable:
    """The timetable as it is now, noted in the trail; whoever looks at the draft sees that it has moved on."""
    course.changed_at = now
    await session.flush()
    after = await _of(session, course)
    await record(
        session,
        action,
        "course",
        course.id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        after={"meetings": len(after.meetings), "hours": after.laid_out},
    )
    return after
