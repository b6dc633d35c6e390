"""The audit trail: who, acting for whom, did what to what, when, with the state before and after."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, insert, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session

_UNSEALED = text("place IS NULL")


class AuditEntry(Base):
    """One decision or change. Rows are only ever added. `place` and `seal`: see models/audit_chain.py."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_subject", "subject", "subject_id"),
        Index("uq_audit_place", "place", unique=True),
        Index("ix_audit_unsealed", "id", sqlite_where=_UNSEALED, postgresql_where=_UNSEALED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None]
    actor_user_id: Mapped[int | None]
    acting_for_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    place: Mapped[int | None]
    seal: Mapped[str | None] = mapped_column(String(64))


async def record(
    session: Session,
    action: str,
    subject: str,
    subject_id: int | None,
    now: datetime,
    *,
    actor_id: int | None = None,
    user_id: int | None = None,
    acting_for_id: int | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write one line of the trail in the transaction of the fact. Ids are officials'; `user_id` is a Telegram id."""
    row = {
        "at": now,
        "actor_id": actor_id,
        "actor_user_id": user_id,
        "acting_for_id": acting_for_id,
        "action": action,
        "subject": subject,
        "subject_id": subject_id,
        "before": before,
        "after": after,
    }
    await session.ask(_ENTRY, row)


_ENTRY = insert(AuditEntry)
