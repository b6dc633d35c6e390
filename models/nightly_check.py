"""The nightly look at the promises: once a day, and the admins hear of it only when something is found."""

from datetime import datetime, time, timedelta

from sqlalchemy import select

from models.audit import AuditEntry, record
from models.checks import findings
from models.database import Session, one_at_a_time
from models.kinds import Role
from models.news.faults import PromisesBroken
from models.notice import tell
from models.official import holders_of
from models.working_time import working_time

AT = time(2)  # local; a machine that was off looks as soon as it is on


async def is_due(session: Session, now: datetime) -> bool:
    """Whether nobody has looked since two o'clock."""
    tonight = datetime.combine(now.date(), AT, now.tzinfo)
    if now < tonight:
        return False
    looked = select(AuditEntry.id).where(AuditEntry.at >= tonight, AuditEntry.action == "check")
    return await session.scalar(looked.limit(1)) is None


async def look(session: Session, now: datetime) -> int:
    """Look, leave a line in the trail that one has looked, and tell the admins when their working day begins.

    How many things were found; the letter says what of it is still so when it is sent.
    """
    await one_at_a_time(session, "check")
    if not await is_due(session, now):
        return 0
    found = await findings(session, now)
    await record(session, "check", "data", None, now, after={"findings": len(found)})
    if found:
        due_at = (await working_time(session, now)).after(now, timedelta())
        news, key = PromisesBroken(now.date().isoformat()), f"promises:{now.date()}"
        for official_id in await holders_of(session, Role.admin, now.date()):
            await tell(session, news, key=key, official_id=official_id, now=now, due_at=due_at)
    return len(found)
