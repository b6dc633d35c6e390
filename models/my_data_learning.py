"""What a person has said and reached in courses: marks, questions to trainers, answers in surveys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from models.class_question import ClassQuestion
from models.course import Course
from models.course_test import CourseTest, Score
from models.database import Session
from models.effect import EffectAnswer
from models.registration import Registration
from models.survey import SurveyAnswer


@dataclass(frozen=True)
class Learning:
    """Rows with title and code of the course first: (test, score, scale, when), (question, when), and so on."""

    scores: Sequence[Any]
    questions: Sequence[Any]
    surveys: Sequence[Any]
    effects: Sequence[Any]


async def learning_of(session: Session, official_id: int) -> Learning:
    """Four queries. What a leader answered about the person is the leader's, and not here."""
    course = (Course.title, Course.code)
    mine = Registration.official_id == official_id
    scores = (
        select(*course, CourseTest.name, Score.score, CourseTest.scale, Score.at)
        .join(Registration, Registration.id == Score.registration_id)
        .join(CourseTest, CourseTest.id == Score.test_id)
        .join(Course, Course.id == Registration.course_id)
    )
    questions = (
        select(*course, ClassQuestion.text, ClassQuestion.at)
        .join(Registration, Registration.id == ClassQuestion.registration_id)
        .join(Course, Course.id == Registration.course_id)
    )
    surveys = (
        select(*course, SurveyAnswer)
        .join(Registration, Registration.id == SurveyAnswer.registration_id)
        .join(Course, Course.id == Registration.course_id)
    )
    effects = (
        select(*course, EffectAnswer)
        .join(Registration, Registration.id == EffectAnswer.registration_id)
        .join(Course, Course.id == Registration.course_id)
    )
    found = [
        (await session.execute(query.where(mine).order_by(Registration.id))).all()
        for query in (scores, questions, surveys, effects)
    ]
    return Learning(*found)


async def forget_words(session: Session, official_id: int) -> None:
    """Questions and sentences go; marks and taps stay: the first are the training record, the second no words."""
    mine = select(Registration.id).where(Registration.official_id == official_id)
    await session.execute(delete(ClassQuestion).where(ClassQuestion.registration_id.in_(mine)))
    await session.execute(update(SurveyAnswer).where(SurveyAnswer.registration_id.in_(mine)).values(sentence=""))
