"""Entering a course: the only door through which a registration begins, whoever opens it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from models.approvers import ask_for_approval
from models.audit import record
from models.course import Course
from models.database import Session
from models.eligibility import RULES, Flag, Rule, Standing, standing
from models.kinds import Route
from models.official import Official
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import Level, Registration, State

FIRST_LEVEL = {
    Route.none: None,
    Route.leader: Level.leader,
    Route.department: Level.department,
    Route.leader_then_department: Level.leader,
}


@dataclass(frozen=True)
class Entry:
    """What the person would enter into: the official, the course, and where they stand, held against others."""

    official: Official
    standing: Standing


async def hold(
    session: Session, official_id: int, course_id: int, now: datetime, rules: Sequence[Rule] = RULES
) -> Entry:
    """The official and the course with what the rules say, true until the transaction ends.

    The course's row is held so that seats and caps are counted by one at a time; then the official's, so that two
    courses that clash are not taken at once.
    """
    official = await session.scalar(_HELD, {"course_id": course_id, "official_id": official_id})
    if official is None:
        raise NoLongerThere
    return Entry(official, await standing(session, official_id, course_id, now, rules))


_HELD = (
    select(Official)
    .select_from(Course)  # rows are locked in the order of the tables here
    .join(Official, Official.id == bindparam("official_id"))
    .where(Course.id == bindparam("course_id"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)


async def register(
    session: Session, person: Person, course_id: int, now: datetime, *, or_queue: bool = False
) -> Registration:
    """Take a seat for the person and ask for the approval of the programme's route.

    Where only a seat is missing and the person wishes so (`or_queue`), the registration goes to the end of the queue
    and approval is asked for while it waits. Raises the weightiest of the hindrances otherwise.
    """
    entry = await hold(session, person.id, course_id, now)
    found = entry.standing
    if found.hindrances and not (or_queue and found.may_queue):
        raise found.hindrances[0]
    registration = await enter(session, entry, FIRST_LEVEL[found.facts.route], now)
    if registration.awaits:
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


async def enter(
    session: Session, entry: Entry, awaits: Level | None, now: datetime, in_place_of: Registration | None = None
) -> Registration:
    """Write the row: with a seat where one is free, else in the queue. The caller has seen to what else hinders.

    `in_place_of`: the seat is taken over, and with it the commune on whose account it goes.
    """
    found = entry.standing
    seated = State.pending if awaits else State.confirmed
    registration = Registration(
        course_id=found.facts.course.id,
        official_id=entry.official.id,
        commune_id=in_place_of.commune_id if in_place_of else entry.official.commune_id,
        in_place_of_id=in_place_of.id if in_place_of else None,
        state=State.queued if found.may_queue else seated,
        awaits=awaits,
        since=now,
        created_at=now,
        queued_at=now if found.may_queue else None,
        outside_post=Flag.outside_post in found.flags or Flag.outside_group in found.flags,
        repeated=Flag.repeated in found.flags,
        reason_text="",
    )
    session.add(registration)
    await session.flush()  # the notices need its id
    return registration
