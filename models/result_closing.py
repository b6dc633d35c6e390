"""Closing the results of a course, and taking one back; each person is told once, and the trail has all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.audit import record
from models.certificate import Certificate, CertificateKind
from models.certificate_changes import withdraw_certificate
from models.course import CourseState
from models.database import Session
from models.news.results import ResultKnown, ResultTurnedBack
from models.notice import tell
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import Registration, State, lock_course, locked
from models.result import CLOSED, Result, WordByHand, standing_result
from models.result_conditions import Verdict
from models.result_entry import must_say_why
from models.result_refusals import CourseNotOver, NothingToClose, ResultsMoved, ResultsNotReady
from models.result_sheet import ResultLine, ResultSheet, result_sheet
from models.running import must_run


@dataclass(frozen=True)
class Closed:
    """How many completed the course and how many did not, of those whose result was closed just now."""

    completed: int
    not_completed: int


def must_be_closable(sheet: ResultSheet, now: datetime) -> None:
    """Raises CourseNotOver, NothingToClose, or ResultsNotReady while nothing says what became of somebody."""
    if sheet.course.state is not CourseState.published:
        raise NoLongerThere
    if now < sheet.over_at:
        raise CourseNotOver(sheet.course.id, sheet.over_at)
    if not sheet.open:
        raise NothingToClose(sheet.course.id)
    unknown = sheet.counts()[2]
    if unknown:
        raise ResultsNotReady(sheet.course.id, unknown)


async def close_results(
    session: Session, person: Person, course_id: int, seen: tuple[int, int], now: datetime
) -> Closed:
    """Everybody with a seat has completed the course or has not. `seen`: the two numbers of the rehearsal.

    Raises ResultsMoved when they are no longer so, and what `must_be_closable` raises.
    """
    must_run(person)
    await lock_course(session, course_id)
    sheet = await result_sheet(session, person, course_id, now)
    must_be_closable(sheet, now)
    if sheet.counts()[:2] != seen:
        raise ResultsMoved(course_id)
    held = await session.scalars(
        select(Registration)
        .where(Registration.id.in_([line.registration_id for line in sheet.open]))
        .order_by(Registration.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    registrations = {one.id: one for one in held}
    results = [await _close(session, person, registrations[line.registration_id], line, now) for line in sheet.open]
    await session.flush()  # the notices need the ids
    for one in results:
        official_id = registrations[one.registration_id].official_id
        await tell(session, ResultKnown(one.id), key=f"result:{one.id}", official_id=official_id, now=now)
    return Closed(*seen)


async def _close(
    session: Session, person: Person, registration: Registration, line: ResultLine, now: datetime
) -> Result:
    if registration.state is not State.confirmed:
        raise ResultsMoved(registration.course_id)
    judged = line.judged
    result = Result(
        registration_id=registration.id,
        passed=line.passes is True,
        fulfilled=judged.verdict is Verdict.fulfilled,
        meetings=judged.meetings,
        there=judged.there,
        excused=judged.excused,
        tests=judged.tests,
        tests_passed=judged.tests_passed,
        reason=line.reason,
        decided_by_id=person.official_id,
        decided_at=now,
        turned_back_reason="",
    )
    session.add(result)
    before = registration.facts()
    registration.move(State.completed if result.passed else State.not_completed, now)
    await _note(session, "close_result", registration, person, now, before, result.facts())
    return result


async def turn_back(session: Session, person: Person, registration_id: int, reason: str, now: datetime) -> int:
    """Open a closed result again; its certificate is withdrawn, and the person hears both with the reason.

    The course's id. A second time changes nothing. Raises ReasonWanted, NoRight or NoLongerThere.
    """
    must_run(person)
    why = must_say_why(reason)
    registration = await locked(session, registration_id)
    if registration.state not in CLOSED:
        return registration.course_id
    before = registration.facts()
    result = await standing_result(session, registration_id)
    if result is not None:
        result.turned_back_at, result.turned_back_by_id, result.turned_back_reason = now, person.official_id, why
        before |= {name: str(value) for name, value in result.facts().items()}
    registration.move(State.confirmed, now)
    await _note(session, "turn_back_result", registration, person, now, before, {"reason": why})
    word = await session.get(WordByHand, registration_id)
    if word is not None:
        await session.delete(word)
    await tell(
        session,
        ResultTurnedBack(registration_id, result.id if result else 0),
        key=f"result-back:{registration_id}:{result.id if result else 0}",
        official_id=registration.official_id,
        now=now,
    )
    certificates = await session.scalars(
        select(Certificate.id).where(
            Certificate.registration_id == registration_id,
            Certificate.kind == CertificateKind.certificate,
            Certificate.withdrawn_at.is_(None),
        )
    )
    for certificate_id in certificates.all():
        await withdraw_certificate(session, person, certificate_id, why, now)
    return registration.course_id


async def _note(
    session: Session,
    action: str,
    registration: Registration,
    person: Person,
    now: datetime,
    before: Mapping[str, object],
    more: Mapping[str, object],
) -> None:
    await record(
        session,
        action,
        "registration",
        registration.id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        before=dict(before),
        after={**registration.facts(), **more},
    )
