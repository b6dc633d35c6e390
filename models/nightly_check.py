"""The nightly look at the promises: the admins hear of what is new, and once a week of what is still so."""

import hashlib
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from models.audit import AuditEntry, record
from models.checks import Broken, findings
from models.database import Session, one_at_a_time
from models.kinds import Role
from models.news.faults import PromisesBroken
from models.notice import tell
from models.official import holders_of
from models.working_time import working_time

AT = time(2)  # local; a machine that was off looks as soon as it is on
AGAIN = timedelta(days=7)


async def is_due(session: Session, now: datetime) -> bool:
    """Whether nobody has looked since two o'clock."""
    tonight = datetime.combine(now.date(), AT, now.tzinfo)
    if now < tonight:
        return False
    looked = select(AuditEntry.id).where(AuditEntry.at >= tonight, AuditEntry.action == "check")
    return await session.scalar(looked.limit(1)) is None


async def look(session: Session, now: datetime) -> int:
    """Look, leave a line in the trail that one has looked, and tell the admins when their working day begins.

    How many things were found; the letter says what of it is still so when it is sent. The line also keeps marks of
    what was found and the day when it was last told, for the next night to compare with.
    """
    await one_at_a_time(session, "check")
    if not await is_due(session, now):
        return 0
    found = await findings(session, now)
    before, marks, today = await _last_look(session, now), sorted(map(_mark, found)), now.date()
    told_on = date.fromisoformat(before["told_on"]) if before.get("told_on") else date.min
    is_told = bool(set(marks) - set(before.get("marks", ()))) or (bool(found) and today - told_on >= AGAIN)
    if is_told:
        told_on = today
        await _tell(session, now)
    after = {"findings": len(found), "marks": marks, "told_on": told_on.isoformat()}
    await record(session, "check", "data", None, now, after=after)
    return len(found)


async def _tell(session: Session, now: datetime) -> None:
    """One letter a working morning: what two nights of a weekend found is in the same."""
    due_at = (await working_time(session, now)).after(now, timedelta())
    news, key = PromisesBroken(now.date().isoformat()), f"promises:{due_at.isoformat()}"
    for official_id in await holders_of(session, Role.admin, now.date()):
        await tell(session, news, key=key, official_id=official_id, now=now, due_at=due_at)


async def _last_look(session: Session, now: datetime) -> dict[str, Any]:
    """What it left in the trail; nothing where it is too long ago to compare with."""
    looked = select(AuditEntry.after).where(
        AuditEntry.at >= now - AGAIN - timedelta(days=1), AuditEntry.subject == "data", AuditEntry.action == "check"
    )
    return await session.scalar(looked.order_by(AuditEntry.at.desc()).limit(1)) or {}


def _mark(one: Broken) -> str:
    """The same as long as the finding is: where it is may be somebody's code, which the trail need not repeat."""
    return hashlib.sha256(f"{one.promise} {one.where} {one.actual} {one.allowed}".encode()).hexdigest()[:12]
