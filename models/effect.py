"""What a course came to at work (hiệu quả sau bồi dưỡng, Thông tư 10/2017/TT-BNV): three months later two taps from who
completed it, and one from the leader of the commune where the person works now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.course import Course, CourseState
from models.database import Session
from models.folding import given_name_key
from models.official import Official, is_present
from models.person import Person
from models.policy import Policy, policies
from models.refusals import NoLongerThere, NoRight
from models.registration import Registration, State, locked
from models.survey_refusals import SurveyOver


class Used(IntEnum):
    """How often the learner uses it; the number stands in buttons and in rows."""

    often = 1
    sometimes = 2
    never = 3


class Hindrance(IntEnum):
    """What hinders most; the number stands in buttons and in rows."""

    nothing = 1
    other_work = 2
    no_time = 3
    no_means = 4
    not_practical = 5


class Seen(IntEnum):
    """What the leader sees of it; the number stands in buttons and in rows."""

    clearly = 1
    partly = 2
    not_yet = 3


class EffectAnswer(Base):
    """What was answered about one registration: by the learner (`used`, `hindrance`) and by a leader (`seen`)."""

    __tablename__ = "effect_answers"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), primary_key=True)
    used: Mapped[int | None]
    hindrance: Mapped[int | None]
    answered_at: Mapped[datetime | None]
    seen: Mapped[int | None]
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    seen_for_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    seen_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Effect:
    """The question before its learner, and what was answered so far."""

    registration_id: int
    code: str
    title: str
    ends_on: date
    used: Used | None
    hindrance: Hindrance | None


@dataclass(frozen=True)
class EffectLine:
    """One person of a leader's list."""

    registration_id: int
    full_name: str
    code: str
    title: str
    ends_on: date
    seen: Seen | None


@dataclass(frozen=True)
class EffectTime:
    """How many days after the last day of a course it is asked, and for how many days one may answer."""

    after: timedelta
    open: timedelta


async def effect_time(session: Session, now: datetime) -> EffectTime:
    """As the policy says today."""
    values = await policies(session, now.date(), Policy.effect_after_days, Policy.effect_open_days)
    return EffectTime(timedelta(days=values[Policy.effect_after_days]), timedelta(days=values[Policy.effect_open_days]))


async def effect_of(session: Session, person: Person, registration_id: int, now: datetime) -> Effect:
    """The question before the person. Raises NoLongerThere for somebody else's or before its day, or SurveyOver."""
    registration = await session.get(Registration, registration_id)
    found = await open_effect(session, registration_id)
    if registration is None or registration.official_id != person.id or found is None:
        raise NoLongerThere
    when, today = await effect_time(session, now), now.date()
    if today < found.ends_on + when.after:
        raise NoLongerThere
    if today >= found.ends_on + when.after + when.open:
        raise SurveyOver
    return found


async def open_effect(session: Session, registration_id: int) -> Effect | None:
    """The question of a registration; None where the course was not completed."""
    row = (
        await session.execute(
            select(Course.code, Course.title, Course.ends_on, EffectAnswer.used, EffectAnswer.hindrance)
            .select_from(Registration)
            .join(Course, Course.id == Registration.course_id)
            .outerjoin(EffectAnswer, EffectAnswer.registration_id == Registration.id)
            .where(
                Registration.id == registration_id,
                Registration.state == State.completed,
                Course.state == CourseState.published,
            )
        )
    ).one_or_none()
    if row is None:
        return None
    used = Used(row.used) if row.used else None
    hindrance = Hindrance(row.hindrance) if row.hindrance else None
    return Effect(registration_id, row.code, row.title, row.ends_on, used, hindrance)


async def answer_effect(
    session: Session,
    person: Person,
    registration_id: int,
    now: datetime,
    *,
    used: int | None = None,
    hindrance: int | None = None,
) -> Effect:
    """Keep one of the learner's taps. Raises what `effect_of` does."""
    if (used is not None and used not in set(Used)) or (hindrance is not None and hindrance not in set(Hindrance)):
        raise NoLongerThere
    await locked(session, registration_id)
    await effect_of(session, person, registration_id, now)
    row = await _row(session, registration_id)
    row.used, row.hindrance = used or row.used, hindrance or row.hindrance
    row.answered_at = now
    await session.flush()
    return await effect_of(session, person, registration_id, now)


async def forget_effect(session: Session, person: Person, registration_id: int, now: datetime) -> Effect:
    """Both taps are asked for anew. Raises what `effect_of` does."""
    await locked(session, registration_id)
    await effect_of(session, person, registration_id, now)
    row = await _row(session, registration_id)
    row.used = row.hindrance = row.answered_at = None
    await session.flush()
    return await effect_of(session, person, registration_id, now)


async def effects_seen_by(session: Session, person: Person, month: date, now: datetime) -> tuple[EffectLine, ...]:
    """The people whom a leader is asked about for a month: who completed a course, became due in it, and works in a
    commune that the person decides for. By given name; never the leader, nor whom the leader stands in for."""
    after = (await effect_time(session, now)).after
    first, last = due_in(month, after)
    rows = await session.execute(
        select(Registration.id, Official.full_name, Course.code, Course.title, Course.ends_on, EffectAnswer.seen)
        .join(Official, Official.id == Registration.official_id)
        .join(Course, Course.id == Registration.course_id)
        .outerjoin(EffectAnswer, EffectAnswer.registration_id == Registration.id)
        .where(
            Registration.state == State.completed,
            Course.state == CourseState.published,
            Course.ends_on.between(first, last),
            Official.commune_id.in_(person.leads),
            Official.id.not_in([person.id, *person.acting_for.values()]),
            is_present(now.date()),
        )
    )
    lines = [EffectLine(*row[:5], Seen(row.seen) if row.seen else None) for row in rows]
    return tuple(sorted(lines, key=lambda one: (given_name_key(one.full_name), one.registration_id)))


def due_in(month: date, after: timedelta) -> tuple[date, date]:
    """First and last closing day of the courses whose question falls due within the month that begins on that day."""
    following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return month - after, following - timedelta(days=1) - after


async def say_seen(session: Session, person: Person, registration_id: int, seen: int, now: datetime) -> date:
    """A leader's tap on one person; the month to whose list the person belongs. Raises NoRight or NoLongerThere."""
    if seen not in set(Seen):
        raise NoLongerThere
    registration = await locked(session, registration_id)
    official = await session.get_one(Official, registration.official_id)
    if official.commune_id is None or official.commune_id not in person.leads:
        raise NoRight
    acting_for = person.acting_for.get(official.commune_id)
    if official.id in (person.id, acting_for):
        raise NoRight
    course = await session.get_one(Course, registration.course_id)
    if registration.state is not State.completed or course.state is not CourseState.published:
        raise NoLongerThere
    when = await effect_time(session, now)
    due = course.ends_on + when.after
    if now.date() >= due + timedelta(days=31) + when.open:
        raise SurveyOver
    row = await _row(session, registration_id)
    row.seen, row.seen_by_id, row.seen_for_id, row.seen_at = seen, person.id, acting_for, now
    await session.flush()
    return due.replace(day=1)


async def _row(session: Session, registration_id: int) -> EffectAnswer:
    row = await session.get(EffectAnswer, registration_id, populate_existing=True)
    if row is None:
        row = EffectAnswer(registration_id=registration_id)
        session.add(row)
    return row
