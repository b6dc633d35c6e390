"""Changing one field of a course, a draft's at once, a published one's after it was rehearsed: the one verb for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from models.audit import record
from models.course import Course, CourseCommune, CourseState
from models.course_answers import checked_deadline, end_of
from models.course_fields import CourseField, fields_of, present_value, put
from models.course_proposals import usual_deadline
from models.course_seats import give_raised_seats, must_hold
from models.database import Session, one_at_a_time
from models.news.openings import CourseGiven
from models.notice import tell
from models.opening_refusals import CourseMovedOn, NotADraft, Wrong, WrongAnswer
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import lock_course
from models.running import Phase, must_run, phase_of
from models.workbook_rows import code_key
from models.working_time import working_time


@dataclass(frozen=True)
class Effect:
    """What a change did, or would do. `offered`: how many of the queue are offered a seat, of the `queued`."""

    field: CourseField
    before: Any
    after: Any
    offered: int = 0
    queued: int = 0


async def editable(session: Session, person: Person, course_id: int, now: datetime) -> Course:
    """A course that the person may edit in some way. Raises NotADraft for one that is over or cancelled."""
    must_run(person)
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    if phase_of(course, now) in (Phase.finished, Phase.cancelled):
        raise NotADraft(course_id)
    return course


async def change_course(
    session: Session, person: Person, course_id: int, field: CourseField, value: Any, now: datetime, *, seen: Any = ...
) -> Effect:
    """Set one field. `seen`: what the person saw standing there; raises CourseMovedOn when it is no longer so.

    Raises WrongAnswer, and what `must_hold` raises: seats never go below what is held (promise 1). Raised seats are
    offered to the queue by `serve_queue`, as every other free seat.
    """
    await editable(session, person, course_id, now)
    course = await lock_course(session, course_id)
    if field not in fields_of(course):
        raise NotADraft(course_id)
    before = await present_value(session, course, field)
    if seen is not ... and seen != before:
        raise CourseMovedOn(course_id)
    effect = Effect(field, before, value)
    if value == before:
        return effect
    await _must_fit(session, course, field, value, now)
    put(course, field, value, now)
    if field is CourseField.communes:
        await session.execute(delete(CourseCommune).where(CourseCommune.course_id == course_id))
        session.add_all(CourseCommune(course_id=course_id, commune_id=one) for one in value)
    if field is CourseField.days and course.closes_at > end_of(course.starts_on, now):
        course.closes_at = await usual_deadline(session, await working_time(session, now), course.starts_on, now)
    if field is CourseField.deadline and course.quotas_until is not None:
        course.quotas_until = min(course.quotas_until, course.closes_at)
    course.changed_at = now
    await session.flush()
    await record(
        session,
        f"change_{field}",
        "course",
        course_id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        before={field.value: before},
        after={field.value: value},
    )
    if course.state is not CourseState.published:
        return effect
    if field is CourseField.coordinator and value != person.official_id:
        key = f"course-given:{course_id}:{now.timestamp()}"
        await tell(session, CourseGiven(course_id), key=key, official_id=value, now=now)
    if field in (CourseField.seats, CourseField.cap):
        return Effect(field, before, value, *await give_raised_seats(session, course_id, now))
    return effect


async def rehearse_change(
    session: Session, person: Person, course_id: int, field: CourseField, value: Any, now: datetime
) -> Effect:
    """What the change would do: it is done, and thrown away. Raises as the change itself."""
    nested = await session.begin_nested()
    effect = await change_course(session, person, course_id, field, value, now)
    await nested.rollback()
    return effect


async def _must_fit(session: Session, course: Course, field: CourseField, value: Any, now: datetime) -> None:
    """Raises for a value that the rest of the course does not allow."""
    match field:
        case CourseField.code:
            await one_at_a_time(session, "course-codes")
            others = await session.scalars(select(Course.code).where(Course.id != course.id))
            if code_key(value) in map(code_key, others):
                raise WrongAnswer(Wrong.code_taken, said=value)
        case CourseField.deadline:
            checked_deadline(datetime.fromisoformat(value), course.starts_on, now)
        case CourseField.minimum if value > course.seats:
            raise WrongAnswer(Wrong.above_seats, most=course.seats)
        case CourseField.cap if value is not None:
            if value > course.seats:
                raise WrongAnswer(Wrong.above_seats, most=course.seats)
            await must_hold(session, course, course.seats, value, now)
        case CourseField.seats:
            await must_hold(session, course, value, course.commune_cap, now)
            if value < course.minimum:
                raise WrongAnswer(Wrong.below_minimum, least=course.minimum)
            if course.commune_cap is not None and value < course.commune_cap:
                raise WrongAnswer(Wrong.below_cap, least=course.commune_cap)
