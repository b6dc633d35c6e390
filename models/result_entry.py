"""What a coordinator enters before results are closed: marks in tests, and words by hand with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.audit import record
from models.course_test import CourseTest, Score, course_test
from models.database import Session
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import Registration, State, lock_course, locked
from models.result import REASON, WordByHand
from models.result_refusals import ReasonWanted, ResultClosed
from models.result_sheet import ResultSheet, result_sheet
from models.running import must_run


@dataclass(frozen=True)
class Entered:
    """How many marks were new, how many others were changed, and how many words by hand were said."""

    new: int = 0
    changed: int = 0
    words: int = 0


async def enter_scores(
    session: Session, person: Person, test_id: int, scores: Mapping[int, float], now: datetime
) -> Entered:
    """Keep marks of one test, by registration: all of them or none. Raises ResultClosed or NoLongerThere."""
    must_run(person)
    test = await course_test(session, test_id)
    await lock_course(session, test.course_id)
    await _must_be_open(session, test.course_id, scores)
    return await _keep_scores(session, person, test, scores, now)


async def enter_file(
    session: Session,
    person: Person,
    course_id: int,
    scores: Mapping[int, Mapping[int, float]],
    words: Mapping[int, bool],
    reason: str,
    now: datetime,
) -> Entered:
    """Keep what a workbook says: marks by test and registration, and words by hand by registration. All or nothing."""
    must_run(person)
    await lock_course(session, course_id)
    for of_test in scores.values():
        await _must_be_open(session, course_id, of_test)
    await _must_be_open(session, course_id, words)
    new = changed = 0
    for test_id, of_test in scores.items():
        test = await course_test(session, test_id)
        if test.course_id != course_id:
            raise NoLongerThere
        entered = await _keep_scores(session, person, test, of_test, now)
        new, changed = new + entered.new, changed + entered.changed
    said = [await _say(session, person, one, passed, reason, now) for one, passed in words.items()]
    return Entered(new, changed, sum(said))


async def say_by_hand(
    session: Session, person: Person, registration_id: int, passed: bool, reason: str, now: datetime
) -> None:
    """A word on one person that stands before roll call and tests. Raises ReasonWanted, ResultClosed, NoLongerThere."""
    must_run(person)
    registration = await locked(session, registration_id)
    await _must_be_open(session, registration.course_id, {registration_id: None})
    await _say(session, person, registration_id, passed, must_say_why(reason), now)


async def take_word_back(session: Session, person: Person, registration_id: int, now: datetime) -> None:
    """Roll call and tests decide again. A second time changes nothing."""
    must_run(person)
    registration = await locked(session, registration_id)
    await _must_be_open(session, registration.course_id, {registration_id: None})
    word = await session.get(WordByHand, registration_id)
    if word is not None:
        await session.delete(word)
        await _note(session, "word_by_hand", registration_id, person, now, _facts(word), None)


async def confirm_by_list(session: Session, person: Person, course_id: int, reason: str, now: datetime) -> int:
    """Confirm everybody of whom nothing says anything: a course without roll call or tests. How many; ReasonWanted."""
    must_run(person)
    await lock_course(session, course_id)
    sheet = await result_sheet(session, person, course_id, now)
    return len([await _say(session, person, one, True, must_say_why(reason), now) for one in unsaid(sheet)])


def unsaid(sheet: ResultSheet) -> list[int]:
    """Registrations of whom neither the conditions nor a coordinator say anything."""
    return [line.registration_id for line in sheet.open if line.passes is None]


def must_say_why(reason: str) -> str:
    """The reason, on one line. Raises ReasonWanted."""
    clean = " ".join(reason.split())[:REASON]
    if not clean:
        raise ReasonWanted
    return clean


async def _must_be_open(session: Session, course_id: int, ids: Mapping[int, object]) -> None:
    rows = await session.execute(
        select(Registration.id, Registration.state).where(
            Registration.course_id == course_id, Registration.id.in_(ids.keys())
        )
    )
    states = dict(rows.all())
    for registration_id in ids:
        state = states.get(registration_id)
        if state in (State.completed, State.not_completed):
            raise ResultClosed(registration_id)
        if state is not State.confirmed:
            raise NoLongerThere


async def _keep_scores(
    session: Session, person: Person, test: CourseTest, scores: Mapping[int, float], now: datetime
) -> Entered:
    rows = await session.scalars(
        select(Score).where(Score.test_id == test.id, Score.registration_id.in_(scores.keys()))
    )
    known = {one.registration_id: one for one in rows}
    new = changed = 0
    for registration_id, score in scores.items():
        row = known.get(registration_id)
        if row is not None and row.score == score:
            continue
        before = row.score if row else None
        if row is None:
            row = Score(test_id=test.id, registration_id=registration_id)
            session.add(row)
        row.score, row.by_id, row.at = score, person.official_id, now
        new, changed = new + (before is None), changed + (before is not None)
        told = {"test": test.name, "score": before} if before is not None else None
        after = {"test": test.name, "score": score}
        await _note(session, "score", registration_id, person, now, told, after)
    await session.flush()
    return Entered(new, changed)


async def _say(
    session: Session, person: Person, registration_id: int, passed: bool, reason: str, now: datetime
) -> bool:
    """Whether it says anything new."""
    word = await session.get(WordByHand, registration_id)
    before = _facts(word) if word else None
    if word is not None and (word.passed, word.reason) == (passed, reason):
        return False
    if word is None:
        word = WordByHand(registration_id=registration_id)
        session.add(word)
    word.passed, word.reason, word.by_id, word.at = passed, reason, person.official_id, now
    await _note(session, "word_by_hand", registration_id, person, now, before, _facts(word))
    await session.flush()
    return True


def _facts(word: WordByHand) -> dict[str, object]:
    return {"passed": word.passed, "reason": word.reason}


async def _note(
    session: Session,
    action: str,
    registration_id: int,
    person: Person,
    now: datetime,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
) -> None:
    await record(
        session,
        action,
        "registration",
        registration_id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        before=before,
        after=after,
    )
