"""The post office's side of the outbox: taking notices by lease, and noting what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, case, exists, func, null, or_, select, union_all, update
from sqlalchemy.orm import aliased

from models.account import Account
from models.base import Moment
from models.database import Session
from models.holding import GATHERED, end_gathered, may_go
from models.notice import Lane, Notice, NoticeState, Owed, is_due
from models.quiet import QuietHours

LEASE = timedelta(minutes=2)  # longer than the slowest send: two tries of 40 seconds and their waits
RECENT = timedelta(seconds=8)  # longer than the post rests between two looks at all that waits


async def anything_due(
    session: Session, now: datetime, *, lane: Lane, parked: Sequence[int] = (), recent: bool = False
) -> bool:
    """Whether `take_due` would find something; a read, for the many times when it would not."""
    rows = await session.ask(_some(lane, recent), _values(now, len(parked) + 1))
    return any(row.chat_id not in parked for row in rows)


@dataclass(frozen=True)
class Outbox:
    """How the post fares: what could be sent now, since when the oldest of it, and what is in hand."""

    due: int
    oldest: datetime | None
    in_flight: int


async def outbox(session: Session, now: datetime) -> Outbox:
    """The state of all lanes together; who cannot be reached does not count as late."""
    due = union_all(*(_due(lane).with_only_columns(Notice.due_at) for lane in Lane)).subquery()
    count, oldest = (await session.execute(select(func.count(), func.min(due.c.due_at)), {"now": now})).one()
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
    recent: bool = False,
) -> list[Owed]:
    """Lease up to `limit` notices of a lane that are due to people who can be reached, oldest first.

    What must wait in its reader's quiet hours, or is too much for the day, is put off in the same transaction instead.

    Who is not linked, or has blocked the bot, is not taken: the notice waits until that changes or it goes stale.
    `parked` are chats that Telegram asked us to leave alone for the moment. A recipient's next notice is taken only
    after the one before it has left our hands, so that they keep their order and a long row of them holds up nobody.
    `recent`: only of what has fallen due lately; a look at all that waits for people who are not here takes longer.
    """
    while rows := await session.ask(_oldest(lane, recent), _values(now, limit + len(parked))):
        due = [one for row in rows if (one := Owed(*row)).chat_id not in parked][:limit]
        if taken := await may_go(session, due, now, quiet):
            await session.execute(
                update(Notice)
                .where(Notice.id.in_([owed.id for owed in taken]))
                .values(state=NoticeState.sending, lease_until=now + LEASE, attempts=Notice.attempts + 1)
            )
            return taken
        if not due:
            break
    return []


def _values(now: datetime, most: int) -> dict[str, Any]:
    return {"now": now, "since": now - RECENT, "most": most}


@cache
def _some(lane: Lane, recent: bool) -> Select[*tuple[Any, ...]]:
    return _due(lane, recent).limit(bindparam("most", type_=Integer))


@cache
def _oldest(lane: Lane, recent: bool) -> Select[*tuple[Any, ...]]:
    return (
        _due(lane, recent)
        .order_by(Notice.due_at, Notice.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(of=Notice, skip_locked=True)
    )


@cache
def _due(lane: Lane, recent: bool = False) -> Select[*tuple[Any, ...]]:
    """Built once, because the post asks all the time. Of each recipient there is one row, the next."""
    now, since = bindparam("now", type_=Moment), bindparam("since", type_=Moment)
    owner, bare, earlier = aliased(Account), aliased(Account), aliased(Notice)
    chat_id = func.coalesce(Notice.user_id, owner.user_id).label("chat_id")
    columns = (Notice.official_id, Notice.kind, Notice.facts, Notice.lane, Notice.attempts, Notice.weight)
    return (
        select(Notice.id, chat_id, *columns)
        .outerjoin(owner, owner.official_id == Notice.official_id)
        .outerjoin(bare, bare.user_id == Notice.user_id)
        .where(
            *is_due(Notice, now),
            *([Notice.due_at >= since] if recent else []),
            Notice.lane == lane,
            chat_id.is_not(None),
            func.coalesce(owner.reachable, bare.reachable, True).is_(True),
            ~exists().where(
                or_(earlier.official_id == Notice.official_id, earlier.user_id == Notice.user_id),
                earlier.lane == lane,
                earlier.id < Notice.id,
                or_(earlier.state == NoticeState.sending, and_(*is_due(earlier, now))),
            ),
        )
    )


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
