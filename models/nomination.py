"""Sending officials to a course (cử đi học): a leader's nomination counts as the leader's approval."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from models.approval import approve, give_reason
from models.approvers import ask_for_approval
from models.audit import record
from models.database import Session
from models.eligibility import Flag, judge
from models.eligibility_facts import facts_of_all
from models.enrolment import Entry, enter
from models.kinds import Role, Route
from models.news.nominations import Nominated
from models.notice import tell
from models.official import Official
from models.person import Person
from models.queue import places_in_queue, serve_queue
from models.refusals import NotInCommune, OwnNomination, Refusal
from models.registration import LIVE, Level, Reason, Registration, State, lock_course
from models.seating import seating_of

AFTER_LEADER = {
    Route.none: None,
    Route.leader: None,
    Route.department: Level.department,
    Route.leader_then_department: Level.department,
}

WEIGHED = frozenset({Flag.outside_post, Flag.outside_group, Flag.repeated})


@dataclass(frozen=True)
class Nomination:
    """What became of one tick: a refusal, or a registration; not `is_new`: it stood so before."""

    official_id: int
    name: str
    refusal: Refusal | None = None
    registration_id: int | None = None
    state: State | None = None
    awaits: Level | None = None
    place: int | None = None
    flags: tuple[Flag, ...] = ()
    is_new: bool = False

    @property
    def is_flagged(self) -> bool:
        """Whether a reason is wanted for sending this one all the same."""
        return not WEIGHED.isdisjoint(self.flags)


async def nominate(
    session: Session, person: Person, course_id: int, official_ids: Collection[int], now: datetime
) -> list[Nomination]:
    """Send these officials, each judged by the same rules as everybody; one result a person, whatever the others get.

    Where the leader's yes is the last word the seat is confirmed, else it waits for the department; without a seat the
    nominee goes to the queue, approved. A request of the nominee's own that waits for the leader is approved by it.
    The course's row is held once, then the registrations, then the officials, each in ascending order.
    """
    person.must_have(Role.leader)
    course = await lock_course(session, course_id)
    live = await _hold_registrations(session, course_id, official_ids)
    officials = await _hold_officials(session, official_ids)
    facts = await facts_of_all(session, Official.id.in_(official_ids), course_id, now)
    seating = await seating_of(session, course, now)
    found: list[Nomination] = []
    entered: dict[int, Registration] = {}
    for official in officials:
        standing = judge(replace(facts[official.id], seating=seating), now)
        own = live.get(official.id)
        refusal = _forbidden(person, official, now)
        if refusal is None and own is None:
            refusal = standing.barrier
        if refusal is not None:
            found.append(Nomination(official.id, official.full_name, refusal))
            continue
        is_new = own is None or own.awaits is Level.leader
        if own is None:
            own = await _enter(session, person, Entry(official, standing), now)
            seating = seating.after_entry(own)
        elif own.awaits is Level.leader:
            own = await approve(session, person, own.id, now)
            seating = await seating_of(session, course, now)
        entered[official.id] = own
        found.append(
            Nomination(official.id, official.full_name, registration_id=own.id, flags=standing.flags, is_new=is_new)
        )
    if any(one.state is State.queued for one in entered.values()):
        await serve_queue(session, course_id, now)
    places = await places_in_queue(session, [one.id for one in entered.values()])
    return [_as_it_stands(one, entered.get(one.official_id), places) for one in found]


async def give_reasons(
    session: Session, person: Person, registration_ids: Collection[int], reason: Reason, words: str, now: datetime
) -> int:
    """Why those are sent for whom a flag speaks against it, once for all; for how many of them it is kept.

    One whom somebody else has decided on meanwhile, or who no longer comes, is left out.
    """
    wanting = await session.scalars(
        select(Registration.id)
        .where(
            Registration.id.in_(registration_ids),
            Registration.decided_by_id == person.id,
            Registration.state.in_(LIVE),
        )
        .order_by(Registration.id)
    )
    ids = list(wanting)
    for registration_id in ids:
        await give_reason(session, person, registration_id, reason, words, now)
    return len(ids)


def _forbidden(person: Person, official: Official, now: datetime) -> Refusal | None:
    home = official.commune_id
    if home not in person.leads or (official.left_on is not None and official.left_on <= now.date()):
        return NotInCommune()
    if official.id in (person.id, person.acting_for.get(home)):
        return OwnNomination()
    return None


async def _enter(session: Session, person: Person, entry: Entry, now: datetime) -> Registration:
    registration, deciders = await enter(session, entry, AFTER_LEADER[entry.standing.facts.route], now)
    session.add(registration)
    home = registration.commune_id
    registration.nominated_by_id = registration.decided_by_id = person.id
    registration.decided_for_id = person.acting_for.get(home) if home is not None else None
    registration.decided_at = now
    if registration.awaits:
        await ask_for_approval(session, registration, now, deciders)
    await session.flush()
    await record(
        session,
        "nominate",
        "registration",
        registration.id,
        now,
        actor_id=person.id,
        user_id=person.user_id,
        acting_for_id=registration.decided_for_id,
        after=registration.facts(),
    )
    await tell(
        session,
        Nominated(registration.id),
        key=f"nominated:{registration.id}",
        official_id=registration.official_id,
        now=now,
    )
    return registration


async def _hold_registrations(
    session: Session, course_id: int, official_ids: Collection[int]
) -> dict[int, Registration]:
    rows = await session.scalars(
        select(Registration)
        .where(
            Registration.course_id == course_id,
            Registration.official_id.in_(official_ids),
            Registration.state.in_(LIVE),
        )
        .order_by(Registration.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {one.official_id: one for one in rows}


async def _hold_officials(session: Session, official_ids: Collection[int]) -> list[Official]:
    """Each once, in ascending order, so that two who nominate do not wait for each other."""
    rows = await session.scalars(
        select(Official)
        .where(Official.id.in_(official_ids))
        .order_by(Official.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(rows)


def _as_it_stands(one: Nomination, registration: Registration | None, places: dict[int, int]) -> Nomination:
    if registration is None:
        return one
    return replace(one, state=registration.state, awaits=registration.awaits, place=places.get(registration.id))
