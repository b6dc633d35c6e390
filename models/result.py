"""Results (kết quả): whether somebody completed a course, by what, and who said so when; kept when it is taken back."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session
from models.registration import State

REASON = 300  # characters
CLOSED = (State.completed, State.not_completed)
JUDGED = (State.confirmed, *CLOSED)
_STANDS = text("turned_back_at IS NULL")


class WordByHand(Base):
    """A coordinator's word on one person in place of what roll call and tests say, with its reason.

    It decides nothing yet: results are closed for the whole course. Of what was said before the trail knows.
    """

    __tablename__ = "words_by_hand"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), primary_key=True)
    passed: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(REASON))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    at: Mapped[datetime]


class Result(Base):
    """A closed result with the figures that it rests on, as they were then: roll call and policy may change later.

    `fulfilled`: whether the conditions held. Where `passed` says otherwise, it is by a word by hand, and `reason` is
    why. A result that was taken back stays, and says who did it and why.
    """

    __tablename__ = "results"
    __table_args__ = (
        Index("uq_results_standing", "registration_id", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS),
        Index("ix_results_registration_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    passed: Mapped[bool]
    fulfilled: Mapped[bool]
    meetings: Mapped[int]
    there: Mapped[int]
    excused: Mapped[int]
    tests: Mapped[int]
    tests_passed: Mapped[int]
    reason: Mapped[str] = mapped_column(String(REASON), default="", server_default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    decided_at: Mapped[datetime]
    turned_back_at: Mapped[datetime | None]
    turned_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    turned_back_reason: Mapped[str] = mapped_column(String(REASON), default="", server_default="")

    def facts(self) -> dict[str, object]:
        """What the audit trail keeps of it."""
        return {
            "passed": self.passed,
            "fulfilled": self.fulfilled,
            "there": f"{self.there}/{self.meetings}",
            "tests": f"{self.tests_passed}/{self.tests}",
            "reason": self.reason,
        }


async def standing_result(session: Session, registration_id: int) -> Result | None:
    """The result that holds now."""
    return await session.scalar(
        select(Result).where(Result.registration_id == registration_id, Result.turned_back_at.is_(None))
    )
