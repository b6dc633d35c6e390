"""A course with all its fields in words, for those who edit it; and what the question about a field offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from models.audience_words import districts_of
from models.commune import Commune, unit_key
from models.course import Course, CourseCommune, CourseState, Meeting
from models.course_edit import editable
from models.course_fields import CourseField, fields_of
from models.course_words import Named, institutions, modes, staff_with
from models.database import Session
from models.institution import Institution
from models.kinds import Role
from models.official import Official
from models.person import Person
from models.programme import Programme
from models.term import Term


@dataclass(frozen=True)
class CourseSheet:
    """`communes`: full names of those invited; none: all are. `laid_out`: hours of its meetings, in tiết."""

    course: Course
    programme: str
    hours: float
    institution: str
    mode: str
    coordinator: str
    communes: tuple[str, ...]
    meetings: int
    laid_out: float
    fields: tuple[CourseField, ...]

    @property
    def is_draft(self) -> bool:
        return self.course.state is CourseState.draft


async def course_sheet(session: Session, person: Person, course_id: int, now: datetime) -> CourseSheet:
    """Three queries. Raises NoRight, NoLongerThere, or NotADraft for a course that is over or cancelled."""
    await editable(session, person, course_id, now)
    mode = select(Term.name).where(Term.id == Course.mode_id).scalar_subquery()
    of_course = Meeting.course_id == Course.id
    course, programme, hours, institution, mode_name, coordinator, meetings, laid_out = (
        await session.execute(
            select(
                Course,
                Programme.name,
                Programme.hours,
                Institution.name,
                mode,
                Official.full_name,
                select(func.count(Meeting.id)).where(of_course).correlate(Course).scalar_subquery(),
                select(func.sum(Meeting.hours)).where(of_course).correlate(Course).scalar_subquery(),
            )
            .join(Programme, Programme.id == Course.programme_id)
            .outerjoin(Institution, Institution.id == Course.institution_id)
            .outerjoin(Official, Official.id == Course.coordinator_id)
            .where(Course.id == course_id)
        )
    ).one()
    invited = await session.execute(
        select(Commune.kind, Commune.name)
        .join(CourseCommune, CourseCommune.commune_id == Commune.id)
        .where(CourseCommune.course_id == course_id)
    )
    return CourseSheet(
        course=course,
        programme=programme,
        hours=hours,
        institution=institution or "",
        mode=mode_name or "",
        coordinator=coordinator or "",
        communes=tuple(sorted((f"{kind} {name}" for kind, name in invited), key=unit_key)),
        meetings=meetings,
        laid_out=round(laid_out or 0, 1),
        fields=fields_of(course),
    )


async def choices_of(session: Session, field: CourseField, today: date) -> list[Named]:
    """What can be chosen by a button instead of typed; districts are numbered from 1."""
    match field:
        case CourseField.institution:
            return await institutions(session)
        case CourseField.mode:
            return await modes(session)
        case CourseField.coordinator:
            return await staff_with(session, today, Role.coordinator, Role.admin)
        case CourseField.communes:
            return [Named(number, name) for number, name in enumerate(await districts_of(session), 1)]
    return []


async def names_of_officials(session: Session, ids: Iterable[int]) -> dict[int, str]:
    rows = await session.execute(select(Official.id, Official.full_name).where(Official.id.in_(set(ids))))
    return dict(rows.all())
