"""Chains the audit trail by hash, so that a line that is changed, taken out or slipped in later does not go unseen.

Lines are sealed in groups a little after they are written, not with them: a chain that every decision had to extend
would let only one person at a time decide. Who may write to the database could still forge the whole chain; so its
end is shown by `main.py check` and in the log, to be kept elsewhere.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import func, select, update

from models.audit import AuditEntry
from models.database import Session, one_at_a_time

AT_ONCE = 300
SEALED_WITHIN = timedelta(minutes=30)  # where this process or another serves, the job is never so late


@dataclass(frozen=True)
class Link:
    """The end of the chain: how many lines are in it, and the seal of the last."""

    place: int = 0
    seal: str = ""


@dataclass(frozen=True)
class Trail:
    """What a look at the whole chain found: its end, the first line that does not fit, and lines left unsealed."""

    end: Link
    broken_at: int | None = None
    overdue: int = 0


async def seal_new(session: Session) -> tuple[int, Link]:
    """Seal the next lines, in the order in which they were written; how many, and the end of the chain since."""
    await one_at_a_time(session, "audit chain")
    end = await _end(session)
    new = await session.scalars(
        select(AuditEntry).where(AuditEntry.place.is_(None)).order_by(AuditEntry.id).limit(AT_ONCE)
    )
    sealed = []
    for entry in new:
        end = Link(end.place + 1, _seal(end, entry))
        sealed.append({"id": entry.id, "place": end.place, "seal": end.seal})
    if sealed:
        await session.execute(update(AuditEntry), sealed)
    return len(sealed), end


async def look_through(session: Session, now: datetime) -> Trail:
    """Compute every seal again."""
    overdue = await session.scalar(
        select(func.count()).where(AuditEntry.place.is_(None), AuditEntry.at < now - SEALED_WITHIN)
    )
    end = Link()
    while lines := await _after(session, end):
        for entry in lines:
            following = Link(end.place + 1, _seal(end, entry))
            if (entry.place, entry.seal) != (following.place, following.seal):
                return Trail(end, broken_at=following.place, overdue=overdue or 0)
            end = following
        session.expunge_all()  # the trail is longer than the memory
    return Trail(end, overdue=overdue or 0)


async def _after(session: Session, end: Link) -> Sequence[AuditEntry]:
    later = AuditEntry.place > end.place if end.place else AuditEntry.place.is_not(None)
    return (await session.scalars(select(AuditEntry).where(later).order_by(AuditEntry.place).limit(AT_ONCE))).all()


async def _end(session: Session) -> Link:
    query = select(AuditEntry.place, AuditEntry.seal).where(AuditEntry.place.is_not(None))
    last = (await session.execute(query.order_by(AuditEntry.place.desc()).limit(1))).first()
    return Link(last.place, last.seal) if last is not None else Link()


def _seal(before: Link, entry: AuditEntry) -> str:
    """Over the seal before it and all that the line says."""
    says = [
        before.place + 1,
        entry.id,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor_id,
        entry.actor_user_id,
        entry.acting_for_id,
        entry.action,
        entry.subject,
        entry.subject_id,
        entry.before,
        entry.after,
    ]
    plain = json.dumps(says, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(f"{before.seal}{plain}".encode()).hexdigest()
