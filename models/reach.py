"""Before a course opens: invited communes in which no leader can be reached, so that no request waits for nobody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, or_, select

from models.account import Account
from models.commune import Commune, unit_key
from models.course import Course, CourseCommune, CourseState
from models.database import Session
from models.deciders import is_asked
from models.kinds import Role, Route
from models.news.reach import LeadersMissing
from models.notice import tell
from models.official import Official, RoleGrant, holders_of, is_present
from models.programme import Programme


@dataclass(frozen=True)
class Unreached:
    """A course and the full names of the communes that it invites and whose leaders cannot be reached."""

    course_id: int
    code: str
    coordinator_id: int | None
    communes: tuple[str, ...]


async def communes_without_leader(
    session: Session, course_ids: Collection[int], today: date, state: CourseState = CourseState.published
) -> list[Unreached]:
    """The published courses among these (or drafts) that ask leaders and miss some; two queries."""
    leader = (
        exists()
        .where(
            RoleGrant.commune_id == Commune.id,
            is_asked(today),
            Official.id == RoleGrant.official_id,
            is_present(today),
            Account.official_id == RoleGrant.official_id,
            Account.reachable.is_(True),
        )
        .correlate(Commune)
    )
    rows = await session.execute(
        select(Commune.id, Commune.kind, Commune.name).where(
            Commune.valid_from <= today, or_(Commune.valid_to.is_(None), Commune.valid_to >= today), ~leader
        )
    )
    missing = {row.id: f"{row.kind} {row.name}" for row in sorted(rows, key=lambda row: (unit_key(row.name), row.id))}
    if not missing or not course_ids:
        return []
    courses = await session.execute(
        select(Course.id, Course.code, Course.coordinator_id, Course.for_all_communes, CourseCommune.commune_id)
        .join(Programme, Programme.id == Course.programme_id)
        .outerjoin(CourseCommune, CourseCommune.course_id == Course.id)
        .where(
            Course.id.in_(course_ids),
            Course.state == state,
            Programme.route.in_((Route.leader, Route.leader_then_department)),
        )
        .order_by(Course.id)
    )
    found: dict[int, tuple[str, int | None, set[int]]] = {}
    for course_id, code, coordinator_id, for_all, commune_id in courses:
        _, _, invited = found.setdefault(course_id, (code, coordinator_id, set(missing) if for_all else set()))
        if commune_id in missing and not for_all:
            invited.add(commune_id)
    return [
        Unreached(course_id, code, coordinator_id, tuple(name for one, name in missing.items() if one in invited))
        for course_id, (code, coordinator_id, invited) in found.items()
        if invited
    ]


async def tell_coordinators(session: Session, unreached: Sequence[Unreached], now: datetime) -> None:
    """One merged notice to each coordinator for the own courses; those without one are told to all coordinators."""
    present = await holders_of(session, Role.coordinator, now.date())
    for official_id in present:
        ids = [
            one.course_id for one in unreached if one.coordinator_id == official_id or one.coordinator_id not in present
        ]
        if ids:
            await tell(
                session,
                LeadersMissing(tuple(ids)),
                key=f"leaders-missing:{ids[0]}",
                official_id=official_id,
                now=now,
            )
