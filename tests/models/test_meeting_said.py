"""What is typed to move a meeting or a course, on Wednesday 25/11/2026; the course begins on 09/12."""

from datetime import date, time

import pytest

from models.meeting_said import HoursSaid, days_by, hours_said
from models.slot_said import Half

TODAY = date(2026, 11, 25)
FIRST = date(2026, 12, 9)


@pytest.mark.parametrize(
    ("said", "on", "starts", "ends"),
    [
        ("11/12", date(2026, 12, 11), None, None),
        ("14h-17h thứ Sáu", date(2026, 11, 27), time(14), time(17)),
        ("7h30 ngày 11/12", date(2026, 12, 11), time(7, 30), None),
        ("từ 8h đến 11h30, thứ Sáu 11/12/2026", date(2026, 12, 11), time(8), time(11, 30)),
        ("14:00 – 17:00, 11/12", date(2026, 12, 11), time(14), time(17)),
        ("lúc 14 giờ thứ hai tuần sau", date(2026, 11, 30), time(14), None),
        ("7h30-11h30 11/12", date(2026, 12, 11), time(7, 30), time(11, 30)),
        ("8h11/12", date(2026, 12, 11), time(8), None),
        ("13g30 đến 16g30", None, time(13, 30), time(16, 30)),
        ("ngày kia", date(2026, 11, 27), None, None),
    ],
)
def test_a_day_an_hour_or_both(said: str, on: date | None, starts: time | None, ends: time | None) -> None:
    assert hours_said(said, TODAY) == HoursSaid(on, starts, ends)


@pytest.mark.parametrize(
    ("said", "on", "half"),
    [
        ("chiều mai", 26, Half.afternoon),
        ("chieu mai", 26, Half.afternoon),
        ("sáng thứ Sáu", 27, Half.morning),
        ("sang mai", 26, Half.morning),
        ("27/11 sang", 27, Half.morning),
        ("chuyển sang chiều mai", 26, Half.afternoon),
        ("buổi chiều thứ Sáu 27/11", 27, Half.afternoon),
        ("chiều", None, Half.afternoon),
        ("sang thứ Sáu", 27, None),  # over to, not the morning
        ("sang thu sau", 27, None),
        ("đổi sang 27/11", 27, None),
        ("mai", 26, None),
    ],
)
def test_a_half_of_the_day(said: str, on: int | None, half: Half | None) -> None:
    assert hours_said(said, TODAY) == HoursSaid(on and date(2026, 11, on), half=half)


@pytest.mark.parametrize(
    ("said", "starts", "ends"),
    [
        ("2h chiều mai", time(14), None),
        ("1h30-4h30 chieu mai", time(13, 30), time(16, 30)),
        ("8h sáng mai", time(8), None),
        ("19h tối mai", time(19), None),
    ],
)
def test_hours_say_more_than_the_half_of_the_day(said: str, starts: time, ends: time | None) -> None:
    assert hours_said(said, TODAY) == HoursSaid(date(2026, 11, 26), starts, ends)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "tối mai",
        "chiều nào cũng được",
        "sáng và chiều 11/12",
        "sau",
        "8h 11h 12h",
        "25h 11/12",
        "17h-14h",
        "thứ Hai 11/12",
        "tuần sau",
        "phòng 201",
        "31/2",
    ],
)
def test_what_is_neither_is_not_guessed(said: str) -> None:
    assert hours_said(said, TODAY) is None


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("2 tuần", 14),
        ("lùi 3 ngày", 3),
        ("hoãn lại 1 tuần", 7),
        ("hai tuần nữa", 14),
        ("sớm 2 ngày", -2),
        ("1 tuần sớm hơn", -7),
        ("16/12", 7),
        ("đổi sang ngày 20/12/2026", 11),
        ("thứ Tư 16/12", 7),
        ("sang thứ Hai tuần sau", -9),
        ("thứ Hai 16/12", None),
        ("tuần sau", None),
        ("khi nào cũng được", None),
    ],
)
def test_by_how_many_days_or_to_which_first_day(said: str, days: int | None) -> None:
    assert days_by(said, FIRST, TODAY) == days
