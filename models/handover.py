"""A seat changes hands: one registration ends, another takes its place, and at no instant is the seat free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.approvers import approvers, ask_for_approval
from models.audit import record
from models.colleagues import hindrance
from models.course import Course
from models.cover import release_cover
from models.database import Session
from models.deciders import Decider
from models.eligibility import TAKING_OVER
from models.enrolment import Entry, enter, hold
from models.kinds import Route
from models.news.substitutions import SubstituteTakesOver
from models.notice import Lane, tell
from models.person import Person
from models.programme import Programme
from models.queue import serve_queue
from models.registration import Level, Reason, Registration, State, locked
from models.substitution import Substitution, SubstitutionState
from models.substitution_refusals import ColleagueCannot

LAST_WORD_IS_THE_DEPARTMENTS = (Route.department, Route.leader_then_department)


@dataclass(frozen=True)
class Confirmation:
    """Who confirmed, in whose place, and when; not `as_leader`: a coordinator, because the commune had nobody."""

    by_id: int
    for_id: int | None
    at: datetime
    as_leader: bool


async def must_fit(
    session: Session, registration: Registration, colleague_id: int, now: datetime, *, by_self: bool = False
) -> Entry:
    """The colleague, held against other courses: of the seat's commune, present, and hindered by no rule.

    Raises ColleagueCannot with the reason, or towards the colleague (`by_self`) the reason itself.
    """
    entry = await hold(session, colleague_id, registration.course_id, now, TAKING_OVER)
    official = entry.official
    left = official.left_on is not None and official.left_on <= now.date()
    elsewhere = registration.commune_id is None or official.commune_id != registration.commune_id
    because = hindrance(entry.standing)
    if by_self and because is not None:
        raise because
    if left or elsewhere or because is not None or colleague_id == registration.official_id:
        raise ColleagueCannot(registration.id, official.full_name, because)
    return entry


async def hand_over(
    session: Session,
    wish: Substitution,
    registration: Registration,
    confirmation: Confirmation,
    person: Person,
    asked: Sequence[Decider],
    now: datetime,
) -> Registration:
    """Give the seat to the colleague, approved as far as the old one was and the confirmation goes.

    The caller has checked the rules and holds the course's row. `person` did it and is not told; `asked` are.
    """
    entry = await hold(session, wish.colleague_id, registration.course_id, now, TAKING_OVER)
    asked = [*asked, *await approvers(session, registration, now)]
    yielded = await _yield(session, entry, now, person)
    awaits = await _still_awaits(session, registration, confirmation)
    before = registration.facts()
    registration.move(State.substituted, now)
    await session.flush()
    taken, deciders = await enter(session, entry, awaits, now, in_place_of=registration)
    session.add(taken)
    taken.decided_by_id, taken.decided_for_id = confirmation.by_id, confirmation.for_id
    taken.decided_at = confirmation.at
    wish_before = wish.facts()
    wish.state, wish.since = SubstitutionState.done, now
    for action, subject, row, was in (
        ("substitute", "registration", registration, before),
        ("take_over", "registration", taken, None),
        ("confirm_substitute", "substitution", wish, wish_before),
    ):
        await record(
            session,
            action,
            subject,
            row.id,
            now,
            actor_id=person.id,
            user_id=person.user_id,
            acting_for_id=confirmation.for_id if person.id == confirmation.by_id else None,
            before=was,
            after=row.facts(),
        )
    if taken.awaits:
        await ask_for_approval(session, taken, now, deciders)
    await _tell_all(session, wish, registration, confirmation, person, asked, now)
    if yielded:
        await serve_queue(session, registration.course_id, now)
    return taken


async def _yield(session: Session, entry: Entry, now: datetime, person: Person) -> bool:
    """An own registration of the colleague for this course ends in favour of the seat."""
    if entry.standing.facts.live_id is None:
        return False
    own = await locked(session, entry.standing.facts.live_id)
    before = own.facts()
    own.move(State.withdrawn, now)
    own.reason = Reason.substitute
    await session.flush()
    await record(
        session,
        "yield",
        "registration",
        own.id,
        now,
        actor_id=person.id,
        user_id=person.user_id,
        before=before,
        after=own.facts(),
    )
    return True


async def _still_awaits(session: Session, registration: Registration, confirmation: Confirmation) -> Level | None:
    """A leader's confirmation is the leader's approval; where the department has the last word it still has it."""
    if registration.state is State.confirmed or not confirmation.as_leader:
        return None
    course = await session.get_one(Course, registration.course_id)
    route = await session.scalar(select(Programme.route).where(Programme.id == course.programme_id))
    return Level.department if route in LAST_WORD_IS_THE_DEPARTMENTS else None


async def _tell_all(
    session: Session,
    wish: Substitution,
    registration: Registration,
    confirmation: Confirmation,
    person: Person,
    asked: Sequence[Decider],
    now: datetime,
) -> None:
    """The two, those who were asked or had approved; the coordinator of the course without hurry."""
    course = await session.get_one(Course, registration.course_id)
    concerned = {registration.official_id, wish.colleague_id, confirmation.by_id, *(one.official_id for one in asked)}
    if registration.decided_by_id is not None:
        concerned.add(registration.decided_by_id)
    lanes = dict.fromkeys(concerned, Lane.prompt)
    if course.coordinator_id is not None:
        lanes.setdefault(course.coordinator_id, Lane.bulk)
    for official_id, lane in sorted(lanes.items()):
        if official_id != person.id:
            await tell(
                session,
                SubstituteTakesOver(wish.id),
                key=f"substitute-takes-over:{wish.id}",
                official_id=official_id,
                now=now,
                lane=lane,
            )
    await release_cover(session, registration, now, {*lanes, person.id})
