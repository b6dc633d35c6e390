"""When a meeting is, as people type it."""

from datetime import date, time

import pytest

from models.days_said import days_said
from models.slot_said import Half, slot_said
from models.when_said import Period

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("said", "first", "last", "half"),
    [
        ("7/12 sáng", 7, 7, Half.morning),
        ("Sáng 7/12", 7, 7, Half.morning),
        ("chiều thứ Ba, 15/12/2026", 15, 15, Half.afternoon),
        ("7/12 - 9/12 cả ngày", 7, 9, Half.both),
        ("sáng và chiều 8/12", 8, 8, Half.both),
        ("8/12", 8, 8, None),
    ],
)
def test_a_day_and_its_half(said: str, first: int, last: int, half: Half | None) -> None:
    found = slot_said(said, TODAY)
    assert found is not None
    assert (found.days, found.half) == (Period(date(2026, 12, first), date(2026, 12, last)), half)
    assert found.hours is None


def test_the_morning_after() -> None:
    found = slot_said("sáng mai", TODAY)
    assert found is not None
    assert (found.days.first, found.half) == (date(2026, 11, 26), Half.morning)


@pytest.mark.parametrize(
    "said", ["18h-20h30 8/12", "8/12 18h00 – 20h30", "8/12, 18:00-20:30", "18 giờ đến 20 giờ 30 8/12"]
)
def test_hours_of_ones_own(said: str) -> None:
    found = slot_said(said, TODAY)
    assert found is not None
    assert (found.days.first, found.half, found.hours) == (date(2026, 12, 8), None, (time(18), time(20, 30)))


@pytest.mark.parametrize("said", ["", "sáng", "chiều nào cũng được", "31/2 sáng", "8/12 25h-26h", "thứ tư 15/12 sáng"])
def test_what_is_not_clear_is_nothing(said: str) -> None:
    assert slot_said(said, TODAY) is None


@pytest.mark.parametrize(
    ("said", "day"), [("thứ ba 15/12", 15), ("thứ Ba, 15/12/2026", 15), ("15/12 thứ ba", 15), ("thứ tư 15/12", None)]
)
def test_a_weekday_beside_its_date_must_agree(said: str, day: int | None) -> None:
    assert days_said(said, TODAY) == (Period(date(2026, 12, day), date(2026, 12, day)) if day else None)
