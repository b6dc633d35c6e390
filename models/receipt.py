"""Receipts: a reader's tap on «received», once, kept as proof; only of what has reached the reader."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from models.announcement import Announcement
from models.base import Base
from models.database import Session
from models.notice import Notice, NoticeState
from models.recipients import KIND
from models.refusals import NoLongerThere

GOT = (NoticeState.sent, NoticeState.sending, NoticeState.uncertain)  # who presses has it, whatever we know


class Receipt(Base):
    """One person confirmed one announcement."""

    __tablename__ = "announcement_receipts"

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id"), primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), primary_key=True)
    at: Mapped[datetime]


async def confirm(session: Session, announcement_id: int, official_id: int, now: datetime) -> Announcement:
    """Keep the first tap. Raises NoLongerThere for who was not told, or when it was recalled."""
    announcement = await session.get(Announcement, announcement_id)
    told = await has_got(session, official_id, Notice.announcement_id == announcement_id, Notice.kind == KIND)
    if announcement is None or not told or not announcement.wants_receipt or announcement.recalled_at:
        raise NoLongerThere
    insert = sqlite.insert if session.dialect.name == "sqlite" else postgresql.insert
    await session.execute(
        insert(Receipt)
        .values(announcement_id=announcement_id, official_id=official_id, at=now)
        .on_conflict_do_nothing()
    )
    return announcement


async def has_got(session: Session, official_id: int, *which: ColumnElement[bool]) -> bool:
    """Whether a notice has reached the person."""
    got = select(Notice.id).where(Notice.official_id == official_id, Notice.state.in_(GOT), *which)
    return await session.scalar(got.limit(1)) is not None


async def receipts(session: Session, announcement_id: int) -> int:
    """How many have confirmed."""
    return (
        await session.scalar(
            select(func.count()).select_from(Receipt).where(Receipt.announcement_id == announcement_id)
        )
        or 0
    )
