"""The post office's side of the outbox: taking notices by lease, and noting what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import aliased

from models.account import Account
from models.database import Session
from models.notice import Lane, Notice, NoticeState

LEASE = timedelta(seconds=90)


@dataclass(frozen=True)
class Owed:
    """One notice in hand: whom it goes to and what it says."""

    id: int
    chat_id: int
    kind: str
    facts: dict[str, Any]
    lane: Lane
    attempts: int


async def take_due(
    session: Session, now: datetime, *, lane: Lane, limit: int, parked: Sequence[int] = ()
) -> list[Owed]:
    """Lease up to `limit` notices of a lane that are due to people who can be reached, oldest first.

    Who is not linked, or has blocked the bot, is not taken: the notice waits until that changes or it goes stale.
    `parked` are chats that Telegram asked us to leave alone for the moment. At most one notice a chat is taken, so that
    a person's messages keep their order.
    """
    owner, bare = aliased(Account), aliased(Account)
    chat_id = func.coalesce(Notice.user_id, owner.user_id)
    due = (
        select(Notice.id, chat_id.label("chat_id"), Notice.kind, Notice.facts, Notice.lane, Notice.attempts)
        .outerjoin(owner, owner.official_id == Notice.official_id)
        .outerjoin(bare, bare.user_id == Notice.user_id)
        .where(
            Notice.state == NoticeState.pending,
            Notice.lane == lane,
            Notice.due_at <= now,
            or_(Notice.stale_at.is_(None), Notice.stale_at > now),
            chat_id.is_not(None),
            func.coalesce(owner.reachable, bare.reachable, True).is_(True),
        )
        .order_by(Notice.due_at, Notice.id)
        .limit(limit * 4)
        .with_for_update(of=Notice, skip_locked=True)
    )
    if parked:
        due = due.where(chat_id.not_in(parked))
    taken: dict[int, Owed] = {}
    for row in await session.execute(due):
        if len(taken) < limit and row.chat_id not in taken:
            taken[row.chat_id] = Owed(*row)
    if taken:
        await session.execute(
            update(Notice)
            .where(Notice.id.in_([owed.id for owed in taken.values()]))
            .values(state=NoticeState.sending, lease_until=now + LEASE, attempts=Notice.attempts + 1)
        )
    return list(taken.values())


async def finish(
    session: Session,
    notice_id: int,
    state: NoticeState,
    now: datetime,
    *,
    message_id: int | None = None,
    failure: str = "",
) -> None:
    """Note what became of a leased notice."""
    await session.execute(
        update(Notice)
        .where(Notice.id == notice_id)
        .values(state=state, finished_at=now, lease_until=None, message_id=message_id, failure=failure[:300])
    )


async def put_back(session: Session, notice_id: int, due_at: datetime, failure: str) -> None:
    """Certainly not delivered: it falls due again."""
    await session.execute(
        update(Notice)
        .where(Notice.id == notice_id)
        .values(state=NoticeState.pending, lease_until=None, due_at=due_at, failure=failure[:300])
    )


async def sweep(session: Session, now: datetime) -> int:
    """Settle what a dead process left and what has gone stale; the number of notices whose fate is unknown.

    A lease that ran out means that the process died with the message in hand. Nobody is told a thing twice, so it
    is not sent again by itself: it stays `uncertain`, and a person may send it again.
    """
    lost = and_(Notice.state == NoticeState.sending, Notice.lease_until < now)
    uncertain = await session.scalar(select(func.count()).where(lost)) or 0
    if uncertain:
        await session.execute(
            update(Notice)
            .where(lost)
            .values(
                state=NoticeState.uncertain,
                lease_until=None,
                finished_at=now,
                failure="the sender stopped with the message in hand",
            )
        )
    await session.execute(
        update(Notice)
        .where(Notice.state == NoticeState.pending, Notice.stale_at <= now)
        .values(state=NoticeState.dropped, finished_at=now, failure="stale")
    )
    return uncertain
