"""Cells as people fill them in."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.texts import workbook as words
from bot.workbook.bad_cell import BadCell
from bot.workbook.cells import (
    one_of,
    read_codes,
    read_items,
    read_number,
    read_phone,
    read_text,
    read_whole,
    some_of,
    text_up_to,
)
from bot.workbook.dates import read_birth_date, read_day, read_moment, read_time
from models.kinds import LegalGroup, Role, Route
from models.workbook_problems import ProblemCode

SEVENTH = date(2026, 12, 7)
_at = datetime.combine


@pytest.mark.parametrize(
    "written",
    [
        _at(SEVENTH, time()), _at(SEVENTH, time(8, 30)), SEVENTH, 46363, 46363.0, 46363.35,
        "07/12/2026", "7/12/2026", "7/12/26", "07-12-2026", "07.12.2026", " 07 / 12 / 2026 ", "07/12/2026 00:00:00",
        "2026-12-07", "2026/12/07", "2026-12-07T00:00:00", "2026-12-07 08:00:00", "07/12/2026 08:00",
        "Thứ Hai, 07/12/2026", "thứ hai ngày 07/12/2026", "T2 07/12/2026", "ngày 07 tháng 12 năm 2026",
        "Ngày 7 tháng 12 năm 2026", "8h00 ngày 07/12/2026", "07/12/2026\u00a0", "thu\u031b\u0301 Hai, 07/12/2026",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_common_form(written: object) -> None:
    assert read_day(written) == SEVENTH


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2026", "32/12/2026", "07/13/2026", "12/2026", "07/12", "2026", 2026, 1985, "1985", "abc", "07/12/20261",
        "107/12/2026", "07/12/2026 và 08/12/2026", "26-27/5/2026", "07/12-2026", "7/12/0026", "7/12/1026",
        True, time(8), -5, 99_999_999, float("1e300"), float("inf"), float("nan"), timedelta(days=1),
        "٠٧/١٢/٢٠٢٦",
    ],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed(written: object) -> None:
    assert _refused(read_day, written) is ProblemCode.bad_date


def test_two_digits_of_a_birth_year_are_in_the_past() -> None:
    assert read_birth_date("05/12/85") == date(1985, 12, 5)
    assert read_birth_date("05/12/26") == date(1926, 12, 5)
    assert read_birth_date("05/12/03") == date(2003, 12, 5)
    assert read_day("05/12/85") == date(2085, 12, 5)


def test_a_deadline_may_say_its_hour() -> None:
    assert read_moment("17h00 ngày 01/12/2026") == (date(2026, 12, 1), time(17))
    assert read_moment("trước 17h30, ngày 01/12/2026") == (date(2026, 12, 1), time(17, 30))
    assert read_moment(_at(date(2026, 12, 1), time(16, 30))) == (date(2026, 12, 1), time(16, 30))
    assert read_moment("01/12/2026") == (date(2026, 12, 1), None)


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("8h00", time(8)), ("8h", time(8)), ("08:00", time(8)), ("8:00:00", time(8)), ("8 giờ", time(8)),
        ("8g00", time(8)), ("14h30", time(14, 30)), ("14H30", time(14, 30)), ("14 h 30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("14h30'", time(14, 30)), ("14 giờ 30 phút", time(14, 30)), ("2:30 PM", time(14, 30)),
        ("2h30 chiều", time(14, 30)), ("8h sáng", time(8)), ("7h tối", time(19)), ("12:15 CH", time(12, 15)),
        (time(14, 30), time(14, 30)),
        (_at(SEVENTH, time(14, 30)), time(14, 30)), (timedelta(hours=14, minutes=30), time(14, 30)),
        (0.3333333333, time(8)), (0.6041666667, time(14, 30)), (time(7, 59, 59, 999990), time(8)), (0, time(0)),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_in_every_common_form(written: object, clock: time) -> None:
    assert read_time(written) == clock


@pytest.mark.parametrize(
    "written", ["25h00", "8h60", "8h5", "8h00-11h30", "sáng", "8", 8, 1.5, -0.5, True, timedelta(days=2), None]
)
def test_what_is_no_time_is_not_guessed(written: object) -> None:
    assert _refused(read_time, written) is ProblemCode.bad_time


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (40, "40"), (2.5, "2.5"), (0.1 + 0.2, "0.3"), ("40", "40"), ("2,5", "2.5"), ("2.5", "2.5"), ("1.500", "1500"),
        ("1.500,5", "1500.5"), ("1 500", "1500"), ("40 tiết", "40"), ("2,5 tiết", "2.5"), ("1.500 người", "1500"),
        ("0,125", "0.125"), ("-3", "-3"), ("40\u00a0tiết", "40"), ("0040", "40"),
    ],
)  # fmt: skip
def test_a_number_is_read_the_vietnamese_way(written: object, number: str) -> None:
    assert read_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written",
    [
        "nhiều",
        "",
        "20-30",
        "1,500",
        "1,2,3",
        "2 x 20",
        "1..5",
        "1.5.2",
        True,
        float("nan"),
        float("inf"),
        _at(date(2026, 5, 2), time()),
    ],
)
def test_what_is_no_number_or_may_be_two_is_refused(written: object) -> None:
    assert _refused(read_number, written) is ProblemCode.bad_number


def test_a_count_must_be_whole() -> None:
    assert read_whole(50.0) == 50
    assert read_whole("50 người") == 50
    assert _refused(read_whole, "2,5") is ProblemCode.not_whole


def test_text_is_cleaned_but_keeps_its_own_spelling() -> None:
    assert read_text("  Nguyễn   Thị\nHoà ") == "Nguyễn Thị Hoà"
    assert read_text("Nguye\u0302\u0303n") == "Nguyễn"
    assert read_text("Lan\u200b\u202e_x000D_\u0007!") == "Lan !"
    assert read_text(1001) == "1001"
    assert read_text(1001.0) == "1001"
    assert _refused(text_up_to(5), "123456") is ProblemCode.too_long


def test_lists_are_divided_by_semicolons_and_codes_by_commas_too() -> None:
    assert read_items("Văn phòng, tư pháp; Kế toán;\n Kế toán ;") == ("Văn phòng, tư pháp", "Kế toán")
    assert read_codes("A1, A2;A3\nA1") == ("A1", "A2", "A3")
    assert _refused(read_items, "x" * 161) is ProblemCode.too_long


def test_words_of_closed_lists_are_known_in_their_common_forms() -> None:
    group = one_of(words.GROUPS, ProblemCode.unknown_legal_group)
    assert group("ĐẠI BIỂU  hđnd") is LegalGroup.dai_bieu_hdnd
    assert group("khong chuyen trach") is LegalGroup.khong_chuyen_trach
    assert _refused(group, "Giám đốc") is ProblemCode.unknown_legal_group
    route = one_of(words.ROUTES, ProblemCode.unknown_route)
    assert [route(word) for word in ("Không", "Lãnh đạo", "Sở", "Lãnh đạo và Sở")] == list(Route)
    roles = some_of(words.ROLES, ProblemCode.unknown_role)
    assert roles("Lãnh đạo; giảng viên") == (Role.leader, Role.trainer)
    counts = one_of(words.YES_NO, ProblemCode.unknown_yes_no)
    assert [counts(word) for word in ("Có", "CÓ ", "x", True, 1, "Không", "không", False)] == [True] * 5 + [False] * 3


def test_every_way_of_writing_a_word_means_one_thing() -> None:
    lists: list[dict[Any, tuple[str, ...]]] = [
        *(words.ROLES, words.GROUPS, words.ROUTES, words.YES_NO, words.GENDERS, words.HOLIDAY_KINDS)
    ]
    for known in lists:
        for word, ways in known.items():
            assert {one_of(known, ProblemCode.unknown_role)(way) for way in ways} == {word}


def test_a_phone_cell_gives_one_number() -> None:
    assert read_phone(912345678.0) == "+84912345678"
    assert _refused(read_phone, "0912 345 678 / 0987 654 321") is ProblemCode.bad_phone


def _refused(read: Callable[[object], Any], value: object) -> ProblemCode:
    with pytest.raises(BadCell) as bad:
        read(value)
    return bad.value.code
