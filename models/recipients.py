"""The recipients of an announcement as rows of the outbox: made at once, let go a few at a time, and counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, insert, literal, null, select, update

from models.account import Account
from models.announcement import Announcement
from models.audience import is_addressed
from models.database import Session
from models.news.announcements import Announced
from models.news.base import Weight
from models.notice import UNDER_WAY, Lane, Notice, NoticeState
from models.official import Official

AT_ONCE = 400  # let go at a time: enough for any rate until the next tick, few enough to be called back at once
KIND = Announced.__name__


@dataclass(frozen=True)
class Tally:
    """How many notices stand in which state."""

    by_state: Mapping[NoticeState, int] = field(default_factory=dict)

    def of(self, *states: NoticeState) -> int:
        return sum(self.by_state.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        return sum(self.by_state.values())

    @property
    def under_way(self) -> int:
        """Not yet sent and still meant to be."""
        return self.of(*UNDER_WAY)

    @property
    def tried(self) -> int:
        """Sent, or tried in vain."""
        return self.of(NoticeState.sent, NoticeState.failed, NoticeState.uncertain)


async def tally(session: Session, announcement_id: int, kind: str = KIND, key: str = "") -> Tally:
    """Counted from the rows, in one query."""
    of = [*_of(announcement_id, kind), *([Notice.key == key] if key else [])]
    rows = await session.execute(select(Notice.state, func.count()).where(*of).group_by(Notice.state))
    return Tally(dict(rows.all()))


async def loose(session: Session, announcement_id: int) -> int:
    """How many are let go and not yet in hand; unlike the whole tally it costs nothing while thousands wait."""
    of = (*_of(announcement_id, KIND), Notice.state == NoticeState.pending)
    return await session.scalar(select(func.count()).where(*of)) or 0


async def is_under_way(session: Session, announcement_id: int) -> bool:
    """Whether anybody is still to get it."""
    of = (*_of(announcement_id, KIND), Notice.state.in_(UNDER_WAY))
    return bool(await session.scalar(select(exists().where(*of))))


async def make_rows(session: Session, announcement: Announcement, now: datetime) -> int:
    """One row for everybody of the audience, in one statement whatever their number; how many they are.

    Who cannot be reached has a row too, ended at once: it is the record, and the list of whom to phone.
    """
    state = case(
        (Account.user_id.is_(None), NoticeState.unlinked),
        (Account.reachable.is_(False), NoticeState.blocked),
        else_=NoticeState.held,
    )
    rows = (
        select(
            Official.id,
            literal(announcement.key),
            literal(KIND),
            literal(Announced(announcement.id).facts, Notice.facts.type),
            literal(Lane.bulk, Notice.lane.type),
            literal(now, Notice.created_at.type),
            literal(now, Notice.due_at.type),
            state,
            literal(0),
            case((Account.reachable.is_(True), null()), else_=literal(now, Notice.finished_at.type)),
            literal(announcement.id),
            literal(Weight.urgent if announcement.urgent_reason else Weight.act, Notice.weight.type),
            literal(""),
        )
        .outerjoin(Account, Account.official_id == Official.id)
        .where(await is_addressed(session, announcement.addressed, now))
        .order_by(Official.id)
    )
    columns = (
        Notice.official_id,
        Notice.key,
        Notice.kind,
        Notice.facts,
        Notice.lane,
        Notice.created_at,
        Notice.due_at,
        Notice.state,
        Notice.attempts,
        Notice.finished_at,
        Notice.announcement_id,
        Notice.weight,
        Notice.failure,
    )
    await session.execute(insert(Notice).inline().from_select(columns, rows, include_defaults=False))
    return (await tally(session, announcement.id)).total


async def let_go(session: Session, announcement_id: int, limit: int, now: datetime, kind: str = KIND) -> None:
    """The next few may leave; those who have become unreachable meanwhile are not waited for."""
    chosen = (
        select(Notice.id)
        .where(*_of(announcement_id, kind), Notice.state == NoticeState.held)
        .order_by(Notice.id)
        .limit(limit)
        .scalar_subquery()
    )
    await session.execute(
        update(Notice)
        .where(Notice.id.in_(chosen), Notice.state == NoticeState.held)
        .values(
            state=NoticeState.pending,
            due_at=case((Notice.due_at > now, Notice.due_at), else_=literal(now, Notice.due_at.type)),
        )
    )
    await leave_out_unreachable(session, announcement_id, now, kind)


async def leave_out_unreachable(session: Session, announcement_id: int, now: datetime, kind: str = KIND) -> None:
    """Those let go whose account is gone or has blocked the bot: the post office would wait for them."""
    linked = exists().where(Account.official_id == Notice.official_id)
    barred = exists().where(Account.official_id == Notice.official_id, Account.reachable.is_(False))
    for state, meets in ((NoticeState.unlinked, ~linked), (NoticeState.blocked, barred)):
        await session.execute(
            update(Notice)
            .where(*_of(announcement_id, kind), Notice.state == NoticeState.pending, meets)
            .values(state=state, finished_at=now)
        )


async def call_back(session: Session, announcement_id: int, kind: str = KIND) -> None:
    """What was let go and has not left our hands waits again."""
    await session.execute(
        update(Notice)
        .where(*_of(announcement_id, kind), Notice.state == NoticeState.pending)
        .values(state=NoticeState.held)
    )


async def drop_rest(session: Session, announcement_id: int, now: datetime) -> None:
    """Nobody else gets it."""
    await session.execute(
        update(Notice)
        .where(*_of(announcement_id, KIND), Notice.state.in_((NoticeState.held, NoticeState.pending)))
        .values(state=NoticeState.dropped, finished_at=now, failure="cancelled")
    )


async def take_up_uncertain(session: Session, announcement_id: int) -> int:
    """A person decided that those whose message may be lost get it again; how many they are."""
    again = (await tally(session, announcement_id)).of(NoticeState.uncertain)
    await session.execute(
        update(Notice)
        .where(*_of(announcement_id, KIND), Notice.state == NoticeState.uncertain)
        .values(state=NoticeState.held, finished_at=null(), failure="sent again on request")
    )
    return again


def _of(announcement_id: int, kind: str) -> tuple[ColumnElement[bool], ...]:
    return (and_(Notice.announcement_id == announcement_id, Notice.kind == kind),)
