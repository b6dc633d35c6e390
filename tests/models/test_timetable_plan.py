"""A timetable laid out at once, and what is guessed about a new course; plain values."""

from datetime import date, datetime, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.course_proposals import next_code, numbered_as, title_of_a_run, title_once_more, usual_last_day
from models.timetable_plan import filled
from models.working_time import WorkingTime
from tests.conftest import ZONE

SPANS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))
MONDAY, FRIDAY = date(2026, 12, 28), date(2027, 1, 8)
CALENDAR = WorkingTime(ZONE, SPANS, off=frozenset({date(2027, 1, 1)}), made_up=frozenset({date(2027, 1, 2)}))


def test_holidays_and_weekends_are_left_out_and_a_day_worked_in_exchange_is_not() -> None:
    slots = filled(CALENDAR, date(2026, 12, 31), date(2027, 1, 4), 100, 4)
    assert [(one.starts_at.date().day, one.starts_at.hour) for one in slots] == [
        (31, 7),
        (31, 13),
        (2, 7),
        (2, 13),
        (4, 7),
        (4, 13),
    ]


def test_the_last_half_day_is_as_short_as_its_hours() -> None:
    slots = filled(CALENDAR, MONDAY, FRIDAY, 10, 4)
    assert [one.hours for one in slots] == [4, 4, 2]
    assert (slots[-1].starts_at.time(), slots[-1].ends_at.time()) == (time(7, 30), time(9, 30))


def test_what_is_there_stays_and_counts() -> None:
    there = [(datetime(2026, 12, 28, 8, tzinfo=ZONE), datetime(2026, 12, 28, 10, tzinfo=ZONE), 2.5)]
    slots = filled(CALENDAR, MONDAY, FRIDAY, 10, 4, there)
    assert [(one.starts_at.day, one.starts_at.hour, one.hours) for one in slots] == [(28, 13, 4), (29, 7, 3.5)]
    assert filled(CALENDAR, MONDAY, FRIDAY, 2.5, 4, there) == []


@given(hours=st.integers(1, 200), days=st.integers(0, 40), half_day=st.integers(1, 6))
def test_never_more_hours_than_asked_never_outside_and_never_two_at_once(hours: int, days: int, half_day: int) -> None:
    last = date.fromordinal(MONDAY.toordinal() + days)
    slots = filled(CALENDAR, MONDAY, last, hours, half_day)
    assert sum(one.hours for one in slots) <= hours
    assert all(MONDAY <= one.starts_at.date() <= last and CALENDAR.is_working(one.starts_at) for one in slots)
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(slots))
    again = [(one.starts_at, one.ends_at, one.hours) for one in slots]
    assert filled(CALENDAR, MONDAY, last, hours, half_day, again) == []


@pytest.mark.parametrize(
    ("last", "taken", "found"),
    [
        ("", set(), "VTVL-02-K01"),
        ("", {"vtvl-02-k01"}, "VTVL-02-K02"),
        ("VTVL-02-K04", {"vtvl-02-k04"}, "VTVL-02-K05"),
        ("VTVL-02-K09", {"vtvl-02-k09", "vtvl-02-k10"}, "VTVL-02-K11"),
        ("LOP-A", {"lop-a"}, "VTVL-02-K01"),
    ],
)
def test_the_next_code_of_a_series(last: str, taken: set[str], found: str) -> None:
    assert next_code(last, "VTVL-02", taken) == found


@pytest.mark.parametrize(
    ("title", "year", "found"),
    [
        ("Văn thư, khóa 4", 2026, "Văn thư, khóa 5"),
        ("Văn thư, khoá 09 (buổi tối)", 2026, "Văn thư, khoá 10 (buổi tối)"),
        ("Văn thư K12", 2026, "Văn thư K13"),
        ("Văn thư năm 2025", 2025, "Văn thư năm 2026"),
        ("Văn thư năm 2026", 2026, "Văn thư năm 2026"),
        ("Văn thư", 2025, "Văn thư"),
        ("Cập nhật kiến thức đối tượng 4", 2026, "Cập nhật kiến thức đối tượng 4"),
    ],
)
def test_the_title_of_the_same_course_again(title: str, year: int, found: str) -> None:
    assert title_once_more(title, date(2026, 12, 14), date(year, 3, 1)) == found


@pytest.mark.parametrize(
    ("latest", "found"),
    [
        ("", "Kiến thức đối tượng 4"),
        ("Kiến thức đối tượng 4", "Kiến thức đối tượng 4"),
        ("Kiến thức đối tượng 4, khóa 9 (buổi tối)", "Kiến thức đối tượng 4, khóa 10"),
    ],
)
def test_the_title_of_a_new_run(latest: str, found: str) -> None:
    assert title_of_a_run("Kiến thức đối tượng 4", latest) == found


@pytest.mark.parametrize(
    ("earlier", "found"),
    [("Văn thư, khóa 4", "Văn thư, khóa 6"), ("Văn thư, khóa 9", "Văn thư, khóa 5"), ("Văn thư", "Văn thư, khóa 5")],
)
def test_the_number_in_the_title_follows_that_of_the_code_where_it_did_before(earlier: str, found: str) -> None:
    """The fifth is there already, so the code says six."""
    assert numbered_as("Văn thư, khóa 5", "VT-K06", earlier, "VT-K04") == found


@pytest.mark.parametrize(("hours", "day"), [(4, 28), (8, 28), (9, 29), (40, 2)])
def test_the_usual_last_day_counts_working_days(hours: float, day: int) -> None:
    assert usual_last_day(CALENDAR, MONDAY, hours, 4).day == day
