"""Courses (lớp): one dated run of a programme. This is what people register for."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word
from models.refusals import CourseClosed, CourseNotOpen


class CourseState(StrEnum):
    draft = "draft"
    published = "published"
    cancelled = "cancelled"


_UNTOLD = text("published_at IS NOT NULL AND told_at IS NULL")


class Course(Base):
    """One run of a programme: dates, seats, venue, coordinator. Closed and finished are derived, not stored.

    `published_at`: when it was opened to registration in the chat; None for a draft, and for one that came published
    in a workbook. `told_at`: when those whom it fits were told of it.
    """

    __tablename__ = "courses"
    __table_args__ = (
        Index("ix_courses_open", "state", "closes_at"),
        Index("ix_courses_programme_id_starts_on", "programme_id", "starts_on"),
        Index("ix_courses_changed_at", "changed_at"),
        Index("ix_courses_untold", "published_at", sqlite_where=_UNTOLD, postgresql_where=_UNTOLD),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    folded_code: Mapped[str] = mapped_column(String(60), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    title: Mapped[str] = mapped_column(String(300))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    venue: Mapped[str] = mapped_column(String(300), default="")
    mode_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"))
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    closes_at: Mapped[datetime]
    seats: Mapped[int]
    minimum: Mapped[int] = mapped_column(default=0)
    commune_cap: Mapped[int | None]
    quotas_until: Mapped[datetime | None]
    for_all_communes: Mapped[bool] = mapped_column(default=True)
    coordinator_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    document_number: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[CourseState] = mapped_column(word(CourseState), default=CourseState.published)
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]

    def is_open(self, now: datetime) -> bool:
        """Whether one may register at that moment."""
        return self.state is CourseState.published and now < self.closes_at

    def must_be_open(self, now: datetime) -> None:
        must_be_open(self, now)


class CourseTerms(NamedTuple):
    """What the rules ask of a course: a few columns, for where its whole row would be read at every update."""

    id: int
    code: str
    title: str
    programme_id: int
    starts_on: date
    closes_at: datetime
    seats: int
    commune_cap: int | None
    quotas_until: datetime | None
    state: CourseState


TERMS = tuple(getattr(Course, name) for name in CourseTerms._fields)


def must_be_open(course: Course | CourseTerms, now: datetime) -> None:
    """Raises CourseNotOpen or CourseClosed."""
    if course.state is not CourseState.published:
        raise CourseNotOpen(course.id, cancelled=course.state is CourseState.cancelled)
    if now >= course.closes_at:
        raise CourseClosed(course.id, course.closes_at)


class CourseCommune(Base):
    """A commune that a course invites, where it does not invite all."""

    __tablename__ = "course_communes"

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("communes.id"), primary_key=True, index=True)


class CourseQuota(Base):
    """Seats kept for one commune until the course's `quotas_until`; what is unused then goes to all.

    `allotted` is what the department's workbook says; `seats` is what holds after neighbours have given seats away.
    """

    __tablename__ = "course_quotas"

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("communes.id"), primary_key=True)
    seats: Mapped[int]
    allotted: Mapped[int] = mapped_column(default=0, server_default="0")


class Meeting(Base):
    """One half-day or evening of a course (buổi học). Hours are tiết of 45 minutes."""

    __tablename__ = "meetings"
    __table_args__ = (Index("ix_meetings_course_id_starts_at", "course_id", "starts_at", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    hours: Mapped[float]
    room: Mapped[str] = mapped_column(String(120), default="")
    trainer: Mapped[str] = mapped_column(String(160), default="")
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"), index=True)
    topic: Mapped[str] = mapped_column(String(300), default="")
