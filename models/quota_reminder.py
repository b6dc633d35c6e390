"""Communes that have not used their kept seats hear of it once, before these go to all."""

from datetime import datetime, timedelta

from sqlalchemy import select

from models.course import Course, CourseQuota, CourseState
from models.database import Session
from models.deciders import is_asked
from models.news.quotas import SeatsUnused
from models.notice import Notice, tell
from models.official import Official, RoleGrant, is_present
from models.policy import Policy, policy
from models.quota import used_seats
from models.working_time import working_time

FURTHEST = timedelta(days=60)  # no reminder is due earlier than this before the end


async def remind_of_quotas(session: Session, now: datetime) -> int:
    """Tell the leaders of communes whose unused seats are kept only so many working hours more; how many were told.

    Whoever was told of that end is not told again; a few queries, however many communes are concerned.
    """
    rows = (
        await session.execute(
            select(CourseQuota.course_id, CourseQuota.commune_id, Course.quotas_until)
            .join(Course, Course.id == CourseQuota.course_id)
            .where(
                Course.state == CourseState.published,
                Course.closes_at > now,
                Course.quotas_until > now,
                Course.quotas_until <= now + FURTHEST,
                CourseQuota.seats > used_seats(),
            )
            .order_by(CourseQuota.course_id, CourseQuota.commune_id)
        )
    ).all()
    if not rows:
        return 0
    notice = timedelta(hours=await policy(session, Policy.quota_remind_hours, now.date()))
    calendar = await working_time(session, now)
    ends = {until: calendar.before(until, notice) for until in {row.quotas_until for row in rows}}
    due = [row for row in rows if ends[row.quotas_until] <= now]
    leaders = await _leaders(session, {row.commune_id for row in due}, now)
    keys = {f"seats-unused:{row.course_id}:{row.commune_id}:{row.quotas_until:%Y%m%d%H%M}": row for row in due}
    rows_told = await session.execute(select(Notice.official_id, Notice.key).where(Notice.key.in_(keys)))
    told = {(official_id, key) for official_id, key in rows_told}
    count = 0
    for key, row in keys.items():
        for official_id in leaders.get(row.commune_id, ()):
            if (official_id, key) not in told:
                await tell(
                    session,
                    SeatsUnused(row.course_id, row.commune_id),
                    key=key,
                    official_id=official_id,
                    now=now,
                    due_at=calendar.after(now, timedelta()),
                    stale_at=row.quotas_until,
                )
                count += 1
    return count


async def _leaders(session: Session, commune_ids: set[int], now: datetime) -> dict[int | None, list[int]]:
    """Who decides for each of these communes today, deputies in their leaders' place."""
    rows = await session.execute(
        select(RoleGrant.commune_id, RoleGrant.official_id)
        .join(Official, Official.id == RoleGrant.official_id)
        .where(RoleGrant.commune_id.in_(commune_ids), is_asked(now.date()), is_present(now.date()))
        .distinct()
        .order_by(RoleGrant.commune_id, RoleGrant.official_id)
    )
    found: dict[int | None, list[int]] = {}
    for commune_id, official_id in rows:
        found.setdefault(commune_id, []).append(official_id)
    return found
