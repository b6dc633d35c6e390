"""The results of a course as those see them who run it: each person with roll call, marks, and what follows."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select

from models.attendance import THERE, Attendance, Mark
from models.commune import Commune
from models.course import Course, Meeting
from models.course_test import CourseTest, Score, course_tests
from models.database import Session
from models.folding import given_name_key
from models.official import Official
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import Registration, State
from models.result import CLOSED, JUDGED, WordByHand
from models.result_conditions import Judged, Requirement, Verdict, judge, requirement
from models.running import must_run


@dataclass(frozen=True)
class ResultLine:
    """One person. `missed`: meetings with a roll call at which the person was not there, each with its mark.

    `scores` by the id of the test. `by_hand`: a coordinator's word that stands before the conditions.
    """

    registration_id: int
    official_id: int
    staff_code: str
    full_name: str
    unit: str
    state: State
    judged: Judged
    missed: tuple[tuple[datetime, Mark | None], ...]
    scores: dict[int, float]
    by_hand: bool | None = None
    reason: str = ""

    @property
    def passes(self) -> bool | None:
        """What closing would make of it, or has made; None where nothing says it."""
        if self.state in CLOSED:
            return self.state is State.completed
        if self.by_hand is not None:
            return self.by_hand
        return None if self.judged.verdict is Verdict.unknown else self.judged.verdict is Verdict.fulfilled


@dataclass(frozen=True)
class ResultSheet:
    """A course with its people by given name. `untaken`: begun meetings without roll call; `unmarked`: tests without a
    single mark. `over_at`: when the last meeting ends."""

    course: Course
    asks: Requirement
    meetings: int
    to_come: int
    untaken: tuple[datetime, ...]
    tests: tuple[CourseTest, ...]
    unmarked: tuple[CourseTest, ...]
    lines: tuple[ResultLine, ...]
    over_at: datetime

    @property
    def open(self) -> tuple[ResultLine, ...]:
        """Those whose result is not closed."""
        return tuple(line for line in self.lines if line.state is State.confirmed)

    def counts(self) -> tuple[int, int, int]:
        """Of the open ones: who passes, who does not, and of whom nothing says it."""
        said = [line.passes for line in self.open]
        return said.count(True), said.count(False), said.count(None)

    def line(self, registration_id: int) -> ResultLine:
        """One of them. Raises NoLongerThere."""
        found = next((one for one in self.lines if one.registration_id == registration_id), None)
        if found is None:
            raise NoLongerThere
        return found


async def result_sheet(session: Session, person: Person, course_id: int, now: datetime) -> ResultSheet:
    """The whole course, in eight queries however many people. Raises NoRight or NoLongerThere."""
    must_run(person)
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    tests = await course_tests(session, course_id)
    meetings = list(
        await session.scalars(select(Meeting).where(Meeting.course_id == course_id).order_by(Meeting.starts_at))
    )
    marks = await _marks(session, course_id)
    scores = await _scores(session, course_id)
    asks = await requirement(session, course, now.date())
    taken = {meeting_id for meeting_id, _ in marks}
    begun = [one for one in meetings if one.starts_at <= now]
    held = [one for one in begun if one.id in taken]
    unmarked = tuple(one for one in tests if not any(test_id == one.id for test_id, _ in scores))
    is_known = len(held) == len(begun) and not unmarked
    rows = await session.execute(
        select(Registration, Official, Commune.kind, Commune.name, WordByHand)
        .join(Official, Official.id == Registration.official_id)
        .outerjoin(Commune, Commune.id == Registration.commune_id)
        .outerjoin(WordByHand, WordByHand.registration_id == Registration.id)
        .where(Registration.course_id == course_id, Registration.state.in_(JUDGED))
    )
    lines = []
    for registration, official, kind, commune, word in rows:
        mine = [marks.get((one.id, registration.id)) for one in held]
        reached = [(scores.get((one.id, registration.id)), one.scale) for one in tests]
        lines.append(
            ResultLine(
                registration_id=registration.id,
                official_id=official.id,
                staff_code=official.staff_code,
                full_name=official.full_name,
                unit=f"{kind} {commune}" if commune else official.unit_name,
                state=registration.state,
                judged=judge(mine, reached, asks, is_known=is_known),
                missed=tuple((one.starts_at, mark) for one, mark in zip(held, mine, strict=True) if mark not in THERE),
                scores={one.id: score for one, (score, _) in zip(tests, reached, strict=True) if score is not None},
                by_hand=word.passed if word else None,
                reason=word.reason if word else "",
            )
        )
    return ResultSheet(
        course=course,
        asks=asks,
        meetings=len(meetings),
        to_come=len(meetings) - len(begun),
        untaken=tuple(one.starts_at for one in begun if one.id not in taken),
        tests=tuple(tests),
        unmarked=unmarked,
        lines=tuple(sorted(lines, key=lambda line: (given_name_key(line.full_name), line.registration_id))),
        over_at=ends_of(course, meetings, now),
    )


def ends_of(course: Course, meetings: list[Meeting], now: datetime) -> datetime:
    """When the course is over: with its last meeting, or without a timetable with its last day."""
    if meetings:
        return max(one.ends_at for one in meetings)
    return datetime.combine(course.ends_on, time(), now.tzinfo) + timedelta(days=1)


async def _marks(session: Session, course_id: int) -> dict[tuple[int, int], Mark]:
    rows = await session.execute(
        select(Attendance.meeting_id, Attendance.registration_id, Attendance.mark)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.course_id == course_id)
    )
    return {(meeting_id, registration_id): mark for meeting_id, registration_id, mark in rows}


async def _scores(session: Session, course_id: int) -> dict[tuple[int, int], float]:
    rows = await session.execute(
        select(Score.test_id, Score.registration_id, Score.score)
        .join(CourseTest, CourseTest.id == Score.test_id)
        .where(CourseTest.course_id == course_id)
    )
    return {(test_id, registration_id): score for test_id, registration_id, score in rows}
