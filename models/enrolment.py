"""Taking a seat and giving it back: the only two verbs by which an official's own registration begins and ends."""

from datetime import datetime

from models.approval import FIRST_LEVEL, approvers, ask_for_approval
from models.audit import record
from models.course import Course
from models.database import Session
from models.eligibility import Flag, standing
from models.news.registrations import Withdrawn
from models.notice import tell
from models.official import Official
from models.person import Person
from models.refusals import NoLongerThere, NoRight, RegistrationOver
from models.registration import LIVE, Registration, State, locked


async def register(session: Session, person: Person, course_id: int, now: datetime) -> Registration:
    """Take a seat for the person and ask for the approval of the programme's route.

    The course's row is held until the transaction ends, so that seats and caps are counted by one at a time; then
    the official's, so that two courses that clash are not taken at once. Raises the weightiest of the hindrances.
    """
    if await session.get(Course, course_id, with_for_update=True, populate_existing=True) is None:
        raise NoLongerThere
    official = await session.get_one(Official, person.id, with_for_update={"key_share": True}, populate_existing=True)
    found = await standing(session, person.id, course_id, now)
    if found.hindrances:
        raise found.hindrances[0]
    awaits = FIRST_LEVEL[found.facts.route]
    registration = Registration(
        course_id=course_id,
        official_id=person.id,
        commune_id=official.commune_id,
        state=State.pending if awaits else State.confirmed,
        awaits=awaits,
        since=now,
        created_at=now,
        outside_post=Flag.outside_post in found.flags,
        repeated=Flag.repeated in found.flags,
        reason_text="",
    )
    session.add(registration)
    await session.flush()  # the notices need its id
    if awaits:
        await ask_for_approval(session, registration, now)
    record(
        session,
        "register",
        "registration",
        registration.id,
        now,
        actor_id=person.id,
        user_id=person.user_id,
        after=registration.facts(),
    )
    return registration


async def withdraw(session: Session, person: Person, registration_id: int, now: datetime) -> Registration:
    """Give the seat back. Those who were asked, or had approved, hear of it."""
    registration = await locked(session, registration_id)
    if registration.official_id != person.id:
        raise NoRight
    if registration.state not in LIVE:
        raise RegistrationOver(registration.id)
    before = registration.facts()
    concerned = set(await approvers(session, registration, now)) if registration.awaits else set()
    if registration.decided_by_id is not None:
        concerned.add(registration.decided_by_id)
    registration.state, registration.awaits, registration.since = State.withdrawn, None, now
    record(
        session,
        "withdraw",
        "registration",
        registration.id,
        now,
        actor_id=person.id,
        user_id=person.user_id,
        before=before,
        after=registration.facts(),
    )
    for official_id in sorted(concerned):
        await tell(
            session, Withdrawn(registration.id), key=f"withdrawn:{registration.id}", official_id=official_id, now=now
        )
    return registration
