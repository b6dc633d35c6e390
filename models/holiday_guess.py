"""A first guess of a year's days off: the law's days, Tết by the lunar calendar, days in lieu; an admin confirms it."""

from dataclasses import dataclass
from datetime import date

from models.kinds import HolidayKind

NAME_LENGTH = 120


@dataclass(frozen=True, order=True)
class CalendarDay:
    """One day that differs from the ordinary week, certain or not."""

    day: date
    name: str
    kind: HolidayKind


def guess(year: int) -> list[CalendarDay]:
    """In order. The names are Vietnamese; a day that is worked in exchange has none."""
    from holidays import country_holidays  # a sixth of a second, which only those pay who ask

    found = country_holidays("VN", years=year, language="vi")
    off = [CalendarDay(day, name[:NAME_LENGTH], HolidayKind.off) for day, name in found.items() if day.year == year]
    worked = [CalendarDay(day, "", HolidayKind.make_up) for day in found.weekend_workdays if day.year == year]
    return sorted([*off, *worked])
