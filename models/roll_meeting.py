"""The meetings whose roll is called: which, by whom, and from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select

from models.attendance import ON_ROLL, Attendance
from models.course import Course, CourseState, Meeting
from models.database import Session
from models.kinds import Role
from models.person import Person
from models.policy import Policy, policies
from models.refusals import CourseNotOpen, NoLongerThere, NoRight
from models.registration import Registration
from models.roll_refusals import NoMeetings, RollClosed, RollNotOpen


@dataclass(frozen=True)
class Window:
    """From when to when the roll of a meeting may be called; `codes_end` is when codes end, `late_from` from when on
    who comes by code is late."""

    opens: datetime
    late_from: datetime
    codes_end: datetime
    closes: datetime


@dataclass(frozen=True)
class RollMeeting:
    """A half-day as a roll names it; moments in UTC. `marked` people have a mark, of `people` in the roll."""

    id: int
    course_id: int
    code: str
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    topic: str
    people: int = 0
    marked: int = 0


def is_staff(person: Person) -> bool:
    return person.has(Role.coordinator, Role.admin)


def must_call(person: Person, meeting: Meeting) -> None:
    """The roll is called by the meeting's trainer, or by those who run courses. Raises NoRight or NotLinked."""
    if person.id != meeting.trainer_id and not is_staff(person):
        raise NoRight


async def window_of(session: Session, meeting: Meeting, now: datetime) -> Window:
    return (await windows_of(session, [meeting], now))[meeting.id]


async def windows_of(session: Session, meetings: Iterable[Meeting | RollMeeting], now: datetime) -> dict[int, Window]:
    """By meeting, in one query."""
    values = await policies(session, now.date(), Policy.roll_opens_minutes, Policy.roll_late_minutes, Policy.roll_days)
    return {
        one.id: Window(
            opens=one.starts_at - timedelta(minutes=values[Policy.roll_opens_minutes]),
            late_from=one.starts_at + timedelta(minutes=values[Policy.roll_late_minutes]),
            codes_end=one.ends_at,
            closes=one.ends_at + timedelta(days=values[Policy.roll_days]),
        )
        for one in meetings
    }


async def meetings_of_today(session: Session, official_id: int, now: datetime) -> list[RollMeeting]:
    """What the trainer teaches today, in order of time."""
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    return await _meetings(
        session,
        Meeting.trainer_id == official_id,
        Meeting.starts_at >= midnight,
        Meeting.starts_at < midnight + timedelta(days=1),
    )


async def on_now(session: Session, found: Iterable[RollMeeting], now: datetime) -> list[RollMeeting]:
    """Those of these meetings whose roll is open and which are not over."""
    of_day = list(found)
    windows = await windows_of(session, of_day, now)
    return [one for one in of_day if windows[one.id].opens <= now < one.ends_at]


async def next_taught(session: Session, official_id: int, now: datetime) -> datetime | None:
    """When the trainer's next meeting begins."""
    found = await session.scalar(
        select(func.min(Meeting.starts_at))
        .join(Course, Course.id == Meeting.course_id)
        .where(Meeting.trainer_id == official_id, Meeting.starts_at > now, Course.state == CourseState.published)
    )
    return found.astimezone(now.tzinfo) if found else None


async def meetings_of_course(session: Session, person: Person, course_id: int) -> list[RollMeeting]:
    """All half-days of a course, for those who run courses. Raises NoMeetings where there is no timetable."""
    person.must_have(Role.coordinator, Role.admin)
    found = await _meetings(session, Meeting.course_id == course_id)
    if not found:
        raise NoMeetings(course_id)
    return found


async def meeting_of(session: Session, meeting_id: int) -> RollMeeting | None:
    """One half-day as a roll names it."""
    found = await _meetings(session, Meeting.id == meeting_id)
    return found[0] if found else None


async def open_meeting(session: Session, person: Person, meeting_id: int, now: datetime) -> Meeting:
    """A meeting whose roll the person may call at this moment. Later only those who run courses correct it."""
    meeting = await called_meeting(session, person, meeting_id)
    course = await session.get_one(Course, meeting.course_id)
    if course.state is not CourseState.published:
        raise CourseNotOpen(course.id, cancelled=course.state is CourseState.cancelled)
    window = await window_of(session, meeting, now)
    if now < window.opens:
        raise RollNotOpen(meeting_id, window.opens)
    if now >= window.closes and not is_staff(person):
        raise RollClosed(meeting_id, window.closes)
    return meeting


async def must_still_be(session: Session, meeting_id: int) -> None:
    """Asked when what is marked is held: until then the meeting may have been taken away. Raises NoLongerThere."""
    if await session.scalar(select(Meeting.id).where(Meeting.id == meeting_id)) is None:
        raise NoLongerThere


async def called_meeting(session: Session, person: Person, meeting_id: int) -> Meeting:
    """A meeting whose roll the person may see and, in its time, call. Raises NoLongerThere, NoRight."""
    meeting = await session.get(Meeting, meeting_id)
    if meeting is None:
        raise NoLongerThere
    must_call(person, meeting)
    return meeting


async def _meetings(session: Session, *conditions: ColumnElement[bool]) -> list[RollMeeting]:
    on_roll = Registration.state.in_(ON_ROLL)
    people = (
        select(func.count())
        .where(Registration.course_id == Meeting.course_id, on_roll)
        .correlate(Meeting)
        .scalar_subquery()
    )
    marked = (
        select(func.count())
        .select_from(Attendance)
        .join(Registration, Registration.id == Attendance.registration_id)
        .where(Attendance.meeting_id == Meeting.id, on_roll)
        .correlate(Meeting)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(
            Meeting.id,
            Course.id,
            Course.code,
            Course.title,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.room,
            Meeting.topic,
            people,
            marked,
        )
        .join(Course, Course.id == Meeting.course_id)
        .where(*conditions, Course.state == CourseState.published)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [RollMeeting(*row) for row in rows]
