"""Working hours: offers, reminders and the approval clock count these, not hours of the night or of Tết."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from sqlalchemy import select

from models.database import Session
from models.holiday import Holiday
from models.kinds import HolidayKind

OFFICE_HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
LONGEST_BREAK = 60  # days without work that a calendar may hold before it must be wrong


@dataclass(frozen=True)
class WorkingTime:
    """The working calendar: Monday to Friday in office hours, less days off, plus make-up days. Moments are local."""

    special: Mapping[date, HolidayKind] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open that day."""
        kind = self.special.get(day)
        return kind is HolidayKind.make_up if kind is not None else day.weekday() < 5

    def after(self, start: datetime, hours: float) -> datetime:
        """The moment when so many working hours have passed since `start`."""
        left = timedelta(hours=hours)
        for opens, closes in self._open_from(start):
            if closes - opens >= left:
                return opens + left
            left -= closes - opens
        raise ValueError("the calendar has no working days")

    def before(self, end: datetime, hours: float) -> datetime:
        """The moment from which so many working hours are left until `end`."""
        left = timedelta(hours=hours)
        for opens, closes in self._open_until(end):
            if closes - opens >= left:
                return closes - left
            left -= closes - opens
        raise ValueError("the calendar has no working days")

    def between(self, start: datetime, end: datetime) -> float:
        """Working hours from one moment to a later one; 0 when it is not later."""
        passed = timedelta()
        for opens, closes in self._open_from(start):
            if opens >= end:
                break
            passed += min(closes, end) - opens
        return passed / timedelta(hours=1)

    def _open_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        idle = 0
        for ahead in count():
            day = start.date() + timedelta(days=ahead)
            spans = [(max(opens, start), closes) for opens, closes in self._spans(day, start) if closes > start]
            yield from spans
            idle = 0 if spans else idle + 1
            if idle > LONGEST_BREAK:
                return

    def _open_until(self, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        idle = 0
        for back in count():
            day = end.date() - timedelta(days=back)
            spans = [(opens, min(closes, end)) for opens, closes in self._spans(day, end) if opens < end]
            yield from reversed(spans)
            idle = 0 if spans else idle + 1
            if idle > LONGEST_BREAK:
                return

    def _spans(self, day: date, zone_of: datetime) -> list[tuple[datetime, datetime]]:
        if not self.is_working_day(day):
            return []
        return [
            (datetime.combine(day, opens, zone_of.tzinfo), datetime.combine(day, closes, zone_of.tzinfo))
            for opens, closes in OFFICE_HOURS
        ]


async def working_time(session: Session) -> WorkingTime:
    """The calendar as the rows say."""
    return WorkingTime({holiday.day: holiday.kind for holiday in await session.scalars(select(Holiday))})
