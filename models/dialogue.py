"""What the bot waits to hear from a person next: a row, so that a restart or a second process knows it too."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session


class Dialogue(Base):
    """One open question to one person. After `expires_at` it is as if never asked."""

    __tablename__ = "dialogues"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime]


async def await_answer(
    session: Session, user_id: int, step: str, data: dict[str, Any], now: datetime, minutes: int = 60
) -> None:
    """Take the person's next text as the answer to this step; an older open question is dropped."""
    await session.merge(Dialogue(user_id=user_id, step=step, data=data, expires_at=now + timedelta(minutes=minutes)))


async def end_dialogue(session: Session, user_id: int) -> bool:
    """Drop the open question; whether there was one."""
    ended = await session.scalars(delete(Dialogue).where(Dialogue.user_id == user_id).returning(Dialogue.user_id))
    return ended.first() is not None
