"""Lays out a timetable: half-days on working days until a programme's hours are reached; plain values, no rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.slot_said import Half
from models.working_time import WorkingTime

TEACHING_HOUR = timedelta(minutes=45)


@dataclass(frozen=True)
class Slot:
    """One meeting to be; local moments, hours in tiết."""

    starts_at: datetime
    ends_at: datetime
    hours: float

    def meets(self, starts_at: datetime, ends_at: datetime) -> bool:
        return starts_at < self.ends_at and self.starts_at < ends_at


def half_days(calendar: WorkingTime, day: date, half: Half, hours: float) -> tuple[Slot, ...]:
    """The office hours of a half of a day, or of both; each has so many tiết."""
    spans = {Half.morning: calendar.spans[:1], Half.afternoon: calendar.spans[1:], Half.both: calendar.spans}[half]
    return tuple(Slot(_at(day, start, calendar), _at(day, end, calendar), hours) for start, end in spans)


def by_the_clock(calendar: WorkingTime, day: date, start: time, end: time) -> Slot:
    """Hours that somebody set: as many tiết of 45 minutes as they hold."""
    starts_at, ends_at = _at(day, start, calendar), _at(day, end, calendar)
    return Slot(starts_at, ends_at, round((ends_at - starts_at) / TEACHING_HOUR, 1))


def filled(
    calendar: WorkingTime,
    first: date,
    last: date,
    hours: float,
    half_day: int,
    there: Iterable[tuple[datetime, datetime, float]] = (),
) -> list[Slot]:
    """The meetings to add to those that are there until `hours` are reached; fewer where the days do not suffice.

    Weekends and holidays are left out. The last half-day is as much shorter as it has fewer tiết.
    """
    taken = list(there)
    left = hours - sum(taught for _, _, taught in taken)
    found: list[Slot] = []
    for day in _days(first, last):
        if not calendar.is_working_day(day):
            continue
        for slot in half_days(calendar, day, Half.both, half_day):
            if left <= 0:
                return found
            if any(slot.meets(starts_at, ends_at) for starts_at, ends_at, _ in taken):
                continue
            share = min(1.0, left / half_day)
            ends_at = slot.starts_at + (slot.ends_at - slot.starts_at) * share
            found.append(Slot(slot.starts_at, ends_at.replace(second=0, microsecond=0), min(left, half_day)))
            left -= half_day
    return found


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def _at(day: date, hour: time, calendar: WorkingTime) -> datetime:
    return datetime.combine(day, hour, calendar.zone)
