"""Periods said in a query: on Wednesday 25/11/2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.when_said import Period, when_said

TODAY = date(2026, 11, 25)


def days(text: str) -> Period:
    """«2026-12-01..31», «2026-12-28..01-03», «2026-12-15»: the last day says only what differs from the first."""
    first, _, last = text.partition("..")
    return Period(date.fromisoformat(first), date.fromisoformat(first[: len(first) - len(last)] + last))


@pytest.mark.parametrize(
    ("query", "period", "rest"),
    [
        ("tháng 12", "2026-12-01..31", ""),
        ("thang 12/2026", "2026-12-01..31", ""),
        ("tháng 1", "2027-01-01..31", ""),
        ("tháng 11", "2026-11-01..30", ""),
        ("tháng 10", "2027-10-01..31", ""),
        ("tháng 3 năm 2027", "2027-03-01..31", ""),
        ("tháng 3 năm sau", "2027-03-01..31", ""),
        ("lớp T12", "2026-12-01..31", "lớp"),
        ("12/2026", "2026-12-01..31", ""),
        ("t3/2027", "2027-03-01..31", ""),
        ("đầu tháng 12", "2026-12-01..10", ""),
        ("giữa tháng 1", "2027-01-11..20", ""),
        ("cuối tháng 2/2027", "2027-02-21..28", ""),
        ("từ tháng 1 đến tháng 3", "2027-01-01..03-31", ""),
        ("tháng 12 - 1", "2026-12-01..2027-01-31", ""),
        ("tuần này", "2026-11-23..29", ""),
        ("tuần sau", "2026-11-30..2026-12-06", ""),
        ("TUẦN TỚI", "2026-11-30..2026-12-06", ""),
        ("đầu tuần sau", "2026-11-30..2026-12-01", ""),
        ("cuối tuần", "2026-11-28..29", ""),
        ("cuối tuần sau", "2026-12-05..06", ""),
        ("tháng này", "2026-11-01..30", ""),
        ("trong tháng sau", "2026-12-01..31", ""),
        ("cuối tháng", "2026-11-21..30", ""),
        ("đầu tháng", "2026-12-01..10", ""),
        ("đầu tháng sau", "2026-12-01..10", ""),
        ("hôm nay", "2026-11-25", ""),
        ("ngày mai", "2026-11-26", ""),
        ("sáng mai", "2026-11-26", ""),
        ("mai", "2026-11-26", ""),
        ("ngày kia", "2026-11-27", ""),
        ("3 ngày nữa", "2026-11-28", ""),
        ("2 tuần nữa", "2026-12-07..13", ""),
        ("10 ngày tới", "2026-11-25..2026-12-05", ""),
        ("thứ hai", "2026-11-30", ""),
        ("thứ tư", "2026-11-25", ""),
        ("chủ nhật", "2026-11-29", ""),
        ("t6", "2026-11-27", ""),
        ("thứ 2 tuần sau", "2026-11-30", ""),
        ("chiều thứ Sáu tuần này", "2026-11-27", ""),
        ("15/12", "2026-12-15", ""),
        ("15/12/2026", "2026-12-15", ""),
        ("15/12/26", "2026-12-15", ""),
        ("15.12.2026", "2026-12-15", ""),
        ("2026-12-15", "2026-12-15", ""),
        ("ngày 05 tháng 01 năm 2027", "2027-01-05", ""),
        ("5/1", "2027-01-05", ""),
        ("ngày 5", "2026-12-05", ""),
        ("ngày 31", "2026-12-31", ""),
        ("15 tháng sau", "2026-12-15", ""),
        ("từ 6/12 đến 9/12", "2026-12-06..09", ""),
        ("26-27/5", "2027-05-26..27", ""),
        ("6–8/9/2025", "2025-09-06..08", ""),
        ("từ ngày 06/9/2025 đến ngày 08/9/2025", "2025-09-06..08", ""),
        ("từ 6 đến 9 tháng 12", "2026-12-06..09", ""),
        ("20/11 - 30/11", "2026-11-20..30", ""),
        ("28/12 - 3/1", "2026-12-28..2027-01-03", ""),
        ("28/12 - 3/1/2027", "2026-12-28..2027-01-03", ""),
        ("quý 1", "2027-01-01..03-31", ""),
        ("quý IV", "2026-10-01..12-31", ""),
        ("quý 2 năm 2027", "2027-04-01..06-30", ""),
        ("quý sau", "2027-01-01..03-31", ""),
        ("6 tháng đầu năm 2027", "2027-01-01..06-30", ""),
        ("năm 2027", "2027-01-01..12-31", ""),
        ("đầu năm sau", "2027-01-01..03-31", ""),
        ("cuối năm", "2026-10-01..12-31", ""),
        ("đầu năm", "2027-01-01..03-31", ""),
        ("lớp Quản lý nhà nước tháng 12 còn chỗ không", "2026-12-01..31", "lớp Quản lý nhà nước còn chỗ không"),
        ("cđs vào tuần sau", "2026-11-30..2026-12-06", "cđs"),
        ("đối tượng 3 tháng 1", "2027-01-01..31", "đối tượng 3"),
        ("ngạch chuyên viên tháng 12", "2026-12-01..31", "ngạch chuyên viên"),
        ("29/2/2028", "2028-02-29", ""),
    ],
)
def test_a_period_is_taken_out_of_the_query(query: str, period: str, rest: str) -> None:
    assert when_said(query, TODAY) == (days(period), rest)


@pytest.mark.parametrize(
    "query",
    [
        "đối tượng 3",
        "bồi dưỡng ngạch chuyên viên K68",
        "chuyên viên 2",
        "LOP-2026-01",
        "lop 2026 01",
        "nghị định 171/2025",
        "NĐ 15/2025/NĐ-CP",
        "24/2026/NĐ-CP",
        "thông tư 3/2023",
        "trung cấp 6 tháng",
        "đại biểu HĐND 2026-2031",
        "khóa 42",
        "Mai Trung",
        "Song Mai",
        "quy hoạch 2",
        "thủ tục hành chính",
        "thứ 8",
        "tháng 13",
        "32/12",
        "31/2/2027",
        "Nam Sơn",
        "cho tôi hỏi",
        "cảm ơn",
        "",
    ],
)
def test_what_is_not_a_date_is_left_as_it_was(query: str) -> None:
    assert when_said(query, TODAY) == (None, query)


def test_marks_may_be_left_out_or_decomposed() -> None:
    assert when_said("lop thang 12", TODAY) == (days("2026-12-01..31"), "lop")
    assert when_said("tha\u0301ng 12", TODAY) == (days("2026-12-01..31"), "")


def test_on_sunday_this_weekend_is_still_the_weekend() -> None:
    sunday = date(2026, 11, 29)
    assert when_said("cuối tuần", sunday) == (days("2026-11-28..29"), "")
    assert when_said("tuần sau", sunday) == (days("2026-11-30..2026-12-06"), "")


@given(st.one_of(st.text(), st.text(alphabet="thángquýdầucuối tuầnsau0123456789/-. ")), st.dates())
def test_any_text_on_any_day_gives_a_period_in_order_or_none(query: str, today: date) -> None:
    period, rest = when_said(query, today)
    assert (period is None and rest == query) or (period is not None and period.first <= period.last)
