"""Moving what is planned: a meeting, all that are still to come, the venue, the room, the trainer; one more or less."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select, update

from models.audit import record
from models.change_meetings import add, take_away
from models.change_plan import FURTHEST, AddPlan, MeetingPlan, RemovePlan, ShiftPlan, VenuePlan
from models.change_refusals import CannotChange, ChangeBar
from models.course import Course, CourseState, Meeting
from models.course_face import Face, face_of
from models.database import Session
from models.person import Person
from models.queue import begins_at
from models.quiet import QuietHours
from models.registration import Registration, State
from models.telling_changes import Told, tell_change

ACTIONS = {AddPlan: "add_meetings", RemovePlan: "remove_meeting"}


async def move(
    session: Session,
    person: Person,
    course: Course,
    plan: MeetingPlan | AddPlan | RemovePlan | ShiftPlan | VenuePlan,
    quiet: QuietHours | None,
    now: datetime,
) -> Told:
    """Change a published course, whose row the caller holds, and tell everybody concerned. Raises CannotChange."""
    if course.state is not CourseState.published:
        raise CannotChange(ChangeBar.not_published, course.id)
    before, closed_before = await face_of(session, course.id), course.closes_at
    match plan:
        case MeetingPlan():
            await _move_one(session, course, plan, before, now)
        case AddPlan():
            await add(session, course, plan, before, now)
        case RemovePlan():
            await take_away(session, course, plan, before, now)
        case ShiftPlan():
            await _shift(session, course, plan.days, before, now)
        case VenuePlan():
            await _move_place(session, course, plan.venue, before, now)
    action = ACTIONS.get(type(plan), "move")
    return await settle(session, person, course, before, closed_before, quiet, now, action)


async def settle(
    session: Session,
    person: Person,
    course: Course,
    before: Face,
    closed_before: datetime,
    quiet: QuietHours | None,
    now: datetime,
    action: str,
) -> Told:
    """What follows of a change that is made: the days, the deadline, the trail, the messages."""
    after = await face_of(session, course.id)
    _follow(course, before, after, now)
    after = await face_of(session, course.id)
    if not before.differs(after, now):
        raise CannotChange(ChangeBar.unchanged, course.id)
    course.changed_at = now
    begins = await begins_at(session, course, now)  # no offer outlasts the beginning
    late = Registration.course_id == course.id, Registration.state == State.offered, Registration.offered_until > begins
    await session.execute(update(Registration).where(*late).values(offered_until=begins))
    await record(
        session,
        action,
        "course",
        course.id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        before=before.to_json() | {"closes_at": closed_before.isoformat()},
        after=after.to_json() | {"closes_at": course.closes_at.isoformat()},
    )
    return await tell_change(session, course, before, after, person, quiet, now)


async def _move_one(session: Session, course: Course, plan: MeetingPlan, before: Face, now: datetime) -> None:
    """Other values for a meeting that has not begun; the row stays the same, and with it its attendance and UID."""
    meeting = await session.get(Meeting, plan.meeting_id, with_for_update=True, populate_existing=True)
    if meeting is None or meeting.course_id != course.id:
        raise CannotChange(ChangeBar.over, course.id)
    if meeting.starts_at <= now:
        raise CannotChange(ChangeBar.begun, course.id, meeting.starts_at)
    if plan.starts_at is not None and plan.ends_at is not None:
        if plan.ends_at.astimezone(now.tzinfo).date() != plan.starts_at.astimezone(now.tzinfo).date():
            raise CannotChange(ChangeBar.same_day_only, course.id)
        _must_be_free(course, before, {meeting.id: plan.starts_at}, now)
        others = [one for one in before.meetings if one.id != meeting.id]
        if any(plan.starts_at < one.ends_at and one.starts_at < plan.ends_at for one in others):
            raise CannotChange(ChangeBar.overlaps, course.id, plan.starts_at)
        meeting.starts_at, meeting.ends_at = plan.starts_at, plan.ends_at
    if plan.room is not None:
        meeting.room = plan.room
    if plan.trainer is not None:
        meeting.trainer, meeting.trainer_id = plan.trainer, plan.trainer_id


async def _shift(session: Session, course: Course, days: int, before: Face, now: datetime) -> None:
    """All meetings that have not begun go together; none is skipped."""
    coming = await _coming(session, course, now)
    if not coming and (before.meetings or course.starts_on <= now.date()):
        raise CannotChange(ChangeBar.over, course.id)
    by = timedelta(days=days)
    _must_be_free(course, before, {one.id: one.starts_at + by for one in coming}, now)
    if len(coming) == len(before.meetings):
        course.starts_on, course.ends_on = course.starts_on + by, course.ends_on + by
    if not coming and not now.date() < course.starts_on <= (now + FURTHEST).date():
        bar = ChangeBar.past if course.starts_on <= now.date() else ChangeBar.too_far
        raise CannotChange(bar, course.id, datetime.combine(course.starts_on, time(), now.tzinfo))
    for one in reversed(coming) if days > 0 else coming:  # each into an hour that the one before it has left
        one.starts_at, one.ends_at = one.starts_at + by, one.ends_at + by
        await session.flush()


async def _move_place(session: Session, course: Course, venue: str, before: Face, now: datetime) -> None:
    """Another venue for all that is still to come; the rooms of the old one are no longer true."""
    if before.begins_after(now) is None:
        raise CannotChange(ChangeBar.over, course.id)
    course.venue = venue
    for one in await _coming(session, course, now):
        one.room = ""


async def _coming(session: Session, course: Course, now: datetime) -> Sequence[Meeting]:
    rows = await session.scalars(
        select(Meeting)
        .where(Meeting.course_id == course.id, Meeting.starts_at > now)
        .order_by(Meeting.starts_at)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return rows.all()


def _must_be_free(course: Course, before: Face, moved: dict[int, datetime], now: datetime) -> None:
    """The new hours lie ahead, within a year, and no other meeting of the course begins then."""
    taken = {one.starts_at for one in before.meetings if one.id not in moved}
    for at in moved.values():
        if at <= now:
            raise CannotChange(ChangeBar.past, course.id, at)
        if at > now + FURTHEST:
            raise CannotChange(ChangeBar.too_far, course.id, at)
        if at in taken:
            raise CannotChange(ChangeBar.same_hour, course.id, at)


def _follow(course: Course, before: Face, after: Face, now: datetime) -> None:
    """The first and the last day go with the meetings; registration closes before the course begins.

    A deadline that was the morning of the beginning, as it is where none was set, goes along with it.
    """
    if after.meetings:
        first, last = (after.meetings[place].starts_at.astimezone(now.tzinfo).date() for place in (0, -1))
        was_first, was_last = _edges(before, now)
        course.starts_on = first if before.starts_on == was_first else min(course.starts_on, first)
        course.ends_on = last if before.ends_on == was_last else max(course.ends_on, last)
    usual = midnight_of(course.starts_on, now)
    was_usual = course.closes_at == midnight_of(before.starts_on, now)
    if was_usual or (course.closes_at > usual + timedelta(days=1) and course.closes_at > now):
        course.closes_at = usual
    if course.quotas_until is not None and course.quotas_until > course.closes_at:
        course.quotas_until = course.closes_at


def _edges(face: Face, now: datetime) -> tuple[date | None, date | None]:
    """The local days of the first and the last meeting."""
    days = [one.starts_at.astimezone(now.tzinfo).date() for one in face.meetings]
    return (days[0], days[-1]) if days else (None, None)


def midnight_of(day: date, now: datetime) -> datetime:
    """When a local day begins."""
    return datetime.combine(day, time(), now.tzinfo)
