"""Entering a course: the only door through which a registration begins, whoever opens it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, bindparam, insert, select
from sqlalchemy.orm import make_transient_to_detached

from models.approvers import ask_for_approval
from models.audit import record
from models.course import Course
from models.database import Ask, Session
from models.deciders import Deciders, deciding_for
from models.eligibility import RULES, Flag, Rule, Standing, judge
from models.eligibility_facts import facts_from, facts_on
from models.kinds import Route
from models.official import Official
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import Level, Registration, State
from models.requests import Request, new_request, request_from

FIRST_LEVEL = {
    Route.none: None,
    Route.leader: Level.leader,
    Route.department: Level.department,
    Route.leader_then_department: Level.leader,
}


class Applicant(NamedTuple):
    """Who would take part: the columns that matter here."""

    id: int
    full_name: str
    commune_id: int | None
    left_on: date | None


@dataclass(frozen=True)
class Entry:
    """What the person would enter into: the official, the course, and where they stand, held against others."""

    official: Official | Applicant
    standing: Standing


class Entered(NamedTuple):
    """A new registration, and who could decide on it; nobody is looked up for one that awaits nobody."""

    registration: Registration
    deciders: Deciders


class Registered(NamedTuple):
    """The same as the person sees it."""

    registration: Registration
    deciders: Deciders
    request: Request


async def hold(
    session: Session, official_id: int, course_id: int, now: datetime, rules: Sequence[Rule] = RULES
) -> Entry:
    """The official and the course with what the rules say, true until the transaction ends.

    The course's row is held so that seats and caps are counted by one at a time; then the official's, so that two
    courses that clash are not taken at once.
    """
    held, *answers = await session.ask_together(
        (_HELD, {"course_id": course_id, "official_id": official_id}),
        *facts_on(official_id, course_id),
    )
    if not held:
        raise NoLongerThere
    found = judge(await facts_from(session, answers, now), now, rules)
    return Entry(Applicant(*held[0]), found)


_HELD = (
    select(Official.id, Official.full_name, Official.commune_id, Official.left_on)
    .select_from(Course)  # rows are locked in the order of the tables here
    .join(Official, Official.id == bindparam("official_id", type_=BigInteger))
    .where(Course.id == bindparam("course_id", type_=BigInteger))
    .with_for_update(key_share=True)
)


async def register(
    session: Session, person: Person, course_id: int, now: datetime, *, or_queue: bool = False
) -> Registered:
    """Take a seat for the person and ask for the approval of the programme's route.

    Where only a seat is missing and the person wishes so (`or_queue`), the registration goes to the end of the queue
    and approval is asked for while it waits. Raises the weightiest of the hindrances otherwise.
    """
    entry = await hold(session, person.id, course_id, now)
    found = entry.standing
    if found.hindrances and not (or_queue and found.may_queue):
        raise found.refusal
    row = _row(entry, FIRST_LEVEL[found.facts.route], now)
    written, shown, *deciding = await session.ask_together(
        (_ENTER, row), new_request(person.id, course_id), *_who_decides(row, now)
    )
    registration, deciders = _entered(row, written, deciding)
    request = request_from(shown[0])
    if registration.awaits:
        await ask_for_approval(session, registration, now, deciders)
        if registration.awaits is not request.awaits:
            request = replace(request, awaits=registration.awaits)
    await record(
        session,
        "register",
        "registration",
        registration.id,
        now,
        actor_id=person.id,
        user_id=person.user_id,
        after=registration.facts(),
    )
    return Registered(registration, deciders, request)


async def enter(
    session: Session, entry: Entry, awaits: Level | None, now: datetime, in_place_of: Registration | None = None
) -> Entered:
    """Write the row: with a seat where one is free, else in the queue. The caller has seen to what else hinders.

    What is returned stands in the database as it is, and is not watched: who changes it further adds it to the session.
    `in_place_of`: the seat is taken over, and with it the commune on whose account it goes.
    """
    row = _row(entry, awaits, now, in_place_of)
    written, *deciding = await session.ask_together((_ENTER, row), *_who_decides(row, now))
    return _entered(row, written, deciding)


def _row(entry: Entry, awaits: Level | None, now: datetime, in_place_of: Registration | None = None) -> dict[str, Any]:
    found = entry.standing
    seated = State.pending if awaits else State.confirmed
    return {
        "course_id": found.facts.course.id,
        "official_id": entry.official.id,
        "commune_id": in_place_of.commune_id if in_place_of else entry.official.commune_id,
        "in_place_of_id": in_place_of.id if in_place_of else None,
        "state": State.queued if found.may_queue else seated,
        "awaits": awaits,
        "since": now,
        "created_at": now,
        "queued_at": now if found.may_queue else None,
        "outside_post": Flag.outside_post in found.flags or Flag.outside_group in found.flags,
        "repeated": Flag.repeated in found.flags,
        "objection": "",
        "reason_text": "",
        "nudged": 0,
    }


def _who_decides(row: Mapping[str, Any], now: datetime) -> list[Ask]:
    return [deciding_for({row["commune_id"]}, now.date())] if row["awaits"] else []


def _entered(row: dict[str, Any], written: Sequence[Any], deciding: Sequence[Sequence[Any]]) -> Entered:
    registration = Registration()
    registration.__dict__ |= _EMPTY | row | {"id": written[0].id}  # as it was read, past the watching of each value
    make_transient_to_detached(registration)
    return Entered(registration, Deciders(deciding[0] if deciding else ()))


_ENTER = insert(Registration).returning(Registration.id)
_EMPTY = dict.fromkeys(Registration.__table__.columns.keys())
