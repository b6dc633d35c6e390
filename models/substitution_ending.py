"""How a wish for a substitute ends without one: the colleague declines, it is called off, or time runs out."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select

from models.course import Course, CourseState
from models.database import Session
from models.news.substitutions import SubstitutionEnded
from models.notice import tell
from models.official import Official
from models.person import Person
from models.refusals import NoRight, Refusal
from models.registration import Registration
from models.substitution import HELD, OPEN, Substitution, SubstitutionState, must_stand, note, substitution_locked
from models.substitution_confirmers import ask_confirmers, confirmers
from models.substitution_refusals import SubstitutionOver


async def refuse(session: Session, person: Person, substitution_id: int, now: datetime) -> Substitution:
    """The colleague will not come; the seat stays where it was, and somebody else can be asked."""
    wish, _ = await substitution_locked(session, substitution_id)
    if person.id != wish.colleague_id:
        raise NoRight
    if wish.state is not SubstitutionState.asked:
        raise SubstitutionOver(wish.id)
    await end(session, wish, SubstitutionState.refused, "refuse_substitute", now, person, [wish.proposed_by_id])
    return wish


async def call_off(session: Session, person: Person, substitution_id: int, now: datetime) -> Substitution:
    """The seat-holder, whoever proposed it, or the colleague who had agreed, changes the mind."""
    wish, registration = await substitution_locked(session, substitution_id)
    if person.id not in (registration.official_id, wish.proposed_by_id, wish.colleague_id):
        raise NoRight
    if not wish.is_open:
        raise SubstitutionOver(wish.id)
    concerned = [wish.proposed_by_id, wish.colleague_id]
    if wish.state is SubstitutionState.accepted:
        concerned += [one.official_id for one in await confirmers(session, wish, registration, now)]
    await end(session, wish, SubstitutionState.withdrawn, "call_off_substitute", now, person, concerned)
    return wish


async def end(
    session: Session,
    wish: Substitution,
    state: SubstitutionState,
    action: str,
    now: datetime,
    person: Person | None,
    concerned: Iterable[int],
) -> None:
    """Close the wish without a handover, and tell those who waited, but not the one who did it."""
    before = wish.facts()
    wish.state, wish.since = state, now
    await note(session, wish, action, now, person, before)
    for official_id in sorted(set(concerned) - {person.official_id if person else None}):
        await tell(
            session,
            SubstitutionEnded(wish.id),
            key=f"substitution-ended:{wish.id}",
            official_id=official_id,
            now=now,
        )


async def substitutions_to_attend(session: Session, now: datetime) -> list[int]:
    """Wishes that may have to end, and those that wait for a confirmation: who gives it may have changed."""
    people = Official.id.in_((Registration.official_id, Substitution.colleague_id))
    has_left = select(Official.id).where(people, Official.left_on <= now.date()).exists()
    rows = await session.scalars(
        select(Substitution.id)
        .join(Registration, Registration.id == Substitution.registration_id)
        .join(Course, Course.id == Registration.course_id)
        .where(
            Substitution.state.in_(OPEN),
            or_(
                Substitution.state == SubstitutionState.accepted,
                Registration.state.not_in(HELD),
                Course.state != CourseState.published,
                Course.starts_on <= now.date(),
                has_left,
            ),
        )
        .order_by(Registration.course_id, Substitution.id)
    )
    return list(rows)


async def attend_substitution(session: Session, substitution_id: int, now: datetime) -> None:
    """End a wish whose seat has gone another way, whose course begins, or of whom one has left; else ask for the word
    that is missing those who are to give it now."""
    wish, registration = await substitution_locked(session, substitution_id)
    if not wish.is_open:
        return
    if await _is_over(session, wish, registration, now):
        concerned = [registration.official_id, wish.proposed_by_id, wish.colleague_id]
        if wish.state is SubstitutionState.accepted:
            concerned += [one.official_id for one in await confirmers(session, wish, registration, now)]
        await end(session, wish, SubstitutionState.withdrawn, "substitution_over", now, None, concerned)
    elif wish.state is SubstitutionState.accepted:
        await ask_confirmers(session, wish, registration, now)


async def _is_over(session: Session, wish: Substitution, registration: Registration, now: datetime) -> bool:
    try:
        await must_stand(session, wish, registration, now, wish.state)
    except Refusal:
        return True
    people = Official.id.in_((registration.official_id, wish.colleague_id))
    return bool(await session.scalar(select(Official.id).where(people, Official.left_on <= now.date()).limit(1)))
