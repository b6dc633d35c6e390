"""More meetings for a published course, or one fewer; everybody concerned hears of it as of any other change."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from models.attendance import ON_ROLL
from models.change_plan import FURTHEST, AddPlan, RemovePlan
from models.change_refusals import CannotChange, ChangeBar
from models.course import Course, Meeting
from models.course_face import Face, MeetingFace
from models.database import Session
from models.registration import Registration
from models.roll_sheet import recorded


async def add(session: Session, course: Course, plan: AddPlan, before: Face, now: datetime) -> None:
    """Room and trainer are those of the other meetings, where they all have the same. Raises CannotChange."""
    taken = [(one.starts_at, one.ends_at) for one in before.meetings]
    room, (trainer, trainer_id) = _common(before.meetings)
    for starts_at, ends_at, hours in plan.slots:
        if starts_at <= now:
            raise CannotChange(ChangeBar.past, course.id, starts_at)
        if starts_at > now + FURTHEST:
            raise CannotChange(ChangeBar.too_far, course.id, starts_at)
        if any(starts_at < end and start < ends_at for start, end in taken):
            raise CannotChange(ChangeBar.overlaps, course.id, starts_at)
        taken.append((starts_at, ends_at))
        session.add(
            Meeting(
                course_id=course.id,
                starts_at=starts_at,
                ends_at=ends_at,
                hours=hours,
                room=room,
                trainer=trainer,
                trainer_id=trainer_id,
                topic="",
            )
        )
    await session.flush()


async def take_away(session: Session, course: Course, plan: RemovePlan, before: Face, now: datetime) -> None:
    """Not the only one, nor one that has begun, nor one with marks or a signed sheet. Raises CannotChange.

    Whom a roll could mark is held first, then the meeting: nobody is marked in a meeting that is on its way out.
    """
    on_roll = Registration.course_id == course.id, Registration.state.in_(ON_ROLL)
    await session.execute(select(Registration.id).where(*on_roll).order_by(Registration.id).with_for_update())
    meeting = await session.get(Meeting, plan.meeting_id, with_for_update=True, populate_existing=True)
    if meeting is None or meeting.course_id != course.id:
        raise CannotChange(ChangeBar.gone, course.id)
    if meeting.starts_at <= now:
        raise CannotChange(ChangeBar.begun, course.id, meeting.starts_at)
    if await recorded(session, [meeting.id]):
        raise CannotChange(ChangeBar.rolled, course.id, meeting.starts_at)
    if len(before.meetings) == 1:
        raise CannotChange(ChangeBar.only_one, course.id, meeting.starts_at)
    await session.delete(meeting)
    await session.flush()


def _common(meetings: Collection[MeetingFace]) -> tuple[str, tuple[str, int | None]]:
    """The room, and the name and id of the trainer, of all these meetings; empty where they differ."""
    rooms = {one.room for one in meetings}
    trainers = {(one.trainer, one.trainer_id) for one in meetings}
    return rooms.pop() if len(rooms) == 1 else "", trainers.pop() if len(trainers) == 1 else ("", None)
