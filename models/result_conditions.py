"""Whether somebody completed a course (Thông tư 03/2023/TT-BNV): full attendance, and every test at half its scale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from models.attendance import THERE, Mark
from models.course import Course
from models.database import Session
from models.kinds import ConditionKind
from models.policy import Policy, policies
from models.programme import conditions_on


class Verdict(StrEnum):
    """What roll call and tests say; `unknown` where a meeting has no roll call, or a test no marks, or there is
    neither."""

    fulfilled = "fulfilled"
    lacking = "lacking"
    unknown = "unknown"


@dataclass(frozen=True)
class Requirement:
    """What the policy asks: percent of the meetings, of which so many excused ones count as attended, and percent of
    each test's scale."""

    attendance_percent: int = 100
    excused_meetings: int = 0
    score_percent: int = 50

    def is_passed(self, score: float | None, scale: float) -> bool:
        """Whether a mark is enough."""
        return score is not None and score * 100 >= scale * self.score_percent


@dataclass(frozen=True)
class Judged:
    """What the conditions come to for one person, with the counts behind it."""

    verdict: Verdict
    meetings: int
    there: int
    excused: int
    tests: int
    tests_passed: int


def judge(
    marks: Sequence[Mark | None],
    scores: Sequence[tuple[float | None, float]],
    asks: Requirement,
    *,
    is_known: bool,
) -> Judged:
    """One person: a mark for each meeting that had a roll call, and for each test the mark with its scale.

    Who is not on a list that was taken was not there, and who has no mark where others have one did not sit the test.
    `is_known`: whether every meeting had a roll call and every test has marks; without it nobody is judged.
    """
    there = sum(mark in THERE for mark in marks)
    excused = sum(mark is Mark.excused for mark in marks)
    passed = sum(asks.is_passed(score, scale) for score, scale in scores)
    counted = there + min(excused, asks.excused_meetings)
    is_enough = counted * 100 >= len(marks) * asks.attendance_percent and passed == len(scores)
    verdict = Verdict.lacking
    if not is_known or not (marks or scores):
        verdict = Verdict.unknown
    elif is_enough:
        verdict = Verdict.fulfilled
    return Judged(verdict, len(marks), there, excused, len(scores), passed)


async def requirement(session: Session, course: Course, on: date) -> Requirement:
    """What is asked on a day; of attendance, what the programme asked on the first day of the course, if it does."""
    names = (Policy.attendance_least_percent, Policy.attendance_excused_meetings, Policy.certificate_least_percent)
    values = await policies(session, on, *names)
    asked = Requirement(*(values[name] for name in names))
    for one in await conditions_on(session, course.programme_id, course.starts_on):
        if one.kind is ConditionKind.least_attendance and one.value is not None:
            asked = replace(asked, attendance_percent=one.value)
    return asked
