"""The fields of a course that a coordinator edits: which may be, how an answer is read, what stands in them now.

A value is plain JSON, because it may wait in a row to be confirmed: days as two ISO dates, a moment as ISO in UTC,
communes as ids (none: all are invited), «no cap», «no institution» and the like as None.
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from models.course import Course, CourseCommune, CourseState
from models.course_answers import (
    LINE,
    MOST_SEATS,
    NUMBER,
    checked_days,
    read_code,
    read_deadline,
    read_first_day,
    read_line,
    read_number,
)
from models.course_words import (
    communes_said,
    district_number,
    institution_named,
    institutions,
    modes,
    one_of_staff,
    staff_with,
)
from models.database import Session
from models.folding import fold
from models.kinds import Role
from models.opening_refusals import Wrong, WrongAnswer


class CourseField(StrEnum):
    code = "code"
    called = "title"
    days = "days"
    deadline = "deadline"
    seats = "seats"
    minimum = "minimum"
    cap = "cap"
    venue = "venue"
    institution = "institution"
    mode = "mode"
    communes = "communes"
    coordinator = "coordinator"
    document = "document"


FIELDS = tuple(CourseField)  # buttons carry the place of a field in it
OF_PUBLISHED = (
    CourseField.called,
    CourseField.deadline,
    CourseField.seats,
    CourseField.minimum,
    CourseField.cap,
    CourseField.coordinator,
    CourseField.document,
)
"""What may be changed here once people have planned with the course; days and place are moved with care elsewhere."""

MAY_BE_NOTHING = (
    CourseField.minimum,
    CourseField.cap,
    CourseField.venue,
    CourseField.institution,
    CourseField.mode,
    CourseField.communes,
    CourseField.document,
)
_NOTHING: dict[CourseField, Any] = {
    CourseField.minimum: 0,
    CourseField.venue: "",
    CourseField.document: "",
    CourseField.communes: [],
}


def fields_of(course: Course) -> tuple[CourseField, ...]:
    """What may be edited in its state; nothing of a cancelled one."""
    if course.state is CourseState.cancelled:
        return ()
    return FIELDS if course.state is CourseState.draft else OF_PUBLISHED


async def present_value(session: Session, course: Course, field: CourseField) -> Any:
    """What stands there now."""
    match field:
        case CourseField.days:
            return [course.starts_on.isoformat(), course.ends_on.isoformat()]
        case CourseField.deadline:
            return course.closes_at.isoformat()
        case CourseField.communes:
            if course.for_all_communes:
                return []
            found = await session.scalars(select(CourseCommune.commune_id).where(CourseCommune.course_id == course.id))
            return sorted(found)
    return getattr(course, _COLUMNS[field])


async def read_value(session: Session, course: Course, field: CourseField, said: str, now: datetime) -> Any:
    """What a typed answer means. Raises WrongAnswer."""
    match field:
        case CourseField.code:
            return read_code(said)
        case CourseField.called:
            return read_line(said, LINE)
        case CourseField.days:
            days = read_first_day(said, now.date())
            return [days.first.isoformat(), days.last.isoformat()]
        case CourseField.deadline:
            return read_deadline(said, course.starts_on, now).astimezone(UTC).isoformat()
        case CourseField.seats:
            return read_number(said, 1, MOST_SEATS)
        case CourseField.minimum:
            return read_number(said, 0, MOST_SEATS)
        case CourseField.cap:
            return read_number(said, 1, MOST_SEATS)
        case CourseField.venue:
            return read_line(said, LINE)
        case CourseField.document:
            return read_line(said, NUMBER)
    return await _named(session, field, said, now.date())


async def _named(session: Session, field: CourseField, said: str, today: date) -> Any:
    if field is CourseField.communes:
        return await communes_said(session, said, today)
    if field is CourseField.institution:
        if (institution := await institution_named(session, said)) is None:
            raise WrongAnswer(Wrong.unknown_institution, said=said)
        return institution
    if field is CourseField.mode:
        mode = next((one.id for one in await modes(session) if fold(one.name) == fold(said)), None)
        if mode is None:
            raise WrongAnswer(Wrong.unknown_mode, said=said)
        return mode
    person = await one_of_staff(session, said, today, Role.coordinator, Role.admin)
    if person is None:
        raise WrongAnswer(Wrong.unknown_coordinator, said=said)
    return person.id


async def picked_value(session: Session, field: CourseField, number: int, now: datetime) -> Any:
    """What a button of the question means: 0 is nothing, or all communes; else a number or an id.

    Raises WrongAnswer for an id that can no longer be chosen.
    """
    if number == 0 and field in MAY_BE_NOTHING:
        return _NOTHING.get(field)
    if field is CourseField.communes:
        return await district_number(session, number, now.date())
    if field in (CourseField.seats, CourseField.minimum, CourseField.cap):
        return read_number(str(number), 1, MOST_SEATS)
    known = {
        CourseField.institution: (institutions, Wrong.unknown_institution),
        CourseField.mode: (modes, Wrong.unknown_mode),
    }
    if field is CourseField.coordinator:
        choices, wrong = await staff_with(session, now.date(), Role.coordinator, Role.admin), Wrong.unknown_coordinator
    elif field in known:
        read, wrong = known[field]
        choices = await read(session)
    else:
        raise WrongAnswer(Wrong.no_text)
    if number not in [one.id for one in choices]:
        raise WrongAnswer(wrong)
    return number


def put(course: Course, field: CourseField, value: Any, now: datetime) -> None:
    """Write the value into the course's own columns; which communes are invited is written beside."""
    match field:
        case CourseField.days:
            first, last = map(date.fromisoformat, value)
            checked_days(first, last, now.date())
            course.starts_on, course.ends_on = first, last
        case CourseField.deadline:
            course.closes_at = datetime.fromisoformat(value)
        case CourseField.code:
            course.code, course.folded_code = value, fold(value)
        case CourseField.communes:
            course.for_all_communes = not value
        case _:
            setattr(course, _COLUMNS[field], value)


_COLUMNS = {
    CourseField.code: "code",
    CourseField.called: "title",
    CourseField.seats: "seats",
    CourseField.minimum: "minimum",
    CourseField.cap: "commune_cap",
    CourseField.venue: "venue",
    CourseField.institution: "institution_id",
    CourseField.mode: "mode_id",
    CourseField.coordinator: "coordinator_id",
    CourseField.document: "document_number",
}
