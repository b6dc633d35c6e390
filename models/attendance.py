"""Attendance (điểm danh): who was at a half-day of a course, as the trainer's list says; the list is the record."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, case, func, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word
from models.course import Meeting
from models.database import Session
from models.registration import Registration, State


class Mark(StrEnum):
    """How somebody was at a meeting. Late counts as there; excused is absent with a reason that the trainer accepts."""

    present = "present"
    late = "late"
    excused = "excused"
    absent = "absent"


THERE = (Mark.present, Mark.late)
ON_ROLL = (State.confirmed, State.completed, State.not_completed)
"""Whose name stands in the roll: who has an approved seat, also after the result."""


class Attendance(Base):
    """The mark of one registration at one meeting; no row means that nobody has marked it yet.

    `marked_by_id` is who marked it, None where the person's own code did; a trainer's mark stands over a code's.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        Index("uq_attendance_meeting_id_registration_id", "meeting_id", "registration_id", unique=True),
        Index("ix_attendance_registration_id", "registration_id"),
        Index("ix_attendance_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    mark: Mapped[Mark] = mapped_column(word(Mark))
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    at: Mapped[datetime]


@dataclass(frozen=True)
class Attended:
    """Of the meetings whose roll was called: how many there were, at how many one was; the same in tiết."""

    held: int = 0
    there: int = 0
    hours_held: float = 0
    hours_there: float = 0


@dataclass(frozen=True)
class Share:
    """Of a course: meetings whose roll was called, marks that say there, and all marks."""

    held: int
    there: int
    marked: int


async def attended(session: Session, course_id: int, registration_id: int | None = None) -> dict[int, Attended]:
    """By registration, of all whose names stand in the roll or of one, in two queries.

    A meeting without any mark was not held; who has no mark at one that was held was not there.
    """
    has_roll = select(Attendance.id).where(Attendance.meeting_id == Meeting.id).correlate(Meeting).exists()
    held_hours = (await session.scalars(select(Meeting.hours).where(Meeting.course_id == course_id, has_roll))).all()
    held, hours = len(held_hours), float(sum(held_hours))
    rows = await session.execute(
        select(Registration.id, func.count(Meeting.id), func.coalesce(func.sum(Meeting.hours), 0))
        .select_from(Registration)
        .outerjoin(Attendance, (Attendance.registration_id == Registration.id) & Attendance.mark.in_(THERE))
        .outerjoin(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Registration.course_id == course_id,
            Registration.state.in_(ON_ROLL),
            *([] if registration_id is None else [Registration.id == registration_id]),
        )
        .group_by(Registration.id)
    )
    return {one: Attended(held, there, hours, float(was)) for one, there, was in rows}


async def shares(session: Session, course_ids: Collection[int]) -> dict[int, Share]:
    """Of many courses in one query; a course of which no roll was called is left out."""
    there = func.sum(case((Attendance.mark.in_(THERE), 1), else_=0))
    rows = await session.execute(
        select(Meeting.course_id, func.count(Meeting.id.distinct()), there, func.count())
        .select_from(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Registration, Registration.id == Attendance.registration_id)
        .where(Meeting.course_id.in_(course_ids), Registration.state.in_(ON_ROLL))
        .group_by(Meeting.course_id)
    )
    return {course_id: Share(held, int(was), marked) for course_id, held, was, marked in rows}
