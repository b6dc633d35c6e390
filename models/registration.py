"""Registrations: one official, one course; the states, and who holds a seat."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, select, text
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
    """Preset reasons, so that they can be counted; `other` comes with words of one's own, `unsaid` with none."""

    work = "work"
    others_away = "others_away"
    not_fitting = "not_fitting"
    later_course = "later_course"
    illness = "illness"
    family = "family"
    unit_needs = "unit_needs"
    in_need = "in_need"
    new_task = "new_task"
    refresh = "refresh"
    let_go = "let_go"
    substitute = "substitute"
    objection = "objection"
    left = "left"
    course_cancelled = "course_cancelled"
    merged = "merged"
    other = "other"
    unsaid = "unsaid"


DECLINE_REASONS = (Reason.work, Reason.others_away, Reason.not_fitting, Reason.later_course)
WITHDRAW_REASONS = (Reason.work, Reason.unit_needs, Reason.illness, Reason.family, Reason.later_course)
OBJECTION_REASONS = (Reason.work, Reason.illness, Reason.family, Reason.not_fitting, Reason.later_course)
EXCEPTION_REASONS = (Reason.in_need, Reason.new_task, Reason.refresh)
"""Why somebody is sent although outside the post, or although the programme is completed (domain.md 0, 4.4)."""


_LIVE_SQL = text("state IN ('pending', 'confirmed', 'queued', 'offered')")
_AWAITING = text("awaits IS NOT NULL")
_OFFERED = text("state = 'offered'")


class Registration(Base):
    """One request of one official for one course. A new attempt is a new row; history stays.

    `commune_id` is the unit at the time of the request: the one that approves and whose cap counts. `awaits` says
    whose decision is open; a queued registration that awaits nobody is approved and may be offered a seat.
    `decided_for_id` is the leader in whose place somebody decided. `nudged` is the step that the approval clock has
    reached. `in_place_of_id` is the registration whose seat this one took over. `objection` is what a nominated one has
    against it, in words.
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
        Index("ix_registrations_course_id_state_commune_id", "course_id", "state", "commune_id"),
        Index("ix_registrations_official_id_state_course_id", "official_id", "state", "course_id"),
        Index("ix_registrations_commune_id_state", "commune_id", "state"),
        Index("ix_registrations_awaiting", "awaits", sqlite_where=_AWAITING, postgresql_where=_AWAITING),
        Index("ix_registrations_offered", "offered_until", sqlite_where=_OFFERED, postgresql_where=_OFFERED),
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
    decided_for_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    decided_at: Mapped[datetime | None]
    nominated_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    covered_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    in_place_of_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    queued_at: Mapped[datetime | None]
    offered_until: Mapped[datetime | None]
    nudged: Mapped[int] = mapped_column(default=0, server_default="0")
    objection: Mapped[str] = mapped_column(Text, default="", server_default="")
    objection_answered_at: Mapped[datetime | None]
    reason: Mapped[Reason | None] = mapped_column(word(Reason))
    reason_text: Mapped[str] = mapped_column(Text, default="")

    def facts(self) -> dict[str, str | None]:
        """What the audit trail keeps of it."""
        return {"state": self.state, "awaits": self.awaits, "reason": self.reason}

    def move(self, state: State, now: datetime) -> None:
        """Go over into a state; what belonged to the old one only is dropped."""
        self.state, self.since = state, now
        if state is not State.offered:
            self.offered_until = None
        if state not in LIVE:
            self.awaits = None


AWAITS_A_DECISION = Registration.awaits.in_(tuple(Level))
"""The condition that one is open. Of «is not null» SQLite does not see that an index has just these rows."""


async def lock_course(session: Session, course_id: int) -> Course:
    """The course, held until the transaction ends, so that seats are counted by one at a time. Raises NoLongerThere."""
    course = await session.get(Course, course_id, with_for_update=True, populate_existing=True)
    if course is None:
        raise NoLongerThere
    return course


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
