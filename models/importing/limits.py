"""What people already hold limits what a workbook may change: the seats they have, the days they have planned."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from models.course import Course, CourseState, Meeting
from models.database import Session
from models.importing.known import Known
from models.registration import LIVE, SEATED, Registration
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import CourseRow, Sheet, Workbook, code_key

SHOWN = 3  # codes in a sentence


async def too_small(session: Session, workbook: Workbook, known: Known) -> list[Problem]:
    """Problems for seats or caps that go below what is held (promise 1).

    Courses that get smaller are held until the transaction ends, so that nobody takes a seat meanwhile.
    """
    rows = {known.courses[key]: row for row in workbook.courses if (key := code_key(row.code)) in known.courses}
    now = await session.execute(select(Course.id, Course.seats, Course.commune_cap).where(Course.id.in_(rows)))
    smaller = sorted(course_id for course_id, seats, cap in now if _gets_smaller(rows[course_id], seats, cap))
    if not smaller:
        return []
    await session.execute(select(Course.id).where(Course.id.in_(smaller)).order_by(Course.id).with_for_update())
    held = await session.execute(
        select(Registration.course_id, Registration.commune_id, func.count())
        .where(Registration.course_id.in_(smaller), Registration.state.in_(SEATED))
        .group_by(Registration.course_id, Registration.commune_id)
    )
    by_course: dict[int, dict[int | None, int]] = {}
    for course_id, commune_id, count in held:
        by_course.setdefault(course_id, {})[commune_id] = count
    return [problem for course_id, counts in by_course.items() for problem in _below(rows[course_id], counts, known)]


async def outside_the_course(session: Session, workbook: Workbook, known: Known) -> list[Problem]:
    """Meetings on days outside a course that the file itself does not bring."""
    in_file = {code_key(row.code) for row in workbook.courses}
    away = [row for row in workbook.meetings if code_key(row.course) not in in_file]
    ids = {known.courses[key] for row in away if (key := code_key(row.course)) in known.courses}
    found = await session.execute(select(Course.code, Course.starts_on, Course.ends_on).where(Course.id.in_(ids)))
    days = {code_key(code): (starts_on, ends_on) for code, starts_on, ends_on in found}
    problems = []
    for row in away:
        first, last = days.get(code_key(row.course), (row.on, row.on))
        if not first <= row.on <= last:
            span = f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
            code = ProblemCode.meeting_outside_course
            problems.append(Problem(Sheet.meetings, row.row, "on", code, f"{row.on:%d/%m/%Y}", span))
    return problems


async def moved_with_people(session: Session, course_ids: Collection[int]) -> list[Problem]:
    """A warning for each of these courses in which people are registered."""
    found = await session.execute(
        select(Course.code, func.count())
        .join(Registration, Registration.course_id == Course.id)
        .where(Course.id.in_(course_ids), Registration.state.in_(LIVE))
        .group_by(Course.code)
        .order_by(Course.code)
    )
    return [Problem(Sheet.courses, 0, "", ProblemCode.moved_with_people, code, str(people)) for code, people in found]


async def left_behind(session: Session, course_ids: Collection[int], now: datetime) -> list[Problem]:
    """A warning for each of these courses whose timetable did not follow its new days."""
    found = await session.execute(
        select(Course.code, Course.starts_on, Course.ends_on, Meeting.starts_at)
        .join(Meeting, Meeting.course_id == Course.id)
        .where(Course.id.in_(course_ids))
        .order_by(Course.code)
    )
    astray: dict[str, int] = {}
    for code, first, last, starts_at in found:
        if not first <= starts_at.astimezone(now.tzinfo).date() <= last:
            astray[code] = astray.get(code, 0) + 1
    return [Problem(Sheet.courses, 0, "", ProblemCode.timetable_left, code, str(n)) for code, n in astray.items()]


async def not_cancelled_so(session: Session, workbook: Workbook, now: datetime) -> list[Problem]:
    """Warnings: a workbook neither cancels a course that it leaves out, nor opens one that is cancelled.

    What is left out is said only of a file that looks like the whole list: it has most of what is still to come.
    """
    if not workbook.courses:
        return []
    in_file = {code_key(row.code): row for row in workbook.courses}
    found = await session.execute(
        select(Course.code, Course.state, Course.starts_on)
        .where(Course.state != CourseState.draft)
        .order_by(Course.starts_on, Course.code)
    )
    problems: list[Problem] = []
    missing: list[str] = []
    there = 0
    for code, state, starts_on in found:
        key = code_key(code)
        if state is CourseState.cancelled and key in in_file and in_file[key].starts_on > now.date():
            problems.append(Problem(Sheet.courses, in_file[key].row, "", ProblemCode.course_cancelled, code))
        elif state is CourseState.published and starts_on > now.date():
            there += key in in_file
            missing += [] if key in in_file else [code]
    if 0 < len(missing) <= there:
        shown = "; ".join(missing[:SHOWN]) + ("; …" if len(missing) > SHOWN else "")
        problems.append(Problem(Sheet.courses, 0, "", ProblemCode.courses_left_out, shown, str(len(missing))))
    return problems


def _gets_smaller(row: CourseRow, seats: int, cap: int | None) -> bool:
    return row.seats < seats or (row.commune_cap is not None and (cap is None or row.commune_cap < cap))


def _below(row: CourseRow, counts: dict[int | None, int], known: Known) -> list[Problem]:
    problems = []
    if row.seats < (taken := sum(counts.values())):
        code = ProblemCode.seats_below_taken
        problems.append(Problem(Sheet.courses, row.row, "seats", code, str(row.seats), str(taken)))
    if (cap := row.commune_cap) is not None:
        over = [f"{known.communes.names[one]}: {n}" for one, n in counts.items() if one is not None and n > cap]
        if over:
            code, detail = ProblemCode.cap_below_held, "; ".join(sorted(over))
            problems.append(Problem(Sheet.courses, row.row, "commune_cap", code, str(cap), detail))
    return problems
