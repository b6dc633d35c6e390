"""Changes of a published course: what it was before each, whom that concerns, and who has confirmed to know."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, cast, literal, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word
from models.course_face import Face

_CURRENT = text("replaced_at IS NULL")
_SILENT = text("replaced_at IS NULL AND received_at IS NULL AND copied_at IS NULL")
KEY = "course-changed:"


class ChangeKind(StrEnum):
    """What happened: the timetable or the place is another, the course is off, or it goes on within another run."""

    moved = "moved"
    cancelled = "cancelled"
    merged = "merged"


class CourseChange(Base):
    """One change with the face of the course before and after it (models/course_face.py); rows are only ever added."""

    __tablename__ = "course_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(word(ChangeKind))
    into_id: Mapped[int | None] = mapped_column(ForeignKey("courses.id"))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text, default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    made_at: Mapped[datetime]

    @property
    def was(self) -> Face:
        return Face.from_json(self.before)


class ChangeTold(Base):
    """One person is told of the changes of one course since `change_id`, and confirms to have read it («received»).

    `change_id` is the first change that the person does not know: what was. What is, the letter reads when it is sent,
    so changes that follow before that need no row of their own; later ones replace this one (`replaced_at`).
    `phoned_by_id`: it was not the person who confirmed, but somebody of the department told it by telephone.
    `copied_at`: the leader of the commune has heard that it is not confirmed.
    """

    __tablename__ = "course_changes_told"
    __table_args__ = (
        Index(
            "uq_course_changes_told_current",
            "course_id",
            "official_id",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
        Index("ix_course_changes_told_silent", "made_at", sqlite_where=_SILENT, postgresql_where=_SILENT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), index=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("course_changes.id"))
    made_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    phoned_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    copied_at: Mapped[datetime | None]

    @property
    def key(self) -> str:
        """Of its notice."""
        return f"{KEY}{self.id}"


class ChangeForCommune(Base):
    """The people of one commune whom a change concerns: what its leaders are told, merged by the day `told_on`.

    `is_urgent`: it could not wait for the others of the day, and is told by itself.
    """

    __tablename__ = "course_changes_for_communes"
    __table_args__ = (Index("ix_course_changes_for_communes_day", "commune_id", "told_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("course_changes.id"))
    commune_id: Mapped[int] = mapped_column(ForeignKey("communes.id"))
    official_ids: Mapped[list[Any]] = mapped_column(JSON)
    told_on: Mapped[date]
    is_urgent: Mapped[bool]


def notice_key() -> ColumnElement[str]:
    """The key of the notice of a `ChangeTold` in a query."""
    return literal(KEY) + cast(ChangeTold.id, String)
