"""The turns of delegations: when one begins the deputy hears what waits, when its days are over the leader does."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import exists, or_, select

from models.audit import AuditEntry
from models.database import Session
from models.delegated import Delegation, delegations
from models.delegation import ONE_DAY, began_key
from models.news.base import News
from models.news.delegations import DelegationBegan, DelegationOver
from models.notice import Notice, tell
from models.official import RoleGrant
from models.working_time import WorkingTime, working_time

REMEMBERED = timedelta(days=31)  # so long an outage may be: who was away longer has read the inbox by then


@dataclass(frozen=True)
class Turn:
    """One message that a turn owes to one person; its key says whether that person has had it."""

    official_id: int
    key: str
    news: News


async def turns_due(session: Session, now: datetime) -> list[Turn]:
    """Turns whose hour has come and of which nobody has heard yet; four queries at most.

    One that the leader ended by hand owes nothing more: the answer to that tap said what waits.
    """
    today = now.date()
    by_hand = exists().where(
        AuditEntry.subject == "role_grant", AuditEntry.subject_id == RoleGrant.id, AuditEntry.action == "end_delegation"
    )
    rows = await session.execute(
        delegations()
        .where(
            or_(
                (RoleGrant.starts_on <= today) & (RoleGrant.ends_on >= today),
                (RoleGrant.ends_on < today) & (RoleGrant.ends_on >= today - REMEMBERED) & ~by_hand,
            )
        )
        .order_by(RoleGrant.id)
    )
    found = [Delegation(*row) for row in rows]
    if not found:
        return []
    calendar = await working_time(session, now)
    turns = [_turn(one, today) for one in found if _hour_of(one, calendar, today) <= now]
    told = set(await session.scalars(select(Notice.key).where(Notice.key.in_([turn.key for turn in turns]))))
    return [turn for turn in turns if turn.key not in told]


async def hand_over(session: Session, turns: list[Turn], now: datetime) -> None:
    """Tell them; who was told meanwhile is not told again."""
    for turn in turns:
        await tell(session, turn.news, key=turn.key, official_id=turn.official_id, now=now)


def _turn(one: Delegation, today: date) -> Turn:
    if one.is_in_force(today):
        return Turn(one.deputy_id, began_key(one.id), DelegationBegan(one.id))
    return Turn(one.leader_id, f"delegation-over:{one.id}", DelegationOver(one.id))


def _hour_of(one: Delegation, calendar: WorkingTime, today: date) -> datetime:
    """The first working moment from the day of the turn on; of days that nobody works, the usual opening hour."""
    day = one.starts_on if one.is_in_force(today) else one.ends_on + ONE_DAY
    opens = calendar.after(datetime.combine(day, time(), calendar.zone), timedelta())
    if one.is_in_force(today) and opens.date() > one.ends_on:
        return datetime.combine(day, calendar.spans[0][0], calendar.zone)
    return opens
