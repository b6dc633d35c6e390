"""Who is due the weekly summary, and when: once for each person and week."""

from datetime import datetime, timedelta

from sqlalchemy import case, exists, func, select

from models.account import Account
from models.database import Session
from models.kinds import Role
from models.news.summary import WeekList, WeekPicture, WeekWorkbook
from models.notice import Notice, tell
from models.official import Official, RoleGrant, holds_on, is_present
from models.quiet import QuietHours, may_be_sent
from models.summary_note import note_summary
from models.week_time import WeekTime, moment_in_week
from models.working_time import working_time

PARTS = (WeekPicture, WeekWorkbook, WeekList)


async def due_summaries(
    session: Session, now: datetime, at: WeekTime, quiet: QuietHours | None
) -> list[tuple[int, bool]]:
    """Officials who are due one, and whether for the whole department: admins get that, coordinators their own courses.

    Only those with an account: for the others a summary would be as old as the day on which they come.
    """
    if not may_be_sent(quiet, now):
        return []
    moment = moment_in_week(at, now, await working_time(session, now))
    if moment is None or now < moment:
        return []
    told = exists().where(Notice.official_id == Official.id, Notice.key == _key(WeekList, now))
    rows = await session.execute(
        select(Official.id, func.max(case((RoleGrant.role == Role.admin, 1), else_=0)))
        .join(RoleGrant, RoleGrant.official_id == Official.id)
        .join(Account, Account.official_id == Official.id)
        .where(
            RoleGrant.role.in_((Role.coordinator, Role.admin)),
            holds_on(now.date()),
            is_present(now.date()),
            Account.linked_at < moment,
            ~told,
        )
        .group_by(Official.id)
        .order_by(Official.id)
    )
    return [(official_id, bool(whole)) for official_id, whole in rows]


async def send_summary(session: Session, official_id: int, whole: bool, now: datetime) -> None:
    """Owe the three messages; what turns out empty when it is worded is dropped."""
    for part in PARTS:
        await tell(
            session,
            part(whole),
            key=_key(part, now),
            official_id=official_id,
            now=now,
            stale_at=now + timedelta(days=5),
        )
    await note_summary(session, None if whole else official_id, now, actor_id=official_id)


def _key(part: type[WeekPicture] | type[WeekWorkbook] | type[WeekList], now: datetime) -> str:
    year, week, _ = now.isocalendar()
    return f"summary:{year}-W{week:02}:{part.__name__}"
