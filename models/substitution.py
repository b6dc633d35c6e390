"""Somebody else takes the seat (học thay)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word


class SubstitutionState(StrEnum):
    """Whose word is still missing, or how it ended."""

    asked = "asked"
    accepted = "accepted"
    done = "done"
    refused = "refused"
    declined = "declined"
    withdrawn = "withdrawn"


_OPEN = text("state IN ('asked', 'accepted')")


class Substitution(Base):
    """A seat-holder's wish that a colleague of the same commune comes instead; the seat is never free meanwhile.

    The colleague accepts (`asked` → `accepted`), then a leader confirms (→ `done`); a leader who proposed it has
    confirmed it by that (`confirmed_by_id` is set from the first).
    """

    __tablename__ = "substitutions"
    __table_args__ = (
        Index("uq_substitutions_open", "registration_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    colleague_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), index=True)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    state: Mapped[SubstitutionState] = mapped_column(word(SubstitutionState))
    since: Mapped[datetime]
    created_at: Mapped[datetime]
