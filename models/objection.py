"""A nominee has something against being sent (có ý kiến): said to those who decide, and the first answer stands."""

from collections.abc import Collection
from datetime import datetime

from models.audit import record
from models.course import Course
from models.database import Session
from models.deciders import deciders_of
from models.kinds import Role
from models.news.nominations import ObjectionAnswered, ObjectionRaised
from models.notice import tell
from models.official import holders_of
from models.person import Person
from models.queue import begins_at, serve_queue
from models.refusals import CourseBegun, NoRight, NotYours, ObjectionSettled, OwnRequest, RegistrationOver
from models.registration import LIVE, Reason, Registration, locked
from models.withdrawal import end_registration


async def object_to(session: Session, person: Person, registration_id: int, words: str, now: datetime) -> Registration:
    """Say what speaks against it; the nomination stands until a leader answers. Raises as `must_be_objectionable`."""
    registration = await locked(session, registration_id)
    await must_be_objectionable(session, person, registration, now)
    before = _facts(registration)
    registration.objection = words
    await _note(session, registration, "object", person, before, now)
    for official_id in await answerers(session, registration, now):
        await tell(
            session,
            ObjectionRaised(registration.id),
            key=f"objection:{registration.id}",
            official_id=official_id,
            now=now,
        )
    return registration


async def must_be_objectionable(session: Session, person: Person, registration: Registration, now: datetime) -> None:
    """Only the nominee, once, while the registration is live and the course has not begun."""
    if registration.official_id != person.id or registration.nominated_by_id is None:
        raise NoRight
    if registration.state not in LIVE:
        raise RegistrationOver(registration.id)
    if registration.objection:
        raise ObjectionSettled(registration.id)
    await _must_not_have_begun(session, registration, now)


async def answerers(session: Session, registration: Registration, now: datetime) -> list[int]:
    """Who answers an objection today: those who decide for the commune, without any of them the department."""
    own, home = registration.official_id, registration.commune_id
    found = await deciders_of(session, home, now.date()) if home is not None else []
    asked = [one.official_id for one in found if own not in (one.official_id, one.acting_for_id)]
    return asked or [one for one in await holders_of(session, Role.coordinator, now.date()) if one != own]


async def take_back(session: Session, person: Person, registration_id: int, now: datetime) -> Registration:
    """Agree with the objection: the nomination ends, and the seat goes to the next in the queue."""
    registration = await _unanswered(session, person, registration_id, now)
    registration.objection_answered_at, registration.reason = now, Reason.objection
    registration.reason_text = ""
    deputy_of = _deputy_of(person, registration)
    told = await end_registration(session, registration, "take_back", now, person, deputy_of)
    await _tell_answer(session, person, registration, now, told)
    await serve_queue(session, registration.course_id, now)
    return registration


async def keep(session: Session, person: Person, registration_id: int, now: datetime) -> Registration:
    """The nomination stands; the objection stays on record beside it."""
    registration = await _unanswered(session, person, registration_id, now)
    before = _facts(registration)
    registration.objection_answered_at = now
    await _note(session, registration, "keep_nomination", person, before, now)
    await _tell_answer(session, person, registration, now)
    return registration


async def _unanswered(session: Session, person: Person, registration_id: int, now: datetime) -> Registration:
    registration = await locked(session, registration_id)
    await must_be_answerable(session, person, registration, now)
    return registration


async def must_be_answerable(session: Session, person: Person, registration: Registration, now: datetime) -> None:
    """Raises OwnRequest, NotYours, ObjectionSettled, RegistrationOver, or CourseBegun."""
    if registration.official_id in (person.id, _deputy_of(person, registration)):
        raise OwnRequest(registration.id)
    may_answer = registration.commune_id in person.leads or person.id in await answerers(session, registration, now)
    if not may_answer:
        raise NotYours(registration.id)
    if registration.objection_answered_at is not None or not registration.objection:
        raise ObjectionSettled(registration.id)
    if registration.state not in LIVE:
        raise RegistrationOver(registration.id)
    await _must_not_have_begun(session, registration, now)


async def _must_not_have_begun(session: Session, registration: Registration, now: datetime) -> None:
    course = await session.get_one(Course, registration.course_id)
    if await begins_at(session, course, now) <= now:
        raise CourseBegun(course.id)


def _deputy_of(person: Person, registration: Registration) -> int | None:
    """The leader in whose place the person answers."""
    return person.acting_for.get(registration.commune_id) if registration.commune_id is not None else None


async def _tell_answer(
    session: Session, person: Person, registration: Registration, now: datetime, told: Collection[int] = ()
) -> None:
    """To the nominee and to those who were told of the objection, but for some who know already."""
    concerned = {registration.official_id, *await answerers(session, registration, now)} - {person.id, *told}
    for official_id in sorted(concerned):
        await tell(
            session,
            ObjectionAnswered(registration.id),
            key=f"objection-answered:{registration.id}",
            official_id=official_id,
            now=now,
        )


def _facts(registration: Registration) -> dict[str, str | None]:
    return {**registration.facts(), "objection": registration.objection}


async def _note(
    session: Session,
    registration: Registration,
    action: str,
    person: Person,
    before: dict[str, str | None],
    now: datetime,
) -> None:
    await record(
        session,
        action,
        "registration",
        registration.id,
        now,
        actor_id=person.id,
        user_id=person.user_id,
        acting_for_id=_deputy_of(person, registration) if person.id != registration.official_id else None,
        before=before,
        after=_facts(registration),
    )
