"""The outbox: one row for each message owed to one person, written with the fact that it reports."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    SQLColumnExpression,
    String,
    or_,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word
from models.database import Session
from models.news.base import News, Weight


class NoticeState(StrEnum):
    """Where a notice stands. `uncertain`: Telegram may or may not have carried it, and we do not guess.

    A bulk notice is `held` until its turn comes, one that is gathered until its message goes. Nobody waits with the
    bulk for who cannot be reached: such a one ends as `blocked` or `unlinked`.
    """

    held = "held"
    pending = "pending"
    sending = "sending"
    sent = "sent"
    failed = "failed"
    uncertain = "uncertain"
    dropped = "dropped"
    blocked = "blocked"
    unlinked = "unlinked"


UNDER_WAY = (NoticeState.held, NoticeState.pending, NoticeState.sending)


class Lane(StrEnum):
    """Which queue: what concerns one person now goes before bulk."""

    prompt = "prompt"
    bulk = "bulk"


_WAITING = text("state = 'pending'")
_IN_FLIGHT = text("state = 'sending'")
_OF_ANNOUNCEMENT = text("announcement_id IS NOT NULL")
_GATHERED = text("gathered_id IS NOT NULL")


class Notice(Base):
    """One message owed to one official (it waits until an account is linked) or to one bare account.

    `key` is unique for its recipient: nobody hears a thing twice, whatever the jobs do. `more_message_ids`: the other
    parts of an album. `gathered_id`: the notice in which this one goes along with others. Neither this nor
    `announcement_id` has a foreign key: SQLite would have to copy the whole outbox to add one.
    """

    __tablename__ = "notices"
    __table_args__ = (
        CheckConstraint("(official_id IS NULL) <> (user_id IS NULL)", name="one_recipient"),
        Index("uq_notices_official_id_key", "official_id", "key", unique=True),
        Index("uq_notices_user_id_key", "user_id", "key", unique=True),
        Index("ix_notices_waiting", "lane", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_notices_in_flight", "lease_until", sqlite_where=_IN_FLIGHT, postgresql_where=_IN_FLIGHT),
        Index(
            "ix_notices_announcement",
            "announcement_id",
            "kind",
            "state",
            "id",
            sqlite_where=_OF_ANNOUNCEMENT,
            postgresql_where=_OF_ANNOUNCEMENT,
        ),
        Index("ix_notices_gathered_id", "gathered_id", sqlite_where=_GATHERED, postgresql_where=_GATHERED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    official_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    user_id: Mapped[int | None] = mapped_column(BigInteger)
    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]]
    lane: Mapped[Lane] = mapped_column(word(Lane), default=Lane.prompt)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    stale_at: Mapped[datetime | None]
    state: Mapped[NoticeState] = mapped_column(word(NoticeState), default=NoticeState.pending)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    message_id: Mapped[int | None]
    more_message_ids: Mapped[list[Any] | None] = mapped_column(JSON)
    announcement_id: Mapped[int | None]
    weight: Mapped[Weight] = mapped_column(word(Weight), server_default=Weight.act.value)
    gathered_id: Mapped[int | None]
    failure: Mapped[str] = mapped_column(String(300), default="")


@dataclass(frozen=True)
class Owed:
    """One notice in hand: whom it goes to and what it says."""

    id: int
    chat_id: int
    official_id: int | None
    kind: str
    facts: dict[str, Any]
    lane: Lane
    attempts: int
    weight: Weight


async def tell(
    session: Session,
    news: News,
    *,
    key: str,
    now: datetime,
    official_id: int | None = None,
    user_id: int | None = None,
    lane: Lane = Lane.prompt,
    due_at: datetime | None = None,
    stale_at: datetime | None = None,
    weight: Weight | None = None,
) -> None:
    """Owe somebody a message, once for each key. Written in the transaction of the fact, delivered by the postman.

    `weight`: where it is another for this reader than the news has.

    What is good to know goes with the bulk: there the messages of one person leave one after the other, and can be
    counted.
    """
    weight = weight or news.weight
    row = {
        "official_id": official_id,
        "user_id": user_id,
        "key": key,
        "kind": type(news).__name__,
        "facts": news.facts,
        "lane": Lane.bulk if weight is Weight.know else lane,
        "created_at": now,
        "due_at": due_at or now,
        "stale_at": stale_at,
        "state": NoticeState.pending,
        "attempts": 0,
        "weight": weight,
        "failure": "",
    }
    await session.ask(_OWE[session.dialect.name], row)


_OWE = {
    "sqlite": sqlite.insert(Notice).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(Notice).on_conflict_do_nothing(),
}


def is_due(notice: type[Notice], now: datetime | SQLColumnExpression[datetime]) -> tuple[ColumnElement[bool], ...]:
    """The condition that a notice waits to be sent, is due and not yet stale."""
    return (
        notice.state == NoticeState.pending,
        notice.due_at <= now,
        or_(notice.stale_at.is_(None), notice.stale_at > now),
    )
