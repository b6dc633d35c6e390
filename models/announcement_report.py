"""What became of an announcement: how it stands in one look, person by person, and commune by commune."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from models.announcement import Announcement, AnnouncementState
from models.announcement_change import AnnouncementChange, change_tally
from models.audience import Count, count
from models.commune import Commune
from models.database import Session
from models.notice import Notice, NoticeState
from models.official import Official
from models.receipt import Receipt, receipts
from models.recipients import KIND, Tally, tally
from models.refusals import NoLongerThere

WINDOW = 60.0  # seconds over which the present rate is counted


@dataclass(frozen=True)
class Standing:
    """An announcement as it stands; `rate`: messages sent a second in the last minute; `change`: the newest one."""

    announcement: Announcement
    author: str
    released_by: str
    count: Count | None
    tally: Tally
    rate: float
    received: int
    change: AnnouncementChange | None = None
    change_tally: Tally | None = None

    @property
    def seconds_left(self) -> float | None:
        """At the present rate; None while nobody knows."""
        return self.tally.under_way / self.rate if self.rate else None


async def standing(session: Session, announcement_id: int, now: datetime) -> Standing:
    """Everything that a card shows. Raises NoLongerThere."""
    announcement = await session.get(Announcement, announcement_id)
    if announcement is None:
        raise NoLongerThere
    names = dict(
        (
            await session.execute(
                select(Official.id, Official.full_name).where(
                    Official.id.in_((announcement.author_id, announcement.released_by_id))
                )
            )
        ).all()
    )
    found = await tally(session, announcement_id)
    is_sent = announcement.began_at is not None
    change = await session.scalar(
        select(AnnouncementChange)
        .where(AnnouncementChange.announcement_id == announcement_id)
        .order_by(AnnouncementChange.id.desc())
        .limit(1)
    )
    return Standing(
        announcement,
        names.get(announcement.author_id or 0, ""),
        names.get(announcement.released_by_id or 0, ""),
        None if is_sent else await count(session, announcement.addressed, now),
        found,
        await _rate(session, announcement, now),
        await receipts(session, announcement_id) if announcement.wants_receipt else 0,
        change,
        await change_tally(session, change) if change else None,
    )


async def _rate(session: Session, announcement: Announcement, now: datetime) -> float:
    if announcement.state is not AnnouncementState.sending or announcement.began_at is None:
        return 0.0
    seconds = min(WINDOW, (now - announcement.began_at).total_seconds())
    if seconds <= 0:
        return 0.0
    since = max(announcement.began_at, now - timedelta(seconds=WINDOW))
    sent = await session.scalar(
        select(func.count()).where(
            Notice.announcement_id == announcement.id,
            Notice.kind == KIND,
            Notice.state == NoticeState.sent,
            Notice.finished_at >= since,
        )
    )
    return (sent or 0) / seconds


@dataclass(frozen=True)
class RecipientLine:
    """One recipient in the workbook of the report."""

    full_name: str
    staff_code: str
    unit: str
    phone: str
    state: NoticeState
    at: datetime | None
    failure: str
    received_at: datetime | None

    @property
    def must_be_phoned(self) -> bool:
        return self.state in TO_PHONE


TO_PHONE = (NoticeState.unlinked, NoticeState.blocked, NoticeState.failed, NoticeState.uncertain)


async def recipient_lines(session: Session, announcement_id: int) -> Sequence[RecipientLine]:
    """Everybody with a row, by unit; one query."""
    rows: Any = await session.execute(
        select(
            Official.full_name,
            Official.staff_code,
            func.coalesce(Commune.kind + " " + Commune.name, Official.unit_name),
            func.coalesce(Official.phone, ""),
            Notice.state,
            Notice.finished_at,
            Notice.failure,
            Receipt.at,
        )
        .join(Official, Official.id == Notice.official_id)
        .outerjoin(Commune, Commune.id == Official.commune_id)
        .outerjoin(Receipt, (Receipt.official_id == Official.id) & (Receipt.announcement_id == Notice.announcement_id))
        .where(Notice.announcement_id == announcement_id, Notice.kind == KIND)
        .order_by(Notice.id)
    )
    return [RecipientLine(*row) for row in rows]
