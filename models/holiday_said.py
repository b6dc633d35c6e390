"""Changes of a year's calendar as an admin types them, one a line: days off with a name, a day worked, a day dropped.

«30/4 Ngày Chiến thắng», «04/02 - 10/02/2027 Tết», «22/08 làm bù», «bỏ 24/11»: compared without marks.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from models.folding import fold
from models.holiday_guess import NAME_LENGTH
from models.holiday_refusals import BadHoliday, HolidayBar
from models.kinds import HolidayKind

LONGEST = 20  # days in a row: more is a slip of the finger
MOST_LINES = 40
SATURDAY = 5
_DAY = r"(\d{1,2})\s*[/.]\s*(\d{1,2})(?:\s*[/.]\s*(\d{4}))?"
_DAYS = re.compile(rf"{_DAY}(?:\s*[-–—]\s*{_DAY})?")
_DROP = re.compile(r"(?:bo|xoa)(?: ngay)?")
_MADE_UP = re.compile(r"(?:ngay )?lam bu\b.*")


@dataclass(frozen=True)
class DayChange:
    """A day becomes such a one, or (no kind) an ordinary one again."""

    day: date
    name: str = ""
    kind: HolidayKind | None = None


def holidays_said(text: str, year: int) -> list[DayChange]:
    """Every change, in the order in which they were typed. Raises BadHoliday for the first line that is not clear."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()][:MOST_LINES]
    return [change for line in lines for change in _changes(line, year)] if lines else []


def _changes(line: str, year: int) -> list[DayChange]:
    found = _DAYS.search(line)
    if found is None:
        raise BadHoliday(HolidayBar.not_understood, line, year)
    days = _days(found, line, year)
    before, after = line[: found.start()].strip(" :,-–"), line[found.end() :].strip(" :,-–")
    if _DROP.fullmatch(fold(before)) and not after:
        return [DayChange(day) for day in days]
    if _MADE_UP.fullmatch(fold(f"{before} {after}".strip())):
        return [_made_up(day, line, year) for day in days]
    if before and fold(before) != "ngay":
        raise BadHoliday(HolidayBar.not_understood, line, year)
    if not after:
        raise BadHoliday(HolidayBar.no_name, line, year)
    return [DayChange(day, after[:NAME_LENGTH], HolidayKind.off) for day in days]


def _made_up(day: date, line: str, year: int) -> DayChange:
    if day.weekday() < SATURDAY:
        raise BadHoliday(HolidayBar.works_anyway, line, year, day)
    return DayChange(day, "", HolidayKind.make_up)


def _days(found: re.Match[str], line: str, year: int) -> list[date]:
    first_year, last_year = found[3], found[6]
    try:
        last = date(int(last_year or year), int(found[5] or found[2]), int(found[4] or found[1]))
        first = date(int(first_year or last_year or year), int(found[2]), int(found[1]))
        last = last if found[4] else first
    except ValueError:
        raise BadHoliday(HolidayBar.no_such_day, line, year) from None
    if (first.year, last.year) != (year, year):
        raise BadHoliday(HolidayBar.other_year, line, year)
    if not timedelta() <= last - first < timedelta(days=LONGEST):
        raise BadHoliday(HolidayBar.too_long, line, year)
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
