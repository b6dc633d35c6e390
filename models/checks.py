"""Proves on the rows what is promised of seats, approvals and the trail (promises 1, 2, 3 and 10)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from models.audit import AuditEntry
from models.course import Course
from models.database import Session
from models.kinds import Route
from models.official import Official, RoleGrant
from models.overdue import overdue
from models.programme import Programme
from models.registration import LIVE, SEATED, Registration, State
from models.result_checks import QUESTIONS as OF_RESULTS


@dataclass(frozen=True)
class Broken:
    """A promise that the data breaks: which, where (a course's or a leader's code), the number found and allowed."""

    promise: str
    where: str
    actual: int
    allowed: int


async def findings(session: Session, now: datetime) -> list[Broken]:
    """Everything that must never be, and what should have happened by now; empty when all is well."""
    late = [Broken(promise, where, actual, allowed) for promise, where, actual, allowed in await overdue(session, now)]
    return [*await broken_promises(session), *late]


async def broken_promises(session: Session) -> list[Broken]:
    """What must never be at any moment, whoever is in the middle of what; one query a promise."""
    return [
        Broken(promise, *row)
        for promise, query in (_QUESTIONS | OF_RESULTS).items()
        for row in await session.execute(query)
    ]


def held(*columns: Any) -> Select[*tuple[Any, ...]]:
    """A course's code and the count of its registrations, to be narrowed and grouped by the course."""
    return select(Course.code, func.count(), *columns).join(Registration, Registration.course_id == Course.id)


FIRST_LEVEL = ("approve_first", "nominate")  # in the trail: a yes that is not the department's

_settled = or_(
    Registration.state.in_((State.confirmed, State.offered)),
    and_(Registration.state == State.queued, Registration.awaits.is_(None)),
)
_trail = AuditEntry.subject == "registration", AuditEntry.subject_id == Registration.id
_by_decider = exists().where(*_trail, AuditEntry.actor_id == Registration.decided_by_id)
_last_word = exists().where(
    *_trail, AuditEntry.actor_id == Registration.decided_by_id, AuditEntry.action.not_in(FIRST_LEVEL)
)
_taken_over = Registration.in_place_of_id.is_not(None)  # the seat was approved for the one before
_other = aliased(RoleGrant)

_QUESTIONS: dict[str, Select[*tuple[Any, ...]]] = {
    "seats": held(Course.seats)
    .where(Registration.state.in_(SEATED))
    .group_by(Course.id, Course.code, Course.seats)
    .having(func.count() > Course.seats),
    "cap": held(Course.commune_cap)
    .where(Registration.state.in_(SEATED), Registration.commune_id.is_not(None), Course.commune_cap.is_not(None))
    .group_by(Course.id, Course.code, Course.commune_cap, Registration.commune_id)
    .having(func.count() > Course.commune_cap),
    "twice": held(literal(1))
    .where(Registration.state.in_(LIVE))
    .group_by(Course.id, Course.code, Registration.official_id)
    .having(func.count() > 1),
    "approval": held(literal(0))
    .join(Programme, Programme.id == Course.programme_id)
    .where(
        _settled,
        or_(
            and_(
                Programme.route == Route.leader,
                Registration.decided_by_id.is_(None),
                Registration.nominated_by_id.is_(None),
            ),
            and_(Programme.route == Route.department, Registration.decided_by_id.is_(None)),
            and_(
                Programme.route == Route.leader_then_department,
                or_(Registration.decided_by_id.is_(None), and_(_by_decider, ~_last_word, ~_taken_over)),
            ),
        ),
    )
    .group_by(Course.id, Course.code),
    "unasked": held(literal(0))
    .where(Registration.state == State.pending, Registration.awaits.is_(None))
    .group_by(Course.id, Course.code),
    "left_open": held(literal(0))
    .where(Registration.state.not_in((State.pending, State.queued)), Registration.awaits.is_not(None))
    .group_by(Course.id, Course.code),
    "trail": held(literal(0))
    .where(Registration.decided_by_id.is_not(None), ~_by_decider, ~_taken_over)
    .group_by(Course.id, Course.code),
    "delegations": select(Official.staff_code, func.count(), literal(0))
    .join(RoleGrant, RoleGrant.acting_for_id == Official.id)
    .join(
        _other,
        and_(
            _other.acting_for_id == RoleGrant.acting_for_id,
            _other.commune_id == RoleGrant.commune_id,
            _other.role == RoleGrant.role,
            _other.id > RoleGrant.id,
            _other.starts_on <= RoleGrant.ends_on,
            _other.ends_on >= RoleGrant.starts_on,
            _other.ends_on >= _other.starts_on,
        ),
    )
    .where(RoleGrant.ends_on >= RoleGrant.starts_on)  # else it was taken back before it began
    .group_by(Official.id, Official.staff_code),
}
