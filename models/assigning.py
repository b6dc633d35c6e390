"""The trainers of a course as its coordinator sees and sets them: meeting by meeting, from those who hold the role."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import aliased

from models.audit import record
from models.course import Course, CourseState, Meeting
from models.database import Session
from models.folding import given_name_key
from models.kinds import Role
from models.official import Official, RoleGrant, holds_on, is_present
from models.person import Person
from models.refusals import NoLongerThere
from models.roll_refusals import NoMeetings
from models.running import must_run
from models.teaching import Answer, Teaching


@dataclass(frozen=True)
class Slot:
    """One half-day with who teaches it; `trainer_id` is None for a guest who is known by name only, or for nobody."""

    id: int
    starts_at: datetime
    ends_at: datetime
    topic: str
    trainer_id: int | None
    trainer: str
    answer: Answer


@dataclass(frozen=True)
class FreeTrainer:
    """Somebody who may be chosen; `clash`: the code of a course that they teach at the same time."""

    id: int
    name: str
    unit: str
    clash: str


async def slots_of(session: Session, person: Person, course_id: int) -> list[Slot]:
    """The timetable with its trainers. Raises NoRight, NoMeetings."""
    must_run(person)
    rows = await session.execute(
        select(Meeting, Official.full_name, Teaching.answer)
        .outerjoin(Official, Official.id == Meeting.trainer_id)
        .outerjoin(Teaching, and_(Teaching.meeting_id == Meeting.id, Teaching.official_id == Meeting.trainer_id))
        .where(Meeting.course_id == course_id)
        .order_by(Meeting.starts_at)
    )
    slots = [
        Slot(one.id, one.starts_at, one.ends_at, one.topic, one.trainer_id, name or one.trainer, answer or Answer.none)
        for one, name, answer in rows
    ]
    if not slots:
        raise NoMeetings(course_id)
    return slots


async def trainers_for(session: Session, person: Person, meeting_id: int, today: date) -> list[FreeTrainer]:
    """Everybody with the role of a trainer, those who are free at that time first, by given name."""
    must_run(person)
    meeting = await _meeting(session, meeting_id)
    other, course = aliased(Meeting), aliased(Course)
    clash = (
        select(func.min(course.code))
        .select_from(other)
        .join(course, course.id == other.course_id)
        .where(
            other.trainer_id == Official.id,
            other.id != meeting_id,
            other.starts_at < meeting.ends_at,
            other.ends_at > meeting.starts_at,
            course.state == CourseState.published,
        )
        .correlate(Official)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(Official.id, Official.full_name, Official.unit_name, clash).where(
            is_present(today),
            exists().where(RoleGrant.official_id == Official.id, RoleGrant.role == Role.trainer, holds_on(today)),
        )
    )
    found = [FreeTrainer(one, name, unit, code or "") for one, name, unit, code in rows]
    return sorted(found, key=lambda one: (bool(one.clash), given_name_key(one.name), one.id))


async def assign(
    session: Session, person: Person, meeting_id: int, official_id: int | None, now: datetime, *, rest: bool = False
) -> int:
    """Give a meeting to a trainer, or (None) to nobody; `rest`: the course's other coming ones without a trainer too.

    How many changed. The trainer hears at the next tick. Raises NoRight, NoLongerThere for somebody who is no trainer.
    """
    must_run(person)
    chosen = await _meeting(session, meeting_id)
    course = await session.get_one(Course, chosen.course_id, with_for_update=True, populate_existing=True)
    name = await _name(session, official_id, now.date()) if official_id is not None else ""
    meetings = [await session.get_one(Meeting, meeting_id, with_for_update=True, populate_existing=True)]
    if rest:
        meetings += await session.scalars(
            select(Meeting)
            .where(
                Meeting.course_id == course.id,
                Meeting.id != meeting_id,
                Meeting.trainer_id.is_(None),
                Meeting.trainer == "",
                Meeting.starts_at > now,
            )
            .order_by(Meeting.id)
            .with_for_update()
        )
    changed = [one for one in meetings if (one.trainer_id, one.trainer) != (official_id, name)]
    for one in changed:
        await record(
            session, "assign_trainer", "meeting", one.id, now,
            actor_id=person.official_id, user_id=person.user_id,
            before={"trainer_id": one.trainer_id, "trainer": one.trainer},
            after={"trainer_id": official_id, "trainer": name},
        )  # fmt: skip
        one.trainer_id, one.trainer = official_id, name
    if changed:
        course.changed_at = now
    await session.flush()
    return len(changed)


async def course_of(session: Session, meeting_id: int) -> Course:
    """The course of a meeting. Raises NoLongerThere."""
    return await session.get_one(Course, (await _meeting(session, meeting_id)).course_id)


async def _meeting(session: Session, meeting_id: int) -> Meeting:
    meeting = await session.get(Meeting, meeting_id)
    if meeting is None:
        raise NoLongerThere
    return meeting


async def _name(session: Session, official_id: int, today: date) -> str:
    """The name of a present trainer."""
    is_trainer = exists().where(RoleGrant.official_id == Official.id, RoleGrant.role == Role.trainer, holds_on(today))
    name = await session.scalar(
        select(Official.full_name).where(Official.id == official_id, is_present(today), is_trainer)
    )
    if name is None:
        raise NoLongerThere
    return name
