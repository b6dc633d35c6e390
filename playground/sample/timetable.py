"""Lays the courses out in time: from days before or after today to real dates of meetings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import islice

from playground.sample.data_files import holidays, items, read

# Periods of the day, as the schools here keep them.
_SHIFTS = {
    "sáng": (time(7, 30), time(11, 30)),
    "chiều": (time(13, 30), time(17, 0)),
    "tối": (time(19, 0), time(21, 30)),
}
_SHIFTS_OF_DAY = {"ngày": ("sáng", "chiều"), "tối": ("tối",)}
_WEEK = timedelta(days=7)
_FRIDAY = 4
# A deadline as near as this is left on its day, also on a Sunday: that it is near is what it is for.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Meeting:
    """One half-day or evening; `hours` are tiết of 45 minutes."""

    course: str
    on: date
    starts_at: time
    ends_at: time
    hours: int
    room: str
    trainer: str
    topic: str


@dataclass(frozen=True, slots=True)
class Course:
    """A line of courses.csv with its dates; what has no date stays in `line`."""

    line: dict[str, str]
    closes_on: date
    meetings: tuple[Meeting, ...]

    @property
    def starts_on(self) -> date:
        return self.meetings[0].on

    @property
    def ends_on(self) -> date:
        return self.meetings[-1].on


def timetable(today: date) -> list[Course]:
    """All courses of the sample with their dates."""
    programmes = {line["code"]: line for line in read("programmes")}
    return [_course(line, programmes[line["programme"]], today) for line in read("courses")]


def _course(line: dict[str, str], programme: dict[str, str], today: date) -> Course:
    shifts, count = _SHIFTS_OF_DAY[line["shift"]], int(line["meetings"])
    slots = list(islice(((day, shift) for day in _teaching_days(line, today) for shift in shifts), count))
    hours = _shares(int(programme["hours"]), [shift for _, shift in slots])
    trainers, topics = items(line["trainers"]), items(programme["topics"])
    meetings = tuple(
        Meeting(
            line["code"],
            day,
            *_SHIFTS[shift],
            hours[index],
            line["room"],
            trainers[index * len(trainers) // count],
            _topic(topics, index, count),
        )
        for index, (day, shift) in enumerate(slots)
    )
    return Course(line, _deadline(today, int(line["closes_in_days"])), meetings)


def _teaching_days(line: dict[str, str], today: date) -> Iterator[date]:
    """The days without end; a week that loses one of its teaching days to a holiday is left out whole.

    A course to come starts on the asked day or as soon after it as it can; one that has begun, on that day or before.
    """
    days = [timedelta(days=int(name.removeprefix("T")) - 2) for name in line["weekdays"].split()]
    start_in = int(line["start_in_days"])
    wanted = today + timedelta(days=start_in)
    step = _WEEK if start_in >= 0 else -_WEEK
    monday = wanted - timedelta(days=wanted.weekday())
    while _misses(wanted, monday + days[0], start_in) or not _is_clear(monday, days):
        monday += step
    while True:
        yield from (monday + day for day in days)
        monday += int(line["weeks_apart"]) * _WEEK
        while not _is_clear(monday, days):
            monday += _WEEK


def _misses(wanted: date, first: date, start_in: int) -> bool:
    return first < wanted if start_in >= 0 else first > wanted


def _is_clear(monday: date, days: list[timedelta]) -> bool:
    return holidays().isdisjoint(monday + day for day in days)


def _shares(total: int, shifts: list[str]) -> list[int]:
    """Hours of each meeting: equal, and where that does not go up, mornings take one more, as they are longer."""
    base, extra = divmod(total, len(shifts))
    by_length = sorted(range(len(shifts)), key=lambda index: shifts[index] != "sáng")
    longer = set(by_length[:extra])
    return [base + (index in longer) for index in range(len(shifts))]


def _topic(topics: list[str], index: int, count: int) -> str:
    """Topics follow each other evenly over the meetings; what goes on from the meeting before says so."""
    position = index * len(topics) // count
    goes_on = index > 0 and (index - 1) * len(topics) // count == position
    return f"{topics[position]} (tiếp)" if goes_on else topics[position]


def _deadline(today: date, days: int) -> date:
    """The day counted from today; a later one that is no working day moves to the next."""
    day = today + timedelta(days=days)
    while days > _NEAR and (day.weekday() > _FRIDAY or day in holidays()):
        day += timedelta(days=1)
    return day
