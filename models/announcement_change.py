"""Correcting or taking back what was sent, as far as Telegram allows, with the record of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from models.announcement import Announcement, AnnouncementState, locked, note, tell_author
from models.announcement_refusals import NothingToChange, StillOnTheWay
from models.base import Base, word
from models.content import Content
from models.database import Session
from models.news.announcements import AnnouncementChanged, ChangeFinished
from models.notice import Lane, Notice, NoticeState
from models.person import Person
from models.recipients import AT_ONCE, KIND, Tally, leave_out_unreachable, let_go, tally

DELETABLE = timedelta(hours=48)  # Telegram takes no older message away
CHANGED = AnnouncementChanged.__name__
_MANY = 1_000


class ChangeKind(StrEnum):
    """What is done to the messages."""

    correct = "correct"
    recall = "recall"


class AnnouncementChange(Base):
    """One correction or recall: what it says now and said before, by whom, and when it had gone round."""

    __tablename__ = "announcement_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(word(ChangeKind))
    before: Mapped[dict[str, Any]]
    content: Mapped[dict[str, Any] | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    made_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(index=True)

    @property
    def key(self) -> str:
        return f"announcement:{self.announcement_id}:change:{self.id}"


async def changeable(session: Session, announcement: Announcement, kind: ChangeKind, now: datetime) -> int:
    """How many messages stand where they can be changed so."""
    query = select(func.count()).where(*_standing(announcement.id))
    if kind is ChangeKind.recall:
        query = query.where(Notice.finished_at > now - DELETABLE)
    return await session.scalar(query) or 0


async def must_be_changeable(session: Session, announcement: Announcement, kind: ChangeKind, now: datetime) -> int:
    """Raises StillOnTheWay while messages are in flight or another change goes round, NothingToChange without any."""
    on_the_way = (await tally(session, announcement.id)).of(NoticeState.sending)
    going = select(AnnouncementChange.id).where(
        AnnouncementChange.announcement_id == announcement.id, AnnouncementChange.finished_at.is_(None)
    )
    is_paused = announcement.state is not AnnouncementState.sending
    if not is_paused or on_the_way or await session.scalar(going.limit(1)):
        raise StillOnTheWay(announcement.id, is_paused)
    number = await changeable(session, announcement, kind, now)
    if number == 0 or announcement.recalled_at is not None:
        raise NothingToChange(announcement.id)
    return number


async def correct(
    session: Session, person: Person, announcement_id: int, content: Content, now: datetime
) -> AnnouncementChange:
    """Other words in every message that was sent, and for those who get it later. Pictures and papers stay."""
    announcement = await locked(session, person, announcement_id)
    await must_be_changeable(session, announcement, ChangeKind.correct, now)
    before = announcement.said
    if not before.takes_words:
        raise NothingToChange(announcement.id)
    after = Content(content.html, before.media, before.place, before.album)
    after.must_be_sendable()
    announcement.content = after.to_json()
    return await _go_round(session, person, announcement, ChangeKind.correct, before, after, now)


async def recall(session: Session, person: Person, announcement_id: int, now: datetime) -> AnnouncementChange:
    """Take the messages away where Telegram still allows it; nobody else gets it."""
    announcement = await locked(session, person, announcement_id)
    await must_be_changeable(session, announcement, ChangeKind.recall, now)
    announcement.recalled_at = now
    if announcement.state is AnnouncementState.paused:
        announcement.state, announcement.finished_at = AnnouncementState.cancelled, now
    return await _go_round(session, person, announcement, ChangeKind.recall, announcement.said, None, now)


async def _go_round(
    session: Session,
    person: Person,
    announcement: Announcement,
    kind: ChangeKind,
    before: Content,
    after: Content | None,
    now: datetime,
) -> AnnouncementChange:
    change = AnnouncementChange(
        announcement_id=announcement.id,
        kind=kind,
        before=before.to_json(),
        content=after.to_json() if after else None,
        made_by_id=person.official_id,
        made_at=now,
    )
    session.add(change)
    await session.flush()
    made = await _make_rows(session, change, now)
    await note(
        session, announcement, "recalled" if kind is ChangeKind.recall else "corrected", person, now, people=made
    )
    return change


async def _make_rows(session: Session, change: AnnouncementChange, now: datetime) -> int:
    """A notice for each message that stands: the post office carries changes as it carries messages."""
    last = made = 0
    while True:
        page = (
            await session.execute(
                select(Notice.id, Notice.official_id, Notice.message_id, Notice.more_message_ids)
                .where(*_standing(change.announcement_id), Notice.id > last)
                .order_by(Notice.id)
                .limit(_MANY)
            )
        ).all()
        if not page:
            return made
        last, made = page[-1].id, made + len(page)
        rows = [
            {
                "official_id": row.official_id,
                "key": change.key,
                "kind": CHANGED,
                "facts": AnnouncementChanged(change.id, [row.message_id, *(row.more_message_ids or ())]).facts,
                "lane": Lane.bulk,
                "created_at": now,
                "due_at": now,
                "state": NoticeState.held,
                "attempts": 0,
                "announcement_id": change.announcement_id,
                "weight": AnnouncementChanged.weight,
                "failure": "",
            }
            for row in page
        ]
        await session.execute(insert(Notice), rows)


def _standing(announcement_id: int) -> list[Any]:
    """Messages of the announcement that stand in the chat of an account that is still the person's."""
    return [
        Notice.announcement_id == announcement_id,
        Notice.kind == KIND,
        Notice.state == NoticeState.sent,
        Notice.message_id.is_not(None),
    ]


async def changes_going(session: Session) -> Sequence[int]:
    """Changes that have not gone round yet."""
    found = await session.scalars(select(AnnouncementChange.id).where(AnnouncementChange.finished_at.is_(None)))
    return found.all()


async def advance_change(session: Session, change_id: int, now: datetime) -> None:
    """Let the next few go; the last one ends it. An edit makes no sound, so the quiet hours do not hold it up."""
    change = await session.get(
        AnnouncementChange, change_id, with_for_update={"skip_locked": True}, populate_existing=True
    )
    if change is None or change.finished_at is not None:
        return
    await leave_out_unreachable(session, change.announcement_id, now, CHANGED)
    found = await change_tally(session, change)
    if (loose := found.of(NoticeState.pending)) < AT_ONCE // 2:
        await let_go(session, change.announcement_id, AT_ONCE - loose, now, CHANGED)
        found = await change_tally(session, change)
    if not found.under_way:
        change.finished_at = now
        announcement = await session.get_one(Announcement, change.announcement_id)
        await tell_author(session, announcement, ChangeFinished(change.id), f"change:{change.id}", now)


async def change_tally(session: Session, change: AnnouncementChange) -> Tally:
    """How far a change has gone round."""
    return await tally(session, change.announcement_id, CHANGED, change.key)
