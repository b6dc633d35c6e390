"""Attendance (điểm danh): who was at a half-day of a course, as the trainer's list says; the list is the record."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word


class Mark(StrEnum):
    """How somebody was at a meeting. Late counts as there; excused is absent with a reason that the trainer accepts."""

    present = "present"
    late = "late"
    excused = "excused"
    absent = "absent"


THERE = (Mark.present, Mark.late)


class Attendance(Base):
    """The mark of one registration at one meeting; no row means that nobody has marked it yet.

    `marked_by_id` is who marked it, None where the person's own code did; a trainer's mark stands over a code's.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        Index("uq_attendance_meeting_id_registration_id", "meeting_id", "registration_id", unique=True),
        Index("ix_attendance_registration_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    mark: Mapped[Mark] = mapped_column(word(Mark))
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    at: Mapped[datetime]
