"""Proves on the rows what is promised of seats and approvals."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal, select

from models.course import Course
from models.database import Session
from models.kinds import Route
from models.programme import Programme
from models.registration import LIVE, SEATED, Registration, State


@dataclass(frozen=True)
class Broken:
    """A promise that the data breaks: which, in which course, the number found and the number allowed."""

    promise: str
    course_code: str
    actual: int
    allowed: int


async def broken_promises(session: Session) -> list[Broken]:
    """Everything that must never be; empty when all is well."""
    return [Broken(promise, *row) for promise, query in _QUESTIONS.items() for row in await session.execute(query)]


def _held(*columns: Any) -> Select[*tuple[Any, ...]]:
    return select(Course.code, func.count(), *columns).join(Registration, Registration.course_id == Course.id)


_QUESTIONS: dict[str, Select[*tuple[Any, ...]]] = {
    "seats": _held(Course.seats)
    .where(Registration.state.in_(SEATED))
    .group_by(Course.id, Course.code, Course.seats)
    .having(func.count() > Course.seats),
    "cap": _held(Course.commune_cap)
    .where(Registration.state.in_(SEATED), Registration.commune_id.is_not(None), Course.commune_cap.is_not(None))
    .group_by(Course.id, Course.code, Course.commune_cap, Registration.commune_id)
    .having(func.count() > Course.commune_cap),
    "twice": _held(literal(1))
    .where(Registration.state.in_(LIVE))
    .group_by(Course.id, Course.code, Registration.official_id)
    .having(func.count() > 1),
    "approval": _held(literal(0))
    .join(Programme, Programme.id == Course.programme_id)
    .where(Registration.state == State.confirmed, Programme.route != Route.none, Registration.decided_by_id.is_(None))
    .group_by(Course.id, Course.code),
}
