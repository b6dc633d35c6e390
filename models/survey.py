"""The survey of closing day (khảo sát): three taps and a sentence of one's own, from those who were there.

Thông tư 10/2017/TT-BNV has programme, trainers, premises and the course as a whole valued by those who took part. A row
per person, so that nobody answers twice; nobody who reads the answers is ever shown whose they are.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from sqlalchemy import ColumnElement, ForeignKey, Text, and_, exists, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from models.attendance import THERE, Attendance
from models.base import Base
from models.course import Course, CourseState, Meeting
from models.database import Session
from models.person import Person
from models.policy import Policy, policies
from models.refusals import NoLongerThere
from models.registration import Registration, State, locked
from models.result import JUDGED
from models.survey_refusals import SurveyOver

LOWEST, HIGHEST = 1, 5
SENTENCE = 500  # characters


class Question(IntEnum):
    """What is asked, in this order; the number stands in buttons."""

    content = 1
    trainer = 2
    organisation = 3


class SurveyAnswer(Base):
    """What one person answered so far, each from 1 (not satisfied) to 5."""

    __tablename__ = "survey_answers"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), primary_key=True)
    content: Mapped[int | None]
    trainer: Mapped[int | None]
    organisation: Mapped[int | None]
    sentence: Mapped[str] = mapped_column(Text, default="", server_default="")
    changed_at: Mapped[datetime]


@dataclass(frozen=True)
class Asked:
    """A survey before one person: the course, and what was answered so far."""

    registration_id: int
    code: str
    title: str
    closes_at: datetime
    last_day: date
    answers: dict[Question, int]
    sentence: str = ""

    @property
    def next(self) -> Question | None:
        """The first question without an answer."""
        return next((one for one in Question if one not in self.answers), None)


@dataclass(frozen=True)
class SurveyTime:
    """When a survey is asked, asked again, and closed: after the end of the last meeting."""

    after: timedelta
    again: timedelta
    closes: timedelta


async def survey_time(session: Session, now: datetime) -> SurveyTime:
    """As the policy says today."""
    names = (Policy.survey_after_minutes, Policy.survey_again_days, Policy.survey_open_days)
    values = await policies(session, now.date(), *names)
    minutes, again, days = (values[name] for name in names)
    return SurveyTime(timedelta(minutes=minutes), timedelta(days=again), timedelta(days=days))


def last_meeting() -> ColumnElement[datetime]:
    """When the last meeting of the course of the surrounding query ends."""
    return select(func.max(Meeting.ends_at)).where(Meeting.course_id == Course.id).correlate(Course).scalar_subquery()


def took_part() -> ColumnElement[bool]:
    """The condition that the person of the registration was there at least once, or completed the course."""
    was_there = exists().where(Attendance.registration_id == Registration.id, Attendance.mark.in_(THERE))
    return and_(
        Registration.state.in_(JUDGED), or_(Registration.state == State.completed, was_there.correlate(Registration))
    )


def has_answered() -> ColumnElement[bool]:
    """The condition that all three questions of the registration have an answer."""
    return (
        exists()
        .where(
            SurveyAnswer.registration_id == Registration.id,
            SurveyAnswer.content.is_not(None),
            SurveyAnswer.trainer.is_not(None),
            SurveyAnswer.organisation.is_not(None),
        )
        .correlate(Registration)
    )


async def asked(session: Session, person: Person, registration_id: int, now: datetime) -> Asked:
    """The survey as it stands for the person. Raises NoLongerThere for somebody else's, or SurveyOver."""
    registration = await session.get(Registration, registration_id, populate_existing=True)
    found = await _read(session, registration_id, now)
    if registration is None or registration.official_id != person.id or found is None:
        raise NoLongerThere
    if now >= found.closes_at:
        raise SurveyOver
    return found


async def survey_of(session: Session, registration_id: int, now: datetime) -> Asked | None:
    """The survey of a registration; None where it is not asked, or over."""
    found = await _read(session, registration_id, now)
    return found if found is not None and now < found.closes_at else None


async def _read(session: Session, registration_id: int, now: datetime) -> Asked | None:
    row = (
        await session.execute(
            select(Course.code, Course.title, last_meeting().label("over_at"), SurveyAnswer)
            .select_from(Registration)
            .join(Course, Course.id == Registration.course_id)
            .outerjoin(SurveyAnswer, SurveyAnswer.registration_id == Registration.id)
            .where(Registration.id == registration_id, took_part(), Course.state == CourseState.published)
        )
    ).one_or_none()
    if row is None or row.over_at is None or now < row.over_at:
        return None
    closes_at = row.over_at + (await survey_time(session, now)).closes
    given: SurveyAnswer | None = row.SurveyAnswer
    return Asked(
        registration_id=registration_id,
        code=row.code,
        title=row.title,
        closes_at=closes_at,
        last_day=(closes_at.astimezone(now.tzinfo) - datetime.resolution).date(),
        answers=_answers(given),
        sentence=given.sentence if given else "",
    )


async def answer(
    session: Session, person: Person, registration_id: int, question: int, value: int, now: datetime
) -> Asked:
    """Keep one tap, a second one as well, and give the survey as it then stands. Raises what `asked` does."""
    if question not in set(Question) or not LOWEST <= value <= HIGHEST:
        raise NoLongerThere
    row = await _row(session, person, registration_id, now)
    setattr(row, Question(question).name, value)
    row.changed_at = now
    await session.flush()
    return await asked(session, person, registration_id, now)


async def add_sentence(session: Session, person: Person, registration_id: int, said: str, now: datetime) -> Asked:
    """Keep the sentence, in place of an earlier one. Raises what `asked` does."""
    row = await _row(session, person, registration_id, now)
    row.sentence, row.changed_at = " ".join(said.split())[:SENTENCE], now
    await session.flush()
    return await asked(session, person, registration_id, now)


async def _row(session: Session, person: Person, registration_id: int, now: datetime) -> SurveyAnswer:
    await locked(session, registration_id)  # two taps at once come one after the other
    await asked(session, person, registration_id, now)
    row = await session.get(SurveyAnswer, registration_id, populate_existing=True)
    if row is None:
        row = SurveyAnswer(registration_id=registration_id, sentence="", changed_at=now)
        session.add(row)
    return row


def _answers(given: SurveyAnswer | None) -> dict[Question, int]:
    if given is None:
        return {}
    found: dict[Question, int | None] = {one: getattr(given, one.name) for one in Question}
    return {question: value for question, value in found.items() if value is not None}
