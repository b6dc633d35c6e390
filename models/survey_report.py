"""What a survey came to, for who teaches and who runs the course: averages and sentences, never whose they are.

Below a number of answers nothing is shown. The sentences stand in an order that says nothing of who wrote when.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from models.course import Course, Meeting
from models.database import Session
from models.effect_report import EffectReport, effect_report
from models.kinds import Role
from models.person import Person
from models.policy import Policy, policy
from models.refusals import NoLongerThere, NoRight
from models.registration import Registration
from models.survey import Question, SurveyAnswer, has_answered, took_part


@dataclass(frozen=True)
class SurveyReport:
    """`people` were there, `answers` of them answered all of it, at least `least` must. `after`: three months later."""

    course: Course
    people: int
    answers: int
    least: int
    averages: dict[Question, float]
    sentences: tuple[str, ...]
    after: EffectReport | None

    @property
    def is_shown(self) -> bool:
        return self.answers >= self.least


async def survey_report(session: Session, person: Person, course_id: int, now: datetime) -> SurveyReport:
    """For coordinators and admins, and without what came three months later for those who taught a meeting.

    Raises NoRight or NoLongerThere.
    """
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    runs = person.has(Role.coordinator, Role.admin)
    if not runs and not await _taught(session, person, course_id):
        raise NoRight
    least = await policy(session, Policy.survey_least_answers, now.date())
    people = await session.scalar(
        select(func.count()).select_from(Registration).where(Registration.course_id == course_id, took_part())
    )
    answered = Registration.course_id == course_id, took_part(), has_answered()
    row = (
        await session.execute(
            select(func.count(), *(func.avg(getattr(SurveyAnswer, one.name)) for one in Question))
            .select_from(Registration)
            .join(SurveyAnswer, SurveyAnswer.registration_id == Registration.id)
            .where(*answered)
        )
    ).one()
    is_shown = row[0] >= least
    sentences = await session.scalars(
        select(SurveyAnswer.sentence)
        .join(Registration, Registration.id == SurveyAnswer.registration_id)
        .where(*answered, SurveyAnswer.sentence != "")
    )
    return SurveyReport(
        course=course,
        people=people or 0,
        answers=row[0],
        least=least,
        averages={one: float(value) for one, value in zip(Question, row[1:], strict=True)} if is_shown else {},
        sentences=shuffled(course_id, sentences.all()) if is_shown else (),
        after=await effect_report(session, course_id, least) if runs else None,
    )


def shuffled(course_id: int, sentences: Sequence[str]) -> tuple[str, ...]:
    """The same order for every reader at any time, and none that a name, a seat or an hour could be read from."""
    return tuple(sorted(sentences, key=lambda said: hashlib.sha256(f"{course_id}:{said}".encode()).hexdigest()))


async def _taught(session: Session, person: Person, course_id: int) -> bool:
    teaches = exists().where(Meeting.course_id == course_id, Meeting.trainer_id == person.id)
    return bool(await session.scalar(select(teaches)))
