"""Merging two runs of a programme: the people of one go over into the other, in the order of their standing.

Who holds a seat comes first (approved, then waiting for approval), within the seats and the caps of the other run; who
finds none, or has another course at that time, waits there, and an approval is kept. Everybody waits by the moment of
asking, also in front of those who asked later there. Nobody is in twice: who is there already stays as there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from models.approvers import ask_for_approval
from models.audit import record
from models.cancelling import close, end_with_course, live_registrations, must_lie_ahead
from models.change_plan import MergePlan
from models.change_refusals import CannotChange, ChangeBar
from models.clashes import clashes_of
from models.course import Course, CourseCommune
from models.course_change import ChangeKind
from models.course_face import face_of
from models.database import Session
from models.official import Official
from models.person import Person
from models.queue import serve_queue
from models.quiet import QuietHours
from models.registration import SEATED, Level, Reason, Registration, State
from models.seating import Seating, seating_of
from models.telling_changes import Told, tell_change


class Landing(StrEnum):
    """What becomes of somebody: a seat, the queue (no seat, or a clash), or nothing new: already there."""

    seated = "seated"
    queued = "queued"
    clashes = "clashes"
    there = "there"


@dataclass(frozen=True)
class Passage:
    """One person on the way over."""

    official_id: int
    was: State
    landing: Landing
    other: str = ""


@dataclass(frozen=True)
class Merged:
    """What a merger does. `invited`: communes that the other run had not invited."""

    told: Told
    passages: tuple[Passage, ...]
    invited: tuple[int, ...]


_ORDER = (State.confirmed, State.pending, State.offered, State.queued)


async def merge(
    session: Session,
    person: Person,
    course: Course,
    into: Course,
    plan: MergePlan,
    quiet: QuietHours | None,
    now: datetime,
) -> Merged:
    """Both courses' rows are held by the caller, in ascending order. Raises CannotChange."""
    if course.id == into.id:
        raise CannotChange(ChangeBar.itself, course.id)
    if course.programme_id != into.programme_id:
        raise CannotChange(ChangeBar.other_programme, course.id)
    await must_lie_ahead(session, course, now)
    await must_lie_ahead(session, into, now)
    await _raise_seats(session, person, into, plan.seats, now)
    face = await face_of(session, course.id)
    ended = sorted(await live_registrations(session, course.id), key=_standing)
    was = {one.id: (one.state, one.awaits, one.reason, one.reason_text) for one in ended}
    there = {one.official_id for one in await live_registrations(session, into.id)}
    await _hold_officials(session, ended)
    for one in ended:
        one.reason = Reason.merged
    await end_with_course(session, ended, "merged", person, now)
    await close(session, person, course, "", now, into.code)
    invited = await _invite(session, into, ended)
    clashes = await clashes_of(session, [one.official_id for one in ended], into.id)
    seating = await seating_of(session, into, now)
    passages: list[Passage] = []
    taken: list[Registration] = []
    for one in ended:
        state, awaits, reason, words = was[one.id]
        other = clashes.get(one.official_id, ("", now))[0]
        landing = _landing(one, state, seating, there, bool(other))
        passages.append(Passage(one.official_id, state, landing, other))
        if landing is Landing.there:
            continue
        taken.append(_take_over(one, into, landing, awaits, now))
        taken[-1].reason, taken[-1].reason_text = reason, words
        seating = seating.after_entry(taken[-1])
    await _enter(session, taken, person, now)
    await serve_queue(session, into.id, now)
    told = await tell_change(
        session, course, face, face, person, quiet, now, kind=ChangeKind.merged, into_id=into.id, learners=ended
    )
    return Merged(told, tuple(passages), tuple(invited))


def _standing(one: Registration) -> tuple[int, datetime, int]:
    return _ORDER.index(one.state), one.queued_at or one.created_at, one.id


def _landing(one: Registration, was: State, seating: Seating, there: set[int], clashes: bool) -> Landing:
    """Whose seat was only offered has not taken it: such a one waits again, and is the sooner offered one."""
    if one.official_id in there:
        return Landing.there
    if clashes and was in SEATED:
        return Landing.clashes
    has_seat = was in (State.confirmed, State.pending) and seating.shortage(one.commune_id) is None
    return Landing.seated if has_seat else Landing.queued


def _take_over(old: Registration, into: Course, landing: Landing, awaits: Level | None, now: datetime) -> Registration:
    """A new row there, with the approval of the old one, by whom and when it was given."""
    is_seated = landing is Landing.seated
    return Registration(
        course_id=into.id,
        official_id=old.official_id,
        commune_id=old.commune_id,
        in_place_of_id=old.id,
        state=(State.confirmed if awaits is None else State.pending) if is_seated else State.queued,
        awaits=awaits,
        since=now,
        created_at=now,
        queued_at=None if is_seated else old.queued_at or old.created_at,
        outside_post=old.outside_post,
        repeated=old.repeated,
        decided_by_id=old.decided_by_id,
        decided_for_id=old.decided_for_id,
        decided_at=old.decided_at,
        nominated_by_id=old.nominated_by_id,
    )


async def _enter(session: Session, taken: Sequence[Registration], person: Person, now: datetime) -> None:
    """Write them, with their lines of the trail; whom nobody has approved is put before those who decide, anew."""
    session.add_all(taken)
    await session.flush()
    for one in taken:
        await record(
            session,
            "merge",
            "registration",
            one.id,
            now,
            actor_id=person.official_id,
            user_id=person.user_id,
            after=one.facts() | {"in_place_of": one.in_place_of_id},
        )
        if one.awaits is not None:
            await ask_for_approval(session, one, now)
    await session.flush()


async def _raise_seats(session: Session, person: Person, into: Course, seats: int, now: datetime) -> None:
    if not seats or seats == into.seats:
        return
    if seats < into.seats:
        raise CannotChange(ChangeBar.fewer_seats, into.id)
    before, into.seats, into.changed_at = {"seats": into.seats}, seats, now
    await record(
        session,
        "raise_seats",
        "course",
        into.id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        before=before,
        after={"seats": seats},
    )


async def _hold_officials(session: Session, registrations: Sequence[Registration]) -> None:
    """So that nobody of them takes a seat elsewhere at the same time meanwhile."""
    ids = [one.official_id for one in registrations]
    await session.execute(
        select(Official.id).where(Official.id.in_(ids)).order_by(Official.id).with_for_update(key_share=True)
    )


async def _invite(session: Session, into: Course, registrations: Sequence[Registration]) -> list[int]:
    """Who comes over comes invited."""
    if into.for_all_communes:
        return []
    there = set(await session.scalars(select(CourseCommune.commune_id).where(CourseCommune.course_id == into.id)))
    homes = {one.commune_id for one in registrations if one.commune_id is not None} - there
    session.add_all(CourseCommune(course_id=into.id, commune_id=one) for one in sorted(homes))
    await session.flush()
    return sorted(homes)
