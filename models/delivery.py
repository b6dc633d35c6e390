"""The post office's side of the outbox: taking notices by lease, and noting what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, null, or_, select, union_all, update
from sqlalchemy.orm import aliased

from models.account import Account
from models.database import Session
from models.holding import GATHERED, end_gathered, may_go
from models.notice import Lane, Notice, NoticeState, Owed, is_due
from models.quiet import QuietHours

LEASE = timedelta(minutes=2)  # longer than the slowest send: two tries of 40 seconds and their waits
_owner, _bare, _earlier = aliased(Account), aliased(Account), aliased(Notice)  # once: the post asks every second


async def anything_due(session: Session, now: datetime, *, lane: Lane, parked: Sequence[int] = ()) -> bool:
    """Whether `take_due` would find something; a read, for the many times when it would not."""
    return bool(await session.scalar(select(_due(now, lane, parked).exists())))


@dataclass(frozen=True)
class Outbox:
    """How the post fares: what could be sent now, since when the oldest of it, and what is in hand."""

    due: int
    oldest: datetime | None
    in_flight: int


async def outbox(session: Session, now: datetime) -> Outbox:
    """The state of all lanes together; who cannot be reached does not count as late."""
    waiting = [_due(now, lane, ()).with_only_columns(Notice.due_at) for lane in Lane]
    due = union_all(*waiting).subquery()
    count, oldest = (await session.execute(select(func.count(), func.min(due.c.due_at)))).one()
    in_flight = await session.scalar(select(func.count()).where(Notice.state == NoticeState.sending))
    return Outbox(count, oldest, in_flight or 0)


async def take_due(
    session: Session,
    now: datetime,
    *,
    lane: Lane,
    limit: int,
    parked: Sequence[int] = (),
    quiet: QuietHours | None = None,
) -> list[Owed]:
    """Lease up to `limit` notices of a lane that are due to people who can be reached, oldest first.

    What must wait in its reader's quiet hours, or is too much for the day, is put off in the same transaction instead.

    Who is not linked, or has blocked the bot, is not taken: the notice waits until that changes or it goes stale.
    `parked` are chats that Telegram asked us to leave alone for the moment. A recipient's next notice is taken only
    after the one before it has left our hands, so that they keep their order and a long row of them holds up nobody.
    """
    query = (
        _due(now, lane, parked)
        .order_by(Notice.due_at, Notice.id)
        .limit(limit)
        .with_for_update(of=Notice, skip_locked=True)
    )
    while due := [Owed(*row) for row in await session.execute(query)]:
        if taken := await may_go(session, due, now, quiet):
            await session.execute(
                update(Notice)
                .where(Notice.id.in_([owed.id for owed in taken]))
                .values(state=NoticeState.sending, lease_until=now + LEASE, attempts=Notice.attempts + 1)
            )
            return taken
    return []


def _due(now: datetime, lane: Lane, parked: Sequence[int]) -> Select[*tuple[Any, ...]]:
    chat_id = func.coalesce(Notice.user_id, _owner.user_id)
    columns = (Notice.official_id, Notice.kind, Notice.facts, Notice.lane, Notice.attempts, Notice.weight)
    query = (
        select(Notice.id, chat_id, *columns)
        .outerjoin(_owner, _owner.official_id == Notice.official_id)
        .outerjoin(_bare, _bare.user_id == Notice.user_id)
        .where(
            *is_due(Notice, now),
            Notice.lane == lane,
            chat_id.is_not(None),
            func.coalesce(_owner.reachable, _bare.reachable, True).is_(True),
            ~exists().where(
                or_(_earlier.official_id == Notice.official_id, _earlier.user_id == Notice.user_id),
                _earlier.lane == lane,
                _earlier.id < Notice.id,
                or_(_earlier.state == NoticeState.sending, and_(*is_due(_earlier, now))),
            ),
        )
    )
    return query.where(chat_id.not_in(parked)) if parked else query


async def finish(
    session: Session,
    notice_id: int,
    state: NoticeState,
    now: datetime,
    *,
    message_ids: Sequence[int] = (),
    failure: str = "",
    gathered: bool = False,
) -> None:
    """Note what became of a leased notice, and of those that went along in it. An album has several ids."""
    await session.execute(
        update(Notice)
        .where(Notice.id == notice_id)
        .values(
            state=state,
            finished_at=now,
            lease_until=None,
            message_id=message_ids[0] if message_ids else None,
            more_message_ids=list(message_ids[1:]) or null(),
            failure=failure[:300],
        )
    )
    if gathered:
        first = message_ids[0] if message_ids else None
        await end_gathered(session, notice_id, state, now, message_id=first, failure=failure)


async def put_back(session: Session, notice_id: int, due_at: datetime, failure: str) -> None:
    """Certainly not delivered: it falls due again. One of an announcement, which may stand still, waits its turn."""
    again = case((Notice.announcement_id.is_(None), NoticeState.pending), else_=NoticeState.held)
    await session.execute(
        update(Notice)
        .where(Notice.id == notice_id)
        .values(state=again, lease_until=None, due_at=due_at, failure=failure[:300])
    )


async def sweep(session: Session, now: datetime, *, inherits: bool = False) -> int:
    """Settle what a dead process left and what has gone stale; the number of notices whose fate is unknown.

    A lease that ran out means that the process died with the message in hand. Nobody is told a thing twice, so it
    is not sent again by itself: it stays `uncertain`, and a person may send it again. Whoever comes on duty `inherits`:
    the one before is gone, and who waits behind a message of his need not wait for the lease. Should he live after
    all, he still notes what became of it.
    """
    lost = Notice.state == NoticeState.sending
    if not inherits:
        lost = and_(lost, Notice.lease_until < now)
    uncertain = await session.scalar(select(func.count()).where(lost)) or 0
    if uncertain:
        failure = "the sender stopped with the message in hand"
        for notice_id in await session.scalars(select(Notice.id).where(lost, Notice.kind == GATHERED)):
            await end_gathered(session, notice_id, NoticeState.uncertain, now, failure=failure)
        await session.execute(
            update(Notice)
            .where(lost)
            .values(state=NoticeState.uncertain, lease_until=None, finished_at=now, failure=failure)
        )
    await session.execute(
        update(Notice)
        .where(Notice.state == NoticeState.pending, Notice.stale_at <= now)
        .values(state=NoticeState.dropped, finished_at=now, failure="stale")
    )
    return uncertain
