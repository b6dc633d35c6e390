"""Cancelling a course: every registration ends, what was open on them ends too, and all concerned hear the reason."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from models.audit import record
from models.change_plan import CancelPlan
from models.change_refusals import CannotChange, ChangeBar
from models.course import Course, CourseState
from models.course_change import ChangeKind
from models.course_face import face_of
from models.cover import release_cover
from models.database import Session
from models.person import Person
from models.queue import begins_at
from models.quiet import QuietHours
from models.registration import LIVE, Reason, Registration, State
from models.substitution import OPEN, Substitution, SubstitutionState
from models.substitution_ending import end
from models.telling_changes import Told, tell_change


async def cancel(
    session: Session, person: Person, course: Course, plan: CancelPlan, quiet: QuietHours | None, now: datetime
) -> Told:
    """The course, whose row the caller holds, does not take place. Raises CannotChange for one that has begun."""
    if not plan.reason:
        raise CannotChange(ChangeBar.no_reason, course.id)
    await must_lie_ahead(session, course, now)
    face = await face_of(session, course.id)
    ended = await live_registrations(session, course.id)
    for one in ended:
        one.reason, one.reason_text = Reason.course_cancelled, plan.reason
    await end_with_course(session, ended, "course_cancelled", person, now)
    await close(session, person, course, plan.reason, now)
    return await tell_change(
        session,
        course,
        face,
        face,
        person,
        quiet,
        now,
        kind=ChangeKind.cancelled,
        reason=plan.reason,
        learners=ended,
    )


async def must_lie_ahead(session: Session, course: Course, now: datetime) -> None:
    """Published and not begun. Raises CannotChange."""
    if course.state is not CourseState.published:
        raise CannotChange(ChangeBar.not_published, course.id)
    begins = await begins_at(session, course, now)
    if begins <= now:
        raise CannotChange(ChangeBar.begun, course.id, begins)


async def live_registrations(session: Session, course_id: int) -> Sequence[Registration]:
    """All that hold or wait for a seat, held until the transaction ends; the caller holds the course."""
    await session.flush()
    rows = await session.scalars(
        select(Registration)
        .where(Registration.course_id == course_id, Registration.state.in_(LIVE))
        .order_by(Registration.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return rows.all()


async def end_with_course(
    session: Session, registrations: Sequence[Registration], action: str, person: Person, now: datetime
) -> None:
    """They are over because their course is, and with them the wishes for a substitute and who covers."""
    wishes = await session.scalars(
        select(Substitution)
        .where(Substitution.registration_id.in_([one.id for one in registrations]), Substitution.state.in_(OPEN))
        .order_by(Substitution.id)
        .with_for_update()
    )
    for wish in wishes:
        concerned = [wish.proposed_by_id, wish.colleague_id]
        await end(session, wish, SubstitutionState.withdrawn, "substitution_over", now, None, concerned)
    for one in registrations:
        before = one.facts()
        one.move(State.cancelled, now)
        await record(
            session,
            action,
            "registration",
            one.id,
            now,
            actor_id=person.official_id,
            user_id=person.user_id,
            before=before,
            after=one.facts(),
        )
        await release_cover(session, one, now)
    await session.flush()


async def close(session: Session, person: Person, course: Course, reason: str, now: datetime, into: str = "") -> None:
    """The course itself is off; `into`: the code of the run in which it goes on."""
    before = {"state": course.state, "changed_at": course.changed_at.isoformat()}
    course.state, course.changed_at = CourseState.cancelled, now
    await record(
        session,
        "merge" if into else "cancel",
        "course",
        course.id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        before=before,
        after={"state": course.state, "reason": reason, "into": into},
    )
    await session.flush()
