"""Working hours on a plain week, over a weekend, over Tết, and on a make-up day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.kinds import HolidayKind
from models.working_time import WorkingTime

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TET = {date(2027, 2, day): HolidayKind.off for day in range(5, 12)}
CALENDAR = WorkingTime({**TET, date(2027, 2, 20): HolidayKind.make_up})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-25 08:00", 2, "2026-11-25 10:00"),
        ("2026-11-25 10:30", 2, "2026-11-25 14:30"),  # over lunch
        ("2026-11-25 22:00", 1, "2026-11-26 08:30"),  # from the night
        ("2026-11-27 16:00", 2, "2026-11-30 08:30"),  # over a weekend
        ("2027-02-04 16:00", 2, "2027-02-12 08:30"),  # over Tết
        ("2027-02-19 16:30", 1, "2027-02-20 08:00"),  # a Saturday that is worked
    ],
)
def test_working_hours_run_forward_and_back(start: str, hours: float, end: str) -> None:
    assert CALENDAR.after(at(start), hours) == at(end)
    assert CALENDAR.between(at(start), at(end)) == hours
    assert CALENDAR.between(CALENDAR.before(at(end), hours), at(end)) == hours


def test_nothing_lies_between_a_moment_and_an_earlier_one() -> None:
    assert CALENDAR.between(at("2026-11-25 10:00"), at("2026-11-25 09:00")) == 0


def test_a_calendar_without_working_days_is_an_error_and_no_endless_loop() -> None:
    always_off = WorkingTime({date.fromordinal(day): HolidayKind.off for day in range(739_000, 742_000)})
    with pytest.raises(ValueError, match="no working days"):
        always_off.after(at("2026-11-25 08:00"), 1)


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)),
    hours=st.floats(0.25, 80),
)
def test_after_and_between_agree(start: datetime, hours: float) -> None:
    start = start.replace(tzinfo=ZONE)
    end = CALENDAR.after(start, hours)
    assert end >= start
    assert abs(CALENDAR.between(start, end) - hours) < 1e-6
