"""Reading a letter's number, day and subject from one line."""

import unicodedata
from datetime import date

import pytest

from bot.document_line import Said, read_document_line, read_subject

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2537/SNV-CCVC ngày 20/11/2026 v/v mở lớp", Said("2537/SNV-CCVC", DAY, "mở lớp")),
        ("Công văn số 2537/SNV-CCVC, ngày 20.11.2026, V/v: Mở lớp.", Said("2537/SNV-CCVC", DAY, "Mở lớp")),
        ("Số: 2537 /SNV-CCVC ngày 20 tháng 11 năm 2026 về việc mở lớp", Said("2537/SNV-CCVC", DAY, "mở lớp")),
        ("20/11/2026 2537/SNV-CCVC mở lớp", Said("2537/SNV-CCVC", DAY, "mở lớp")),
        (
            "CV 2537/SNV-CCVC ngày 20/11/2026 của Sở Nội vụ v/v mở lớp",
            Said("2537/SNV-CCVC", DAY, "mở lớp"),
        ),
        ("120/2025/NQ-HĐND 20-11-2026 mở lớp «A»", Said("120/2025/NQ-HĐND", DAY, "mở lớp «A")),
        ("24/KH-UBND", Said("24/KH-UBND")),
        ("ngày 20/11/26", Said(on=DAY)),
        ("31/02/2026", Said(is_no_day=True)),
        ("mở lớp bồi dưỡng", Said()),
        ("v/v mở lớp", Said(subject="mở lớp")),
        ("", Said()),
        ("🙂 2537/SNV-CCVC\nngày 20/11/2026\nv/v mở lớp 🙂", Said("2537/SNV-CCVC", DAY, "mở lớp 🙂")),
    ],
)
def test_a_line_is_read_as_people_write_it(text: str, expected: Said) -> None:
    assert read_document_line(text) == expected


def test_decomposed_letters_are_read_too() -> None:
    said = read_document_line(unicodedata.normalize("NFD", "12/QĐ-UBND ngày 20 tháng 11 năm 2026 về việc cử đi học"))
    assert said == Said("12/QĐ-UBND", DAY, "cử đi học")


def test_a_number_never_grows_past_its_column() -> None:
    assert len(read_document_line("1/" + "A" * 500).number) == 60


def test_a_subject_by_itself_loses_its_mark() -> None:
    assert read_subject(" V/v  mở lớp. ") == "mở lớp"
    assert read_subject("Mở lớp v/v gì đó") == "Mở lớp v/v gì đó"
