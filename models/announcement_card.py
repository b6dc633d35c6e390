"""The living card of an announcement: where it stands, and when it is to be brought up to date."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select, update

from models.announcement import Announcement, AnnouncementState
from models.announcement_change import AnnouncementChange
from models.database import Session

EVERY = timedelta(seconds=4)  # no more often: a chat takes one message a second, and nobody reads faster
SETTLING = timedelta(seconds=30)  # what was in hand at the pause arrives


async def stand_at(session: Session, announcement_id: int, user_id: int, message_id: int, now: datetime) -> None:
    """From now on this message is the card; an older one stays as it is."""
    await session.execute(
        update(Announcement)
        .where(Announcement.id == announcement_id)
        .values(card_user_id=user_id, card_message_id=message_id, card_shown_at=now)
    )


async def step_aside(session: Session, announcement_id: int, message_id: int) -> None:
    """The message asks something now: no card may be written over the question."""
    await session.execute(
        update(Announcement)
        .where(Announcement.id == announcement_id, Announcement.card_message_id == message_id)
        .values(card_message_id=None)
    )


async def cards_due(session: Session, now: datetime) -> Sequence[tuple[int, int, int]]:
    """(announcement, account, message) of cards that may say something new by now.

    One that stands still is brought up to date once more after the last thing that happened to it.
    """
    changing = exists().where(
        AnnouncementChange.announcement_id == Announcement.id,
        or_(AnnouncementChange.finished_at.is_(None), AnnouncementChange.finished_at >= Announcement.card_shown_at),
    )
    in_hand = Announcement.changed_at > now - SETTLING
    rows = await session.execute(
        select(Announcement.id, Announcement.card_user_id, Announcement.card_message_id)
        .where(
            Announcement.card_message_id.is_not(None),
            Announcement.card_shown_at <= now - EVERY,
            or_(
                Announcement.state == AnnouncementState.sending,
                Announcement.changed_at >= Announcement.card_shown_at,
                in_hand & Announcement.state.in_((AnnouncementState.paused, AnnouncementState.cancelled)),
                changing,
            ),
        )
        .order_by(Announcement.id)
    )
    return [(row[0], row[1] or 0, row[2] or 0) for row in rows]


async def mark_shown(session: Session, announcement_id: int, now: datetime) -> None:
    await session.execute(update(Announcement).where(Announcement.id == announcement_id).values(card_shown_at=now))
