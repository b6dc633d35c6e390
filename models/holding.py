"""What must not go now: in its reader's quiet hours all that can wait, and more in a day than is good to know.

Decided at the one place where a notice is taken in hand, and in the transaction that takes it, so that it holds after
a crash and between two processes: a notice is leased, or put off, or gathered into another one, never two of these.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import and_, case, func, or_, select, update

from models.database import Session
from models.news.base import Weight
from models.news.gathering import Gathered
from models.notice import Lane, Notice, NoticeState, Owed, is_due, tell
from models.own_hours import own_hours
from models.policy import Policy, policies
from models.quiet import QuietHours, may_be_sent, next_moment
from models.refusals import NoLongerThere

MOST = 20  # in one message, so that it stays within Telegram's length
GATHERED = Gathered.__name__
LIMITS = (Policy.know_a_day, Policy.know_at_once, Policy.gather_morning_at, Policy.gather_evening_at)
_TOLD = (NoticeState.sent, NoticeState.uncertain)


async def may_go(session: Session, due: Sequence[Owed], now: datetime, quiet: QuietHours | None) -> list[Owed]:
    """Of notices that are due, those that may go; the others are put off or gathered. `now` is local."""
    asking = [one for one in due if one.weight is not Weight.urgent]
    if not asking:
        return list(due)
    own = await own_hours(session, {one.official_id for one in asking if one.official_id is not None})
    until: dict[datetime, list[int]] = {}
    for one in asking:
        hours = own.get(one.official_id, quiet) if one.official_id is not None else quiet
        if not may_be_sent(hours, now):
            until.setdefault(next_moment(hours, now), []).append(one.id)
    for moment, ids in until.items():
        await session.execute(update(Notice).where(Notice.id.in_(ids)).values(due_at=moment))
    stay = {one for ids in until.values() for one in ids}
    known = {
        one.id: one.official_id
        for one in asking
        if one.weight is Weight.know and one.id not in stay and one.official_id is not None
    }
    stay |= await _gather(session, known, now) if known else set()
    return [one for one in due if one.id not in stay]


async def _gather(session: Session, known: dict[int, int], now: datetime) -> set[int]:
    """Which of these (notice → official) do not go alone, after they have been gathered.

    Nobody can have two of them in hand at once (`take_due`), so the count is exact.
    """
    limits = await policies(session, now.date(), *LIMITS)
    times = [time(*divmod(limits[name], 100)) for name in (Policy.gather_morning_at, Policy.gather_evening_at)]
    counts = await _counts(session, set(known.values()), now)
    gathered = set()
    for notice_id, official_id in known.items():
        told, waiting = counts[official_id]
        if told >= limits[Policy.know_a_day]:
            await _put_together(session, official_id, now, next_gathering(times, now))
        elif waiting > limits[Policy.know_at_once]:
            await _put_together(session, official_id, now, now)
        else:
            continue
        gathered.add(notice_id)
    return gathered


def next_gathering(times: Sequence[time], now: datetime) -> datetime:
    """The next local moment at which what was too much is told together."""
    days = (now.date(), now.date() + timedelta(days=1))
    return min(at for on in days for one in times if (at := datetime.combine(on, one, now.tzinfo)) > now)


async def _counts(session: Session, official_ids: set[int], now: datetime) -> dict[int, tuple[int, int]]:
    """Of each: how many messages that are good to know today has brought, and how many wait."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    told = and_(Notice.state.in_(_TOLD), Notice.finished_at >= midnight, Notice.gathered_id.is_(None))
    waiting = and_(Notice.weight == Weight.know, *is_due(Notice, now))
    rows = await session.execute(
        select(Notice.official_id, func.count(case((told, 1))), func.count(case((waiting, 1))))
        .where(
            Notice.official_id.in_(official_ids),
            or_(Notice.weight == Weight.know, Notice.kind == GATHERED),
            or_(told, waiting),
        )
        .group_by(Notice.official_id)
    )
    return {official_id: (told, waiting) for official_id, told, waiting in rows if official_id is not None}


async def _put_together(session: Session, official_id: int, now: datetime, at: datetime) -> None:
    """All that waits for the official goes along in one notice: one that waits itself and has room, or a new one."""
    found = (
        await session.execute(
            select(Notice.id, Notice.due_at)
            .where(Notice.official_id == official_id, Notice.kind == GATHERED, Notice.state == NoticeState.pending)
            .order_by(Notice.id.desc())
            .limit(1)
            .with_for_update()
        )
    ).first()
    inside = await session.scalar(select(func.count()).where(Notice.gathered_id == found.id)) if found else 0
    room = MOST - (inside or 0)
    if found is None or room <= 0:
        found, room = None, MOST
    ids = list(
        await session.scalars(
            select(Notice.id)
            .where(Notice.official_id == official_id, Notice.weight == Weight.know, *is_due(Notice, now))
            .order_by(Notice.due_at, Notice.id)
            .limit(room)
        )
    )
    gathered_id = found.id if found else await _new(session, official_id, ids[0], now, at)
    if found and at < found.due_at:
        await session.execute(update(Notice).where(Notice.id == found.id).values(due_at=at))
    await session.execute(
        update(Notice).where(Notice.id.in_(ids)).values(state=NoticeState.held, gathered_id=gathered_id)
    )


async def _new(session: Session, official_id: int, first_id: int, now: datetime, at: datetime) -> int:
    key = f"gathered:{first_id}"
    await tell(session, Gathered(first_id), key=key, official_id=official_id, now=now, lane=Lane.bulk, due_at=at)
    return (await session.scalars(select(Notice.id).where(Notice.official_id == official_id, Notice.key == key))).one()


async def gathered_in(session: Session, first_id: int, now: datetime) -> list[Notice]:
    """The notices that go along in one, the oldest first; not those that have meanwhile gone stale."""
    whole = select(Notice.gathered_id).where(Notice.id == first_id).scalar_subquery()
    rows = await session.scalars(
        select(Notice)
        .where(Notice.gathered_id == whole, or_(Notice.stale_at.is_(None), Notice.stale_at > now))
        .order_by(Notice.due_at, Notice.id)
    )
    return list(rows)


async def end_gathered(
    session: Session,
    notice_id: int,
    state: NoticeState,
    now: datetime,
    *,
    message_id: int | None = None,
    failure: str = "",
) -> None:
    """What became of one is what became of all that went along in it, but for those that had gone stale."""
    parts = (Notice.gathered_id == notice_id, Notice.state == NoticeState.held)
    await session.execute(
        update(Notice)
        .where(*parts, Notice.stale_at <= now)
        .values(state=NoticeState.dropped, finished_at=now, failure="stale")
    )
    await session.execute(
        update(Notice).where(*parts).values(state=state, finished_at=now, message_id=message_id, failure=failure[:300])
    )


async def own_gathered(session: Session, official_id: int, notice_id: int) -> Notice:
    """A notice that went along in a message to the official. Raises NoLongerThere."""
    notice = await session.get(Notice, notice_id)
    if notice is None or notice.official_id != official_id or notice.gathered_id is None:
        raise NoLongerThere
    return notice
