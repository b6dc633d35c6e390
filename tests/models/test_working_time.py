"""Working time: nights, noon, weekends, holidays and days worked in exchange, forwards and backwards."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.database import Database
from models.holiday import Holiday
from models.kinds import HolidayKind
from models.working_time import WorkingTime, working_time
from tests.conftest import NOW

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOUR = timedelta(hours=1)
TET = frozenset(date(2027, 2, day) for day in range(5, 12))
OFFICE = WorkingTime(
    ZONE,
    ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30))),
    off=TET,
    made_up=frozenset({date(2027, 1, 30)}),  # a Saturday
)


def at(day: str, hour: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (at("2026-11-25", "08:00"), 2, at("2026-11-25", "10:00")),
        (at("2026-11-25", "08:00"), 3.5, at("2026-11-25", "11:30")),  # the last minute, not the next span's first
        (at("2026-11-25", "10:30"), 2, at("2026-11-25", "14:30")),  # over noon
        (at("2026-11-25", "12:00"), 1, at("2026-11-25", "14:30")),
        (at("2026-11-25", "22:00"), 8, at("2026-11-26", "17:30")),  # a whole day
        (at("2026-11-27", "16:30"), 8, at("2026-11-30", "16:30")),  # Friday → Monday
        (at("2026-11-28", "09:00"), 1, at("2026-11-30", "08:30")),  # a Saturday
        (at("2027-01-29", "16:30"), 2, at("2027-01-30", "08:30")),  # a Saturday that is worked
        (at("2027-02-04", "16:30"), 2, at("2027-02-12", "08:30")),  # over Tết
    ],
)
def test_so_much_work_after_and_before_a_moment(start: datetime, hours: float, end: datetime) -> None:
    assert OFFICE.after(start, hours * HOUR) == end
    assert OFFICE.between(start, end) == hours * HOUR
    assert OFFICE.between(OFFICE.before(end, hours * HOUR), end) == hours * HOUR


def test_office_hours_are_local_whatever_zone_a_moment_comes_in() -> None:
    assert OFFICE.is_working(datetime.fromisoformat("2026-11-25T00:45:00+00:00"))  # 7h45 here
    assert not OFFICE.is_working(datetime.fromisoformat("2026-11-25T08:45:00+00:00") + 2 * HOUR)
    assert not OFFICE.is_working(at("2026-11-25", "11:30"))
    assert not OFFICE.is_working(at("2027-02-08", "09:00"))


def test_nothing_lies_between_a_moment_and_an_earlier_one() -> None:
    assert OFFICE.between(at("2026-11-26", "09:00"), at("2026-11-25", "09:00")) == timedelta()


def test_a_calendar_without_a_working_day_comes_to_an_end() -> None:
    never = WorkingTime(ZONE, ())
    assert never.after(NOW, HOUR) - NOW == timedelta(days=400)
    assert never.between(NOW, NOW + timedelta(days=9)) == timedelta()


moments = st.datetimes(datetime(2026, 11, 1), datetime(2027, 3, 1)).map(lambda local: local.replace(tzinfo=ZONE))
work = st.integers(0, 80 * 60).map(lambda minutes: timedelta(minutes=minutes))


@given(moments, work)
def test_what_was_counted_forwards_is_counted_back(start: datetime, amount: timedelta) -> None:
    end = OFFICE.after(start, amount)
    assert OFFICE.between(start, end) == amount
    assert OFFICE.between(OFFICE.before(start, amount), start) == amount


@given(moments, moments, moments)
def test_time_adds_up(one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted((one, two, three))
    assert OFFICE.between(first, middle) + OFFICE.between(middle, last) == OFFICE.between(first, last)


async def test_hours_and_days_come_from_the_rows(database: Database) -> None:
    async with database.writing() as session:
        session.add(Holiday(day=date(2026, 11, 26), name="Nghỉ", kind=HolidayKind.off))
        session.add(Holiday(day=date(2026, 11, 28), name="Làm bù", kind=HolidayKind.make_up))
        await session.flush()
        found = await working_time(session, NOW)
    assert found.spans == OFFICE.spans
    working = [day for day in range(25, 31) if found.is_working_day(date(2026, 11, day))]
    assert working == [25, 27, 28, 30]
