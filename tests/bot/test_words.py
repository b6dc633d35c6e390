"""Dates, counts and shortening as officials write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from bot.texts.words import cut, day, days_in_short, half_day, html, last_day, lines, moment, number, period, span

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def test_a_day_and_a_moment_are_said_with_the_weekday() -> None:
    assert day(date(2026, 12, 7)) == "thứ Hai, 07/12/2026"
    assert day(date(2026, 12, 6)) == "Chủ nhật, 06/12/2026"
    assert moment(datetime(2026, 12, 7, 8, 0, tzinfo=ZONE)) == "8h00 thứ Hai, 07/12/2026"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 12, 7), date(2026, 12, 7), "07/12/2026"),
        (date(2026, 12, 7), date(2026, 12, 11), "07–11/12/2026"),
        (date(2026, 11, 30), date(2026, 12, 2), "30/11–02/12/2026"),
        (date(2026, 12, 28), date(2027, 1, 8), "28/12/2026–08/01/2027"),
    ],
)
def test_a_period_says_nothing_twice(first: date, last: date, said: str) -> None:
    assert period(first, last) == said


def test_days_that_follow_each_other_are_drawn_together() -> None:
    days = [date(2026, 12, day) for day in (9, 7, 8, 14)] + [date(2026, 12, 31), date(2027, 1, 1)]
    assert days_in_short(days) == "07–09/12, 14/12, 31/12–01/01"
    assert days_in_short([]) == ""


def test_the_hour_tells_the_half_day() -> None:
    said = [half_day(datetime(2026, 12, 7, hour, tzinfo=ZONE)) for hour in (7, 11, 12, 17, 18)]
    assert said == ["sáng", "sáng", "chiều", "chiều", "tối"]


def test_midnight_that_ends_a_day_is_that_day() -> None:
    now = datetime(2026, 11, 25, 9, tzinfo=ZONE)
    assert last_day(datetime(2026, 12, 2, 17, 0, tzinfo=ZoneInfo("UTC")), now) == date(2026, 12, 2)
    assert last_day(datetime(2026, 12, 2, 16, 30, tzinfo=ZoneInfo("UTC")), now) == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("value", "said"), [(6500, "6.500"), (2.5, "2,5"), (1234567.5, "1.234.567,5"), (0, "0"), (40.0, "40")]
)
def test_numbers_are_written_the_vietnamese_way(value: float, said: str) -> None:
    assert number(value) == said


def test_a_long_text_is_cut_at_a_word_and_never_longer_than_asked() -> None:
    assert cut("Chuyển đổi số", 13) == "Chuyển đổi số"
    assert cut("Chuyển đổi số, khóa 4", 15) == "Chuyển đổi số…"
    assert cut("x" * 80, 50) == "x" * 49 + "…"


def test_plain_text_is_escaped_and_none_is_left_out() -> None:
    assert lines(html("<b>{}</b>").format("<A&B>"), None, "", "x < y") == Markup("<b>&lt;A&amp;B&gt;</b>\n\nx &lt; y")


def test_what_one_has_to_plan_is_said_with_weekdays() -> None:
    assert span(date(2026, 12, 7), date(2026, 12, 7)) == "thứ Hai, 07/12/2026"
    assert span(date(2026, 12, 3), date(2026, 12, 6)) == "thứ Năm 03/12 – Chủ nhật 06/12/2026"
    assert span(date(2026, 12, 30), date(2027, 1, 4)) == "thứ Tư 30/12/2026 – thứ Hai 04/01/2027"
