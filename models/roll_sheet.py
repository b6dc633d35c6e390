"""The signed sheet of a meeting as evidence: pictures that the trainer sends, found again by Telegram's id of them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from models.attendance import Attendance
from models.audit import record
from models.base import Base, word
from models.content import ContentKind
from models.course import Meeting
from models.database import Session
from models.person import Person
from models.refusals import NoLongerThere
from models.roll_meeting import must_call, open_meeting
from models.roll_refusals import TooManySheets

MOST = 6  # of one meeting: a hall of a hundred signs on four pages


class RollSheet(Base):
    """One picture or file of a signed sheet."""

    __tablename__ = "roll_sheets"
    __table_args__ = (Index("ix_roll_sheets_meeting_id", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    kind: Mapped[ContentKind] = mapped_column(word(ContentKind))
    file_id: Mapped[str] = mapped_column(String(200))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    added_at: Mapped[datetime]


async def sheets_of(session: Session, person: Person, meeting_id: int) -> list[RollSheet]:
    """What was sent for a meeting, the oldest first: for its trainer and those who run courses."""
    meeting = await session.get(Meeting, meeting_id)
    if meeting is None:
        raise NoLongerThere
    must_call(person, meeting)
    found = await session.scalars(select(RollSheet).where(RollSheet.meeting_id == meeting_id).order_by(RollSheet.id))
    return list(found)


async def count_sheets(session: Session, meeting_id: int) -> int:
    return await session.scalar(select(func.count()).where(RollSheet.meeting_id == meeting_id)) or 0


async def add_sheet(
    session: Session, person: Person, meeting_id: int, kind: ContentKind, file_id: str, now: datetime
) -> None:
    """Keep one more. Raises TooManySheets, and as calling the roll does."""
    await open_meeting(session, person, meeting_id, now)
    if await session.scalar(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update()) is None:
        raise NoLongerThere
    if await count_sheets(session, meeting_id) >= MOST:
        raise TooManySheets(meeting_id, MOST)
    session.add(RollSheet(meeting_id=meeting_id, kind=kind, file_id=file_id, added_by_id=person.id, added_at=now))
    await session.flush()


async def recorded(session: Session, meeting_ids: Collection[int]) -> set[int]:
    """Those of these meetings that have a mark or a sheet: they are not taken away any more."""
    marks = await session.scalars(
        select(Attendance.meeting_id).where(Attendance.meeting_id.in_(meeting_ids)).distinct()
    )
    sheets = await session.scalars(select(RollSheet.meeting_id).where(RollSheet.meeting_id.in_(meeting_ids)).distinct())
    return {*marks, *sheets}


async def open_sheet(session: Session, person: Person, sheet_id: int) -> RollSheet:
    """One of them. Raises NoRight, NoLongerThere."""
    sheet = await session.get(RollSheet, sheet_id)
    if sheet is None:
        raise NoLongerThere
    must_call(person, await session.get_one(Meeting, sheet.meeting_id))
    return sheet


async def remove_sheet(session: Session, person: Person, sheet_id: int, now: datetime) -> int:
    """Take a wrong picture away, noted in the trail; its meeting."""
    sheet = await open_sheet(session, person, sheet_id)
    await open_meeting(session, person, sheet.meeting_id, now)
    await record(
        session, "remove_sheet", "meeting", sheet.meeting_id, now,
        actor_id=person.official_id, user_id=person.user_id,
        before={"file_id": sheet.file_id, "added_by_id": sheet.added_by_id},
    )  # fmt: skip
    await session.delete(sheet)
    await session.flush()
    return sheet.meeting_id
