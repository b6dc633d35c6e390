"""Announcements (thông báo): an admin's words to many, from the first draft to the last report."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from models.announcement_refusals import AnnouncementMovedOn
from models.audience import Audience
from models.audit import record
from models.base import Base, word
from models.content import Content
from models.database import Session
from models.kinds import Role
from models.news.base import News
from models.notice import tell
from models.person import Person
from models.refusals import NoLongerThere


class AnnouncementState(StrEnum):
    """Where an announcement stands. `waiting`: for a second person; `scheduled`: for its hour."""

    draft = "draft"
    waiting = "waiting"
    scheduled = "scheduled"
    sending = "sending"
    paused = "paused"
    finished = "finished"
    cancelled = "cancelled"


class Phase(StrEnum):
    """How far the letting go is: nobody yet, the first few on trial, or everybody in turn."""

    none = "none"
    trial = "trial"
    all = "all"


UNSENT = (AnnouncementState.draft, AnnouncementState.waiting, AnnouncementState.scheduled)
OPEN = (AnnouncementState.sending, AnnouncementState.paused)
SENT = (*OPEN, AnnouncementState.finished, AnnouncementState.cancelled)


class Announcement(Base):
    """What is said, to whom, how, and by whose word. Its recipients are rows of the outbox.

    `rev` counts the changes of a draft, so that an old preview cannot send what is new. `card_…`: the one message that
    shows how it goes and keeps editing itself.
    """

    __tablename__ = "announcements"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[AnnouncementState] = mapped_column(
        word(AnnouncementState), default=AnnouncementState.draft, index=True
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    author_user_id: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[dict[str, Any]]
    button: Mapped[dict[str, Any] | None]
    audience: Mapped[dict[str, Any]]
    wants_receipt: Mapped[bool] = mapped_column(default=False)
    urgent_reason: Mapped[str] = mapped_column(String(200), default="")
    send_at: Mapped[datetime | None]
    rev: Mapped[int] = mapped_column(default=0)
    recipients: Mapped[int] = mapped_column(default=0)
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    phase: Mapped[Phase] = mapped_column(word(Phase), default=Phase.none)
    failed_trial: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(index=True)
    changed_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    recalled_at: Mapped[datetime | None]
    card_user_id: Mapped[int | None] = mapped_column(BigInteger)
    card_message_id: Mapped[int | None]
    card_shown_at: Mapped[datetime | None]

    @property
    def said(self) -> Content:
        return Content.from_json(self.content)

    @property
    def addressed(self) -> Audience:
        return Audience.from_json(self.audience)

    @property
    def key(self) -> str:
        """Unique for a recipient: nobody is told it twice."""
        return f"announcement:{self.id}"

    def must_be(self, *states: AnnouncementState) -> None:
        """Raises AnnouncementMovedOn: the button is older than what happened since."""
        if self.state not in states:
            raise AnnouncementMovedOn(self.id)


async def write(session: Session, author: Person, content: Content, now: datetime) -> Announcement:
    """Begin a draft with its words."""
    author.must_have(Role.admin)
    content.must_be_sendable()
    draft = Announcement(
        state=AnnouncementState.draft,
        author_id=author.official_id,
        author_user_id=author.user_id,
        content=content.to_json(),
        audience=Audience().to_json(),
        created_at=now,
        changed_at=now,
    )
    session.add(draft)
    await session.flush()
    return draft


async def locked(session: Session, person: Person, announcement_id: int) -> Announcement:
    """The announcement, held against other hands until the transaction ends. Raises NoLongerThere, NoRight."""
    person.must_have(Role.admin)
    found = await session.get(Announcement, announcement_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NoLongerThere
    return found


async def draft_of(session: Session, person: Person, announcement_id: int) -> Announcement:
    """The draft, to be changed. Raises AnnouncementMovedOn once it has been given up for sending."""
    found = await locked(session, person, announcement_id)
    found.must_be(AnnouncementState.draft)
    return found


async def rewrite(session: Session, person: Person, announcement_id: int, content: Content) -> Announcement:
    """Other words; a part of the same album is added to it. Buttons go where the new content cannot carry them."""
    draft = await draft_of(session, person, announcement_id)
    before = draft.said
    new = before.with_more(content) if content.album and content.album == before.album else content
    new.must_be_sendable()
    draft.content = new.to_json()
    draft.rev += 1
    if not new.takes_buttons:
        draft.button, draft.wants_receipt = None, False
    return draft


async def address(session: Session, person: Person, announcement_id: int, audience: Audience) -> Announcement:
    """Another audience."""
    draft = await draft_of(session, person, announcement_id)
    draft.audience = audience.to_json()
    draft.rev += 1
    return draft


async def recent(session: Session, limit: int = 8) -> list[Announcement]:
    """The newest announcements, drafts too."""
    found = await session.scalars(select(Announcement).order_by(Announcement.created_at.desc()).limit(limit))
    return list(found)


async def note(
    session: Session, announcement: Announcement, action: str, person: Person | None, now: datetime, **facts: Any
) -> None:
    """One line of the trail, and the moment for the card; without a person it was the clock's doing."""
    announcement.changed_at = now
    await record(
        session,
        f"announcement_{action}",
        "announcement",
        announcement.id,
        now,
        actor_id=person.official_id if person else None,
        user_id=person.user_id if person else None,
        after={"state": announcement.state, **facts},
    )


async def tell_author(session: Session, announcement: Announcement, news: News, key: str, now: datetime) -> None:
    """Owe the author a message; a first admin of the settings has an account only."""
    official_id = announcement.author_id
    user_id = announcement.author_user_id if official_id is None else None
    await tell(session, news, key=key, now=now, official_id=official_id, user_id=user_id)
