"""What can be wrong between the cells of a line, and between the lines of a file, before the database is asked."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain, pairwise
from typing import Final

from bot.workbook.cells import written
from bot.workbook.check_rules import condition, quotas
from bot.workbook.lines import ReadLine
from models.kinds import Role
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import Sheet, code_key

_YOUNGEST, _OLDEST = 15, 100
_MOST_HOURS = 2_000
_MOST_HOURS_A_MEETING = 24
_MOST_SEATS = 10_000
_DEPARTMENT_ROLES = {Role.coordinator, Role.trainer, Role.admin}

Lines = dict[Sheet, list[ReadLine]]


def check_lines(lines: Lines, today: date) -> Iterator[Problem]:
    """All problems that need more than one cell. `today` is the local day that ages are counted at."""
    for sheet, found in lines.items():
        yield from chain.from_iterable(_OF_ONE_LINE[sheet](line, today) for line in found)
        yield from _same_keys(found)
    yield from _same_phones(lines.get(Sheet.officials, []))
    yield from _outside_the_course(lines.get(Sheet.meetings, []), lines.get(Sheet.courses, []))
    yield from _overlapping(lines.get(Sheet.meetings, []))


def _official(line: ReadLine, today: date) -> Iterator[Problem]:
    born = line.get("birth_date")
    if born is not None:
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        if not _YOUNGEST <= age <= _OLDEST:
            yield line.found("birth_date", ProblemCode.impossible_age)
    belongs_to_department = _DEPARTMENT_ROLES & set(line.get("roles") or ())
    if not line.get("unit") and not belongs_to_department and not line.unread & {"unit", "roles"}:
        yield line.found("unit", ProblemCode.missing_value)


def _programme(line: ReadLine, _: date) -> Iterator[Problem]:
    yield from _hours(line, _MOST_HOURS)
    own = code_key(line.get("code") or "")
    if own and own in map(code_key, line.get("requires") or ()):
        yield line.found("requires", ProblemCode.requires_itself, value=line.get("code"))


def _course(line: ReadLine, _: date) -> Iterator[Problem]:
    seats, minimum, cap = line.get("seats"), line.get("minimum"), line.get("commune_cap")
    if seats is not None and not 1 <= seats <= _MOST_SEATS:
        yield line.found("seats", ProblemCode.seats_out_of_range, _MOST_SEATS)
        seats = None
    if minimum is not None and minimum < 0:
        yield line.found("minimum", ProblemCode.minimum_out_of_range)
    elif minimum is not None and seats is not None and minimum > seats:
        yield line.found("minimum", ProblemCode.minimum_above_seats, seats)
    if cap is not None and cap < 1:
        yield line.found("commune_cap", ProblemCode.cap_out_of_range)
    elif cap is not None and seats is not None and cap > seats:
        yield line.found("commune_cap", ProblemCode.cap_above_seats, seats)
    starts, ends, deadline = line.get("starts_on"), line.get("ends_on"), line.get("deadline_on")
    if starts and ends and ends < starts:
        yield line.found("ends_on", ProblemCode.ends_before_start, starts)
    if starts and deadline and deadline[0] > starts:
        yield line.found("deadline_on", ProblemCode.deadline_after_start, starts, value=deadline[0])
    yield from quotas(line, seats)


def _meeting(line: ReadLine, _: date) -> Iterator[Problem]:
    yield from _hours(line, _MOST_HOURS_A_MEETING)
    starts, ends = line.get("starts_at"), line.get("ends_at")
    if starts is not None and ends is not None and ends <= starts:
        yield line.found("ends_at", ProblemCode.ends_at_before_start, starts)


def _holiday(_: ReadLine, __: date) -> Iterator[Problem]:
    return iter(())


def _hours(line: ReadLine, most: int) -> Iterator[Problem]:
    hours: Decimal | None = line.get("hours")
    if hours is not None and not 0 < hours <= most:
        yield line.found("hours", ProblemCode.hours_out_of_range, most)


_OF_ONE_LINE: Final[dict[Sheet, Callable[[ReadLine, date], Iterator[Problem]]]] = {
    Sheet.officials: _official,
    Sheet.programmes: _programme,
    Sheet.conditions: condition,
    Sheet.courses: _course,
    Sheet.meetings: _meeting,
    Sheet.holidays: _holiday,
}
_KEYS: Final[dict[Sheet, tuple[str, ...]]] = {
    Sheet.officials: ("code",),
    Sheet.programmes: ("code",),
    Sheet.conditions: ("programme", "kind", "gender", "valid_from"),
    Sheet.courses: ("code",),
    Sheet.meetings: ("course", "on", "starts_at"),
    Sheet.holidays: ("on",),
}
_MAY_BE_BLANK = {"gender"}


def _same_keys(lines: Iterable[ReadLine]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for line in lines:
        names = _KEYS[line.sheet]
        parts = [written(line.get(name)) for name in names]
        if not all(part or (name in _MAY_BE_BLANK) for name, part in zip(names, parts, strict=True)):
            continue
        key = tuple(map(code_key, parts))
        if key in first:
            is_meeting = line.sheet is Sheet.meetings
            code = ProblemCode.same_start if is_meeting else ProblemCode.duplicate_key
            yield line.found(names[0], code, first[key], value=", ".join(filter(None, parts)))
        first.setdefault(key, line.row)


def _same_phones(officials: Iterable[ReadLine]) -> Iterator[Problem]:
    first: dict[str, ReadLine] = {}
    for line in officials:
        phone = line.get("phone")
        if phone is None:
            continue
        other = first.setdefault(phone, line)
        if code_key(other.get("code") or "") != code_key(line.get("code") or ""):
            yield line.found("phone", ProblemCode.phone_taken, other.row)


def _outside_the_course(meetings: Iterable[ReadLine], courses: Iterable[ReadLine]) -> Iterator[Problem]:
    # The later line of a code wins nothing: it is a problem already.
    dates: dict[str, tuple[date, date]] = {}
    for course in courses:
        code, starts, ends = course.get("code"), course.get("starts_on"), course.get("ends_on")
        if code and starts and ends and starts <= ends:
            dates.setdefault(code_key(code), (starts, ends))
    for meeting in meetings:
        day, course_dates = meeting.get("on"), dates.get(code_key(meeting.get("course") or ""))
        if day and course_dates and not course_dates[0] <= day <= course_dates[1]:
            span = f"{written(course_dates[0])}–{written(course_dates[1])}"
            yield meeting.found("on", ProblemCode.meeting_outside_course, span)


def _overlapping(meetings: Iterable[ReadLine]) -> Iterator[Problem]:
    """Two meetings of one course at one time; the same start is one meeting twice, and said already."""
    days: dict[tuple[str, date], list[ReadLine]] = {}
    for meeting in meetings:
        code, day, starts, ends = (meeting.get(name) for name in ("course", "on", "starts_at", "ends_at"))
        if code and day and starts is not None and ends is not None and starts < ends:
            days.setdefault((code_key(code), day), []).append(meeting)
    for same_day in days.values():
        same_day.sort(key=lambda meeting: meeting.get("starts_at"))
        for earlier, later in pairwise(same_day):
            if earlier.get("starts_at") < later.get("starts_at") < earlier.get("ends_at"):
                yield later.found("starts_at", ProblemCode.meetings_overlap, earlier.row)
