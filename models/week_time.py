"""A time of the week, as «Mon 07:30», and the moment of it in a week that has holidays."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from models.working_time import SATURDAY, WorkingTime

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SAID = re.compile(r"([A-Za-z]{3})[a-z]*\s+(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class WeekTime:
    """A local time of day on a day of the week, 0 for Monday."""

    weekday: int
    at: time


MONDAY_MORNING = WeekTime(0, time(7, 30))


def read_week_time(said: str) -> WeekTime:
    """«Mon 07:30». Raises ValueError for anything else."""
    found = _SAID.fullmatch(said.strip())
    if found is None or found[1].lower() not in DAYS:
        raise ValueError("a day of the week in English and a time, as Mon 07:30")
    return WeekTime(DAYS.index(found[1].lower()), time(int(found[2]), int(found[3])))


def moment_in_week(of: WeekTime, now: datetime, calendar: WorkingTime) -> datetime | None:
    """The moment in the week of `now`: on that day, or when it is a holiday, on the next working day.

    None when the rest of the week is off: the next week has a moment of its own.
    """
    monday = now.date() - timedelta(days=now.weekday())
    for weekday in range(of.weekday, len(DAYS)):
        day = monday + timedelta(days=weekday)
        is_chosen = weekday == of.weekday and day.weekday() >= SATURDAY and day not in calendar.off
        if is_chosen or calendar.is_working_day(day):
            return datetime.combine(day, of.at, now.tzinfo)
    return None
