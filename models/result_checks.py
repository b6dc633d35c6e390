"""Proves on the rows what is promised of results and certificates; `models/checks.py` asks it with the others."""

from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, or_, select

from models.certificate import Certificate
from models.course import Course, Meeting
from models.registration import Registration, State
from models.result import CLOSED, Result


def _held() -> Select[*tuple[Any, ...]]:
    return select(Course.code, func.count(), literal(0)).join(Registration, Registration.course_id == Course.id)


_stands = Result.registration_id == Registration.id, Result.turned_back_at.is_(None)
_first_meeting = (
    select(func.min(Meeting.starts_at)).where(Meeting.course_id == Course.id).correlate(Course).scalar_subquery()
)

QUESTIONS: dict[str, Select[*tuple[Any, ...]]] = {
    # Completed, or not, without a result that says the same.
    "results": _held()
    .where(
        Registration.state.in_(CLOSED),
        ~exists().where(*_stands, Result.passed.is_(True) == (Registration.state == State.completed)),
    )
    .group_by(Course.id, Course.code),
    # A result for somebody who is neither.
    "results_open": _held()
    .where(Registration.state.not_in(CLOSED), exists().where(*_stands))
    .group_by(Course.id, Course.code),
    # Another result than its figures say, and nobody's word for it.
    "conditions": _held()
    .join(Result, and_(*_stands))
    .where(
        Result.reason == "",
        or_(
            Result.passed != Result.fulfilled,
            and_(
                Result.passed.is_(True),
                or_(
                    Result.tests_passed < Result.tests,
                    and_(Result.meetings > 0, Result.there + Result.excused == 0),
                    Result.meetings + Result.tests == 0,
                ),
            ),
        ),
    )
    .group_by(Course.id, Course.code),
    # A result before the course has begun.
    "results_early": _held()
    .join(Result, and_(*_stands))
    .where(Result.decided_at < _first_meeting)
    .group_by(Course.id, Course.code),
    # A valid certificate for who has not completed the course.
    "certificates": _held()
    .where(
        Registration.state != State.completed,
        exists().where(Certificate.registration_id == Registration.id, Certificate.withdrawn_at.is_(None)),
    )
    .group_by(Course.id, Course.code),
}
