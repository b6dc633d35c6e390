"""Who has looked at, or carried away, what is held about a person: noted in the audit trail, and read for that person.

A list of people is one line of the trail with its scope (a course, a commune of it, an announcement, the courses of a
summary), not a line a person: who stood in it is asked of the registrations. So 6,500 places stay a few lines a week.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, or_, select

from models.audit import AuditEntry, record
from models.certificate import Certificate
from models.course import Course
from models.database import Session
from models.notice import Notice
from models.official import Official
from models.person import Person
from models.policy import Policy, policy
from models.registration import Registration

LOOK, EXPORT, INVITE = "look", "export", "invite"  # actions of the trail
WEEK = timedelta(days=7)
MOST = 2000  # lines of the trail read for one person


class Scope(StrEnum):
    """Of what the list was: the subject of the line in the trail."""

    official = "official"
    course = "course"
    announcement = "announcement"
    summary = "summary"
    cases = "data_cases"
    workbook = "workbook"


@dataclass(frozen=True)
class Disclosure:
    """One look or export. `by` is None for one from the command line, or by an admin who is not on the roster."""

    at: datetime
    by: str | None
    is_export: bool
    what: str
    course: str
    people: int
    has_phone: bool
    is_own: bool


async def note_look(
    session: Session, person: Person, scope: Scope, subject_id: int, now: datetime, **more: object
) -> None:
    """Somebody of the department or a leader sees it in the chat; noted once a day for each of them and thing."""
    if scope is Scope.official and subject_id == person.official_id:
        return
    today = datetime.combine(now.date(), time(), now.tzinfo)
    seen = await session.scalar(
        select(AuditEntry.id)
        .where(
            AuditEntry.subject == scope,
            AuditEntry.subject_id == subject_id,
            AuditEntry.action == LOOK,
            AuditEntry.at >= today,
            AuditEntry.actor_user_id == person.user_id,
        )
        .limit(1)
    )
    if seen is None:
        await _record(session, LOOK, person, scope, subject_id, now, dict(more) or None)


async def note_export(
    session: Session, person: Person | None, scope: Scope, subject_id: int | None, now: datetime, **more: object
) -> None:
    """A file with people in it leaves: what it is (`paper`), how many are in it (`people`), and sensitive columns."""
    await _record(session, EXPORT, person, scope, subject_id, now, dict(more))


async def _record(
    session: Session,
    action: str,
    person: Person | None,
    scope: Scope,
    subject_id: int | None,
    now: datetime,
    after: dict[str, Any] | None,
) -> None:
    await record(
        session,
        action,
        scope,
        subject_id,
        now,
        actor_id=person.official_id if person else None,
        user_id=person.user_id if person else None,
        after=after,
    )


async def disclosures_of(session: Session, official_id: int, now: datetime) -> list[Disclosure]:
    """What concerned this person, the newest first; four queries.

    Who was in a list is asked of the rows of today: a registration that has moved since may be named once too often,
    never too seldom.
    """
    since = now - timedelta(days=await policy(session, Policy.exports_shown_days, now.date()))
    rows_of_mine = (
        await session.execute(
            select(Registration, Course)
            .join(Course, Course.id == Registration.course_id)
            .where(Registration.official_id == official_id)
        )
    ).all()
    mine = [(one, course) for one, course in rows_of_mine]
    numbers = set(
        await session.scalars(
            select(Certificate.number).where(Certificate.registration_id.in_([one.id for one, _ in mine]))
        )
    )
    announced = select(Notice.announcement_id).where(
        Notice.official_id == official_id, Notice.announcement_id.is_not(None)
    )
    courses = {course.id: course for _, course in mine}
    rows = await session.execute(
        select(AuditEntry, Official.full_name)
        .outerjoin(Official, Official.id == AuditEntry.actor_id)
        .where(
            AuditEntry.at >= since,
            AuditEntry.action.in_((LOOK, EXPORT, INVITE)),
            or_(
                and_(AuditEntry.subject == Scope.official, AuditEntry.subject_id == official_id),
                and_(AuditEntry.subject == Scope.course, AuditEntry.subject_id.in_(courses)),
                and_(AuditEntry.subject == Scope.announcement, AuditEntry.subject_id.in_(announced)),
                AuditEntry.subject.in_((Scope.summary, Scope.cases)),
            ),
        )
        .order_by(AuditEntry.id.desc())
        .limit(MOST)
    )
    return [
        _disclosure(entry, name, courses, official_id)
        for entry, name in rows
        if _contains(entry, official_id, mine, numbers)
    ]


def _contains(
    entry: AuditEntry, official_id: int, mine: Sequence[tuple[Registration, Course]], numbers: set[str]
) -> bool:
    """Whether the person stood in what the line is about."""
    said = entry.after or {}
    match entry.subject:
        case Scope.course:
            if "numbers" in said:
                return not numbers.isdisjoint(said["numbers"])
            return any(
                course.id == entry.subject_id
                and one.created_at <= entry.at
                and said.get("commune_id") in (None, one.commune_id)
                for one, course in mine
            )
        case Scope.summary:
            return any(
                (said.get("coordinator_id") in (None, course.coordinator_id) or course.coordinator_id is None)
                and one.created_at <= entry.at
                and course.ends_on >= (entry.at - WEEK).date()
                for one, course in mine
            )
        case Scope.cases:
            return official_id in said.get("officials", ())
        case _:
            return True


def _disclosure(entry: AuditEntry, name: str | None, courses: dict[int, Course], official_id: int) -> Disclosure:
    said = entry.after or {}
    course = courses.get(entry.subject_id or 0) if entry.subject == Scope.course else None
    return Disclosure(
        at=entry.at,
        by=name,
        is_export=entry.action != LOOK,
        what=str(said.get("paper") or (INVITE if entry.action == INVITE else entry.subject)),
        course=f"{course.title} ({course.code})" if course else "",
        people=int(said.get("people") or len(said.get("numbers", ())) or 0),
        has_phone="phone" in said.get("columns", ()),
        is_own=entry.actor_id == official_id,
    )
