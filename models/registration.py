"""Registrations: one official, one course; the states, and who holds a seat."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word
from models.course import Course
from models.database import Session
from models.refusals import NoLongerThere


class State(StrEnum):
    """Where a registration stands."""

    pending = "pending"
    confirmed = "confirmed"
    queued = "queued"
    offered = "offered"
    declined = "declined"
    withdrawn = "withdrawn"
    expired = "expired"
    cancelled = "cancelled"
    substituted = "substituted"
    completed = "completed"
    not_completed = "not_completed"


LIVE = (State.pending, State.confirmed, State.queued, State.offered)
SEATED = (State.pending, State.confirmed, State.offered)


class Level(StrEnum):
    """Whose decision a registration waits for."""

    leader = "leader"
    department = "department"


class Reason(StrEnum):
    """Preset reasons of a no, so that they can be counted; `other` comes with words of one's own."""

    work = "work"
    others_away = "others_away"
    not_fitting = "not_fitting"
    later_course = "later_course"
    other = "other"


_LIVE_SQL = text("state IN ('pending', 'confirmed', 'queued', 'offered')")


class Registration(Base):
    """One request of one official for one course. A new attempt is a new row; history stays.

    `commune_id` is the unit at the time of the request: the one that approves and whose cap counts. `awaits` says
    whose decision is open.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        Index(
            "uq_registrations_live",
            "course_id",
            "official_id",
            unique=True,
            sqlite_where=_LIVE_SQL,
            postgresql_where=_LIVE_SQL,
        ),
        Index("ix_registrations_course_id_state", "course_id", "state"),
        Index("ix_registrations_official_id_state", "official_id", "state"),
        Index("ix_registrations_commune_id_state", "commune_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    commune_id: Mapped[int | None] = mapped_column(ForeignKey("communes.id"))
    state: Mapped[State] = mapped_column(word(State))
    since: Mapped[datetime]
    created_at: Mapped[datetime]
    awaits: Mapped[Level | None] = mapped_column(word(Level))
    outside_post: Mapped[bool] = mapped_column(default=False)
    repeated: Mapped[bool] = mapped_column(default=False)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[Reason | None] = mapped_column(word(Reason))
    reason_text: Mapped[str] = mapped_column(Text, default="")

    def facts(self) -> dict[str, str | None]:
        """What the audit trail keeps of it."""
        return {"state": self.state, "awaits": self.awaits, "reason": self.reason}


async def locked(session: Session, registration_id: int) -> Registration:
    """The registration, held against other decisions until the transaction ends.

    The course's row is taken first, everywhere: whoever frees a seat goes on to give it to the next, and two who
    took their locks in different orders would wait for each other.
    """
    course = select(Registration.course_id).where(Registration.id == registration_id).scalar_subquery()
    await session.execute(select(Course.id).where(Course.id == course).with_for_update())
    registration = await session.get(Registration, registration_id, with_for_update=True, populate_existing=True)
    if registration is None:
        raise NoLongerThere
    return registration


async def seats_taken(session: Session, course_id: int, commune_id: int | None = None) -> int:
    """Seats held in a course, or by one commune in it: counted from the rows, never stored."""
    query = select(func.count()).where(Registration.course_id == course_id, Registration.state.in_(SEATED))
    if commune_id is not None:
        query = query.where(Registration.commune_id == commune_id)
    return await session.scalar(query) or 0
